"""Amounts of money: always Decimal, in a currency, with as many places as that currency has.

Whatever is computed is rounded once, half up (0.005 becomes 0.01, as banks do), to the currency's smallest
coin; sums of amounts are exact and are never rounded.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.figures import PlainField

CURRENCY, AMOUNT = gettext_lazy("currency"), gettext_lazy("amount")
PLACES = 3  # the most that any currency has
_THREE = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
_NONE = {"CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF"}
_CODE = re.compile(r"[A-Z]{3}")


def places_of(currency: str) -> int:
    """How many places behind the point an amount has in this currency (ISO 4217)."""
    return 3 if currency in _THREE else 0 if currency in _NONE else 2


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the smallest coin of the currency, half up."""
    return amount.quantize(Decimal(1).scaleb(-places_of(currency)), rounding=ROUND_HALF_UP)


def is_payable(amount: Decimal, currency: str) -> bool:
    """Whether it is more than nothing and has no more places than its currency."""
    return amount > 0 and amount == rounded(amount, currency)


def told(amount: Decimal, currency: str) -> str:
    """“1 200 000,00 MAD”, as the reader's language writes numbers; in threes in Arabic as well."""
    shown = numberformat.format(
        rounded(amount, currency),
        get_format("DECIMAL_SEPARATOR"),
        places_of(currency),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
    )
    return f"{shown}\u00a0{currency}"


def check_currency(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise ValidationError(
            _("“%(code)s” is not a currency: write its three letters, like MAD."), "currency", {"code": code}
        )


def currency_field(label: Any = CURRENCY, **how: Any) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=3, validators=[check_currency], **how)


class AmountInput(forms.DecimalField):
    """Kept with three places, as few currencies have: a third that says nothing is not shown."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal) or value != (short := value.quantize(Decimal("0.01"))):
            return value
        return short


class AmountField(PlainField):
    form_class = AmountInput


def amount_field(label: Any = AMOUNT, **how: Any) -> "models.DecimalField[Any, Any]":
    """SQLite keeps fifteen digits of a number: no amount has more."""
    return AmountField(label, max_digits=15, decimal_places=PLACES, **how)
