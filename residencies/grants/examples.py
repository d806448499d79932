"""A grant that never was, to look at its mails with."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.grants import letters
from residencies.grants.models import Fund, Grant, Instalment, Report


def _grant() -> Grant:
    name = _("Writing fund")
    fund = Fund(name_fr=name, name_ar=name, name_en=name, currency="MAD")
    purpose = _("Writing of the feature film")
    return Grant(fund=fund, person=example_person(), amount=Decimal(60_000), currency="MAD", purpose=purpose)


def _report(days: int) -> Report:
    return Report(
        grant=_grant(), kind=Report.Kind.INTERIM, due_on=timezone.localdate() + timedelta(days=days)
    )


def _instalment() -> Instalment:
    today = timezone.localdate()
    return Instalment(
        grant=_grant(), number=2, amount=Decimal(20_000), due_on=today, paid_on=today, reference="VIR-02641"
    )


def committed_mail(message: Message) -> Letter:
    return letters.committed_letter(_grant(), message.language)


def due_mail(message: Message) -> Letter:
    return letters.report_letter(_report(10), message.language)


def overdue_mail(message: Message) -> Letter:
    return letters.report_letter(_report(-5), message.language)


def returned_mail(message: Message) -> Letter:
    row = _report(10)
    row.missing = _("The receipts of the shooting are missing.")
    return letters.report_letter(row, message.language)


def paid_mail(message: Message) -> Letter:
    return letters.paid_letter(_instalment(), message.language)


def blocked_mail(message: Message) -> Letter:
    return letters.blocked_letter(_instalment(), _report(-5), message.language)
