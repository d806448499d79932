"""Programmes, their editions and who takes part, at the staff's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from foundation.admin import DeskAdmin, RecordAdmin
from foundation.confirm import confirmed, confirmed_one
from foundation.day_filter import DayFilter
from foundation.lines import Blocks, Lines
from foundation.people.models import is_staff_with
from residencies.programmes import services
from residencies.programmes.models import (
    Edition,
    Participation,
    Places,
    Programme,
    Requirement,
    Room,
    Track,
)
from residencies.programmes.participation_forms import prize_form
from residencies.programmes.selectors.days import days
from residencies.programmes.selectors.week import left_by_cause, week


class TrackInline(Lines):
    model = Track
    tab = True


class EditionInline(Lines):
    model = Edition
    tab = True
    fields = ["name", "starts_on", "ends_on", "place"]
    show_change_link = True


class OfProgramme:
    """Lines of an edition that choose among its programme's tracks."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "track":
            number = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            edition = Edition.objects.filter(pk=number).first() if number and number.isdecimal() else None
            tracks = Track.objects.select_related("programme")
            kwargs["queryset"] = tracks.filter(programme=edition.programme_id) if edition else tracks
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class PlacesInline(OfProgramme, Lines):
    """How many there are in each track, and how many are taken."""

    model = Places
    tab = True
    fields = ["track", "capacity", "taken"]
    readonly_fields = ["taken"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Places]:
        here = Participation.objects.filter(edition=OuterRef("edition"), track=OuterRef("track"))
        here = here.exclude(state__in=[*Participation.LEFT, Participation.State.INVITED])
        counts = here.order_by().values("track").annotate(n=Count("pk")).values("n")
        rows = super().get_queryset(request).select_related("track")
        return rows.annotate(taken_count=Coalesce(Subquery(counts), 0)).order_by("track__slug")

    @display(description=_("taken"))
    def taken(self, row: Any) -> str:
        return str(getattr(row, "taken_count", "—"))


class RequirementInline(OfProgramme, Blocks):
    model = Requirement
    tab = True
    fields = [
        ("position", "kind", "code"),
        ("name_fr", "name_ar", "name_en"),
        ("amount", "due_on", "track"),
    ]


class RoomInline(Lines):
    model = Room
    tab = True


class CopyForm(forms.Form):
    name = forms.CharField(
        label=_("name of the new edition"), max_length=100, widget=UnfoldAdminTextInputWidget
    )


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ["name", "kind", "organisation"]
    list_filter = [("kind", ChoicesDropdownFilter)]
    list_select_related = ["organisation"]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en", "slug"]
    autocomplete_fields = ["organisation"]
    prepopulated_fields = {"slug": ["name_fr"]}
    inlines = [TrackInline, EditionInline]

    @display(description=_("programme"), ordering="name_fr")
    def name(self, row: Programme) -> str:
        return str(row)


@admin.register(Track)
class TrackAdmin(DeskAdmin):
    list_display = ["name", "programme", "slug"]
    list_filter = ["programme"]
    list_select_related = ["programme"]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en", "programme__name_fr"]
    autocomplete_fields = ["programme"]

    @display(description=_("track"), ordering="slug")
    def name(self, row: Track) -> str:
        return str(row)


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    list_display = ["programme", "name", "starts_on", "ends_on", "place", "people"]
    list_display_links = ["programme", "name"]
    list_filter = [("programme", AutocompleteSelectFilter), ("starts_on", DayFilter)]
    list_select_related = ["programme"]
    search_fields = search_spelled = [
        "name",
        "programme__name_fr",
        "programme__name_ar",
        "programme__name_en",
        "place",
    ]
    autocomplete_fields = ["programme"]
    readonly_fields = ["people", "given"]
    inlines = [PlacesInline, RequirementInline, RoomInline]

    actions_detail = ["open_week", "give_prize", "copy"]

    @action(description=_("The week"), icon="view_week", permissions=["week"])
    @method_decorator(require_safe)
    def open_week(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        return HttpResponseRedirect(reverse("admin:programmes_edition_week", args=[row.pk]))

    @action(description=_("Give a prize"), icon="trophy", permissions=["give"])
    def give_prize(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def act(_row: Edition, *, now: Any, **said: Any) -> str:
            return gettext("Recorded: %(award)s.") % {"award": services.give_prize(**said)}

        return confirmed_one(self, request, object_id, gettext("Give a prize"), act, prize_form(row))

    def has_give_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who is given it is chosen by name."""
        sees = is_staff_with(request.user, "programmes.view_participation")
        return sees and is_staff_with(request.user, "films.add_award")

    @action(description=_("Copy to next year"), icon="content_copy", permissions=["add"])
    def copy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do(data: dict[str, Any]) -> tuple[str, str]:
            made = services.copy_edition(row, data["name"], by=request.user, now=timezone.now())
            said = gettext("%(edition)s is there, with its places, requirements and rooms.")
            return said % {"edition": made}, reverse("admin:programmes_edition_change", args=[made.pk])

        return confirmed(
            self,
            request,
            self.get_queryset(request).filter(pk=row.pk),
            title=gettext("Copy to next year"),
            form_class=CopyForm,
            do=do,
            back=reverse("admin:programmes_edition_change", args=[row.pk]),
        )

    def has_week_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "programmes.view_participation")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.week_page)
        route = path("<int:object_id>/week/", view, name="programmes_edition_week")
        return [route, *super().get_urls()]

    @method_decorator(require_safe)
    def week_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Everything that waits in this edition, its days to come, and who has left it."""
        if not self.has_week_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("The week"),
            "edition": row,
            "parts": week(row, request.user, timezone.now()),
            "days": days(row, request.user, timezone.now()),
            "left": left_by_cause(row),
            "today": timezone.localdate(),
        }
        return TemplateResponse(request, "programmes/week.html", context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).annotate(people_count=Count("participations"))

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> list[str]:
        """Who was given a prize is for those who see awards."""
        sees = is_staff_with(request.user, "films.view_award")
        return [name for name in self.readonly_fields if sees or name != "given"]

    @display(description=_("prizes"))
    def given(self, row: Edition) -> SafeString | str:
        prizes = row.prizes.select_related("selection__work", "selection__person") if row.pk else []
        link = '<a class="font-medium text-important underline" href="{}"><bdi>{}</bdi></a>: <bdi>{}</bdi> {}'
        parts = (
            (
                reverse("admin:films_award_change", args=[one.pk]),
                one.prize,
                one.selection.work or one.selection.person,
                one.worth,
            )
            for one in prizes
        )
        return format_html_join(mark_safe("<br>"), link, parts) or "—"

    @display(description=_("participations"), ordering="people_count")
    def people(self, row: Edition) -> SafeString | str:
        if not row.pk:
            return ""
        url = reverse("admin:programmes_participation_changelist")
        return format_html(
            '<a class="font-medium text-important underline" href="{}?edition__id__exact={}">{}</a>',
            url,
            row.pk,
            row.people_count,
        )
