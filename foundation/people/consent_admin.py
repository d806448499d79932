"""What people have agreed to, and the texts they are asked, at the staff's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import display

from foundation.admin import DeskAdmin
from foundation.day_filter import DayFilter
from foundation.people import services
from foundation.people.models import Consent, ConsentText, Person


class ConsentForm(forms.ModelForm):
    """Her word, as a colleague notes it: on which paper or in which call she said so is asked for."""

    class Meta:
        model = Consent
        fields = ["person", "purpose", "given", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].required = True


@admin.register(Consent)
class ConsentAdmin(DeskAdmin):
    """Rows are added and never changed: another word of hers is another row."""

    is_kept_in = True
    form = ConsentForm
    list_display = ["person", "purpose", "given", "version", "at", "until", "how", "by"]
    list_filter = [
        ("purpose", ChoicesDropdownFilter),
        ("given", BooleanRadioFilter),
        ("how", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
        ("at", DayFilter),
    ]
    list_select_related = ["person", "text", "by__person"]
    search_fields = ["reason"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or a word of the reason")
    autocomplete_fields = ["person"]

    def get_fields(self, request: HttpRequest, obj: Consent | None = None) -> list[Any]:
        if obj is None:
            return ["person", "purpose", "given", "reason"]
        return [("person", "purpose"), ("given", "text"), ("at", "until"), ("how", "by"), "reason"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Consent, form: Any, change: bool) -> None:
        said = services.say_consent(
            obj.person, obj.purpose, obj.given, how=Consent.How.STAFF, by=request.user, now=timezone.now(),
            reason=obj.reason,
        )  # fmt: skip
        obj.pk, obj.text, obj.at, obj.how = said.pk, said.text, said.at, said.how

    @display(description=_("version"), ordering="text__version")
    def version(self, row: Consent) -> int:
        return row.text.version


class ConsentTextForm(forms.ModelForm):
    class Meta:
        model = ConsentText
        fields = ["purpose", "text_fr", "text_ar", "text_en"]


@admin.register(ConsentText)
class ConsentTextAdmin(DeskAdmin):
    """A new version is a new row; what somebody has answered stays as it was."""

    form = ConsentTextForm
    list_display = ["purpose", "version", "since", "by"]
    list_filter = [("purpose", ChoicesDropdownFilter)]
    list_select_related = ["by__person"]
    search_fields = ["text_fr", "text_ar", "text_en"]

    def get_fields(self, request: HttpRequest, obj: ConsentText | None = None) -> list[Any]:
        texts = ["text_fr", "text_ar", "text_en"]
        return ["purpose", *texts] if obj is None else [("purpose", "version"), ("since", "by"), *texts]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ConsentText, form: Any, change: bool) -> None:
        words = {code: getattr(obj, f"text_{code}") for code in ("fr", "ar", "en")}
        said = services.publish_text(obj.purpose, words, by=request.user, now=timezone.now())
        obj.pk, obj.version, obj.since = said.pk, said.version, said.since
