"""What mentors are paid: each session once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.mentoring.models import FeePayment, MentoringSession, Mentorship
from residencies.mentoring.models.fees import amount_of
from residencies.mentoring.services.locks import locked_mentorship


@transaction.atomic
def pay_fees(mentorship: Mentorship, *, reference: str, paid_on: date, by: Any, now: datetime) -> FeePayment:
    """All sessions that are not paid are paid now, at the fee agreed.

    Raises ServiceError where nothing is owed, for a reference that was used, or a day to come.
    """
    row = locked_mentorship(mentorship)
    reference = reference.strip()
    if not reference or FeePayment.objects.filter(reference=reference).exists():
        raise ServiceError(_("Give a reference that no other payment has."))
    if paid_on > timezone.localdate(now):
        raise ServiceError(_("The day of the payment lies in the future."))
    sessions = MentoringSession.objects.select_for_update().filter(mentorship=row, payment=None)
    open_ones = list(sessions.order_by("pk"))
    minutes = sum(one.minutes for one in open_ones)
    amount = amount_of(minutes, row.fee_per_hour)
    if amount <= 0:
        raise ServiceError(_("Nothing is owed to %(name)s.") % {"name": row.mentor})
    made = FeePayment(
        mentorship=row,
        minutes=minutes,
        fee_per_hour=row.fee_per_hour,
        amount=amount,
        currency=row.currency,
        reference=reference,
        paid_on=paid_on,
    )
    save_by(made, by)
    MentoringSession.objects.filter(pk__in=[one.pk for one in open_ones]).update(payment=made)
    return made
