"""Festivals, their sections, selections, screenings and awards at the staff's desk."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeNumericFilter,
)
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelect2MultipleWidget,
)

from foundation.admin import DeskAdmin, RecordAdmin, country
from foundation.day_filter import DayFilter
from foundation.films import services
from foundation.films.importing_festivals import AwardResource, SelectionResource
from foundation.films.models import (
    Accreditation,
    Award,
    Deadline,
    Entry,
    Festival,
    FestivalEdition,
    Screening,
    Section,
    Selection,
    Work,
)
from foundation.importing.admin import TableAdmin
from foundation.lines import Blocks, Lines
from foundation.people.models import Person


class FestivalEditionInline(Lines):
    model = FestivalEdition
    tab = True
    show_change_link = True


class AccreditationInline(Lines):
    model = Accreditation
    tab = True


class SectionInline(Lines):
    model = Section
    fields = ["name", "kind", "organiser"]
    autocomplete_fields = ["organiser"]
    show_change_link = True


class AwardInline(Lines):
    model = Award
    fields = ["prize", "category", "result", "number", "amount", "currency", "is_ex_aequo", "shared_with"]
    autocomplete_fields = ["shared_with"]
    show_change_link = True


@admin.register(Festival)
class FestivalAdmin(RecordAdmin):
    list_display = ["name", "short_name", "kind", "city", country]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("country", ChoicesDropdownFilter),
        ("accreditations__grade", ChoicesDropdownFilter),
    ]
    search_fields = search_spelled = ["name", "short_name", "city"]
    inlines = [AccreditationInline, FestivalEditionInline]


@admin.register(FestivalEdition)
class FestivalEditionAdmin(DeskAdmin):
    list_display = ["__str__", "starts_on", "ends_on"]
    list_filter = [("festival", AutocompleteSelectFilter), ("year", RangeNumericFilter)]
    list_select_related = ["festival"]
    search_fields = search_spelled = ["festival__name", "festival__short_name", "year"]
    autocomplete_fields = ["festival"]
    inlines = [SectionInline]


class DeadlineForm(forms.ModelForm):
    """Its instant is typed and shown by the clock of its own zone, whoever reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = ZoneInfo(self.instance.time_zone)
            self.initial["closes_at"] = self.instance.closes_at.astimezone(zone).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        at, zone = data.get("closes_at"), data.get("time_zone")
        if at and zone in available_timezones():
            data["closes_at"] = timezone.make_naive(at).replace(tzinfo=ZoneInfo(zone))
        return data


class DeadlineInline(Lines):
    model = Deadline
    form = DeadlineForm
    fields = ["kind", "closes_at", "time_zone", "fee", "currency"]


class EntryForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("kinds of works"),
        choices=Work.Kind.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    stages = forms.MultipleChoiceField(
        label=_("stages"),
        choices=Work.Stage.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )


class EntryInline(Blocks):
    """What is left empty is not asked."""

    model = Entry
    form = EntryForm
    max_num = 1
    fields = [
        "url",
        ("kinds", "stages"),
        ("minutes_min", "minutes_max", "completed_months"),
        ("features", "director_countries"),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "director_countries":  # the skin would take it for a choice of one
            kwargs["widget"] = UnfoldAdminSelect2MultipleWidget
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    inlines = [DeadlineInline, EntryInline]
    list_display = ["name", "edition", "kind", "premiere_asked"]
    list_filter = [("edition__festival", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter)]
    list_select_related = ["edition__festival"]
    search_fields = search_spelled = ["name", "edition__festival__name", "edition__year"]
    autocomplete_fields = ["edition", "organiser"]
    fields = [
        ("edition", "name"),
        ("kind", "organiser"),
        ("premiere_asked", "region"),
        ("unseen_at_home", "no_broadcast"),
        "rules_source",
    ]

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "region":  # the skin would take it for a choice of one
            kwargs["widget"] = UnfoldAdminSelect2MultipleWidget
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Screening)
class ScreeningAdmin(RecordAdmin):
    list_display = ["work", "kind", "on", country, "place", "is_planned"]
    list_display_links = ["work"]
    list_filter = [
        ("work", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        ("on", DayFilter),
        "is_planned",
    ]
    list_select_related = ["work"]
    search_fields = ["place"]
    search_named = {"work": Work}
    autocomplete_fields = ["work", "selection"]
    fields = [("work", "selection"), ("kind", "on"), ("country", "place"), "is_planned", "source"]


@admin.register(Selection)
class SelectionAdmin(TableAdmin, RecordAdmin):
    resource_classes = [SelectionResource]
    list_display = ["work", "person", "edition", "section_name", "premiere", "on"]
    list_display_links = ["work", "person"]
    list_filter = [
        ("edition__festival", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
        ("work", AutocompleteSelectFilter),
        ("premiere", ChoicesDropdownFilter),
        ("on", DayFilter),
    ]
    list_select_related = ["work", "person", "edition__festival", "section"]
    search_fields = ["edition__festival__name", "section__name"]
    search_named = {"work": Work, "person": Person}
    search_help_text = _("A work, a person, a festival or a section")
    autocomplete_fields = ["edition", "section", "work", "person"]
    inlines = [AwardInline]

    def save_model(self, request: HttpRequest, obj: Selection, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            services.tell_selected([obj])

    @admin.display(description=_("section"), ordering="section__name")
    def section_name(self, row: Selection) -> str:
        return row.section.name if row.section else ""


@admin.register(Award)
class AwardAdmin(TableAdmin, RecordAdmin):
    resource_classes = [AwardResource]
    list_display = ["__str__", "category", "result"]
    list_filter = [
        ("result", ChoicesDropdownFilter),
        ("selection__edition__festival", AutocompleteSelectFilter),
    ]
    list_select_related = [
        "selection__work",
        "selection__person",
        "selection__edition__festival",
        "selection__section__edition__festival",
    ]
    search_fields = ["prize", "category", "selection__edition__festival__name"]
    search_named = {"selection__work": Work, "selection__person": Person}
    autocomplete_fields = ["selection", "organisation", "shared_with"]
