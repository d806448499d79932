"""What is asked at the desk of an industry event."""

from itertools import combinations
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from foundation.confirm import DayInput
from foundation.inputs import SeenForm
from foundation.people.models import Person
from residencies.industry.models import Event, Meeting, Spoken, Travel
from residencies.industry.models.events import MOST_TRAVEL
from residencies.industry.services.laying import MOST_SLOTS
from residencies.industry.services.outcomes import LONGEST_NOTE, mark_of


class TimeInput(UnfoldAdminTextInputWidget):
    input_type = "time"


def _number(label: Any, most: int, initial: int, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, initial=initial, widget=UnfoldAdminIntegerFieldWidget
    )


class LayForm(forms.Form):
    """A day of slots, by the event's clock."""

    on = forms.DateField(label=_("day"), widget=DayInput)
    first = forms.TimeField(label=_("first slot begins"), initial="09:30", widget=TimeInput)
    minutes = _number(_("minutes of a slot"), 240, 30)
    count = _number(_("number of slots"), MOST_SLOTS, 12)
    change = _number(_("minutes between two"), 120, 0, least=0)


def ways_form(event: Event) -> type[forms.Form]:
    """Minutes on foot between each two areas of an event; a field is named by the numbers of both."""
    ways = Travel.objects.filter(one__event=event).values_list("one", "other", "minutes")
    known = {(one, other): minutes for one, other, minutes in ways}
    fields = {}
    for one, other in combinations(event.areas.order_by("pk"), 2):
        initial = known.get((one.pk, other.pk), 0)
        field = _number(f"{one} – {other}", MOST_TRAVEL, initial, least=0)
        field.help_text = _("minutes on foot; 0: they lie beside each other")
        fields[f"{one.pk}-{other.pk}"] = field
    return type("WaysForm", (forms.Form,), fields)


class PartyForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        choices=Spoken.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("in which they can meet"),
    )


def place_form(event: Event, **initial: Any) -> type[forms.Form]:
    """A slot and a table of an event."""

    class PlaceForm(forms.Form):
        slot = forms.ModelChoiceField(
            label=_("slot"),
            queryset=event.slots.open().select_related("event"),
            widget=UnfoldAdminSelectWidget,
            initial=initial.get("slot"),
        )
        table = forms.ModelChoiceField(
            label=_("table"),
            queryset=event.tables.select_related("area"),
            widget=UnfoldAdminSelectWidget,
            initial=initial.get("table"),
        )

    return PlaceForm


def meeting_form(event: Event) -> type[forms.Form]:
    """One more meeting."""

    class MeetingForm(place_form(event)):  # type: ignore[misc]
        field_order = ["project", "guest"]
        project = forms.ModelChoiceField(
            label=_("project"),
            queryset=event.projects.active().select_related("work"),
            widget=UnfoldAdminSelectWidget,
        )
        guest = forms.ModelChoiceField(
            label=_("guest"),
            queryset=event.guests.active().select_related("person", "organisation"),
            widget=UnfoldAdminSelectWidget,
        )
        is_interpreted = forms.BooleanField(
            label=_("an interpreter is booked"), required=False, widget=UnfoldBooleanWidget
        )

    return MeetingForm


class MayReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=100,
        help_text=_("for the staff"),
        widget=UnfoldAdminTextInputWidget,
    )


def outcome_form(row: Meeting) -> type[forms.Form]:
    class OutcomeForm(SeenForm):
        outcome = forms.ChoiceField(
            label=_("outcome"),
            required=False,
            choices=[("", "—"), *Meeting.Outcome.choices],
            initial=row.outcome,
            widget=UnfoldAdminSelectWidget,
        )

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["seen"].initial = row.outcome

    return OutcomeForm


def note_form(text_now: str) -> type[forms.Form]:
    """The staff's own note."""

    class NoteForm(SeenForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["seen"].initial = mark_of(text_now)

        text = forms.CharField(
            label=_("note"),
            required=False,
            initial=text_now,
            max_length=LONGEST_NOTE,
            help_text=_("for the staff alone; neither side reads it"),
            widget=UnfoldAdminTextareaWidget,
        )

    return NoteForm


def follow_up_form(people: list[Person]) -> type[forms.Form]:
    class FollowUpForm(forms.Form):
        owner = forms.TypedChoiceField(
            label=_("who does it"),
            choices=[(one.pk, str(one)) for one in people],
            coerce=lambda number: next(one for one in people if str(one.pk) == str(number)),
            widget=UnfoldAdminSelectWidget,
        )
        what = forms.CharField(label=_("what"), max_length=300, widget=UnfoldAdminTextInputWidget)
        due_on = forms.DateField(label=_("due on"), widget=DayInput)

    return FollowUpForm
