"""What a prize is worth: never below zero, never without a currency, whichever way it comes in."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.films.models import Award
from tests.desk import rows
from tests.importing.conftest import imported, records, said, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def worth(row: Award) -> tuple[Decimal | None, str, str]:
    row.refresh_from_db()
    return row.amount, row.currency, row.note


@pytest.mark.parametrize(
    ("amount", "currency"), [(-1, "MAD"), (1, ""), (1, "mad"), (1, "MADX"), (1, "DH"), (None, "MAD")]
)
def test_the_database_keeps_no_amount_that_makes_no_sense(amount, currency):
    row = rows.award()
    if len(currency) > 3 and connection.vendor == "postgresql":
        return  # the column is too short for it
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=row.pk).update(amount=amount, currency=currency)
    Award.objects.filter(pk=row.pk).update(amount=0, currency="EUR")


def listed(amount: str, currency: str = "MAD"):
    chosen = rows.selection()
    return lambda: imported(
        table(
            ["selection_id", "festival", "prize", "amount", "currency"],
            [chosen.pk, chosen.edition.festival.name, "Prix", amount, currency],
        )
    )


@pytest.mark.parametrize("amount", ["20000", "20 000", "20000,00", "20000.0"])
def test_a_table_brings_amounts_and_twice_changes_nothing(amount):
    bring = listed(amount)
    bring()
    assert Award.objects.get().amount == 20_000
    assert records(bring())["awards"] == {"unchanged": 1}


@pytest.mark.parametrize(
    ("amount", "currency", "why"),
    [
        ("-5", "MAD", "greater than or equal to 0"),
        ("NaN", "MAD", "must be a decimal number"),
        ("much", "MAD", "such as 20000"),
        ("1.234", "MAD", "decimal place"),
        ("5", "", "An amount has a currency"),
        ("5", "dh", "Three capital letters"),
    ],
)
def test_a_line_with_an_amount_that_makes_no_sense_is_told(amount, currency, why):
    (line,) = said(listed(amount, currency)())
    assert why in line
    assert Award.objects.count() == 0
