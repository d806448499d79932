"""Mentors and vetoes at the staff's desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from foundation.admin import ReadOnly, RecordAdmin
from foundation.lines import Lines
from foundation.people.models import Person
from foundation.translated import language_names
from residencies.mentoring.models import MentorProfile, Unavailability, Veto


class UnavailabilityInline(Lines):
    model = Unavailability


class MentorForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=settings.LANGUAGES, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    class Meta:
        model = MentorProfile
        fields = ["person", "fields", "languages", "capacity", "is_open", "note"]


@admin.register(MentorProfile)
class MentorProfileAdmin(RecordAdmin):
    form = MentorForm
    list_display = ["person", "spoken", "capacity", "is_open"]
    list_filter = ["is_open"]
    list_select_related = ["person"]
    search_fields = ["note"]
    search_named = {"person": Person}
    autocomplete_fields = ["person", "fields"]
    inlines = [UnavailabilityInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["person"] if obj else []

    @display(description=_("languages"))
    def spoken(self, row: MentorProfile) -> str:
        return language_names(row.languages)


@admin.register(Veto)
class VetoAdmin(ReadOnly, RecordAdmin):
    """Said by the two themselves, on their own pages."""

    is_kept_in = True
    can_revert = False
    list_display = ["mentor", "mentee", "said_by", "at"]
    list_filter = [("said_by", ChoicesDropdownFilter)]
    list_select_related = ["mentor__person", "mentee"]
    search_fields = ["reason"]
    search_named = {"mentor__person": Person, "mentee": Person}
