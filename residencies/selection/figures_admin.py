"""The figures of a call at the desk: on a page that prints, and as a table."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.day_filter import DayFilter
from foundation.importing.tables import csv_file
from residencies.selection.models import CallFigures
from residencies.selection.selectors.statistics import STAGES, Breakdown, Figures, Line, figures, sees_real

COLUMNS = ["dimension", "value", "label", *STAGES, "hidden"]
WIDE = 1000  # units of a bar's drawing


@admin.register(CallFigures)
class CallFiguresAdmin(ReadOnly, DeskAdmin):
    """Whoever may read all its applications sees the real numbers; others of the staff the published ones."""

    list_display = ["title", "edition", "closes_at", "begun", "submitted"]
    list_display_links = ["title"]
    list_filter = [("edition__programme", AutocompleteSelectFilter), ("closes_at", DayFilter)]
    list_select_related = ["edition__programme"]
    search_fields = search_spelled = ("title_fr", "title_ar", "title_en", "slug", "edition__name")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("calls.view_call")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallFigures]:
        rows: Any = super().get_queryset(request)
        return rows.counted(request.user)

    @display(description=_("call"), ordering="slug")
    def title(self, row: CallFigures) -> str:
        return str(row)

    @display(description=_("begun"), ordering="begun")
    def begun(self, row: Any) -> int:
        return row.begun

    @display(description=_("sent in"), ordering="submitted")
    def submitted(self, row: Any) -> int:
        return row.submitted

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        may_see_all = sees_real(request.user, row, timezone.now())
        found = figures(row, published=not may_see_all or "published" in request.GET)
        if "csv" in request.GET:
            return csv_file(f"figures-{row.slug}", COLUMNS, rows_of(found))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Figures of “%(call)s”") % {"call": row},
            "figures": found,
            "stages": [(STAGES[code], total) for code, total in zip(found.stages, found.totals, strict=True)],
            "parts": [(one, list(_bars(found, one))) for one in found.breakdowns],
            "may_see_all": may_see_all,
            "wide": WIDE,
        }
        return TemplateResponse(request, "selection/desk_figures.html", context)


def _bars(found: Figures, one: Breakdown) -> Iterator[tuple[Line, list[dict[str, Any]]]]:
    """Each line with what a cell shows: the count, its share of the stage, and how wide its bar is."""
    for line in one.lines:
        cells = []
        for count, total in zip(line.counts, found.totals, strict=True):
            share = count / total if count is not None and total else None
            percent = None if share is None else round(100 * share)
            cells.append({"count": count, "percent": percent, "bar": round(WIDE * (share or 0))})
        yield line, cells


def rows_of(found: Figures) -> Iterator[dict[str, Any]]:
    """A row for each group, and one for the totals; what is hidden is empty and named."""
    yield _row(found, "total", Line("", gettext("all"), found.totals))
    for one in found.breakdowns:
        for line in one.lines:
            yield _row(found, one.code, line)


def _row(found: Figures, dimension: str, line: Line) -> dict[str, Any]:
    cells = dict(zip(found.stages, line.counts, strict=True))
    hidden = " ".join(code for code, count in cells.items() if count is None)
    return {
        "dimension": dimension,
        "value": line.value,
        "label": line.label,
        **{code: "" if count is None else count for code, count in cells.items()},
        "hidden": hidden,
    }
