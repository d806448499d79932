"""What is asked at the desk: to whom something goes, and what is to be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldBooleanSwitchWidget

from alumni.desk.waiting import who_may
from foundation.people.models import Account


class AccountField(forms.ModelChoiceField):
    """Colleagues by their names."""

    def label_from_instance(self, obj: Account) -> str:
        return obj.get_full_name()


class HandOverForm(forms.Form):
    """To a colleague who may see it. `seen` is whose it was when the page was made."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = who_may(kind)
        self.fields["to"] = AccountField(
            Account.objects.filter(pk__in=[one.pk for one in able]).select_related("person"),
            label=_("Who does it?"),
            widget=UnfoldAdminSelectWidget,
        )


class HabitsForm(forms.Form):
    tasks_by_mail = forms.BooleanField(
        label=_("Write to me when a colleague gives me a task"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )
    keys = forms.BooleanField(
        label=_("Keys of one letter"),
        help_text=_(
            "In this browser. Switch them off if you speak to your computer, or if they get in the way of a "
            "program that reads the screen to you."
        ),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )
