"""Projects, guests and wishes of an industry event at the desk; and what became of a project."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, RecordAdmin
from foundation.confirm import confirmed_one
from foundation.lines import Lines, choose_among
from foundation.people.models import is_staff_with
from foundation.translated import language_names
from residencies.industry import services
from residencies.industry.desk_forms import PartyForm
from residencies.industry.models import Away, Guest, Project, Seat, Side, Slot, Wish
from residencies.industry.selectors.chain import chain
from residencies.programmes.participation_forms import AwardForm


class SeatInline(Lines):
    model = Seat
    fields = ["position", "person"]
    autocomplete_fields = ["person"]


class AwayInline(Lines):
    """Slots of the event in which she cannot come."""

    model = Away
    fields = ["slot"]
    tab = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        slots = Slot.objects.open().filter(event=obj.event_id if obj else None).select_related("event")
        return choose_among(super().get_formset(request, obj, **kwargs), "slot", slots)


class PartyAdmin(RecordAdmin):
    can_revert = False
    form = PartyForm

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What it was made for stays: its slots, wishes and meetings are of that event."""
        return ["event"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("languages"))
    def spoken(self, row: Any) -> str:
        return language_names(row.languages)


@admin.register(Project)
class ProjectAdmin(PartyAdmin):
    list_display = ["name", "event", "spoken", "most_a_day", "is_active"]
    list_display_links = ["name"]
    list_filter = [("event", AutocompleteSelectFilter), "is_active"]
    list_select_related = ["event", "work"]
    search_fields = search_spelled = ["work__title", "work__original_title", "work__title_ar"]
    autocomplete_fields = ["event", "work"]
    fields = ["event", "work", "languages", ("most_a_day", "has_interpreter", "is_active"), "note"]
    inlines = [SeatInline, AwayInline]
    actions_detail = ["follow", "prize"]

    def has_prize_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "films.add_award")

    @display(description=_("project"), ordering="work__title")
    def name(self, row: Project) -> str:
        return str(row)

    @action(description=_("What became of it"), icon="timeline", permissions=["view"])
    def follow(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:industry_project_chain", args=[object_id]))

    @action(description=_("Give a prize"), icon="emoji_events", permissions=["prize"])
    def prize(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Project, *, by: Any, now: datetime, prize: str, **said: Any) -> str:
            made = services.give_prize(row, prize, **said, by=by)
            return gettext("Recorded: %(prize)s.") % {"prize": made}

        return confirmed_one(self, request, object_id, gettext("Give a prize"), act, AwardForm)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.chain_page)
        return [
            path("<path:object_id>/chain/", view, name="industry_project_chain"),
            *super().get_urls(),
        ]

    def chain_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Meetings, papers, stages, festivals and prizes of its work, one after another."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("What became of it: %(project)s") % {"project": row},
            "project": row,
            "links": chain(row.work, request.user),
            "back": reverse("admin:industry_project_change", args=[row.pk]),
        }
        return TemplateResponse(request, "industry/desk_chain.html", context)


@admin.register(Guest)
class GuestAdmin(PartyAdmin):
    list_display = ["name", "organisation", "kind", "event", "spoken", "most_a_day", "is_active"]
    list_display_links = ["name"]
    list_filter = [
        ("event", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        "is_active",
    ]
    list_select_related = ["event", "person", "organisation"]
    search_fields = search_spelled = ["person__name", "person__name_ar", "organisation__name"]
    autocomplete_fields = ["event", "person", "organisation"]
    fields = [
        ("event", "kind"),
        ("person", "organisation"),
        "languages",
        ("most_a_day", "has_interpreter", "is_active"),
        "note",
    ]
    inlines = [AwayInline]

    @display(description=_("guest"), ordering="person__sort_name")
    def name(self, row: Guest) -> str:
        return str(row.person)


@admin.register(Wish)
class WishAdmin(DeskAdmin):
    """Staff write down what they are told by phone; a wish that stands is said anew, or taken back."""

    list_display = ["project", "guest", "side", "word"]
    list_filter = [
        ("project__event", AutocompleteSelectFilter),
        ("project", AutocompleteSelectFilter),
        ("guest", AutocompleteSelectFilter),
        ("side", ChoicesDropdownFilter),
        ("word", ChoicesDropdownFilter),
    ]
    list_select_related = ["project__work", "guest__person", "guest__organisation"]
    search_fields = search_spelled = ["project__work__title", "guest__person__name"]
    autocomplete_fields = ["project", "guest"]
    fields = [("project", "guest"), ("side", "word")]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["project", "guest", "side"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.project.event.is_released)

    def save_model(self, request: HttpRequest, obj: Wish, form: Any, change: bool) -> None:
        mine, other = (obj.project, obj.guest) if obj.side == Side.PROJECT else (obj.guest, obj.project)
        services.say_wishes(mine, {other.pk: obj.word}, by=request.user, now=timezone.now())
        obj.pk = Wish.objects.get(project=obj.project, guest=obj.guest, side=obj.side).pk
