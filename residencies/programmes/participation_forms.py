"""What staff fill in about participations."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from foundation.confirm import DayInput
from foundation.films.models import Award, Work
from foundation.people.models import Person
from foundation.translated import listed
from residencies.programmes.models import Participation, Requirement, Room

State = Participation.State
NAMED = 5  # people of a name that are listed to choose from


class CompletionForm(forms.Form):
    on = forms.DateField(label=_("completed on"), widget=DayInput)
    tell = forms.BooleanField(
        label=_("write to them that their certificate is there"),
        required=False,
        initial=True,
        widget=UnfoldBooleanSwitchWidget,
    )


class ShortCompletionForm(CompletionForm):
    """Where some lack something."""

    whom = forms.ChoiceField(
        label=_("who completes"),
        choices=[
            ("fulfilling", _("those who have fulfilled all")),
            ("all", _("all of them, for this reason:")),
        ],
        initial="fulfilling",
        widget=UnfoldAdminRadioSelectWidget,
    )
    reason = forms.CharField(
        label=_("reason"), required=False, max_length=1000, widget=UnfoldAdminTextareaWidget
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("whom") == "all" and not data.get("reason", "").strip():
            said = gettext("Say why they complete all the same; it stays in their history.")
            self.add_error("reason", said)
        return data


class MoveForm(forms.Form):
    to = forms.ChoiceField(
        label=_("state"),
        choices=[choice for choice in State.choices if choice[0] != State.COMPLETED],
        widget=UnfoldAdminSelectWidget,
    )
    cause = forms.ChoiceField(
        label=_("cause, where she leaves"),
        required=False,
        choices=[("", "—"), *Participation.Cause.choices],
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(label=_("reason"), required=False, widget=UnfoldAdminTextareaWidget)


def record_form(rows: Any) -> type[forms.Form]:
    """What is done of a requirement of these participations' editions."""
    asked = Requirement.objects.filter(edition__in=rows.order_by().values("edition"))

    class RecordForm(forms.Form):
        requirement = forms.ModelChoiceField(
            asked.select_related("edition__programme"),
            label=_("requirement"),
            widget=UnfoldAdminSelectWidget,
        )
        amount = forms.DecimalField(
            label=_("how much, in all"),
            help_text=_("1 signs off, 0 takes it back; sessions, hours and credits as they are"),
            min_value=0,
            max_digits=6,
            decimal_places=2,
            initial=1,
            widget=UnfoldAdminDecimalFieldWidget,
        )
        waive = forms.BooleanField(
            label=_("waive it: they complete without it"), required=False, widget=UnfoldBooleanSwitchWidget
        )
        word = forms.CharField(label=_("word"), required=False, widget=UnfoldAdminTextareaWidget)

    return RecordForm


def stay_form(edition: Any) -> type[forms.Form]:
    """Nights in a house of this edition."""

    class StayForm(forms.Form):
        arrives_on = forms.DateField(label=_("arrives on"), widget=DayInput)
        leaves_on = forms.DateField(label=_("leaves on"), widget=DayInput)
        room = forms.ModelChoiceField(
            Room.objects.filter(edition=edition),
            label=_("room"),
            required=False,
            widget=UnfoldAdminSelectWidget,
        )

    return StayForm


def pair_form(rows: Any) -> type[forms.Form]:
    """Which work two people share: one that either of them has."""
    people = list(rows.order_by().values_list("person", flat=True))[:2]
    theirs = Work.objects.filter(credits__person__in=people) | Work.objects.filter(
        participations__person__in=people
    )

    class PairForm(forms.Form):
        work = forms.ModelChoiceField(theirs.distinct(), label=_("project"), widget=UnfoldAdminSelectWidget)

    return PairForm


class AwardForm(forms.Form):
    """What is given, whoever gets it."""

    prize = forms.CharField(label=_("prize"), max_length=200, widget=UnfoldAdminTextInputWidget)
    result = forms.ChoiceField(
        label=_("result"), choices=Award.Result.choices, widget=UnfoldAdminSelectWidget
    )
    amount = forms.DecimalField(
        label=_("amount"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("empty: no money comes with it"),
        widget=UnfoldAdminDecimalFieldWidget,
    )
    currency = forms.RegexField(
        "^[A-Z]{3}$",
        label=_("currency"),
        required=False,
        error_messages={"invalid": _("Three capital letters, such as MAD or EUR.")},
        widget=UnfoldAdminTextInputWidget,
    )
    note = forms.CharField(
        label=_("note"),
        required=False,
        max_length=2000,
        help_text=_("what the jury said, for instance"),
        widget=UnfoldAdminTextareaWidget,
    )


def prize_form(edition: Any) -> type[forms.Form]:
    """A prize for one of the works of this edition, or for a participant without one."""
    people = Participation.objects.filter(edition=edition).exclude(state__in=Participation.LEFT)
    groups: dict[str, list[Participation]] = {}
    for row in people.select_related("person", "work").order_by("work__title", "person__sort_name", "pk"):
        groups.setdefault(f"work {row.work_id}" if row.work_id else f"row {row.pk}", []).append(row)

    class PrizeForm(AwardForm):
        field_order = ["to"]
        to = forms.TypedChoiceField(
            label=_("to whom"),
            choices=[("", "—"), *((rows[0].pk, _called(rows)) for rows in groups.values())],
            coerce=lambda number: next(rows[0] for rows in groups.values() if str(rows[0].pk) == number),
            widget=UnfoldAdminSelectWidget,
        )

    return PrizeForm


def _called(rows: list[Participation]) -> str:
    names = listed(str(row.person) for row in rows)
    return f"{rows[0].work.title} – {names}" if rows[0].work else names


class LeaveForm(forms.Form):
    away_from = forms.DateField(label=_("away from"), widget=DayInput)
    back_on = forms.DateField(
        label=_("back on"), required=False, help_text=_("empty: not known yet"), widget=DayInput
    )
    reason = forms.CharField(
        label=_("reason"), required=False, max_length=5000, widget=UnfoldAdminTextareaWidget
    )


class ReturnForm(forms.Form):
    back_on = forms.DateField(label=_("back on"), widget=DayInput)


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("your word"), max_length=5000, help_text=_("she reads it"), widget=UnfoldAdminTextareaWidget
    )


class MayWordForm(WordForm):
    word = forms.CharField(
        label=_("your word"),
        required=False,
        max_length=5000,
        help_text=_("she reads it"),
        widget=UnfoldAdminTextareaWidget,
    )


class PersonForm(forms.Form):
    """Somebody on record, by her address or her name in any spelling."""

    person = forms.CharField(
        label=_("who comes in her place"),
        max_length=200,
        help_text=_("the name or the e-mail address of someone on record"),
        widget=UnfoldAdminTextInputWidget,
    )

    def clean_person(self) -> Person:
        typed = self.cleaned_data["person"].strip()
        found = list(Person.objects.filter(email__iexact=typed)[: NAMED + 1])
        found = found or list(Person.objects.search(typed)[: NAMED + 1])
        if not found:
            raise forms.ValidationError(gettext("Nobody on record is called so: add her first."))
        if len(found) > 1:
            some = (f"{one} ({one.email})" if one.email else str(one) for one in found[:NAMED])
            names = listed(some)
            raise forms.ValidationError(
                gettext("Several are called so: %(names)s. Write the e-mail address.") % {"names": names}
            )
        return found[0]
