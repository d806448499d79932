"""Telling the staff of pairs that have fallen silent: one mail a day at most, and each silence once."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from foundation.hours import UNKNOWN, is_open
from foundation.mail.services import Draft, enqueue_many, is_address
from foundation.people.models import Account
from residencies.mentoring.models import Mentorship
from residencies.mentoring.selectors.year import responsible

OPENS, CLOSES = time(9), time(18)


@transaction.atomic
def tell_silences(*, now: datetime) -> int:
    """Write to the staff responsible of the pairs whose silence nobody was told of; returns how many mails.

    Twice is as good as once. A pair that is heard of and falls silent again is told of again.
    """
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if not is_open(local, UNKNOWN, opens=OPENS, closes=CLOSES):
        return 0
    untold = Q(silence_told_at=None) | Q(silence_told_at__lt=F("heard_at"))
    held = Mentorship.objects.silent(now).filter(untold).select_for_update().order_by("pk")
    numbers = list(held.values_list("pk", flat=True))
    if not numbers or Mentorship.objects.filter(silence_told_at__gte=midnight).exists():
        return 0
    accounts = [one for one in responsible() if is_address(one.email)]
    if not accounts:
        return 0
    Mentorship.objects.filter(pk__in=numbers).update(silence_told_at=now)
    return enqueue_many([_mail(one, numbers, local) for one in accounts], now=now)


def _mail(account: Account, numbers: list[int], local: datetime) -> Draft:
    person = getattr(account, "person", None)
    return Draft(
        key=f"mentoring:silent:{local:%Y%m%d}:{account.pk}",
        kind="mentoring_silent",
        to=account.email,
        language=person.language if person else settings.LANGUAGE_CODE,
        person=person,
        context={"account": account.pk, "mentorships": numbers},
    )
