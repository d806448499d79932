"""The file of a member at the desk, with her papers and her per diem for those who may see them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import RecordAdmin
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.files.serving import made
from foundation.lines import Blocks
from foundation.money import told
from foundation.people.models import Person
from residencies.delegations import papers_pdf, services
from residencies.delegations.forms import RefusalForm, WithdrawalForm
from residencies.delegations.models import Leg, Member, Papers, PerDiem
from residencies.delegations.selectors.checklist import lacks, seen_by, with_files
from residencies.delegations.views import LANGUAGES


class LegInline(Blocks):
    model = Leg
    fields = [
        ("from_place", "to_place"),
        ("departs_on", "departs_at"),
        ("arrives_on", "arrives_at"),
        ("departs_zone", "arrives_zone"),
        ("carrier", "reference"),
    ]


class PapersInline(Blocks):
    """For those alone who arrange journeys: Django shows it to whoever may see its model."""

    model = Papers
    extra = max_num = 1
    can_delete = False
    fields = [
        ("passport_number", "passport_until"),
        ("visa", "appointment_on"),
        ("applied_on", "refused_on"),
        ("granted_from", "granted_until"),
        ("insurer", "policy"),
        "insured_until",
        "health",
    ]
    readonly_fields = ["refused_on"]


class PerDiemInline(Blocks):
    model = PerDiem
    extra = max_num = 1
    fields = [("days", "rate"), "currency", ("paid_on", "reference")]


@admin.register(Member)
class MemberAdmin(RecordAdmin):
    """`services.open_files` makes them; who leaves does so by a button, so that her place is offered."""

    can_revert = False
    list_display = ["who", "delegation", "badge", "badge_state", "badge_number", "hotel", "state"]
    list_display_links = ["who"]
    list_filter = [
        ("delegation", AutocompleteSelectFilter),
        ("badge_state", ChoicesDropdownFilter),
        ("participation__state", ChoicesDropdownFilter),
        ("reported_at", DayFilter),
    ]
    search_fields = ["badge_number", "hotel"]
    search_named = {"participation__person": Person}
    search_help_text = _("A person in any spelling or script")
    fields = [
        ("participation", "delegation"),
        ("badge", "badge_state"),
        "badge_number",
        ("hotel", "hotel_reference"),
        "hotel_address",
        "brief",
        "documents",
        ("met", "follows", "reported_at"),
    ]
    readonly_fields = ["participation", "delegation", "documents", "met", "follows", "reported_at"]
    inlines = [LegInline, PapersInline, PerDiemInline]
    change_form_outer_before_template = "delegations/desk_member.html"
    actions_detail = ["refuse", "withdraw"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        related = ("participation__person", "participation__edition__programme")
        rows = super().get_queryset(request)
        return rows.select_related(*related, "delegation__edition__programme")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_refuse_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(["delegations.change_member", "delegations.change_papers"])

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.letter)
        route = path("<int:number>/visa-<str:language>.pdf", view, name="delegations_member_letter")
        return [route, *super().get_urls()]

    @method_decorator(require_safe)
    def letter(self, request: HttpRequest, number: int, language: str) -> HttpResponse:
        """To the consulate, with her passport's number: for those who may see it."""
        if not request.user.has_perm("delegations.view_papers"):
            raise PermissionDenied
        row = with_files(self.get_queryset(request)).filter(pk=number).first()
        if row is None or language not in LANGUAGES:
            raise Http404
        content = papers_pdf.visa_letter(row, language, at=timezone.now())
        return made(content, f"visa-{row.pk}-{language}.pdf", "application/pdf")

    @display(description=_("member"), ordering="participation__person__sort_name")
    def who(self, row: Member) -> str:
        return str(row.person)

    @display(description=_("participation"), ordering="participation__state")
    def state(self, row: Member) -> str:
        return row.participation.get_state_display()

    @display(description=_("visa letter"))
    def documents(self, row: Member) -> SafeString | str:
        link = '<a class="font-medium text-important underline" href="{}">{}</a>'
        made = ((reverse("admin:delegations_member_letter", args=[row.pk, one]), one) for one in LANGUAGES)
        return format_html_join(" · ", link, made)

    def get_fields(self, request: HttpRequest, obj: Member | None = None) -> list[Any]:
        fields = list(super().get_fields(request, obj))
        if not request.user.has_perm("delegations.view_papers"):
            fields.remove("documents")
        return fields

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row, today = self.get_object(request, unquote(object_id)), timezone.localdate()
        found = seen_by(request.user, lacks(row)) if row and row.goes else []
        known = {"lacks": [(one, one.is_late(today)) for one in found]}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **known})

    @action(description=_("Visa refused"), icon="block", permissions=["refuse"])
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Visa refused: her place is offered to the next in reserve")
        return confirmed_one(self, request, object_id, title, services.record_refusal, RefusalForm)

    @action(description=_("She does not go"), icon="person_remove", permissions=["change"])
    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("She does not go: her place is offered to the next in reserve")
        return confirmed_one(self, request, object_id, title, services.record_withdrawal, WithdrawalForm)


@admin.register(PerDiem)
class PerDiemAdmin(RecordAdmin):
    """For whoever pays: whom, how much, and that it is paid."""

    can_revert = False
    list_display = ["who", "where", "amount", "paid_on", "reference"]
    list_display_links = ["who"]
    list_filter = [("member__delegation", AutocompleteSelectFilter), ("paid_on", DayFilter)]
    list_select_related = ["member__participation__person", "member__delegation__edition__programme"]
    search_fields = ["reference"]
    search_named = {"member__participation__person": Person}
    search_help_text = _("A person in any spelling or script, or a payment reference")
    fields = ["who", ("days", "rate", "currency"), "amount", ("paid_on", "reference")]
    readonly_fields = ["who", "amount"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it goes from her file, on whose page it stands

    @display(description=_("member"), ordering="member__participation__person__sort_name")
    def who(self, row: PerDiem) -> str:
        return str(row.member.person)

    @display(description=_("delegation"))
    def where(self, row: PerDiem) -> str:
        return str(row.member.delegation)

    @display(description=_("amount"))
    def amount(self, row: PerDiem) -> SafeString:
        return format_html('<bdi dir="ltr" class="figure">{}</bdi>', told(row.amount, row.currency))
