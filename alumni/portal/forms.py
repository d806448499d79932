from typing import Any

from allauth.account.forms import RequestLoginCodeForm as BaseRequestLoginCodeForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as BaseAddKeyForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as BaseEditKeyForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from alumni.careers.models import Change
from alumni.careers.services import LIMITS
from foundation.files.types import endings_of, names_of
from foundation.films.models import Role
from foundation.people.services import open_account_for_address


class RequestLoginCodeForm(BaseRequestLoginCodeForm):
    def clean_email(self) -> str:
        """Whoever the foundation knows by this address has her login from her first request on."""
        open_account_for_address(self.cleaned_data["email"], now=timezone.now())
        return super().clean_email()


class _Labelled:
    """The library gives the name of a key no label of its own: it would be English in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext("Name")  # type: ignore[attr-defined]


class AddKeyForm(_Labelled, BaseAddKeyForm):
    pass


class EditKeyForm(_Labelled, BaseEditKeyForm):
    pass


class RecordForm(forms.Form):
    """What is missing in her career; `after` is what a proposed change of its kind holds.

    The file comes last: of an upload that is too big, what stands before it has arrived.
    """

    title_of_page: Any = ""
    link = forms.URLField(
        label=gettext_lazy("a link that shows it"),
        help_text=gettext_lazy(
            "A page of the festival, of the film, of a newspaper. You can leave it empty."
        ),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )

    # What it is, and how much, the service says.
    file = forms.FileField(
        label=gettext_lazy("or a file that shows it"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {"types": names_of(LIMITS.accepts), "most": LIMITS.megabytes}
        endings = (f".{ending}" for kinds in endings_of(LIMITS.accepts).values() for ending in kinds)
        file = self.fields["file"]
        file.widget.attrs["accept"] = ",".join(endings)
        file.help_text = gettext("A contract, a call sheet, a letter: %(types)s, at most %(most)d MB.") % told

    def after(self) -> dict[str, Any]:
        """Once it is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("link", "file")}


def _title(help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=gettext_lazy("title of the film"), help_text=help_text, max_length=300)


def _year() -> forms.IntegerField:
    return forms.IntegerField(label=gettext_lazy("year"), required=False, min_value=1900, max_value=2100)


def _festival() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("festival"), max_length=200)


CREDITED = gettext_lazy("As it stands in your credits. Is it not there yet? Add the credit first.")


class CreditForm(RecordForm):
    title_of_page = gettext_lazy("Add a credit")
    title = _title()
    role = forms.ModelChoiceField(Role.objects.all(), label=gettext_lazy("role"))
    year = _year()
    field_order = ["title", "role", "year", "link", "file"]

    def after(self) -> dict[str, Any]:
        return {**super().after(), "role": self.cleaned_data["role"].slug}


class SelectionForm(RecordForm):
    title_of_page = gettext_lazy("Add a selection")
    title = _title(CREDITED)
    festival = _festival()
    section = forms.CharField(label=gettext_lazy("section"), required=False, max_length=200)
    year = _year()
    field_order = ["title", "festival", "section", "year", "link", "file"]


class AwardForm(RecordForm):
    title_of_page = gettext_lazy("Add a prize")
    title = _title(CREDITED)
    festival = _festival()
    prize = forms.CharField(label=gettext_lazy("prize"), max_length=200)
    year = _year()
    field_order = ["title", "festival", "prize", "year", "link", "file"]


FORMS: dict[str, type[RecordForm]] = {
    Change.Kind.CREDIT: CreditForm,
    Change.Kind.SELECTION: SelectionForm,
    Change.Kind.AWARD: AwardForm,
}
