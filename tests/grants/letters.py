"""Rows that the letters of this room are about."""

from datetime import timedelta

from django.utils import timezone

from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.grants.models import Report
from tests.grants import cast


def mailed_about(she: Person, kind: str) -> dict[str, int]:
    """What a mail of this kind may be about: a report overdue or not, an instalment paid or held up."""
    of = cast.grant(person=she)
    report = cast.report(of)
    late = kind in ("report_overdue", "payment_blocked")
    days = timedelta(days=-5 if late else 5)
    row = cast.paid(of) if kind == "payment_made" else cast.instalment(of)
    missing = "Les factures du tournage." if kind == "report_returned" else ""
    Report.objects.update(due_on=timezone.localdate() + days, missing=missing)
    Message.objects.filter(kind__in=["grant_committed", "payment_made"]).delete()
    return {"grant": of.pk, "report": report.pk, "instalment": row.pk}
