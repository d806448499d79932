"""A cell of a table and the field of a model it speaks of: text in, a value out, and back."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries.fields import CountryField
from import_export.widgets import Widget
from phonenumber_field.modelfields import PhoneNumberField

from foundation.people import names
from foundation.translated import listed

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
TRUE = {"true", "1", "yes", "x", "vrai", "oui", "نعم"}
FALSE = {"false", "0", "no", "faux", "non", "لا"}


class Cell(Widget):
    """`clean` raises ValueError or ValidationError with what is wrong and what to write instead."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def __deepcopy__(self, memo: Any) -> "Cell":
        return self

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if isinstance(self.field, CountryField):
            return _countries(self.field, value)
        if self.field.choices:
            return _choice(self.field, value)
        reader = next((read for kind, read in READERS if isinstance(self.field, kind)), None)
        return self.field.clean(reader(self.field, value) if reader else value, None)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        is_native = isinstance(value, int | date) and not isinstance(value, datetime)  # which has a zone
        if kwargs.get("force_native_type") and is_native:
            return value
        if isinstance(self.field, CountryField) and self.field.multiple:
            return ",".join(str(country) for country in value)
        return value.isoformat() if isinstance(value, date) else str(value)


def _choice(field: Field, text: str) -> str:
    choices = _labels(field)
    found = choices.get(names.fold(text))
    if found is None:
        codes = listed(str(code) for code, _label in field.flatchoices)
        raise ValueError(_("Write one of: %(choices)s.") % {"choices": codes})
    return found


@cache
def _labels(field: Field) -> dict[str, str]:
    """The codes of a field's choices, by code and by label in each language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.update({names.fold(str(label)): code for code, label in field.flatchoices})
    return {**found, **{names.fold(code): code for code, _label in field.flatchoices}}


def _boolean(field: Field, text: str) -> bool:
    word = text.casefold()
    if word not in TRUE | FALSE:
        raise ValueError(_("Write true or false."))
    return word in TRUE


def _integer(field: Field, text: str) -> int:
    most = 32_767 if isinstance(field, models.PositiveSmallIntegerField) else 2_147_483_647
    if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) > most:
        raise ValueError(_("Write a whole number from 0 to %(most)s.") % {"most": most})
    return int(text)


def _decimal(field: Field, text: str) -> Decimal:
    """“20 000”, “20000,5” and “20000.50” are one way or another of writing the same."""
    try:
        number = Decimal("".join(text.split()).replace(",", "."))
        whole = number.quantize(Decimal(1).scaleb(-field.decimal_places)) if number.is_finite() else number
    except InvalidOperation as fault:
        raise ValueError(_("Write a number such as 20000 or 20000.50.")) from fault
    return whole if whole == number else number


def _day(field: Field, text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(_("Write a day such as 2026-11-24 or 24/11/2026."))


def as_day(text: str) -> str:
    """A day in the one way to compare it; any other text as it is."""
    try:
        return _day(models.DateField(), text).isoformat() if text else ""
    except ValueError:
        return text


def _phone(field: Field, text: str) -> Any:
    try:
        return field.clean(text, None)
    except ValidationError as fault:
        raise ValueError(_("Write the telephone number like +212 6 12 34 56 78.")) from fault


def _countries(field: CountryField, text: str) -> Any:
    if not field.multiple:
        return _country(field, text)
    return sorted({_country(field, part) for part in re.split(r"[,;]", text)})


def _country(field: CountryField, text: str) -> str:
    code = text.strip().upper()
    known = field.countries
    if code not in known:
        found = (known.by_name(text.strip(), language=language) for language, _name in settings.LANGUAGES)
        code = next((name for name in found if name), "")
    if not code:
        raise ValueError(_("Write the country’s two letters, such as MA."))
    return code


def shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def messages_of(fault: Exception) -> Iterable[str]:
    return fault.messages if isinstance(fault, ValidationError) else [str(fault)]


READERS: list[tuple[type[Field], Callable[[Any, str], Any]]] = [
    (PhoneNumberField, _phone),
    (models.BooleanField, _boolean),
    (models.IntegerField, _integer),
    (models.DecimalField, _decimal),
    (models.DateField, _day),
]
