"""Juries of the demo's calls, and what they have read; the many reviews of closed readings are rows."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from simple_history.utils import bulk_create_with_history

from alumni.desk.demo.tables import read, texts
from foundation.people.models import Account
from residencies.calls.models import Answer, Call
from residencies.programmes.models import Track
from residencies.selection import services
from residencies.selection.models import Assignment, Criterion, Juror, Jury, Mark, Review


def seat_jury(
    call: Call, row: dict[str, Any], name: str, *, by: Account, now: datetime, days: int, **fields: Any
) -> Jury:
    """A jury whose members were invited and have accepted the day after."""
    jury = Jury(call=call, due_at=now + timedelta(days=days), **fields)
    jury._history_user = by
    jury.save()
    Criterion.objects.bulk_create(
        Criterion(
            jury=jury,
            position=place,
            code=one["code"],
            weight=one["weight"],
            low=1,
            high=10,
            **texts(one, "name"),
        )
        for place, one in enumerate(row["criteria"], start=1)
    )
    for place, (who, email, language) in enumerate(read("calls")["jurors"][name]):
        invitee = services.Invitee(name=who, email=email, language=language, is_chair=place == 0)
        juror = services.invite_juror(jury, invitee, by=by, now=now)
        services.accept_seat(juror, by=None, now=now + timedelta(days=1))
    return jury


def read_all(jury: Jury, rng: Random, *, by: Account, now: datetime) -> None:
    """Given out at `now`, read by everyone within her days, and closed: some marked severely, some not."""
    services.give_out(jury, by=by, now=now)
    given = list(Assignment.objects.filter(juror__jury=jury).select_related("juror__person").order_by("pk"))
    criteria, notes = list(jury.criteria.all()), read("calls")["words"]["notes"]
    near = set(
        Answer.objects.filter(question__key="country", value={"country": "MA"}).values_list(
            "application", flat=True
        )
    )
    # Those a jury knows best come out on top, so that a rule about countries has something to do.
    worth = {
        number: rng.gauss(6, 1.3) + (number in near)
        for number in dict.fromkeys(one.application_id for one in given)
    }
    severity = {juror.pk: rng.uniform(-0.9, 0.9) for juror in Juror.objects.filter(jury=jury)}
    days = (jury.due_at - now).days
    reviews = []
    for one in given:
        at = now + timedelta(days=rng.randrange(1, days), minutes=rng.randrange(600))
        said = notes[one.juror.person.language] if rng.random() < 0.3 else ""
        reviews.append(Review(assignment=one, notes=said, version=1, saved_at=at, submitted_at=at))
    made = bulk_create_with_history(reviews, Review, default_date=jury.due_at)
    Mark.objects.bulk_create(
        Mark(review=review, criterion=criterion, value=_mark(worth, severity, review.assignment, rng))
        for review in made
        for criterion in criteria
    )
    services.close_reading(jury, by=by, now=jury.due_at)


def _mark(worth: dict[int, float], severity: dict[int, float], given: Assignment, rng: Random) -> int:
    raw = worth[given.application_id] + severity[given.juror_id] + rng.gauss(0, 0.9)
    return min(max(round(raw), 1), 10)


def strands(call: Call) -> list[Track]:
    return list(call.tracks.order_by("slug"))
