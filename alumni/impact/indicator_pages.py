"""The indicators of the foundation at the desk: figures, charts, files, and the rows behind each figure."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from alumni.careers.pictures import drawing
from alumni.impact.charts import chart
from alumni.impact.forms import ScopeForm
from alumni.impact.selectors.foundation import ALL, Figure, Group, figures, seen_by
from alumni.impact.selectors.judging import Cell, Measured
from foundation.files.serving import made
from foundation.importing.tables import csv_file
from foundation.people.models import is_staff_with
from foundation.translated import language_now
from foundation.workbooks import XLSX, xlsx
from residencies.programmes.models import Participation

PAGE = 50
SOURCES = "rows"  # the part of an address that asks for what stands behind the numerator
COLUMNS = [
    "indicator", "label", "from", "to", "as_of", "group", "numerator", "denominator", "percent", "unknown",
    "apart", "amount", "median_months", "median_low", "median_high", "hidden", "definition",
]  # fmt: skip


def may_see(user: Any) -> bool:
    """Staff who see figures and who took part."""
    return is_staff_with(user, "impact.see_figures") and user.has_perm("programmes.view_participation")


def urls(site: Any) -> list[Any]:
    """For an admin's `get_urls`."""
    pages = Pages(site)
    return [
        path("indicators/", site.admin_view(require_safe(pages.shown)), name="impact_indicators"),
        path("indicators/table/", site.admin_view(require_safe(pages.table)), name="impact_indicators_table"),
        path(
            "indicators/workbook/",
            site.admin_view(require_safe(pages.workbook)),
            name="impact_indicators_workbook",
        ),
        path(
            "indicators/<slug:code>/<slug:group>/<slug:cell>/",
            site.admin_view(require_safe(pages.rows)),
            name="impact_indicators_rows",
        ),
    ]


class Pages:
    def __init__(self, site: Any) -> None:
        self.site = site

    def shown(self, request: HttpRequest) -> HttpResponse:
        form = _asked(request)
        found = figures_of(request.user, form) if form.is_valid() else []
        context = {
            **self.site.each_context(request),
            "title": gettext("Indicators of the foundation"),
            "form": ScopeForm(initial=form.cleaned_data) if form.is_valid() else form,
            "scope": form.scope if form.is_valid() else None,
            "parts": [_drawn(one) for one in found],
            "query": request.GET.urlencode(),
        }
        return TemplateResponse(request, "impact/indicators.html", context)

    def table(self, request: HttpRequest) -> HttpResponse:
        form = _valid(request)
        return csv_file(f"indicators-{form.scope.on}", COLUMNS, lines_of(figures_of(request.user, form)))

    def workbook(self, request: HttpRequest) -> HttpResponse:
        form = _valid(request)
        lines = [[line[name] for name in COLUMNS] for line in lines_of(figures_of(request.user, form))]
        sheets = [(gettext("Figures"), [COLUMNS, *lines])]
        content = xlsx(sheets, currency=settings.FOUNDATION_CURRENCY, language=language_now())
        return made(content, f"indicators-{form.scope.on}.xlsx", XLSX)

    def rows(self, request: HttpRequest, code: str, group: str, cell: str) -> HttpResponse:
        """The graduates in a part of a figure, or the rows behind it; nothing of a hidden group."""
        form = _valid(request)
        if code not in ALL or cell not in (*Cell.values, SOURCES):
            raise Http404
        if not ALL[code].is_seen_by(request.user):
            raise PermissionDenied
        (figure,) = figures(form.scope, [ALL[code]], request.user, language_now())
        found = figure.group(group)
        if found is None or found.is_hidden:
            raise Http404
        numbers = found.rows if cell == SOURCES else (one.member for one in found.judged if one.cell == cell)
        page = page_behind(figure.indicator, cell, numbers, request)
        told = gettext("rows behind it") if cell == SOURCES else figure.indicator.words.get(Cell(cell), "")
        names = filter(None, [str(capfirst(figure.indicator.name)), found.label, str(told)])
        query = request.GET.copy()
        query.pop("p", None)
        context = {
            **self.site.each_context(request),
            "title": ": ".join(names),
            "page": page,
            "rows": linked(page),
            "back": f"{reverse('admin:impact_indicators')}?{query.urlencode()}",
            "query": query.urlencode(),
        }
        return TemplateResponse(request, "impact/rows.html", context)


def page_behind(indicator: Measured, cell: str, numbers: Iterable[int], request: HttpRequest) -> Page[Any]:
    """A page of the graduates of these numbers, or of a numerator's own rows, as far as she sees them."""
    rows: Any
    if cell == SOURCES:
        rows = indicator.sources(numbers, request.user)
        if rows is None:
            raise Http404
    else:
        seen = Participation.objects.visible_to(request.user).filter(pk__in=list(numbers))
        rows = seen.select_related("person", "edition__programme").order_by("person__sort_name", "pk")
    return Paginator(rows, PAGE).get_page(request.GET.get("p"))


def linked(page: Page[Any]) -> list[tuple[dict[str, Any], Any, str]]:
    return [({}, row, _page_of(row)) for row in page]


def _page_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _asked(request: HttpRequest) -> ScopeForm:
    if not may_see(request.user):
        raise PermissionDenied
    return ScopeForm({name: request.GET.get(name, "") for name in ScopeForm.base_fields})


def _valid(request: HttpRequest) -> ScopeForm:
    form = _asked(request)
    if not form.is_valid():
        raise Http404
    return form


def figures_of(user: Any, form: ScopeForm) -> list[Figure]:
    return figures(form.scope, seen_by(user), user, language_now())


def _drawn(figure: Figure) -> dict[str, Any]:
    indicator, is_rtl = figure.indicator, get_language_bidi()
    words = [(cell.value, indicator.words[cell]) for cell in Cell if cell in indicator.words]
    curve = None if figure.total.is_hidden or not indicator.is_wait else figure.total.curve
    return {
        "figure": figure,
        "words": words,
        "chart": chart(figure, is_rtl=is_rtl),
        "curve": drawing(curve, is_rtl=is_rtl) if curve else None,
        "lines": [
            (one, [(cell, 0 if one.is_hidden else one.counts[Cell(cell)]) for cell, _word in words])
            for one in figure.groups
        ],
    }


def lines_of(found: list[Figure]) -> Iterator[dict[str, Any]]:
    for figure in found:
        scope = figure.scope
        head = {
            "indicator": figure.indicator.code,
            "label": str(figure.indicator.name),
            "from": scope.starts_on.isoformat(),
            "to": scope.ends_on.isoformat(),
            "as_of": scope.on.isoformat(),
            "definition": figure.definition,
        }
        for group in figure.groups:
            yield {**dict.fromkeys(COLUMNS, ""), **head, **_counted(figure, group)}


def _counted(figure: Figure, group: Group) -> dict[str, Any]:
    told = {"group": group.label, "hidden": "true" if group.is_hidden else "false"}
    if group.is_hidden:
        return told
    indicator, (median, low, high) = (
        figure.indicator,
        group.median if figure.indicator.is_wait else (None,) * 3,
    )
    return {
        **told,
        "numerator": group.value,
        "denominator": group.of if indicator.is_share or indicator.is_wait else "",
        "percent": "" if group.percent is None or not indicator.is_share else group.percent,
        "unknown": group.counts[Cell.UNKNOWN],
        "apart": group.counts[Cell.APART],
        "amount": group.amount if indicator.amount else "",
        "median_months": "" if median is None else median,
        "median_low": "" if low is None else low,
        "median_high": "" if high is None else high,
    }
