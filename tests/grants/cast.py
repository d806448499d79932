"""Funds, grants and the people around them, for the tests."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from foundation.people.models import Account, Organisation
from foundation.rates.models import ExchangeRate
from residencies.grants import services
from residencies.grants.models import Fund, Grant, Instalment, Report
from tests import cast

NOW = cast.NOW
TODAY = NOW.date()
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def giver() -> Organisation:
    return Organisation.objects.create(name=f"Mécène {next(_numbers)}", kind="fund")


def fund(amount: Any = 100_000, **fields: Any) -> Fund:
    """With so much in it."""
    names = {"name_fr": "Fonds d’écriture", "name_ar": "صندوق الكتابة", "name_en": "Writing fund"}
    fields.setdefault("giver", giver())
    row = Fund.objects.create(**{"currency": "MAD", **names, **fields})
    if amount:
        services.top_up_fund(row, Decimal(str(amount)), on=TODAY, by=None, now=NOW)
    return row


def grant(of: Fund | None = None, amount: Any = 60_000, **fields: Any) -> Grant:
    fields.setdefault("person", cast.alumna())
    defaults = {"purpose": "Écriture", "by": None, "now": NOW}
    person = fields.pop("person")
    return services.commit_grant(of or fund(), person, amount=Decimal(str(amount)), **{**defaults, **fields})


def instalment(of: Grant | None = None, amount: Any = 20_000, **fields: Any) -> Instalment:
    """Planned for today."""
    plan = services.Plan(Decimal(str(amount)), fields.pop("due_on", TODAY), **fields)
    return services.plan_instalments(of or grant(), [plan], by=None, now=NOW)[0]


def report(of: Grant | None = None, days: int = 30, kind: str = "interim") -> Report:
    """Due in so many days."""
    return services.ask_report(of or grant(), kind, TODAY + timedelta(days=days), by=None, now=NOW)


def rate(value: str = "0.092", **fields: Any) -> ExchangeRate:
    facts = {"base": "MAD", "quote": "EUR", "on": TODAY, "source": "Bank Al-Maghrib"}
    return ExchangeRate.objects.create(rate=Decimal(value), **{**facts, **fields})


def programme_staff() -> Account:
    return cast.staff(
        "grants.view_grant", "grants.view_instalment", "grants.change_instalment", "grants.approve_instalment"
    )


def finance() -> Account:
    return cast.staff("grants.view_instalment", "grants.clear_instalment", "grants.pay_instalment")


def cleared(of: Grant | None = None, amount: Any = 20_000, **fields: Any) -> Instalment:
    """Approved by two people, and to be paid."""
    row, one = instalment(of, amount, **fields), programme_staff()
    services.request_instalment(row, by=one, now=NOW)
    services.approve_instalment(row, by=one, now=NOW)
    return services.clear_instalment(row, by=finance(), now=NOW)


def paid(of: Grant | None = None, amount: Any = 20_000, reference: str = "", **fields: Any) -> Instalment:
    row = cleared(of, amount)
    reference = reference or f"VIR-{next(_numbers):05}"
    return services.pay_instalment(row, reference=reference, paid_on=TODAY, by=finance(), now=NOW, **fields)
