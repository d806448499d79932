from decimal import Decimal

import pytest
from django import forms
from django.db import models

from foundation.money import amount_field


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("54.000", "54.00"), ("54.250", "54.25"), ("54.125", "54.125"), ("1200000.000", "1200000.00")],
)
def test_an_input_shows_a_third_place_only_where_it_says_something(kept, shown):
    field = amount_field()
    form = type("AmountForm", (forms.Form,), {"amount": field.formfield()})(initial={"amount": Decimal(kept)})
    assert f'value="{shown}"' in str(form["amount"])
    assert field.deconstruct()[1] == "django.db.models.DecimalField"
    assert isinstance(field, models.DecimalField)
    assert form.fields["amount"].clean("54.125") == Decimal("54.125")
