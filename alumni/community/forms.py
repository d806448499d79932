"""Her entry of the directory, as she writes it: each part with who sees it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.community.models import Profile
from alumni.placement.forms import role_choices
from alumni.placement.models import SPOKEN
from foundation.films.models import Role

LTR = {"dir": "ltr"}


class PhotoForm(forms.ModelForm):
    file = forms.FileField(
        label=_("A photograph of you"),
        required=False,
        max_length=1000,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Profile
        fields = ["photo_to"]
        labels = {"photo_to": _("Who sees it?")}


class ProfileForm(forms.ModelForm):
    crafts = forms.TypedMultipleChoiceField(
        label=_("What I do"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages I speak"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr", "placeholder": "https://", "autocomplete": "url"}),
    )

    class Meta:
        model = Profile
        fields = [
            *(
                "listed_to",
                "takes_messages",
                "name",
                "name_ar",
                "biography",
                "city",
                "country",
                "website",
                "email",
                "phone",
            ),
            *(f"{part}_to" for part in Profile.PARTS if part != "photo"),
        ]
        labels = {
            "listed_to": _("Who may find me in the directory?"),
            "takes_messages": _("Alumnae may write to me"),
            "name": _("Name"),
            **{f"{part}_to": _("Who sees it?") for part in Profile.PARTS},
        }
        widgets = {
            "listed_to": forms.RadioSelect,
            "name": forms.TextInput({"dir": "auto", "autocomplete": "name"}),
            "name_ar": forms.TextInput({"dir": "rtl", "lang": "ar"}),
            "biography": forms.Textarea({"rows": 5, "dir": "auto"}),
            "city": forms.TextInput({"dir": "auto", "autocomplete": "address-level2"}),
            "email": forms.EmailInput({**LTR, "autocomplete": "email"}),
            "phone": forms.TextInput({**LTR, "inputmode": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [one for _department, roles in role_choices() for one in roles]
        self.fields["crafts"].choices = choices  # type: ignore[attr-defined]

    def clean_crafts(self) -> list[Role]:
        return list(Role.objects.filter(pk__in=self.cleaned_data["crafts"]))
