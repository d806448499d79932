"""The letters to a grantee: what is granted and paid, which report is due, and what it holds up."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.money import told
from residencies.grants.models import Grant, Instalment, Report


def committed_mail(message: Message) -> Letter:
    row = _row(Grant.objects.select_related("fund", "person", "rate"), message.context["grant"])
    if row.state == Grant.State.CANCELLED:
        raise NotWanted("the grant was cancelled")
    return committed_letter(row, message.language)


def report_mail(message: Message) -> Letter:
    """Before the day, after it, and when it was sent back."""
    rows = Report.objects.select_related("grant__fund", "grant__person")
    row = _row(rows, message.context["report"])
    if row.handed_in_at is not None or row.grant.state == Grant.State.CANCELLED:
        raise NotWanted("the report is handed in, or not needed any more")
    return report_letter(row, message.language)


def paid_mail(message: Message) -> Letter:
    return paid_letter(_instalment(message), message.language)


def blocked_mail(message: Message) -> Letter:
    row, today = _instalment(message), timezone.localdate()
    late = row.grant.reports.overdue(today).order_by("due_on", "pk").first()
    if not row.is_open or late is None:
        raise NotWanted("nothing holds the payment up any more")
    return blocked_letter(row, late, message.language)


def committed_letter(row: Grant, language: str) -> Letter:
    there = told(row.amount_there, row.currency) if row.currency != row.fund.currency else ""
    return _letter(row, language, told(row.amount, row.fund.currency), "", {"there": there})


def report_letter(row: Report, language: str) -> Letter:
    report = str(row.get_kind_display())
    amount = told(row.grant.amount, row.grant.fund.currency)
    facts = {"report": report, "missing": row.missing}
    if row.pk:
        facts["path"] = reverse("grants:report", args=[row.pk])
    return _letter(row.grant, language, amount, _day(row), facts)


def paid_letter(row: Instalment, language: str) -> Letter:
    grant = row.grant
    facts = {"number": row.number, "reference": row.reference}
    received = row.amount if row.received is None else row.received
    paid_on = date_format(row.paid_on) if row.paid_on else ""
    return _letter(grant, language, told(received, grant.currency), paid_on, facts)


def blocked_letter(row: Instalment, late: Report, language: str) -> Letter:
    amount = told(row.amount, row.grant.fund.currency)
    facts = {"number": row.number, "report": str(late.get_kind_display())}
    return _letter(row.grant, language, amount, _day(late), facts)


def _letter(grant: Grant, language: str, amount: str, day: str, facts: dict[str, Any]) -> Letter:
    return Letter(
        {"path": reverse("grants:mine"), "purpose": grant.purpose, "amount": amount, "day": day, **facts},
        names={"purpose": grant.purpose, "amount": amount, "fund": str(grant.fund), "day": day},
        personal={"name": spoken_name(grant.person, language)},
    )


def _day(row: Report) -> str:
    return date_format(row.due_on)


def _instalment(message: Message) -> Instalment:
    rows = Instalment.objects.select_related("grant__fund", "grant__person")
    return _row(rows, message.context["instalment"])


def _row(rows: Any, number: Any) -> Any:
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotWanted("what it is about is gone")
    return row
