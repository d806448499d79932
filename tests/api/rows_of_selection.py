"""Rows of juries, decisions and offers."""

from datetime import timedelta

from foundation.people.models import Person
from residencies.selection.models import (
    Assignment,
    Conflict,
    Decision,
    Deliberation,
    Juror,
    Minutes,
    Offer,
    Review,
)
from residencies.selection.services import close_minutes, release_decisions
from tests import cast
from tests.api.rows_of_ground import applicant, edition_row
from tests.calls import cast as calls
from tests.selection import cast as selections


def juror_row(owner: Person, number: int) -> Juror:
    return selections.juror(selections.jury(), owner)


def assignment_row(owner: Person, number: int) -> Assignment:
    juror = juror_row(owner, number)
    row = selections.application(juror.jury.call)
    if number % 2:
        return selections.review(juror, row, 5, 7).assignment
    return selections.assignment(juror, row)


def conflict_row(owner: Person, number: int) -> Conflict:
    juror = selections.juror(selections.jury())
    row = selections.application(juror.jury.call)
    fields = {"kind": "family", "state": "suspected", "detail": "Test"}
    return Conflict.objects.create(juror=juror, application=row, at=cast.NOW, **fields)


def review_row(owner: Person, number: int) -> Review:
    juror = juror_row(owner, number)
    at = selections.NOW + timedelta(days=number % 3)
    fields = {"saved_at": at, "submitted_at": at if number % 2 else None}
    return selections.review(juror, selections.application(juror.jury.call), 5, 7, **fields)


def offer_row(owner: Person, number: int) -> Offer:
    """In a call of its own; every other one with a track, a comment and a prize."""
    edition = edition_row(owner, number)
    to = calls.call(of=edition)
    track = edition.programme.tracks.get() if number % 2 else None
    row = selections.deliberation(to, answer_by=calls.NOW + timedelta(days=10))
    to.tracks.set([track] if track else [])
    she = applicant(owner)
    about = selections.application(to, person=she, email=she.email, track=track)
    made = selections.decision(row, about, "selected", comment="Bravo." if track else "")
    if track:
        made.prizes.add(row.prizes.create(name_fr="Dotation", amount=1000, currency="MAD"))
    release_decisions(row, by=None, now=calls.NOW - timedelta(hours=number % 3))
    return made.offers.get()


def deliberation_row(owner: Person, number: int) -> Deliberation:
    row = selections.deliberation(held_at=calls.NOW + timedelta(days=number % 3) if number % 2 else None)
    row.rules.create(kind="each", dimension="track", most=2)
    row.prizes.create(name_fr="Bourse", amount=50_000, currency="MAD")
    return row


def decision_row(owner: Person, number: int) -> Decision:
    of = deliberation_row(owner, number)
    at = calls.NOW + timedelta(days=number % 3)
    row = selections.decision(of, selections.application(of.call), "waiting", rank=number, decided_at=at)
    row.prizes.set(of.prizes.all())
    return row


def minutes_row(owner: Person, number: int) -> Minutes:
    of = decision_row(owner, number).deliberation
    return close_minutes(of, by=owner.account, now=calls.NOW + timedelta(days=number % 3))
