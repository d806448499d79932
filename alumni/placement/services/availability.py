"""What an alumna says of the work she does."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.placement.models import SPOKEN, Craft, Period, Profile
from foundation.errors import ServiceError
from foundation.films.models import Role
from foundation.history import save_by
from foundation.people.models import Person

MOST_PERIODS = 20
MOST_CRAFTS = 20
Days = tuple[bool, date, date | None]  # whether available, first and last day


@transaction.atomic
def say_availability(
    person: Person,
    *,
    by: Any,
    now: datetime,
    periods: Iterable[Days] | None = None,
    crafts: Sequence[Role] | None = None,
    languages: Sequence[str] | None = None,
    **said: Any,
) -> Profile:
    """Keep her word: `said` are fields of her profile; what is None stays as it was.

    Raises ServiceError for days that are none, and for more than can be kept.
    """
    row = locked_profile(person, now)
    for name, value in said.items():
        setattr(row, name, value)
    if languages is not None:
        if wrong := [code for code in languages if code not in dict(SPOKEN)]:
            raise ServiceError(_("“%(code)s” is not a language of this list.") % {"code": wrong[0]})
        row.languages = ",".join(code for code, _name in SPOKEN if code in languages)
    row.cities = ", ".join(part.strip() for part in row.cities.replace("،", ",").split(",") if part.strip())
    row.said_at = now
    save_by(row, by)
    if periods is not None:
        _keep_periods(person, list(periods))
    if crafts is not None:
        _keep_crafts(person, list(dict.fromkeys(crafts)))
    return row


def locked_profile(person: Person, now: datetime) -> Profile:
    Person.objects.select_for_update().get(pk=person.pk)  # two windows make one profile
    return Profile.objects.filter(person=person).first() or Profile(person=person, said_at=now)


def _keep_periods(person: Person, periods: list[Days]) -> None:
    if len(periods) > MOST_PERIODS:
        raise ServiceError(_("At most %(most)d periods can be kept.") % {"most": MOST_PERIODS})
    if any(last is not None and last < first for _is, first, last in periods):
        raise ServiceError(_("The last day lies before the first."))
    Period.objects.filter(person=person).delete()
    Period.objects.bulk_create(
        Period(person=person, is_available=free, starts_on=first, ends_on=last)
        for free, first, last in dict.fromkeys(periods)
    )


def _keep_crafts(person: Person, roles: list[Role]) -> None:
    if len(roles) > MOST_CRAFTS:
        raise ServiceError(_("At most %(most)d roles can be kept.") % {"most": MOST_CRAFTS})
    Craft.objects.filter(person=person).exclude(role__in=roles).delete()
    Craft.objects.bulk_create([Craft(person=person, role=role) for role in roles], ignore_conflicts=True)


@transaction.atomic
def away_until(person: Person, last: date, *, by: Any, now: datetime) -> Profile:
    """One press: not available from today until that day. Said again it replaces what was said so before.

    Raises ServiceError for a day that is past.
    """
    today = timezone.localdate(now)
    if last < today:
        raise ServiceError(_("This day is past."))
    row = locked_profile(person, now)
    row.said_at = now
    save_by(row, by)
    Period.objects.filter(
        person=person, is_available=False, starts_on__lte=today, ends_on__gte=today
    ).delete()
    Period.objects.create(person=person, is_available=False, starts_on=today, ends_on=last)
    return row
