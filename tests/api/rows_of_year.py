"""Rows of the programme year: workshops, requirements, grants, mentoring, delegations."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni.support.models import SealedFile, SupportRequest
from foundation.people.models import Person
from foundation.rates.models import ExchangeRate
from residencies.delegations.models import Delegation, Member, Reserve
from residencies.grants.models import Fund, Grant, Instalment, Report
from residencies.grants.services import hand_in_report
from residencies.mentoring.models import ClosingReview, Fee, MentoringSession, Mentorship, Pulse, Round
from residencies.programmes.models import (
    Absence,
    Deliverable,
    Participation,
    Requirement,
    Stay,
)
from residencies.workshops.models import Registration, Session, Workshop
from tests import cast
from tests.api.rows_of_ground import edition_row, participation_row
from tests.delegations import cast as delegations
from tests.grants import cast as grants
from tests.mentoring import pairs as mentoring
from tests.programmes import enrolled
from tests.workshops import cast as workshops


def workshop_row(owner: Person, number: int) -> Workshop:
    """For those of an edition in which the owner takes part."""
    row = workshops.workshop(of=edition_row(owner, number), audience="participants", languages=["fr", "ar"])
    Participation.objects.create(person=owner, edition=row.edition, state="confirmed")
    return row


def session_row(owner: Person, number: int) -> Session:
    starts = workshops.STARTS + timedelta(days=number % 3)
    row = workshops.session(
        of=workshop_row(owner, number), starts_at=starts, capacity=5 if number % 2 else None
    )
    row.speakers.create(person=cast.person(), role="trainer")
    return row


def registration_row(owner: Person, number: int) -> Registration:
    row = workshops.registered(session_row(owner, number), owner, now=cast.NOW - timedelta(days=number % 3))
    if number % 2:
        row.session.attendances.create(person=owner, way="list", noted_at=cast.NOW)
    return row


def enrolment_row(owner: Person, number: int) -> Participation:
    return enrolled.enrolment(who=owner, of=edition_row(owner, number))


def requirement_row(owner: Person, number: int) -> Requirement:
    row = enrolment_row(owner, number)
    track = row.edition.programme.tracks.first() if number % 2 else None
    return enrolled.requirement(row.edition, due_on=date(2026, 1, 1 + number % 3), track=track)


def deliverable_row(owner: Person, number: int) -> Deliverable:
    at = cast.NOW - timedelta(days=number % 3)
    said = {"state": "returned", "word": "Encore.", "decided_at": cast.NOW} if number % 2 else {}
    return enrolled.deliverable(enrolment_row(owner, number), handed_in_at=at, **said)


def absence_row(owner: Person, number: int) -> Absence:
    back = date(2026, 12, 1) if number % 2 else None
    return enrolled.absence(
        enrolment_row(owner, number), away_from=date(2026, 1, 1 + number % 3), back_on=back
    )


def stay_row(owner: Person, number: int) -> Stay:
    place: dict[str, Any] = {} if number % 2 else {"room": None}
    return enrolled.stay(enrolment_row(owner, number), arrives_on=date(2026, 1, 1 + number % 3), **place)


def fund_row(owner: Person, number: int) -> Fund:
    edition = edition_row(owner, number)
    about = {"programme": edition.programme, "edition": edition, "track": edition.programme.tracks.get()}
    return grants.fund(**(about if number % 2 else {"giver": None}))


def grant_row(owner: Person, number: int) -> Grant:
    """Every other one to a participation, in another currency."""
    row = participation_row(owner, number) if number % 2 else None
    rate = ExchangeRate.objects.filter(quote="EUR").first() or grants.rate()
    there = {"currency": "EUR", "rate": rate} if number % 2 else {}
    made = grants.grant(person=owner, participation=row, **there)
    Grant.objects.filter(pk=made.pk).update(committed_on=date(2026, 1, 1 + number % 3))
    return made


def instalment_row(owner: Person, number: int) -> Instalment:
    """Every other one is paid."""
    of = grants.grant(person=owner)
    if number % 2:
        return grants.paid(of)
    report = grants.report(of)
    return grants.instalment(of, report=report, due_on=date(2026, 1, 1 + number % 3))


def report_row(owner: Person, number: int) -> Report:
    row = grants.report(grants.grant(person=owner), days=number % 3)
    return hand_in_report(row, text="Fait.", by=None, now=grants.NOW) if number % 2 else row


def delegation_row(owner: Person, number: int) -> Delegation:
    """The owner travels with it, every other one on a way that is known."""
    leaves = delegations.LEAVES + timedelta(days=number % 3)
    badge_by = leaves if number % 2 else None
    row = delegations.delegation(
        edition=edition_row(owner, number), leaves_on=leaves, returns_on=leaves, badge_by=badge_by
    )
    member = delegations.member(row, owner)
    if number % 2:
        delegations.leg(member)
    return row


def member_row(owner: Person, number: int) -> Member:
    return delegation_row(owner, number).members.get()


def offered_place_row(owner: Person, number: int) -> Reserve:
    """Somebody has left, and the owner is offered her place."""
    gone = delegations.member(delegations.delegation())
    Participation.objects.filter(pk=gone.participation_id).update(state="declined")
    row = delegations.reserve(gone.delegation, owner)
    at = timezone.now() - timedelta(days=number % 3)
    facts = {"state": "offered", "place": gone, "offered_at": at, "answer_by": at + timedelta(days=5)}
    Reserve.objects.filter(pk=row.pk).update(**facts)
    return Reserve.objects.get(pk=row.pk)


def pair_row(owner: Person, number: int) -> Mentorship:
    """The owner accompanies somebody; every other one has just been asked for."""
    mentor = getattr(owner, "mentor_profile", None) or mentoring.mentor(who=owner)
    at = cast.NOW + timedelta(days=number % 3)
    return mentoring.pair(mentor=mentor, state="active" if number % 2 else "requested", requested_at=at)


def meeting_row(owner: Person, number: int) -> MentoringSession:
    on = date(2026, 12, 1 + number % 3)
    return pair_row(owner, number).sessions.create(on=on, minutes=60, goals="Acte II", logged_at=cast.NOW)


def pulse_row(owner: Person, number: int) -> Pulse:
    """The owner is asked as a mentor; of every other pair she is the mentee of."""
    at = cast.NOW + timedelta(days=number % 3)
    if number % 2:
        mentor = getattr(owner, "mentor_profile", None) or mentoring.mentor(who=owner)
        return mentoring.pulse(mentoring.pair(mentor=mentor), side="mentor", asked_at=at)
    she = mentoring.mentee(mentoring.matching_round(), who=owner)
    return mentoring.pulse(mentoring.pair(participation=she), asked_at=at, answer="well")


def asking_round(owner: Person, number: int) -> Round:
    """An open round that asks the owner as a mentee."""
    row = mentoring.matching_round(wishes_until=timezone.now() + timedelta(days=1 + number % 3))
    mentoring.mentee(row, who=owner)
    return row


def looking_back_row(owner: Person, number: int) -> ClosingReview:
    at = cast.NOW + timedelta(days=number % 3)
    she = mentoring.mentee(mentoring.matching_round(), who=owner)
    ended = mentoring.pair(participation=she, state="closed", closed_at=at)
    return mentoring.review(ended, asked_at=at, **({"goals": "all"} if number % 2 else {}))


def fee_row(owner: Person, number: int) -> Fee:
    row = meeting_row(owner, number).mentorship
    row.payments.create(
        minutes=60,
        fee_per_hour=500,
        amount=500,
        currency="MAD",
        reference=f"V{row.pk}",
        paid_on=date(2026, 12, 5),
    )
    return Fee.objects.get(pk=row.pk)


def support_row(owner: Person, number: int) -> SupportRequest:
    row = SupportRequest.objects.create(
        person=owner, kind="legal", language="fr", state="closed", closed_at=cast.NOW, moved_at=cast.NOW,
        asked_at=cast.NOW - timedelta(days=number % 3), due_at=cast.NOW + timedelta(days=number % 3),
    )  # fmt: skip
    row.messages.create(text="Un contrat.", is_hers=True, at=cast.NOW)
    return row


def support_file_row(owner: Person, number: int) -> SealedFile:
    message = support_row(owner, number).messages.get()
    facts = {"name": "contrat.pdf", "size": 4, "content_type": "application/pdf"}
    return SealedFile.objects.create(message=message, file=ContentFile(b"%PDF", "contrat.pdf"), **facts)
