"""What may be asked of the time to a milestone, at the desk and in the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from alumni.careers.selectors.milestones import Kind
from alumni.careers.selectors.waits import By, Scope
from residencies.programmes.models import Programme

OLDEST, NEWEST = 1900, 2100


class ScopeForm(forms.Form):
    milestone = forms.ChoiceField(
        label=gettext_lazy("career milestone"), choices=Kind, widget=UnfoldAdminSelectWidget
    )
    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label=gettext_lazy("programme"),
        required=False,
        widget=UnfoldAdminSelectWidget,
        empty_label=gettext_lazy("all programmes"),
    )
    since = forms.IntegerField(
        label=gettext_lazy("completed from"),
        required=False,
        min_value=OLDEST,
        max_value=NEWEST,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    until = forms.IntegerField(
        label=gettext_lazy("completed until"),
        required=False,
        min_value=OLDEST,
        max_value=NEWEST,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    by = forms.ChoiceField(
        label=gettext_lazy("divided"), choices=By, required=False, widget=UnfoldAdminSelectWidget
    )

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last year is before the first."))
        return self.cleaned_data

    def scope(self) -> Scope:
        """Once it is valid."""
        data = self.cleaned_data
        return Scope(
            kind=Kind(data["milestone"]),
            programme=data["programme"],
            since=data["since"],
            until=data["until"],
            by=By(data["by"] or By.ALL),
        )
