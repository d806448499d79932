"""What is asked of the national figures: which years, in which currency, as of which day."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from alumni.impact.selectors.found import Terms
from alumni.impact.selectors.national import MOST_YEARS
from alumni.impact.selectors.scope import By, Scope
from foundation.confirm import DayInput, once
from foundation.money import check_currency
from foundation.people.models import Organisation
from residencies.programmes.models import Edition, Participation, Programme

USUAL_YEARS = 5
OLDEST, NEWEST = 1895, 2200
_YEARS = {
    "min_value": OLDEST,
    "max_value": NEWEST,
    "required": False,
    "widget": UnfoldAdminIntegerFieldWidget,
}


class TermsForm(forms.Form):
    """Whatever is left empty is what is usual: the last five years, today, the foundation's currency."""

    first = forms.IntegerField(label=_("from year"), **_YEARS)
    last = forms.IntegerField(label=_("to year"), **_YEARS)
    currency = forms.CharField(
        label=_("currency"),
        max_length=3,
        required=False,
        validators=[check_currency],
        widget=UnfoldAdminTextInputWidget,
    )
    on = forms.DateField(label=_("as of"), required=False, widget=DayInput)

    @classmethod
    def usual(cls, today: date) -> dict[str, Any]:
        last = today.year
        return {
            "first": last - USUAL_YEARS + 1,
            "last": last,
            "currency": settings.FOUNDATION_CURRENCY,
            "on": today,
        }

    def clean(self) -> dict[str, Any]:
        said = {name: value for name, value in (super().clean() or {}).items() if value not in (None, "")}
        on = said.get("on") or timezone.localdate()
        last = said.get("last") or max(on.year, said.get("first", 0))
        first = said.get("first") or max(last - USUAL_YEARS + 1, 1)
        if not self.errors and not first <= last < first + MOST_YEARS:
            self.add_error("last", gettext("Ask for one to %(most)s years.") % {"most": MOST_YEARS})
        return {**self.usual(on), **said, "first": first, "last": last}

    @property
    def terms(self) -> Terms:
        return terms_of(self.cleaned_data)

    @property
    def years(self) -> tuple[int, int]:
        return self.cleaned_data["first"], self.cleaned_data["last"]


def terms_of(said: Mapping[str, Any]) -> Terms:
    """Of what a form says."""
    return Terms(settings.FOUNDATION_COUNTRY, said["currency"], said["on"])


class FreezeForm(TermsForm):
    """Pressed twice, it makes one report."""

    title = forms.CharField(label=_("title"), max_length=200, widget=UnfoldAdminTextInputWidget)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["title"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        token = said.pop("token", None)
        return {**said, "token": token and once(token, said)}


def _chosen(label: Any, rows: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        rows, label=label, required=False, empty_label=_("all"), widget=UnfoldAdminSelectWidget
    )


class ScopeForm(forms.Form):
    """Of whom the indicators are: whatever is left empty is what is usual, the last five years."""

    starts_on = forms.DateField(label=_("completed from"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=_("completed until"), required=False, widget=DayInput)
    on = forms.DateField(label=_("as of"), required=False, widget=DayInput)
    programme = _chosen(_("programme"), Programme.objects.all())
    edition = _chosen(_("edition"), Edition.objects.select_related("programme"))
    funder = _chosen(
        _("funder"),
        Organisation.objects.filter(
            pk__in=Participation.objects.filter(funder__isnull=False).values("funder")
        ),
    )
    by = forms.ChoiceField(
        label=_("divided"), choices=By.choices, required=False, widget=UnfoldAdminSelectWidget
    )

    def clean(self) -> dict[str, Any]:
        said = {name: value for name, value in (super().clean() or {}).items() if value not in (None, "")}
        on = said.get("on") or timezone.localdate()
        ends = said.get("ends_on") or on
        starts = said.get("starts_on") or date(max(ends.year - USUAL_YEARS + 1, 1), 1, 1)
        if not self.errors and starts > ends:
            self.add_error("ends_on", gettext("The last day lies before the first."))
        return {"by": By.NONE, **said, "starts_on": starts, "ends_on": ends, "on": on}

    @property
    def scope(self) -> Scope:
        said = self.cleaned_data
        rows = {
            name: said[name].pk if said.get(name) else None for name in ("programme", "edition", "funder")
        }
        return Scope(said["starts_on"], said["ends_on"], said["on"], By(said["by"]), **rows)
