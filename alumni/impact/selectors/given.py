"""Who graduated, how they are doing by their own word, and what they were given."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.checkins.models import Answer, CheckIn
from alumni.impact.selectors.judging import Cell, Judged, Measured
from alumni.impact.selectors.scope import Reading
from alumni.placement.models import Offer
from residencies.grants.models import Grant
from residencies.mentoring.models import MentoringSession

WORKING = "working"  # the code of the question, the same in every version of the check-in
IN_FILM, NOT_IN_FILM = ("yes", "partly"), ("not-now", "elsewhere", "no")
HOUR = Decimal(60)  # minutes


class Graduates(Measured):
    code = "graduates"
    name = _("graduates")
    is_share = False
    definition = _(
        "People who completed a programme of the foundation in the period. Who completed several counts "
        "once, with the first of them."
    )
    words = {Cell.YES: _("completed")}

    def judge(self, reading: Reading) -> Iterator[Judged]:
        return (Judged(row.pk, Cell.YES) for row in reading.members)


class OfCheckIns(Measured):
    source = CheckIn
    related = ("person",)
    rights = ("checkins.view_checkin", "checkins.view_answer")


class Working(OfCheckIns):
    code = "working"
    name = _("still working in film")
    definition = _(
        "Graduates who said in their last answered check-in, at most %(months)s months before, that they "
        "work in film or audiovisual, all of the time or in part, among those who said whether they do. Who "
        "has not answered is not known, and counted neither as working nor as not."
    )
    words = {
        Cell.YES: _("work in film"),
        Cell.NO: _("do not at the moment"),
        Cell.UNKNOWN: _("have not answered"),
    }

    def judge(self, reading: Reading) -> Iterator[Judged]:
        first, last = _days(reading)
        rows = Answer.objects.filter(
            question__key=WORKING,
            checkin__in=CheckIn.objects.visible_to(reading.viewer),
            checkin__person__in=reading.people,
            checkin__state=CheckIn.State.ANSWERED,
            checkin__answered_at__date__gte=first,
            checkin__answered_at__date__lte=last,
        )
        said: dict[int, tuple[Cell, int]] = {}
        facts = ("checkin__person", "checkin", "value")
        for person, checkin, value in rows.order_by("checkin__answered_at", "pk").values_list(*facts):
            said[person] = _works(value), checkin
        for row in reading.members:
            cell, *found = said.get(row.person_id, (Cell.UNKNOWN,))
            yield Judged(row.pk, Cell(cell), tuple(int(one) for one in found))


def _works(value: Any) -> Cell:
    """By the codes of the choices; one that nobody knows tells nothing."""
    told = next(iter(value.values()), "") if isinstance(value, dict) and value else value
    if told in IN_FILM:
        return Cell.YES
    return Cell.NO if told in NOT_IN_FILM else Cell.UNKNOWN


def _days(reading: Reading) -> tuple[date, date]:
    on = reading.scope.on
    return on - relativedelta(months=reading.scope.answered) + timedelta(days=1), on


class Response(OfCheckIns):
    code = "response"
    name = _("answer their check-ins")
    amount = _("check-ins answered")
    definition = _(
        "Graduates who answered at least one of the check-ins they were asked in the last %(months)s months, "
        "among those whose check-ins of these months are answered or closed. Whose are still open, it is not "
        "known; whoever was not asked is not counted."
    )
    words = {
        Cell.YES: _("answered"),
        Cell.NO: _("did not answer"),
        Cell.UNKNOWN: _("still open"),
        Cell.APART: _("not asked"),
    }

    def judge(self, reading: Reading) -> Iterator[Judged]:
        first, last = _days(reading)
        rows = CheckIn.objects.visible_to(reading.viewer).filter(
            person__in=reading.people, asked_at__date__gte=first, asked_at__date__lte=last
        )
        found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for pk, person, state in rows.order_by("pk").values_list("pk", "person", "state"):
            found[person][state].append(pk)
        for row in reading.members:
            yield self._judged(row.pk, found[row.person_id])

    def _judged(self, member: int, asked: dict[str, list[int]]) -> Judged:
        state = CheckIn.State
        if answered := asked[state.ANSWERED]:
            return Judged(member, Cell.YES, tuple(answered))
        if waiting := asked[state.ASKED]:
            return Judged(member, Cell.UNKNOWN, tuple(waiting))
        if silent := asked[state.SILENT]:
            return Judged(member, Cell.NO, tuple(silent))
        return Judged(member, Cell.APART)


class Placed(Measured):
    """Work that was accepted through the foundation within so many months of completion."""

    months: int
    source = Offer
    related = ("person", "posting__role", "posting__work", "posting__organisation")
    rights = ("placement.view_offer",)
    definition = _(
        "Graduates who accepted work through the foundation within the months, among those for whom the "
        "months are over or who were placed already. Who found work by herself is not seen here."
    )
    words = {
        Cell.YES: _("placed"),
        Cell.NO: _("not through the foundation"),
        Cell.UNKNOWN: _("too early to say"),
    }

    def judge(self, reading: Reading) -> Iterator[Judged]:
        rows = Offer.objects.visible_to(reading.viewer).placed().filter(person__in=reading.people)
        found: dict[int, list[tuple[date, int]]] = defaultdict(list)
        for pk, person, at in rows.order_by("accepted_at", "pk").values_list("pk", "person", "accepted_at"):
            if at is not None:
                found[person].append((timezone.localdate(at), pk))
        on = reading.scope.on
        for row in reading.members:
            starts = row.completed_on or on
            ends = starts + relativedelta(months=self.months)
            own = [pk for day, pk in found[row.person_id] if starts <= day <= min(ends, on)]
            cell = Cell.YES if own else Cell.UNKNOWN if ends > on else Cell.NO
            yield Judged(row.pk, cell, tuple(own))


class PlacedInSix(Placed):
    code, months = "placed_6", 6
    name = _("placed within 6 months")


class PlacedInTwelve(Placed):
    code, months = "placed_12", 12
    name = _("placed within 12 months")


class Grants(Measured):
    code = "grants"
    name = _("received a grant")
    amount, is_money = _("granted"), True
    source = Grant
    related = ("person", "fund")
    rights = ("grants.view_grant",)
    definition = _(
        "Graduates to whom the foundation granted something for the programme they completed, until the day "
        "of the count, cancelled grants apart. Amounts are those of funds in %(currency)s, less what was "
        "given back."
    )
    words = {Cell.YES: _("with a grant"), Cell.NO: _("without")}

    def judge(self, reading: Reading) -> Iterator[Judged]:
        rows = Grant.objects.visible_to(reading.viewer).exclude(state=Grant.State.CANCELLED)
        rows = rows.filter(participation__in=reading.keys, committed_on__lte=reading.scope.on)
        found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
        facts = ("pk", "participation", "fund__currency", "amount", "released")
        for pk, participation, currency, amount, released in rows.order_by("pk").values_list(*facts):
            counted = amount - released if currency == settings.FOUNDATION_CURRENCY else Decimal(0)
            found[participation or 0].append((pk, counted))
        yield from _summed(reading, found)


class MentoringHours(Measured):
    code = "mentoring"
    name = _("were mentored")
    amount = _("hours of mentoring")
    source = MentoringSession
    related = ("mentorship__mentor__person", "mentorship__participation__person")
    rights = ("mentoring.view_mentoringsession",)
    definition = _(
        "Graduates who met a mentor in the programme they completed, and the hours of the sessions that were "
        "logged until the day of the count."
    )
    words = {Cell.YES: _("met a mentor"), Cell.NO: _("no session on record")}

    def places(self) -> int:
        return 2

    def judge(self, reading: Reading) -> Iterator[Judged]:
        rows = MentoringSession.objects.visible_to(reading.viewer)
        rows = rows.filter(mentorship__participation__in=reading.keys, on__lte=reading.scope.on)
        found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
        facts = ("pk", "mentorship__participation", "minutes")
        for pk, participation, minutes in rows.order_by("pk").values_list(*facts):
            found[participation].append((pk, minutes / HOUR))
        yield from _summed(reading, found)


def _summed(reading: Reading, found: dict[int, list[tuple[int, Decimal]]]) -> Iterator[Judged]:
    for key in reading.keys:
        own = found.get(key, [])
        total = sum((amount for _pk, amount in own), Decimal(0))
        yield Judged(key, Cell.YES if own else Cell.NO, tuple(pk for pk, _amount in own), total)
