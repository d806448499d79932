"""What pages of the desk about workshops share: what is asked, and what was said by those who were there."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
)

from foundation.errors import ServiceError
from foundation.filters import BIGGEST
from foundation.people.models import Person
from residencies.workshops import services
from residencies.workshops.models import (
    Feedback,
    Registration,
)
from residencies.workshops.selectors.figures import voices
from residencies.workshops.wording import taken

State = Registration.State


class SecureLinks:
    """For an admin or its lines: an address without a scheme is meant as https."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class PersonForm(forms.Form):
    person = forms.IntegerField(
        label=_("number of her record"), min_value=1, max_value=BIGGEST, widget=UnfoldAdminIntegerFieldWidget
    )

    def clean_person(self) -> Person:
        person = Person.objects.filter(pk=self.cleaned_data["person"]).first()
        if person is None:
            raise forms.ValidationError(gettext("There is no record with this number."))
        return person


def voices_text(rows: QuerySet[Feedback]) -> str | SafeString:
    """Means and comments, or that too few have spoken."""
    said = voices(rows)
    if said.is_hidden:
        return gettext("Fewer than five have spoken: nothing is shown.")
    labels = {mark: Feedback._meta.get_field(mark).verbose_name for mark in Feedback.MARKS}
    marks = " · ".join(f"{labels[mark]} {number_format(mean, 1)}/5" for mark, mean in said.means.items())
    count = ngettext("%(count)d voice", "%(count)d voices", said.count or 0) % {"count": said.count}
    lines = [f"{count} – {marks}", *(f"– {text}" for text in said.comments)]
    for question, answers in said.answers:
        lines += [question, *(f"– {text}" for text in answers)]
    return format_html_join("", '<span class="block" dir="auto">{}</span>', ((line,) for line in lines))


class SessionForm(forms.ModelForm):
    """It knows how many places are taken, so that the service has nothing to refuse."""

    def clean_capacity(self) -> int | None:
        wanted, held = self.cleaned_data["capacity"], self.instance.held
        if wanted is not None and wanted < held:
            raise forms.ValidationError(taken(held))
        return wanted


class MaterialForm(forms.ModelForm):
    def clean_file(self) -> Any:
        """Kept under a name that nobody can guess; its own is for who takes it home."""
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            try:
                self.instance.name, self.instance.content_type = services.check_material(upload)
            except ServiceError as fault:
                raise forms.ValidationError(str(fault)) from fault
        elif not upload:
            self.instance.name = self.instance.content_type = ""
        return upload
