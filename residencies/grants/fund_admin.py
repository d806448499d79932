"""Funds at the desk: what is in them, promised and paid, as bars and figures."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display

from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.files.serving import made
from foundation.lines import Lines
from foundation.lists.exporting import note_file
from foundation.money import told
from foundation.workbooks import XLSX
from residencies.grants import services, statements
from residencies.grants.forms import TopUpForm
from residencies.grants.models import Contribution, Fund, Grant

WIDE = 1000  # units of a bar's drawing
_BAR = (
    '<svg class="bar mirrored" viewBox="0 0 {wide} 60" preserveAspectRatio="none" aria-hidden="true" '
    'focusable="false"><rect class="track" width="{wide}" height="60"/>'
    '<rect class="track" width="{committed}" height="60"/>'
    '<rect class="part" width="{paid}" height="60"/></svg>'
)


def ltr(amount: Decimal | None, currency: str) -> SafeString | str:
    if amount is None:
        return "—"
    return format_html('<bdi dir="ltr" class="figure whitespace-nowrap">{}</bdi>', told(amount, currency))


class ContributionInline(ReadOnly, Lines):
    """Written by “top up” alone."""

    model = Contribution
    fields = ["on", "amount", "note", "by"]
    tab = True


@admin.register(Fund)
class FundAdmin(RecordAdmin):
    list_display = ["name", "giver", "put_in", "committed", "paid", "free", "bar", "ends_on"]
    list_display_links = ["name"]
    list_select_related = ["giver"]
    list_filter = [
        ("giver", AutocompleteSelectFilter),
        ("programme", AutocompleteSelectFilter),
        ("ends_on", DayFilter),
    ]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en", "giver__name"]
    autocomplete_fields = ["giver", "programme", "edition", "track"]
    fields = [
        "name_fr",
        ("name_ar", "name_en"),
        ("giver", "currency"),
        ("starts_on", "ends_on"),
        ("programme", "edition"),
        "track",
        "note",
        ("put_in", "free"),
        ("committed", "paid"),
        "bar",
    ]
    inlines = [ContributionInline]
    actions_detail = ["top_up", "statement_pdf", "statement_xlsx"]
    can_revert = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fund]:
        return super().get_queryset(request).with_figures()

    def get_fields(self, request: HttpRequest, obj: Fund | None = None) -> list[Any]:
        fields = list(super().get_fields(request, obj))
        if not request.user.has_perm("grants.view_notes"):
            fields.remove("note")
        return fields if obj else fields[:-3]

    def get_readonly_fields(self, request: HttpRequest, obj: Fund | None = None) -> list[str]:
        shown = ["put_in", "committed", "paid", "free", "bar"]
        return [*shown, "currency"] if obj else shown

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_top_up_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("grants.add_contribution")

    def has_statement_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("grants.export_fund")

    @display(description=_("fund"), ordering="name_fr")
    def name(self, row: Fund) -> str:
        return str(row)

    @display(description=_("put in"))
    def put_in(self, row: Any) -> SafeString | str:
        return ltr(getattr(row, "amount", None), row.currency)

    @display(description=pgettext_lazy("fund", "committed"))
    def committed(self, row: Any) -> SafeString | str:
        return ltr(getattr(row, "committed", None), row.currency)

    @display(description=pgettext_lazy("fund", "paid"))
    def paid(self, row: Any) -> SafeString | str:
        return ltr(getattr(row, "paid", None), row.currency)

    @display(description=pgettext_lazy("fund", "free"))
    def free(self, row: Any) -> SafeString | str:
        return ltr(row.free if hasattr(row, "amount") else None, row.currency)

    @display(description=_("paid, and committed"))
    def bar(self, row: Any) -> SafeString:
        whole = getattr(row, "amount", Decimal(0)) or Decimal(1)
        wide = {name: int(WIDE * getattr(row, name, 0) / whole) for name in ("committed", "paid")}
        return format_html(_BAR, wide=WIDE, **wide)

    @action(description=_("Top up"), icon="add", permissions=["top_up"])
    def top_up(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Top up"), _topped_up, TopUpForm)

    @action(description=_("Statement (PDF)"), icon="picture_as_pdf", permissions=["statement"])
    def statement_pdf(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, now = self.row_or_404(request, object_id), timezone.now()
        one = statements.statement(row, now)
        content = statements.pdf_of(one, get_language()[:2])
        note_file(request, Grant, "pdf", len(one.lines), fund=row.pk)
        return made(content, f"fund-{row.pk}-{timezone.localdate(now)}.pdf", "application/pdf")

    @action(description=_("Statement (XLSX)"), icon="table", permissions=["statement"])
    def statement_xlsx(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, now = self.row_or_404(request, object_id), timezone.now()
        one = statements.statement(row, now)
        content = statements.xlsx_of(one, get_language()[:2])
        note_file(request, Grant, "xlsx", len(one.lines), fund=row.pk)
        return made(content, f"fund-{row.pk}-{timezone.localdate(now)}.xlsx", XLSX)


def _topped_up(fund: Fund, **said: Any) -> str:
    made = services.top_up_fund(fund, said.pop("amount"), **said)
    return gettext("%(amount)s are in the fund.") % {"amount": made}
