from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from foundation.figures import PlainField, form_of, percent, plain

KEPT = [("70.000", "70"), ("33.333", "33.333"), ("12.500", "12.5"), ("100.000", "100"), ("0.000", "0")]


@pytest.mark.parametrize(("kept", "shown"), KEPT)
def test_no_zeros_that_say_nothing(kept, shown):
    field = PlainField(max_digits=6, decimal_places=3)
    form = type("ShareForm", (forms.Form,), {"share": field.formfield()})(initial={"share": Decimal(kept)})
    assert f'value="{shown}"' in str(form["share"])
    assert str(plain(Decimal(kept))) == shown
    assert field.deconstruct()[1] == "django.db.models.DecimalField"


@pytest.mark.parametrize(("number", "form"), [("1.00", 1), ("11", 11), ("1.5", 100), ("0.25", 100)])
def test_a_fraction_takes_the_plural(number, form):
    assert form_of(Decimal(number)) == form


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "12,5\u00a0%"), ("ar", "12,5\u00a0%"), ("en", "12.5\u00a0%")]
)
def test_a_share_is_told_as_its_reader_writes(language, said):
    with translation.override(language):
        assert percent(Decimal("12.500")) == said
        assert percent(None) == "—"
