"""Deadlines to come at the desk: by month, each with how many of our works could go; and a page of which."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from alumni.careers.models import Opening
from alumni.careers.selectors.openings import MOST, could_go, counts
from alumni.careers.selectors.openings_feed import feed_url
from foundation.admin import DeskAdmin, ReadOnly
from foundation.day_filter import DayFilter
from foundation.films.selectors.entering import with_rules
from foundation.money import told
from foundation.zones import at_place

SHOWN = 50  # works of a part on a page


class ComingFilter(admin.SimpleListFilter):
    """Those to come, unless the others are asked for."""

    title = _("closes")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", gettext("past as well"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Opening]) -> QuerySet[Opening]:
        return queryset if self.value() == "all" else queryset.coming(timezone.now())


@admin.register(Opening)
class OpeningAdmin(ReadOnly, DeskAdmin):
    list_display = ["section_name", "month", "closes", "kind", "cost", "could", "might"]
    list_filter = [
        ComingFilter,
        ("closes_at", DayFilter),
        ("section__edition__festival", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
    ]
    search_fields = ["section__name", "section__edition__festival__name"]
    list_per_page = 25
    list_before_template = "careers/desk_feed.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Opening]:
        return with_rules(super().get_queryset(request))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The counts of the page that is shown, and of no other."""
        found = super().get_changelist_instance(request)
        found.result_list = list(found.result_list)
        self.fill_rows(request, found.result_list)
        return found

    def fill_rows(self, request: HttpRequest, rows: list[Any]) -> None:
        held = counts(rows, request.user)
        for row in rows:
            row.could_count, row.might_count = held[row.pk]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        known = {"feed": feed_url(request.user)}
        return super().changelist_view(request, {**(extra_context or {}), **known})

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.who_page)
        route = path("<int:number>/who/", view, name="careers_opening_who")
        return [route, *super().get_urls()]

    @display(description=_("section"), ordering="section__name")
    def section_name(self, row: Opening) -> str:
        return str(row.section)

    @display(description=_("month"), ordering="closes_at")
    def month(self, row: Opening) -> str:
        return date_format(timezone.localtime(row.closes_at), "YEAR_MONTH_FORMAT")

    @display(description=_("closes"), ordering="closes_at")
    def closes(self, row: Opening) -> str:
        return at_place(row.closes_at, row.time_zone)

    @display(description=_("fee"))
    def cost(self, row: Opening) -> str:
        return told(row.fee, row.currency) if row.fee is not None else "—"

    @display(description=_("could go"))
    def could(self, row: Any) -> int:
        return row.could_count

    @display(description=_("might go"))
    def might(self, row: Any) -> int:
        return row.might_count

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """There is nothing to change: who could go is what there is to be seen."""
        return self.who_page(request, self.row_or_404(request, unquote(object_id)).pk)

    @method_decorator(require_safe)
    def who_page(self, request: HttpRequest, number: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row: Opening = self.row_or_404(request, number)
        found = could_go(row, request.user)
        section = reverse("admin:films_section_change", args=[row.section_id])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Who could go: %(section)s") % {"section": row.section},
            "row": row,
            "closes": at_place(row.closes_at, row.time_zone),
            "is_over": row.closes_at <= timezone.now(),
            "fee": self.cost(row) if row.fee is not None else "",
            "parts": [
                _part(request, "could", gettext("Could go"), found.fits),
                _part(request, "might", gettext("Might go: something is not known"), found.might),
                _part(request, "cannot", gettext("Cannot go"), found.cannot),
            ],
            "most": MOST,
            "entry": getattr(row.section, "entry", None),
            "section": section if request.user.has_perm("films.view_section") else "",
        }
        return TemplateResponse(request, "careers/desk_who.html", context)


def _part(request: HttpRequest, name: str, title: str, rows: list[Any]) -> dict[str, Any]:
    """A page of its works; the other parts stay on theirs."""
    page = Paginator(rows, SHOWN).get_page(request.GET.get(name))
    query = request.GET.copy()

    def to(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}#{name}"

    return {
        "name": name,
        "title": title,
        "page": page,
        "before": to(page.previous_page_number()) if page.has_previous() else "",
        "after": to(page.next_page_number()) if page.has_next() else "",
    }
