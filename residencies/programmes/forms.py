"""What a participant fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from residencies.programmes.services.residency import LONGEST


class NeedsForm(forms.Form):
    travel = forms.CharField(
        label=_("How you come and go, and what you need for it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    dietary = forms.CharField(
        label=_("What you eat, and what you do not"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    access = forms.CharField(
        label=_("What makes it accessible to you: steps, rest, care, a companion"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class HandInForm(forms.Form):
    """The file beside it is judged by the service."""

    link = forms.CharField(
        label=_("Or a link to it"),
        required=False,
        max_length=500,
        widget=forms.URLInput({"dir": "ltr", "placeholder": "https://"}),
    )
    remark = forms.CharField(
        label=_("A word about it, if you like"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
