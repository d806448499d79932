"""Programmes, their editions and who takes part, at the staff's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from foundation.admin import DeskAdmin, RecordAdmin
from foundation.confirm import DayInput, confirmed
from foundation.day_filter import DayFilter
from foundation.films.models import Work
from foundation.importing.admin import TableAdmin
from foundation.lines import Lines
from foundation.people.models import Person
from residencies.programmes import services
from residencies.programmes.importing import ParticipationResource
from residencies.programmes.models import Edition, Participation, Places, Programme, Track

State = Participation.State


class TrackInline(Lines):
    model = Track
    tab = True


class EditionInline(Lines):
    model = Edition
    tab = True
    fields = ["name", "starts_on", "ends_on", "place"]
    show_change_link = True


class PlacesInline(Lines):
    model = Places

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "track":
            number = request.resolver_match.kwargs.get("object_id")
            edition = Edition.objects.filter(pk=number).first() if number and number.isdecimal() else None
            tracks = Track.objects.select_related("programme")
            kwargs["queryset"] = tracks.filter(programme=edition.programme_id) if edition else tracks
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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
    readonly_fields = ["people"]
    inlines = [PlacesInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).annotate(people_count=Count("participations"))

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


class CompletionForm(forms.Form):
    on = forms.DateField(label=_("completed on"), widget=DayInput)


class MoveForm(forms.Form):
    to = forms.ChoiceField(
        label=_("state"),
        choices=[choice for choice in State.choices if choice[0] != State.COMPLETED],
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(label=_("reason"), required=False, widget=UnfoldAdminTextareaWidget)


class LeftOpenFilter(admin.SimpleListFilter):
    title = _("end of the edition")
    parameter_name = "left_open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("ended, not completed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Participation]) -> QuerySet[Participation]:
        return queryset.left_open(timezone.localdate()) if self.value() == "yes" else queryset


@admin.register(Participation)
class ParticipationAdmin(TableAdmin, RecordAdmin):
    """The state is moved by the actions alone, each with a page that asks first."""

    resource_classes = [ParticipationResource]
    can_revert = False
    list_display = ["person", "edition", "track", "work", "state", "completed_on"]
    list_filter = [
        ("edition__programme", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
        ("track", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("completed_on", DayFilter),
        LeftOpenFilter,
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "edition__programme", "track", "work"]
    search_fields = ["certificate"]
    search_named = {"person": Person, "work": Work}
    search_help_text = _("A person or a project in any spelling or script, or a certificate’s number")
    autocomplete_fields = ["person", "edition", "track", "work"]
    fields = [
        ("person", "edition"),
        ("track", "work"),
        ("state", "completed_on", "certificate"),
        "reason",
    ]
    actions = ["complete", "move"]
    actions_detail = ["complete_one", "move_one"]

    def get_readonly_fields(self, request: HttpRequest, obj: Participation | None = None) -> list[str]:
        moved = ["state", "completed_on", "certificate", "reason"]
        return [*moved, "person", "edition"] if obj else moved

    @admin.action(description=_("Mark as completed …"), permissions=["change"])
    def complete(self, request: HttpRequest, rows: QuerySet[Participation]) -> HttpResponse:
        return self._complete(request, rows, request.get_full_path())

    @action(description=_("Mark as completed"), icon="school", permissions=["change"])
    def complete_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, back = self._one(request, object_id)
        return self._complete(request, row, back)

    @admin.action(description=_("Change the state …"), permissions=["change"])
    def move(self, request: HttpRequest, rows: QuerySet[Participation]) -> HttpResponse:
        return self._move(request, rows, request.get_full_path())

    @action(description=_("Change the state"), icon="moving", permissions=["change"])
    def move_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, back = self._one(request, object_id)
        return self._move(request, row, back)

    def _one(self, request: HttpRequest, object_id: str) -> tuple[QuerySet[Participation], str]:
        row = self.row_or_404(request, object_id)
        rows = self.get_queryset(request).filter(pk=row.pk)
        return rows, reverse("admin:programmes_participation_change", args=[row.pk])

    def _complete(self, request: HttpRequest, rows: QuerySet[Participation], back: str) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            done = services.complete_participations(rows, on=data["on"], by=request.user, now=timezone.now())
            said = ngettext(
                "%(count)d participation was marked as completed.",
                "%(count)d participations were marked as completed.",
                len(done),
            )
            return said % {"count": len(done)}

        rows = rows.select_related("person", "edition__programme")
        return confirmed(
            self,
            request,
            rows,
            title=gettext("Mark as completed"),
            form_class=CompletionForm,
            initial={"on": self._likely_day(rows)},
            do=do,
            back=back,
        )

    def _likely_day(self, rows: QuerySet[Participation]) -> Any:
        """The last day of the edition where they share one that has ended; else today."""
        today = timezone.localdate()
        ends = list(rows.order_by().values_list("edition__ends_on", flat=True).distinct()[:2])
        return ends[0] if len(ends) == 1 and ends[0] and ends[0] <= today else today

    def _move(self, request: HttpRequest, rows: QuerySet[Participation], back: str) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            with transaction.atomic():  # all or none
                for row in rows:
                    services.change_state(row, **data, by=request.user, now=timezone.now())
            said = ngettext(
                "%(count)d participation is now: %(state)s.",
                "%(count)d participations are now: %(state)s.",
                len(rows),
            )
            return said % {"count": len(rows), "state": State(data["to"]).label}

        rows = rows.select_related("person", "edition__programme")
        return confirmed(
            self,
            request,
            rows,
            title=gettext("Change the state"),
            form_class=MoveForm,
            do=do,
            back=back,
        )
