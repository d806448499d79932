"""Who gets no more mail, at the staff's desk, and what became of it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, ReadOnly, RowButtons
from foundation.confirm import confirmed
from foundation.mail import services
from foundation.mail.addresses import address_hashes
from foundation.mail.forms import ReasonForm, SuppressForm
from foundation.mail.models import Suppression


class ByAddress:
    """Rows that keep an address as a keyed hash: the whole address finds them, and nothing names it."""

    search_fields = ["address_hash"]
    search_help_text = _("A whole e-mail address")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(address_hash__in=address_hashes(search_term)), False


@admin.register(Suppression)
class SuppressionAdmin(ByAddress, RowButtons, ReadOnly, DeskAdmin):
    list_display = ["reason", "stream", "since", "evidence_shown"]
    list_filter = [("stream", ChoicesDropdownFilter), ("reason", ChoicesDropdownFilter)]
    fields = ["reason", "stream", "since", "evidence_shown"]
    readonly_fields = ["evidence_shown"]
    list_select_related = ["evidence"]
    ordering = ["-since", "-pk"]
    row_buttons = {"lift": _("Lift …")}
    actions_list = ["suppress", "lifted"]

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("mail.delete_suppression")

    @display(description=_("evidence"))
    def evidence_shown(self, row: Suppression) -> SafeString:
        if row.evidence is None:
            return SafeString("")
        url = reverse("admin:mail_report_change", args=[row.evidence_id])
        return format_html('<a href="{}">{}</a>', url, row.evidence)

    def lift(self, request: HttpRequest, row: Suppression) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            services.lift_suppression(row, by=request.user, reason=data["reason"])
            return gettext("Mail reaches this address again.")

        rows = Suppression.objects.filter(pk=row.pk)
        title, back = gettext("Lift the suppression"), reverse("admin:mail_suppression_changelist")
        return confirmed(self, request, rows, title=title, form_class=ReasonForm, do=do, back=back)

    def has_suppress_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mail.add_suppression")

    @action(description=_("Suppress an address"), icon="block", permissions=["suppress"])
    def suppress(self, request: HttpRequest) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            reason = Suppression.Reason.STAFF
            services.suppress(data["address"], data["stream"], reason, now=timezone.now())
            return gettext("This address gets no more mail of this stream.")

        title, back = gettext("Suppress an address"), reverse("admin:mail_suppression_changelist")
        none = Suppression.objects.none()
        return confirmed(self, request, none, title=title, form_class=SuppressForm, do=do, back=back)

    @action(description=_("History"), icon="history", permissions=["view"])
    def lifted(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:mail_historicalsuppression_changelist"))


History: Any = Suppression.history.model
History.__str__ = Suppression.__str__  # its library's is English, with a moment of the database


@admin.register(History)
class SuppressionHistoryAdmin(ByAddress, ReadOnly, DeskAdmin):
    """Every suppression that was made or lifted: lifted ones are nowhere else."""

    is_kept_in = True
    list_display = ["happened", "reason", "stream", "at", "by", "why"]
    list_filter = [("stream", ChoicesDropdownFilter)]
    list_select_related = ["history_user"]
    fields = readonly_fields = ["what", *list_display[1:]]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mail.view_suppression")

    @display(description=_("what happened"), label={"+": "warning", "-": "success"})
    def happened(self, row: Any) -> tuple[str, str]:
        names = {"+": gettext("suppressed"), "-": gettext("lifted")}
        return row.history_type, names.get(row.history_type, gettext("changed"))

    @display(description=_("what happened"))
    def what(self, row: Any) -> str:
        return self.happened(row)[1]

    @display(description=_("on"), ordering="history_date")
    def at(self, row: Any) -> str:
        return date_format(timezone.localtime(row.history_date), "DATETIME_FORMAT")

    @display(description=_("by"))
    def by(self, row: Any) -> str:
        return str(row.history_user or gettext("the system"))

    @display(description=_("Why"))
    def why(self, row: Any) -> str:
        return row.history_change_reason or ""
