"""Rows that the API shows and nobody writes through it: mail, silence, mentors, rates, reserves."""

from datetime import date, timedelta

from alumni.checkins.models import Contact, Pause
from foundation.mail.models import Message
from foundation.people.models import Person
from foundation.rates.models import ExchangeRate
from residencies.delegations.models import Reserve
from residencies.mentoring.models import MentorProfile, Round
from residencies.programmes.models import Circular
from residencies.workshops.models import Attendance
from tests import cast
from tests.api.rows_of_year import registration_row
from tests.delegations import cast as delegations
from tests.grants import cast as grants
from tests.mentoring import pairs as mentoring
from tests.programmes import enrolled


def message_row(owner: Person, number: int) -> Message:
    at = cast.NOW + timedelta(days=number % 3)
    row = Message.objects.create(
        dedupe_key=f"row:{number}", message_id=f"<row{number}@example.org>", kind="checkin",
        stream="subscribed", person=owner if number % 2 else None, to_addr="salma@example.org",
        language="fr", created_at=at,
    )  # fmt: skip
    row.tries.create(number=1, at=at, outcome="queued", code=421)
    return row


def contact_row(owner: Person, number: int) -> Contact:
    at = cast.NOW + timedelta(days=number % 3)
    asked = cast.asked_checkin(who=cast.person()) if number % 2 else None
    return Contact.objects.create(
        person=owner, checkin=asked, at=at, channel="phone", outcome="no_answer", note="…"
    )


def pause_row(owner: Person, number: int) -> Pause:
    """The owner's first, then those of others."""
    who = cast.person() if Pause.objects.filter(person=owner).exists() else owner
    since = date(2026, 11, 1 + number % 3)
    until = date(2027, 5, 1) if number % 2 else None
    return Pause.objects.create(person=who, since=since, until=until, source="staff")


def mentor_row(owner: Person, number: int) -> MentorProfile:
    who = cast.person() if MentorProfile.objects.filter(person=owner).exists() else owner
    track = cast.programme().tracks.create(slug="fiction", name_fr="Fiction")
    return mentoring.mentor(who=who, crafts=[track] if number % 2 else [], is_open=bool(number % 2))


def round_row(owner: Person, number: int) -> Round:
    return mentoring.matching_round(wishes_until=cast.NOW + timedelta(days=number % 3))


def attendance_row(owner: Person, number: int) -> Attendance:
    row = registration_row(owner, 2 * number)  # without an attendance of its own
    at = cast.NOW + timedelta(days=number % 3)
    return row.session.attendances.create(person=owner, way="list", noted_at=at)


def rate_row(owner: Person, number: int) -> ExchangeRate:
    return grants.rate(on=date(2020, 1, 1) + timedelta(days=ExchangeRate.objects.count()))


def reserve_row(owner: Person, number: int) -> Reserve:
    row = delegations.reserve(delegations.delegation())
    Reserve.objects.filter(pk=row.pk).update(position=1 + number % 3)
    return row


def circular_row(owner: Person, number: int) -> Circular:
    more = {"subject_ar": "الأسبوع", "body_ar": "مرحبا"} if number % 2 else {}
    return enrolled.circular(sent_at=cast.NOW + timedelta(days=number % 3), **more)
