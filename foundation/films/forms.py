"""What those who lead a project fill in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.errors import ServiceError
from foundation.films.models import DossierDocument, Work
from foundation.films.services.projects import LONGEST, text_of


class WriteForm(forms.ModelForm):
    """Its logline and synopses; how long they may be the service says, here beside each of them."""

    class Meta:
        model = Work
        fields = list(LONGEST)
        widgets = {
            "logline": forms.Textarea({"rows": 3, "dir": "auto"}),
            "synopsis_fr": forms.Textarea({"rows": 8, "dir": "ltr", "lang": "fr"}),
            "synopsis_ar": forms.Textarea({"rows": 8, "dir": "rtl", "lang": "ar"}),
            "synopsis_en": forms.Textarea({"rows": 8, "dir": "ltr", "lang": "en"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, most in LONGEST.items():
            self.fields[name].widget.attrs["maxlength"] = most

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, most in LONGEST.items():
            try:
                text_of(said.get(name, ""), most)
            except ServiceError as fault:
                self.add_error(name, str(fault))
        return said


class SendForm(forms.Form):
    """What a file is; the file beside it is judged by the service."""

    kind = forms.ChoiceField(label=_("What it is"), choices=DossierDocument.Kind)
    title = forms.CharField(
        label=_("title"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty unless you have two of one kind."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("language"), required=False, choices=[("", "—"), *settings.LANGUAGES]
    )
    note = forms.CharField(
        label=_("What is new in it"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
    )
