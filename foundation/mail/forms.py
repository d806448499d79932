from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.mail.models import Message


class InboxSearchForm(forms.Form):
    to = forms.CharField(label=pgettext_lazy("recipient", "To"), required=False, max_length=254)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("for whoever reads this later"),
    )


class SuppressForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"), widget=UnfoldAdminEmailInputWidget)
    stream = forms.ChoiceField(
        label=_("Stream"),
        choices=Message.Stream,
        initial=Message.Stream.SUBSCRIBED,
        widget=UnfoldAdminRadioSelectWidget,
    )
