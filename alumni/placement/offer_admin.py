"""Offers of work at the desk: what became of each, taken back, and confirmed once the work is done."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action

from alumni.placement import services
from alumni.placement.exporting import OfferTable
from alumni.placement.models import Offer
from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed_one
from foundation.day_filter import DayFilter
from foundation.importing.admin import TableAdmin
from foundation.people.models import Person


@admin.register(Offer)
class OfferAdmin(ReadOnly, TableAdmin, RecordAdmin):
    resource_classes = [OfferTable]
    can_revert = False
    list_display = ["person", "posting", "state", "sent_at", "answer_by", "answered_at", "last_day"]
    list_display_links = ["person"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("posting", AutocompleteSelectFilter),
        ("person", AutocompleteSelectFilter),
        ("answer_by", DayFilter),
        ("posting__ends_on", DayFilter),
    ]
    list_select_related = ["person", "posting__role", "posting__work", "posting__organisation"]
    search_fields = ["posting__title", "posting__production"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, a film or a production")
    fields = [
        ("person", "posting"), ("state", "position", "days"), ("made_at", "sent_at", "answer_by"),
        ("answered_at", "accepted_at", "ended_at"), "reason", ("shares_phone", "word"), ("credit", "done_by"),
    ]  # fmt: skip
    actions_detail = ["confirm", "take_back"]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("placement.change_offer")

    def last_day(self, row: Offer) -> Any:
        return row.posting.ends_on

    last_day.short_description = _("last day")  # type: ignore[attr-defined]

    @action(description=_("The work was done"), icon="task_alt", permissions=["decide"])
    def confirm(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("The work was done"), services.confirm_work)

    @action(description=_("Take the offer back"), icon="undo", permissions=["decide"])
    def take_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Take the offer back")
        return confirmed_one(self, request, object_id, title, services.take_back_offer, ReasonForm)
