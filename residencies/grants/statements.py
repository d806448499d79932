"""The statement of a fund: what was put in, promised and paid, line by line; as a table and as a document.

Every figure is added up here from the lines that are shown, so that a sum and its rows cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.money import told
from foundation.pdf import pdf
from foundation.workbooks import xlsx
from residencies.grants.models import Contribution, Fund, Grant, Instalment


@dataclass(frozen=True)
class Line:
    """A grant with what was paid of it."""

    grant: Grant
    paid: Decimal

    @property
    def open(self) -> Decimal:
        return self.grant.committed - self.paid


@dataclass(frozen=True)
class Statement:
    """A fund on a day, with all its rows; every sum is that of the rows."""

    fund: Fund
    at: datetime
    contributions: list[Contribution]
    lines: list[Line]
    payments: list[Instalment]

    @property
    def amount(self) -> Decimal:
        return sum((row.amount for row in self.contributions), Decimal(0))

    @property
    def committed(self) -> Decimal:
        return sum((line.grant.committed for line in self.lines), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((row.amount for row in self.payments), Decimal(0))

    @property
    def free(self) -> Decimal:
        return self.amount - self.committed


def statement(fund: Fund, at: datetime) -> Statement:
    """As the fund stands; in three queries."""
    payments = list(
        Instalment.objects.filter(grant__fund=fund, state=Instalment.State.PAID)
        .select_related("grant__person", "rate")
        .order_by("paid_on", "pk")
    )
    paid: dict[int, Decimal] = {}
    for row in payments:
        paid[row.grant_id] = paid.get(row.grant_id, Decimal(0)) + row.amount
    grants = Grant.objects.filter(fund=fund).select_related("person").order_by("committed_on", "pk")
    lines = [Line(row, paid.get(row.pk, Decimal(0))) for row in grants]
    given = list(Contribution.objects.filter(fund=fund).order_by("on", "pk"))
    return Statement(fund, at, given, lines, payments)


def _title(one: Statement) -> str:
    return _("Statement of “%(fund)s”") % {"fund": one.fund}


def _summary(one: Statement) -> list[tuple[str, Decimal]]:
    return [
        (_("put in"), one.amount),
        (pgettext("fund", "committed"), one.committed),
        (pgettext("fund", "paid"), one.paid),
        (_("committed, to be paid"), one.committed - one.paid),
        (pgettext("fund", "free"), one.free),
    ]


def pdf_of(one: Statement, language: str) -> bytes:
    """On paper, in this language."""
    with translation.override(language):
        return pdf("statement", _document(one), language=language, at=one.at)


def _document(one: Statement) -> dict[str, Any]:
    day = date_format(timezone.localtime(one.at))
    facts = [(_("Giver"), str(one.fund.giver or "")), (_("On"), day)]
    return {
        "title": _title(one),
        "foundation": settings.FOUNDATION_NAME,
        "foot": f"{settings.FOUNDATION_NAME} · {one.fund} · {day}",
        "facts": [[name, text] for name, text in facts if text],
        "figures": [[capfirst(name), told(amount, one.fund.currency)] for name, amount in _summary(one)],
        "parts": [_contributions(one), _grants(one), _payments(one)],
    }


def _contributions(one: Statement) -> dict[str, Any]:
    return {
        "title": _("Contributions"),
        "head": [_("Day"), _("Note"), _("Amount")],
        "rows": [[_day(row.on), row.note, *_told(one, row.amount)] for row in one.contributions],
        "foot": ["", _("Total"), *_told(one, one.amount)],
        "sums": 1,
    }


def _grants(one: Statement) -> dict[str, Any]:
    figures = [pgettext("fund", "Committed"), pgettext("fund", "Paid"), _("To be paid")]
    return {
        "title": _("Grants"),
        "head": [_("Granted to, and for"), *figures],
        "rows": [
            [
                f"{line.grant.person} · {line.grant.purpose}",
                *_told(one, line.grant.committed, line.paid, line.open),
            ]
            for line in one.lines
        ],
        "foot": [_("Total"), *_told(one, one.committed, one.paid, one.committed - one.paid)],
        "sums": 3,
    }


def _payments(one: Statement) -> dict[str, Any]:
    return {
        "title": _("Payments"),
        "head": [_("Day"), _("Paid to"), _("Reference"), _("Amount")],
        "rows": [
            [_day(row.paid_on), str(row.grant.person), row.reference, *_told(one, row.amount)]
            for row in one.payments
        ],
        "foot": ["", "", _("Total"), *_told(one, one.paid)],
        "sums": 1,
    }


def _told(one: Statement, *amounts: Decimal) -> list[str]:
    return [told(amount, one.fund.currency) for amount in amounts]


def _day(day: Any) -> str:
    return date_format(day, "Y-m-d")


def xlsx_of(one: Statement, language: str) -> bytes:
    """As a workbook."""
    with translation.override(language):
        day = date_format(timezone.localtime(one.at), "Y-m-d")
        contributions = [
            [_("Day"), _("Note"), _("Amount")],
            *([row.on, row.note, row.amount] for row in one.contributions),
            [_("Total"), "", one.amount],
        ]
        sheets = [
            (_("Fund"), [[_title(one)], [day, one.fund.currency], *_summary(one)]),
            (_("Contributions"), contributions),
            (_("Grants"), list(_grant_rows(one))),
            (_("Payments"), list(_payment_rows(one))),
        ]
        return xlsx(sheets, currency=one.fund.currency, language=language)


def _grant_rows(one: Statement) -> Iterator[list[Any]]:
    head = [_("Granted on"), _("Granted to"), _("Purpose"), _("State")]
    yield [*head, pgettext("fund", "Committed"), pgettext("fund", "Paid"), _("To be paid")]
    for line in one.lines:
        row = line.grant
        facts = [row.committed_on, str(row.person), row.purpose, row.get_state_display()]
        yield [*facts, row.committed, line.paid, line.open]
    yield [_("Total"), "", "", "", one.committed, one.paid, one.committed - one.paid]


def _payment_rows(one: Statement) -> Iterator[list[Any]]:
    yield [_("Day"), _("Paid to"), _("Reference"), _("Amount"), _("Received"), _("Currency"), _("Rate")]
    for row in one.payments:
        there = [row.received, row.grant.currency, str(row.rate or "")]
        yield [row.paid_on, str(row.grant.person), row.reference, row.amount, *there]
    yield [_("Total"), "", "", one.paid]
