"""What a mentor and a mentee find on their pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from foundation.translated import listed
from residencies.mentoring.models import (
    ClosingReview,
    MentorProfile,
    Mentorship,
    PrivateNote,
    Pulse,
    Round,
    RoundQuerySet,
    Side,
    Veto,
    Wish,
)
from residencies.mentoring.selectors.links import pulse_path, review_path, with_pair
from residencies.mentoring.selectors.rounds import TAKE_PART, mentors_of, without_mentor
from residencies.programmes.models import Participation, Track

LATEST = 20  # questions shown at once


@dataclass(frozen=True)
class Asked:
    """A round that asks someone for wishes: as a mentee (`participation`) or as a mentor."""

    round: Round
    participation: Participation | None = None
    mentor: MentorProfile | None = None


def open_rounds(now: datetime) -> RoundQuerySet:
    return Round.objects.filter(wishes_until__gt=now).select_related("edition__programme")


def asked_of(user: Any, now: datetime) -> list[Asked]:
    """Rounds in which she may say now whom she would like."""
    rounds = {row.edition_id: row for row in open_rounds(now)}
    if not rounds:
        return []
    hers = Participation.objects.filter(person__account=user.pk, state__in=TAKE_PART, edition__in=rounds)
    asked = [
        Asked(rounds[row.edition_id], participation=row) for row in hers.select_related("edition", "person")
    ]
    mentor = MentorProfile.objects.of_account(user).free_on(timezone.localdate(now)).first()
    if mentor is not None:
        asking = open_rounds(now).filter(Q(mentors=None) | Q(mentors=mentor))
        asked += [Asked(row, mentor=mentor) for row in asking]
    return asked


def rounds_of(user: Any, now: datetime) -> QuerySet[Any]:
    """The same rounds, each with `participation`, hers, if it asks her as a mentee, and `as_mentor`."""
    asked = asked_of(user, now)
    hers = [one.participation.pk for one in asked if one.participation]
    mine = [one.round.pk for one in asked if one.mentor]
    own = Participation.objects.filter(pk__in=hers, edition=OuterRef("edition")).values("pk")[:1]
    rows = Round.objects.filter(pk__in={one.round.pk for one in asked}).select_related("edition__programme")
    return rows.annotate(participation=Subquery(own), as_mentor=Q(pk__in=mine))


def profile_of(user: Any) -> MentorProfile | None:
    rows = MentorProfile.objects.of_account(user).select_related("person")
    return rows.prefetch_related("fields", "unavailabilities").first()


def crafts() -> dict[str, str]:
    """Each craft that some programme teaches, by its code."""
    return {row.slug: str(row) for row in Track.objects.order_by("slug", "-pk")}


def mentorships_of(user: Any) -> QuerySet[Mentorship]:
    rows = Mentorship.objects.of_account(user).select_related(
        "mentor__person", "participation__person", "participation__edition__programme"
    )
    return rows.annotate(done=Sum("sessions__minutes")).order_by("-requested_at", "pk")


@dataclass(frozen=True)
class Choice:
    """Someone she may wish for, at which rank she does."""

    number: int
    name: str
    about: str
    rank: int | None


def mentors_to_wish(asked: Asked, now: datetime) -> list[Choice]:
    mentee = asked.participation.person_id if asked.participation else 0
    ranks = dict(
        Wish.objects.filter(participation=asked.participation, said_by=Side.MENTEE).values_list(
            "mentor", "rank"
        )
    )
    rows = mentors_of(asked.round, now).exclude(person=mentee)
    return [Choice(row.pk, str(row), listed(row.fields.all()), ranks.get(row.pk)) for row in rows]


def mentees_to_wish(asked: Asked) -> list[Choice]:
    wishes = Wish.objects.filter(round=asked.round, mentor=asked.mentor, said_by=Side.MENTOR)
    ranks = dict(wishes.values_list("participation", "rank"))
    rows = without_mentor(asked.round).exclude(person__mentor_profile=asked.mentor)
    return [
        Choice(row.pk, str(row.person), str(row.track) if row.track else "", ranks.get(row.pk))
        for row in rows
    ]


def vetoes_of(asked: Asked) -> QuerySet[Veto]:
    """Those she said herself; never those against her."""
    if asked.mentor is not None:
        rows = Veto.objects.filter(mentor=asked.mentor, said_by=Side.MENTOR)
    else:
        rows = Veto.objects.filter(mentee__participations=asked.participation, said_by=Side.MENTEE)
    return rows.select_related("mentor__person", "mentee")


@dataclass(frozen=True)
class Question:
    """What one of a pair has not answered yet, the address of its page, and how long it is open."""

    mentorship: Mentorship
    url: str
    is_review: bool
    closes_at: datetime


def questions_of(user: Any, now: datetime) -> list[Question]:
    """How it is going and how it was, where she has not said so."""
    if not Mentorship.objects.of_account(user).exists():  # as with most: the two below take ten times as long
        return []
    pulses = with_pair(Pulse.objects.of_account(user).waiting(now)).order_by("asked_at", "pk")
    reviews = with_pair(ClosingReview.objects.of_account(user).waiting(now)).order_by("asked_at", "pk")
    return [
        *(Question(row.mentorship, pulse_path(row), False, row.closes_at) for row in pulses[:LATEST]),
        *(Question(row.mentorship, review_path(row), True, row.closes_at) for row in reviews[:LATEST]),
    ]


@dataclass(frozen=True)
class Reviewed:
    """Who has looked back; where it is she who may, `url` is the page. What was said is not told."""

    name: str
    at: datetime | None
    url: str


def reviews_of(mentorship: Mentorship, side: str | None) -> list[Reviewed]:
    found = []
    for row in mentorship.reviews.order_by("side"):
        row.mentorship = mentorship
        is_hers = row.side == side and row.is_open(timezone.now())
        found.append(Reviewed(str(row.person), row.answered_at, review_path(row) if is_hers else ""))
    return found


def own_notes(mentorship: Mentorship, user: Any) -> dict[int, str]:
    """By session: what she wrote for herself."""
    rows = PrivateNote.objects.visible_to(user).filter(session__mentorship=mentorship)
    return dict(rows.values_list("session", "text"))


def has_mentoring(user: Any, now: datetime) -> bool:
    """Whether there is anything for her on the pages of mentoring."""
    return (
        Mentorship.objects.of_account(user).exists()
        or bool(asked_of(user, now))
        or MentorProfile.objects.of_account(user).exists()
    )
