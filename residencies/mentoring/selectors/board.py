"""How fairly it is shared in a round: what each mentor carries, and what each mentee has had."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from statistics import mean, median
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from foundation.people.models import is_staff_with
from residencies.mentoring.models import SILENT_AFTER, MentorProfile, Mentorship, Pulse, Round, Side, Wish
from residencies.mentoring.models.fees import amount_of
from residencies.mentoring.selectors.rounds import TAKE_PART, mentors_of
from residencies.programmes.models import Participation, Requirement
from residencies.programmes.selectors.requirements import standings

LEAST_ANSWERS = 3  # of mentees, before their average is told
POINTS = {Pulse.Answer.WELL: 3, Pulse.Answer.BETTER: 2, Pulse.Answer.TALK: 1}
State = Mentorship.State


@dataclass
class MentorLine:
    mentor: MentorProfile
    everywhere: int  # mentees she carries in all editions, against her capacity
    mentees: int = 0  # of this edition
    minutes: int = 0
    silent: int = 0
    fees: dict[str, Decimal] = field(default_factory=dict)  # by currency
    pulse: float | None = None  # of her mentees, between 1 and 3

    @property
    def hours(self) -> Decimal:
        return round(Decimal(self.minutes) / 60, 1)


@dataclass
class MenteeLine:
    participation: Participation
    hours: Decimal
    required: Decimal | None
    mentors: list[str] = field(default_factory=list)
    wish: int | None = None  # the best rank she has obtained
    last_on: date | None = None
    idle: int | None = None  # days since her last session

    @property
    def lacks(self) -> bool:
        return self.required is not None and self.hours < self.required


@dataclass(frozen=True)
class Board:
    mentors: list[MentorLine]
    mentees: list[MenteeLine]  # who has least comes first
    has_fees: bool

    @property
    def spread(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """(least, median, most) hours of a mentee."""
        hours = [one.hours for one in self.mentees]
        return (min(hours), median(hours), max(hours)) if hours else None

    @property
    def wishes(self) -> list[tuple[int | None, int]]:
        """How many mentees with a mentor have obtained each rank; None: nobody they wished for."""
        ranks = [one.wish for one in self.mentees if one.mentors]
        return [(rank, ranks.count(rank)) for rank in sorted(set(ranks), key=lambda it: it or 99)]


def board_of(round_: Round, viewer: Any, now: datetime) -> Board:
    """In a fixed number of queries. Fees and pulses for those with the right to them."""
    pairs = list(
        Mentorship.objects.filter(participation__edition=round_.edition_id)
        .exclude(state=State.DECLINED)
        .annotate(minutes=Sum("sessions__minutes"), last_on=Max("sessions__on"))
        .select_related("mentor__person")
        .order_by("pk")
    )
    return Board(
        _mentors(round_, pairs, viewer, now),
        _mentees(round_, pairs, now),
        is_staff_with(viewer, "mentoring.view_fee"),
    )


def _mentors(round_: Round, pairs: list[Any], viewer: Any, now: datetime) -> list[MentorLine]:
    numbers = {one.mentor_id for one in pairs} | {row.pk for row in mentors_of(round_, now)}
    carried = Count("mentorships", filter=Q(mentorships__state__in=Mentorship.CARRIED))
    rows = MentorProfile.objects.filter(pk__in=numbers).annotate(carries=carried).select_related("person")
    lines = {row.pk: MentorLine(row, row.carries) for row in rows.order_by("person__sort_name", "pk")}
    for pair in pairs:
        line = lines[pair.mentor_id]
        line.mentees += pair.state in Mentorship.CARRIED
        line.minutes += pair.minutes or 0
        line.silent += pair.is_going_on and pair.heard_at < now - SILENT_AFTER
        if pair.minutes and pair.fee_per_hour:
            fee = amount_of(pair.minutes, pair.fee_per_hour)
            line.fees[pair.currency] = line.fees.get(pair.currency, Decimal(0)) + fee
    for mentor, points in _pulses(round_, viewer).items():
        if len(points) >= LEAST_ANSWERS and mentor in lines:
            lines[mentor].pulse = round(mean(points), 1)
    return list(lines.values())


def _pulses(round_: Round, viewer: Any) -> dict[int, list[int]]:
    """By mentor, what her mentees answered; of her own pairs a viewer learns nothing."""
    found: dict[int, list[int]] = defaultdict(list)
    if is_staff_with(viewer, "mentoring.view_pulse"):
        rows = Pulse.objects.visible_to(viewer).filter(side=Side.MENTEE, answered_at__isnull=False)
        rows = rows.filter(mentorship__participation__edition=round_.edition_id).order_by()
        for mentor, answer in rows.values_list("mentorship__mentor", "answer"):
            found[mentor].append(POINTS[answer])
    return found


def _mentees(round_: Round, pairs: list[Any], now: datetime) -> list[MenteeLine]:
    involved = Q(state__in=TAKE_PART) | Q(pk__in=[one.participation_id for one in pairs])
    rows = Participation.objects.filter(involved, edition=round_.edition_id).select_related("person")
    people = list(rows.order_by("person__sort_name", "pk"))
    asked = {
        number: next((one for one in found if one.requirement.kind == Requirement.Kind.MENTORING), None)
        for number, found in standings(people).items()
    }
    minutes: dict[int, int] = defaultdict(int)
    for pair in pairs:
        minutes[pair.participation_id] += pair.minutes or 0
    lines = {}
    for row in people:
        standing = asked[row.pk]
        had = round(Decimal(minutes[row.pk]) / 60, 1)
        lines[row.pk] = MenteeLine(
            row, standing.done if standing else had, standing.requirement.amount if standing else None
        )
    _add_pairs(round_, lines, pairs, timezone.localdate(now))
    return sorted(lines.values(), key=lambda one: (one.hours, -(one.idle or 0)))


def _add_pairs(round_: Round, lines: dict[int, MenteeLine], pairs: list[Any], today: date) -> None:
    wishes = Wish.objects.filter(round=round_, said_by=Side.MENTEE)
    ranks = {(row.participation_id, row.mentor_id): row.rank for row in wishes}
    for pair in pairs:
        line = lines[pair.participation_id]
        if pair.last_on and (line.last_on is None or pair.last_on > line.last_on):
            line.last_on, line.idle = pair.last_on, (today - pair.last_on).days
        if pair.answered_at and pair.state != State.ENDED:
            line.mentors.append(str(pair.mentor))
            rank = ranks.get((pair.participation_id, pair.mentor_id))
            line.wish = min((one for one in (line.wish, rank) if one), default=None)
