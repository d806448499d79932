"""Postings at the desk: approved, given to candidates whose reasons can be read, closed, counted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from alumni.placement import services
from alumni.placement.exporting import PostingTable
from alumni.placement.forms import OpenForm, end_of
from alumni.placement.models import SPOKEN, Offer, Posting
from alumni.placement.proposing_page import proposing_page
from alumni.placement.selectors.figures import placements
from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed_one
from foundation.day_filter import DayFilter
from foundation.films.models import Work
from foundation.importing.admin import TableAdmin
from foundation.lines import Lines
from foundation.people.models import Organisation
from residencies.programmes.models import Participation


class PostingForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        choices=SPOKEN,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=Posting._meta.get_field("languages").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            self.initial["languages"] = self.instance.asked_languages

    def clean_languages(self) -> str:
        return ",".join(code for code, _name in SPOKEN if code in self.cleaned_data["languages"])

    def clean_contact_email(self) -> str:
        return str(self.cleaned_data["contact_email"]).lower()


class OfferInline(ReadOnly, Lines):
    model = Offer
    fields = readonly_fields = ["position", "person", "state", "sent_at", "answer_by", "answered_at"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        return (
            super().get_queryset(request).visible_to(request.user).select_related("person", "posting__role")
        )


@admin.register(Posting)
class PostingAdmin(TableAdmin, RecordAdmin):
    form = PostingForm
    resource_classes = [PostingTable]
    can_revert = False
    list_display = ["name", "role", "grade", "taken", "starts_on", "city", "state", "closes_at"]
    list_display_links = ["name"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("role__department", ChoicesDropdownFilter),
        ("role", AutocompleteSelectFilter),
        ("grade", ChoicesDropdownFilter),
        ("work", AutocompleteSelectFilter),
        ("starts_on", DayFilter),
        ("closes_at", DayFilter),
    ]
    list_select_related = ["work", "organisation", "role"]
    search_fields = ["title", "production", "city"]
    search_named = {"work": Work, "organisation": Organisation}
    search_help_text = _("A film or a production, in any spelling or script, or a city")
    autocomplete_fields = ["work", "organisation", "role"]
    inlines = [OfferInline]
    fieldsets = [
        (None, {"fields": [("state", "taken"), ("work", "organisation"), ("title", "production")]}),
        (_("The work"), {"fields": [
            ("role", "grade", "places"), ("starts_on", "ends_on"), ("city", "country"), "languages", "text",
        ]}),
        (_("Pay"), {"fields": [("is_paid", "pay_amount", "pay_currency"), "pay_words"]}),
        (_("Contact at the production"), {"fields": [
            ("contact_name", "contact_email", "contact_language"),
        ]}),
        (_("As it stands"), {"fields": [("closes_at", "time_zone"), ("asked_at", "reason")]}),
    ]  # fmt: skip
    readonly_fields = ["state", "taken", "asked_at", "reason"]
    actions_list = ["figures"]
    actions_detail = ["propose", "approve", "close", "cancel"]

    def get_inlines(self, request: HttpRequest, obj: Posting | None = None) -> list[Any]:
        return list(self.inlines) if obj and request.user.has_perm("placement.view_offer") else []

    def has_import_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_propose_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(["placement.change_posting", "people.view_person"])

    @display(description=_("film or production"), ordering="title")
    def name(self, row: Posting) -> str:
        return row.name

    @display(description=_("places taken"))
    def taken(self, row: Posting) -> str:
        return gettext("%(held)d of %(places)d") % {"held": row.held, "places": row.places}

    @action(description=_("Propose"), icon="person_search", permissions=["propose"])
    def propose(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who may be asked, best first, with the reasons; and one press to ask those who are chosen."""
        return proposing_page(self, request, self.row_or_404(request, object_id))

    @action(description=_("Approve and open"), icon="publish", permissions=["change"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Posting, *, last: Any, by: Any, now: Any) -> None:
            closes_at = end_of(last, row.time_zone) if last else None
            services.open_posting(row, by=by, now=now, closes_at=closes_at)

        return confirmed_one(self, request, object_id, gettext("Approve and open"), act, OpenForm)

    @action(description=_("Close"), icon="lock", permissions=["change"])
    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Close"), services.close_posting)

    @action(description=_("Cancel the posting"), icon="block", permissions=["change"])
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Cancel the posting")
        return confirmed_one(self, request, object_id, title, services.cancel_posting, ReasonForm)

    def has_figures_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["placement.view_offer", "programmes.view_participation"])

    @action(description=_("Placed within 6 and 12 months"), icon="bar_chart", permissions=["figures"])
    def figures(self, request: HttpRequest) -> HttpResponse:
        """By edition and track; what is not known is told as such."""
        rows = Participation.objects.visible_to(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Placed within 6 and 12 months"),
            "cohorts": placements(rows, timezone.localdate()),
        }
        return TemplateResponse(request, "placement/desk_figures.html", context)
