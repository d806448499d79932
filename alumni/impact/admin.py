"""Stated figures at the desk, the national figures by year beside them, and reports that were frozen."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from alumni.impact import (
    indicator_pages,
    report_admin,  # noqa: F401 - it registers its pages
    services,
    story_admin,  # noqa: F401 - likewise
    tables,
)
from alumni.impact.forms import FreezeForm, TermsForm, terms_of
from alumni.impact.importing import StatedFigureResource
from alumni.impact.models import FrozenReport, Indicator, StatedFigure
from alumni.impact.selectors.found import Doubt, Found
from alumni.impact.selectors.national import (
    RIGHTS,
    Line,
    Table,
    differences,
    found_by,
    national_figures,
    rows_behind,
    seen_by,
)
from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import confirmed
from foundation.day_filter import DayFilter
from foundation.files.serving import made
from foundation.importing.admin import TableAdmin
from foundation.importing.tables import csv_file
from foundation.workbooks import XLSX

WIDE = 1000  # units of a bar's drawing
SEES = "impact.see_figures"


@admin.register(StatedFigure)
class StatedFigureAdmin(TableAdmin, RecordAdmin):
    resource_classes = [StatedFigureResource]
    list_before_template = "impact/to_figures.html"
    list_display = ["figure", "body", "told", "period", "indicator", "source"]
    list_select_related = ["body"]
    list_filter = [
        ("body", AutocompleteSelectFilter),
        ("indicator", ChoicesDropdownFilter),
        ("starts_on", DayFilter),
    ]
    search_fields = search_spelled = ("figure", "body__name", "body__short_name", "source", "period")
    autocomplete_fields = ["body"]
    fields = [
        ("body", "figure"),
        ("value", "precision"),
        ("unit", "currency"),
        ("period", "indicator"),
        ("starts_on", "ends_on"),
        ("source", "url"),
        "read_on",
        "note",
    ]

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: StatedFigure, form: Any, change: bool) -> None:
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    @display(description=_("value"), ordering="value")
    def told(self, row: StatedFigure) -> str:
        return row.told

    # -- the national figures
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        ours = [
            path("by-year/", view(self.by_year), name="impact_figures"),
            path("by-year/table/", view(self.table), name="impact_figures_table"),
            path("by-year/workbook/", view(self.workbook), name="impact_figures_workbook"),
            path("by-year/<slug:indicator>/<slug:part>/", view(self.rows), name="impact_figures_rows"),
        ]
        return [*ours, *indicator_pages.urls(self.admin_site), *super().get_urls()]

    @method_decorator(require_safe)
    def by_year(self, request: HttpRequest) -> HttpResponse:
        form = self._asked(request)
        found = self._tables(request, form) if form.is_valid() else []
        asked = TermsForm(initial=form.cleaned_data) if form.is_valid() else form
        may_freeze = request.user.has_perm("impact.add_frozenreport")
        context = {
            **self._context(request, gettext("National figures")),
            "form": asked,
            "on": form.cleaned_data.get("on"),
            "parts": drawn(found),
            "query": request.GET.urlencode(),
            "freeze": reverse("admin:impact_frozenreport_add") if may_freeze else "",
            "wide": WIDE,
        }
        return TemplateResponse(request, "impact/by_year.html", context)

    @method_decorator(require_safe)
    def table(self, request: HttpRequest) -> HttpResponse:
        form = self._valid(request)
        rows = tables.csv_rows(self._tables(request, form), form.terms.on)
        return csv_file(f"figures-{form.terms.on}", tables.COLUMNS, rows)

    @method_decorator(require_safe)
    def workbook(self, request: HttpRequest) -> HttpResponse:
        form = self._valid(request)
        content = tables.xlsx_of(self._tables(request, form), form.terms, get_language()[:2])
        return made(content, f"figures-{form.terms.on}.xlsx", XLSX)

    @method_decorator(require_safe)
    def rows(self, request: HttpRequest, indicator: str, part: str) -> HttpResponse:
        """The records behind a figure: those of a year, or those that a doubt keeps out of every year."""
        form = self._valid(request)
        if indicator not in Indicator.values or not (part.isdecimal() or part in Doubt.values):
            raise Http404
        one = Indicator(indicator)
        if one not in seen_by(request.user):
            raise PermissionDenied
        found = [row for row in found_by(form.terms, [one])[one] if part == (row.doubt or str(row.year))]
        page = Paginator(found, self.list_per_page).get_page(request.GET.get("p"))
        records = {row.pk: row for row in rows_behind(one, request.user, page.object_list)}
        told = Doubt(part).label if part in Doubt.values else part
        context = {
            **self._context(request, f"{capfirst(one.label)}: {told}"),
            "page": page,
            "rows": [
                (_behind(row, form.terms.currency), records[row.key], _page_of(records[row.key]))
                for row in page.object_list
                if row.key in records
            ],
            "back": f"{reverse('admin:impact_figures')}?{_without(request, 'p')}",
            "query": _without(request, "p"),
        }
        return TemplateResponse(request, "impact/rows.html", context)

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def _asked(self, request: HttpRequest) -> TermsForm:
        """What was asked. Raises PermissionDenied for whoever may not see the figures."""
        if not request.user.has_perm(SEES):
            raise PermissionDenied
        return TermsForm({name: request.GET.get(name, "") for name in TermsForm.base_fields})

    def _valid(self, request: HttpRequest) -> TermsForm:
        form = self._asked(request)
        if not form.is_valid():
            raise Http404
        return form

    def _tables(self, request: HttpRequest, form: TermsForm) -> list[Table]:
        return national_figures(form.terms, *form.years, seen_by(request.user))


def _page_of(record: Any) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def _behind(row: Found, currency: str) -> dict[str, str]:
    """What is spent, and the rate it was worked out by; a doubt stands in the title already."""
    amount = "" if row.amount is None else tables.shown(row.amount, currency)
    return {"amount_told": amount, "rate": row.rate}


def _without(request: HttpRequest, name: str) -> str:
    asked = request.GET.copy()
    asked.pop(name, None)
    return asked.urlencode()


def drawn(found: Iterable[Table], before: dict[str, Table] | None = None) -> list[dict[str, Any]]:
    """Each table with its lines as a page shows them: figures told, bars as wide as they are great."""
    parts = []
    for table in found:
        greatest = max((_greatest(line) for line in table.lines), default=Decimal(0)) or Decimal(1)
        changed = differences(table, (before or {}).get(table.code))
        lines = [_drawn(table, line, greatest, changed.get(line.year)) for line in table.lines]
        parts.append({"table": table, "lines": lines, "is_compared": before is not None})
    return parts


def _greatest(line: Line) -> Decimal:
    return max([line.value or Decimal(0), *(one.value for one in line.stated if one.unit != "percent")])


def _drawn(table: Table, line: Line, greatest: Decimal, changed: Decimal | None) -> dict[str, Any]:
    whole = Decimal(line.of or 1) if table.is_share else greatest
    stated = []
    for one in line.stated:
        gap = table.difference(line, one)
        comparable = Decimal(100) if one.unit == "percent" else greatest
        stated.append(
            {
                "one": one,
                "difference": None if gap is None else tables.signed(gap, table.currency),
                "wide": min(int(WIDE * one.value / comparable), WIDE),
                "link": reverse("admin:impact_statedfigure_change", args=[one.id]),
            }
        )
    return {
        "line": line,
        "told": tables.shown(line.value, table.currency),
        "wide": min(int(WIDE * (line.value or 0) / whole), WIDE),
        "partners": tables.partners_told(line),
        "stated": stated,
        "changed": None if changed is None else tables.signed(changed, table.currency),
        "rows": reverse("admin:impact_figures_rows", args=[table.code, str(line.year)]),
    }


@admin.register(FrozenReport)
class FrozenReportAdmin(ReadOnly, DeskAdmin):
    """What was frozen stays; a reader sees of it what she may see of the figures."""

    list_display = ["title", "on", "frozen_at", "frozen_by"]
    list_select_related = ["frozen_by__person"]
    list_filter = [("on", DayFilter)]
    search_fields = search_spelled = ("title",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("impact.add_frozenreport")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        name = "impact_frozenreport_paper"
        return [
            path("<path:object_id>/paper/<slug:language>/", view(self.paper), name=name),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request) or not request.user.has_perm(SEES):
            raise PermissionDenied

        def do(said: dict[str, Any]) -> tuple[str, str]:
            years, terms = (said["first"], said["last"]), terms_of(said)
            row = services.freeze_report(
                said["title"], terms, *years, token=said["token"], by=request.user, now=timezone.now()
            )
            told = gettext("“%(title)s” is frozen as it stands today.") % {"title": row}
            return told, reverse("admin:impact_frozenreport_change", args=[row.pk])

        return confirmed(
            self,
            request,
            FrozenReport.objects.none(),
            title=gettext("Freeze the national figures"),
            do=do,
            back=reverse("admin:impact_frozenreport_changelist"),
            form_class=FreezeForm,
            initial=TermsForm.usual(timezone.localdate()),
        )

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row, found = self._report(request, object_id)
        before = FrozenReport.objects.visible_to(request.user).filter(frozen_at__lt=row.frozen_at).first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": row.title,
            "report": row,
            "before": before,
            "parts": drawn(found, {one.code: one for one in content_of(before)} if before else None),
            "languages": settings.LANGUAGES,
            "wide": WIDE,
        }
        return TemplateResponse(request, "impact/frozen.html", context)

    @method_decorator(require_safe)
    def paper(self, request: HttpRequest, object_id: str, language: str) -> HttpResponse:
        row, found = self._report(request, object_id)
        if language not in dict(settings.LANGUAGES):
            raise Http404
        return made(tables.pdf_of(row, found, language), f"report-{row.pk}-{language}.pdf", "application/pdf")

    def _report(self, request: HttpRequest, object_id: str) -> tuple[FrozenReport, list[Table]]:
        """The report and what its reader may see of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        seen = seen_by(request.user)
        return row, [table for table in content_of(row) if table.code in seen]


def content_of(report: FrozenReport) -> list[Table]:
    return [Table.of_json(said) for said in report.content["tables"] if said["code"] in RIGHTS]
