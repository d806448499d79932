"""Grants at the desk: made on a page that says what stands against it, planned and cancelled by buttons."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed_one
from foundation.day_filter import DayFilter
from foundation.lines import Lines
from foundation.people.models import Person
from residencies.grants import services
from residencies.grants.forms import AskReportForm, CommitForm, plan_form
from residencies.grants.fund_admin import ltr
from residencies.grants.models import Grant, Instalment, Report


class InstalmentInline(ReadOnly, Lines):
    model = Instalment
    fk_name = "grant"
    fields = ["page", "sum", "due_on", "waits_for", "state", "paid_on"]
    readonly_fields = ["page", "sum", "waits_for"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Instalment]:
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.select_related("grant__fund", "grant__person", "report")

    @display(description=_("number"))
    def page(self, row: Instalment) -> SafeString:
        url = reverse("admin:grants_instalment_change", args=[row.pk])
        return format_html(
            '<a class="font-medium text-important underline" href="{}">{}</a>', url, row.number
        )

    @display(description=_("amount"))
    def sum(self, row: Instalment) -> SafeString | str:
        return ltr(row.amount, row.grant.fund.currency)

    @display(description=_("condition"))
    def waits_for(self, row: Instalment) -> str:
        return row.condition_text


class ReportInline(ReadOnly, Lines):
    model = Report
    fields = ["page", "due_on", "handed_in_at", "accepted_at"]
    readonly_fields = ["page"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.select_related("grant__person")

    @display(description=pgettext_lazy("grant", "report"))
    def page(self, row: Report) -> SafeString:
        url = reverse("admin:grants_report_change", args=[row.pk])
        return format_html(
            '<a class="font-medium text-important underline" href="{}">{}</a>', url, row.get_kind_display()
        )


@admin.register(Grant)
class GrantAdmin(RecordAdmin):
    form = CommitForm
    can_revert = False
    list_display = ["person", "purpose", "fund", "sum", "paid", "planned", "state", "committed_on"]
    list_display_links = ["person", "purpose"]
    list_filter = [
        ("fund", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("participation__edition", AutocompleteSelectFilter),
        ("committed_on", DayFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "fund"]
    search_fields = ["purpose"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or what it is for")
    autocomplete_fields = ["fund", "person", "participation"]
    inlines = [InstalmentInline, ReportInline]
    actions_detail = ["plan", "ask_report", "cancel"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Grant]:
        return super().get_queryset(request).not_hers(request.user).with_figures()

    def get_inlines(self, request: HttpRequest, obj: Grant | None = None) -> list[Any]:
        return list(self.inlines) if obj else []

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.by = request.user  # of this request alone: the class is made anew for each
        return form

    def get_fields(self, request: HttpRequest, obj: Grant | None = None) -> list[Any]:
        notes = ["note"] if request.user.has_perm("grants.view_notes") else []
        if obj is None:
            return [
                ("fund", "person"),
                "participation",
                "purpose",
                ("amount", "currency", "rate"),
                *notes,
                "pressed",
            ]
        money = [("sum", "paid", "planned"), ("currency", "rate")]
        ended = ["reason"] if obj.state == Grant.State.CANCELLED else []
        told = [("fund", "person"), "participation", "purpose", *money, ("state", "committed_on")]
        return [*told, *ended, *notes]

    def get_readonly_fields(self, request: HttpRequest, obj: Grant | None = None) -> list[str]:
        if obj is None:
            return []
        facts = ["fund", "person", "participation", "currency", "rate", "state", "committed_on", "reason"]
        return [*facts, "sum", "paid", "planned"]

    def get_exclude(self, request: HttpRequest, obj: Grant | None = None) -> list[str]:
        return ["amount"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return super().save_form(request, form, change) if change else form.commit(by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """There is nothing beside a grant: its lines are planned by buttons."""

    def save_model(self, request: HttpRequest, obj: Grant, form: Any, change: bool) -> None:
        if change:
            said = {name: form.cleaned_data[name] for name in form.changed_data}
            services.describe_grant(obj, **said, by=request.user, now=timezone.now())

    @display(description=_("amount"), ordering="amount")
    def sum(self, row: Grant) -> SafeString | str:
        return ltr(row.amount, row.fund.currency)

    @display(description=pgettext_lazy("fund", "paid"))
    def paid(self, row: Any) -> SafeString | str:
        return ltr(row.paid, row.fund.currency)

    @display(description=pgettext_lazy("grant", "planned in instalments"))
    def planned(self, row: Any) -> SafeString | str:
        return ltr(row.planned, row.fund.currency)

    @action(description=_("Plan an instalment"), icon="event", permissions=["change"])
    def plan(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Grant, *, by: Any, now: Any, **said: Any) -> None:
            token = said.pop("token")
            services.plan_instalments(row, [services.Plan(**said)], by=by, now=now, token=token)

        form = plan_form(self.row_or_404(request, object_id))
        return confirmed_one(self, request, object_id, gettext("Plan an instalment"), act, form)

    @action(description=_("Ask for a report"), icon="description", permissions=["change"])
    def ask_report(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Ask for a report")
        return confirmed_one(self, request, object_id, title, services.ask_report, AskReportForm)

    @action(description=_("Cancel the grant"), icon="block", permissions=["change"])
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Cancel the grant")
        return confirmed_one(self, request, object_id, title, services.cancel_grant, ReasonForm)
