"""Numbers as people write them: without zeros behind the point that say nothing, shares with their sign."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import number_format


def plain(number: Decimal | int) -> Decimal:
    """70.000 becomes 70, and 33.333 stays."""
    return Decimal(f"{Decimal(number).normalize():f}")


def form_of(number: Decimal) -> int:
    """What stands in for it where a plural is chosen: a fraction takes the form of a hundred."""
    return int(number) if number == number.to_integral_value() else 100


def percent(value: Decimal | None) -> str:
    """“12,5 %”, or “—” where it is a share of nothing."""
    return "—" if value is None else f"{number_format(plain(value))}\u00a0%"


def figure(text: str) -> str:
    """An amount inside a sentence runs from left to right, in Arabic as well."""
    return f"\u2066{text}\u2069"


class PlainInput(forms.DecimalField):
    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value


class PlainField(models.DecimalField):  # type: ignore[type-arg]
    """Kept with all its places, and shown in an input with those that say something."""

    form_class = PlainInput

    def formfield(self, **how: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **how})

    def deconstruct(self) -> Any:
        name, _path, plainly, named = super().deconstruct()
        return name, "django.db.models.DecimalField", plainly, named
