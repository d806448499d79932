from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.mail.models import Message, Wording
from foundation.mail.wordings import faults


class InboxSearchForm(forms.Form):
    to = forms.CharField(label=pgettext_lazy("recipient", "To"), required=False, max_length=254)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("for whoever reads this later"),
    )


class PauseForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class SuppressForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"), widget=UnfoldAdminEmailInputWidget)
    stream = forms.ChoiceField(
        label=_("Stream"),
        choices=Message.Stream,
        initial=Message.Stream.SUBSCRIBED,
        widget=UnfoldAdminRadioSelectWidget,
    )


class TextForm(forms.Form):
    """The words of one mail in one language; `since` is the version that was read before."""

    since = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for part in Wording.PARTS:
            field = Wording._meta.get_field(part)
            lines = isinstance(field, models.TextField)
            widget = UnfoldAdminTextareaWidget if lines else UnfoldAdminTextInputWidget
            self.fields[part] = field.formfield(widget=widget(attrs={"dir": "auto"}))

    def clean(self) -> dict[str, Any]:
        texts = {part: self.cleaned_data[part] for part in Wording.PARTS if part in self.cleaned_data}
        for part, fault in faults(self.kind, texts).items():
            self.add_error(part, fault)
        return self.cleaned_data

    @property
    def texts(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in Wording.PARTS}
