"""What productions and alumnae fill in on pages, and staff on the desk's confirmations."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from alumni.placement.models import SPOKEN, Period, Posting, Profile
from alumni.placement.services.availability import MOST_PERIODS
from alumni.placement.services.offers import LONGEST_WORD, MOST_DAYS
from foundation.confirm import DayInput as DeskDayInput
from foundation.films.models import Role
from foundation.inputs import DayInput

YES_NO = [("", _("I do not say")), ("yes", _("yes")), ("no", _("no"))]


def yes_no(label: Any, **how: Any) -> forms.TypedChoiceField:
    """True, False or None."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        **how,
    )


def said(value: bool | None) -> str:
    """As `yes_no` shows it."""
    return "" if value is None else "yes" if value else "no"


def role_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """By department, each by its name."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for role in Role.objects.order_by("department", "slug"):
        groups[str(role.get_department_display())].append((role.pk, str(role)))
    return list(groups.items())


class RoleField(forms.TypedChoiceField):
    """One of the table's roles, by department."""

    def __init__(self, **how: Any) -> None:
        super().__init__(label=_("Role"), coerce=int, **how)


class AskForm(forms.ModelForm):
    """A production asks for somebody, by name and address."""

    role = RoleField()
    languages = forms.MultipleChoiceField(
        label=_("Languages needed"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_paid = forms.TypedChoiceField(
        label=_("Is it paid?"),
        choices=[("", "—"), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
    )

    class Meta:
        model = Posting
        fields = [
            *("contact_name", "contact_email", "contact_language", "production", "title", "role", "grade"),
            *(
                "places",
                "starts_on",
                "ends_on",
                "city",
                "country",
                "languages",
                "is_paid",
                "pay_words",
                "text",
            ),
        ]
        labels = {
            "contact_name": _("Your name"),
            "contact_email": _("Your e-mail address"),
            "contact_language": _("Language of the mail"),
        }
        widgets = {
            "contact_name": forms.TextInput({"autocomplete": "name", "dir": "auto"}),
            "contact_email": forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
            "production": forms.TextInput({"autocomplete": "organization", "dir": "auto"}),
            "title": forms.TextInput({"dir": "auto"}),
            "city": forms.TextInput({"dir": "auto"}),
            "pay_words": forms.TextInput({"dir": "auto"}),
            "places": forms.NumberInput({"inputmode": "numeric"}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "text": forms.Textarea({"rows": 5, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "—"), *role_choices()]  # type: ignore[attr-defined]

    def clean_role(self) -> Role | None:
        return Role.objects.filter(pk=self.cleaned_data["role"]).first()

    def clean_languages(self) -> str:
        return ",".join(code for code, _name in SPOKEN if code in self.cleaned_data["languages"])


class AvailabilityForm(forms.Form):
    """Her word on work; what she leaves open is not known, and counts for neither yes nor no."""

    consent = yes_no(_("May we think of you when a production looks for somebody?"), widget=forms.RadioSelect)
    is_available = yes_no(_("Are you available at the moment?"), widget=forms.RadioSelect)
    crafts = forms.TypedMultipleChoiceField(
        label=_("Which roles do you do?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        choices=SPOKEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cities = forms.CharField(
        label=_("In which cities can you work?"),
        required=False,
        max_length=300,
        help_text=_("With commas between: Tangier, Rabat"),
        widget=forms.TextInput({"dir": "auto"}),
    )
    goes_anywhere = forms.BooleanField(label=_("Anywhere"), required=False)
    days_to = forms.ChoiceField(label=_("My days"), choices=Profile.Seen.choices)
    crafts_to = forms.ChoiceField(label=_("My roles"), choices=Profile.Seen.choices)
    languages_to = forms.ChoiceField(label=_("My languages"), choices=Profile.Seen.choices)
    cities_to = forms.ChoiceField(label=_("My cities"), choices=Profile.Seen.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [one for _department, roles in role_choices() for one in roles]
        self.fields["crafts"].choices = choices  # type: ignore[attr-defined]

    def clean_crafts(self) -> list[Role]:
        return list(Role.objects.filter(pk__in=self.cleaned_data["crafts"]))


class PeriodForm(forms.Form):
    """Days; those that are emptied are gone."""

    is_available = forms.TypedChoiceField(
        label=_("I am"),
        choices=[("yes", _("available")), ("no", _("not available"))],
        coerce=lambda value: value == "yes",
    )
    first = forms.DateField(label=_("from"), widget=DayInput, required=False)
    last = forms.DateField(label=_("until"), widget=DayInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if not self.errors and last and first is None:
            self.add_error("first", self.fields["first"].error_messages["required"])
        elif first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return data

    @staticmethod
    def shown(row: Period) -> dict[str, Any]:
        return {"is_available": said(row.is_available), "first": row.starts_on, "last": row.ends_on}


PeriodFormSet = forms.formset_factory(
    PeriodForm, extra=1, can_delete=True, max_num=MOST_PERIODS, absolute_max=MOST_PERIODS, validate_max=True
)


class AwayForm(forms.Form):
    until = forms.DateField(label=_("Not available until"), widget=DayInput)


class AcceptForm(forms.Form):
    """What the production may have of her beside her name and address."""

    shares_phone = forms.BooleanField(label=_("The production may have my phone number"), required=False)
    word = forms.CharField(
        label=_("A word to the production, if you like"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


# -- the desk --------------------------------------------------------------------------------------


class OpenForm(forms.Form):
    last = forms.DateField(
        label=_("open until the end of"),
        widget=DeskDayInput,
        required=False,
        help_text=_("Empty: as it says, else for 30 days."),
    )


class OfferForm(forms.Form):
    ORDER = [("order", _("in this order, as many as there are places")), ("once", _("to all at once"))]
    how = forms.ChoiceField(label=_("how"), choices=ORDER, widget=UnfoldAdminSelectWidget)
    days = forms.IntegerField(
        label=_("days to answer"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
        widget=UnfoldAdminIntegerFieldWidget,
    )


def end_of(day: date, zone: str) -> datetime:
    """The last minute of a day in a zone."""
    return datetime.combine(day, time(23, 59), ZoneInfo(zone))
