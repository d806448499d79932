"""A schedule is made, provisional first, and released.

The solver may take half a minute, and holds nothing meanwhile: what it was asked is read again before its
answer is written.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.jobs.services import settle_each
from residencies.industry.boards import greedy
from residencies.industry.checking import breaches
from residencies.industry.models import Event, Meeting
from residencies.industry.planning import Placed, Problem, worth
from residencies.industry.selectors.problems import placed, problem_of
from residencies.industry.services.locks import locked_event
from residencies.industry.services.telling import concerned, mail_agendas
from residencies.industry.solving import Solved, is_small, solve

State, Fault = Event.State, Event.Fault
TRIES = 3  # while wishes are coming in


class Unmakable(ServiceError):
    """No schedule can be made; `fault` says why, whoever reads it later."""

    def __init__(self, fault: Event.Fault) -> None:
        super().__init__(str(fault.label))
        self.fault = fault


@transaction.atomic
def ask_schedule(event: Event, *, by: Any, now: datetime) -> bool:
    """Have a schedule made: returns True where a worker does it, which is woken; False for a small event,
    whose schedule `schedule_meetings` makes at once. Raises ServiceError as that does.
    """
    row = locked_event(event)
    problem = problem_of(row, keep=_kept(row))
    _check(row, problem)
    if is_small(problem):
        return False
    if row.asked_at is None:
        row.asked_at, row.asked_by, row.fault = now, by, ""
        row.save(update_fields=["asked_at", "asked_by", "fault"])
    transaction.on_commit(_wake, robust=True)
    return True


def _wake() -> None:
    """May fail: the poll finds what was asked for within a minute."""
    current_app.send_task("industry.schedule", retry=False, ignore_result=True)


def make_asked(*, now: datetime) -> int:
    """The schedules that were asked for; what stands in the way is noted. Returns how many were made. Raises
    as `settle_each` does.
    """
    asked = Event.objects.filter(asked_at__isnull=False).select_related("asked_by").order_by("asked_at")
    return settle_each(asked, lambda event: _made_or_told(event, now))


def _made_or_told(event: Event, now: datetime) -> int:
    try:
        schedule_meetings(event, by=event.asked_by, now=now)
    except Unmakable as error:
        Event.objects.filter(pk=event.pk).update(asked_at=None, fault=error.fault)
        return 0
    return 1


def schedule_meetings(event: Event, *, by: Any, now: datetime) -> Event:
    """Make a provisional schedule anew: pinned meetings and those somebody wrote on stay, all others are
    chosen again.

    Raises ServiceError after the release, without slots, tables or wishes, where what is pinned breaks a
    rule (unpin it or move it), and where wishes change faster than it can be made.
    """
    for _try in range(TRIES):
        with transaction.atomic():  # one snapshot
            row = Event.objects.get(pk=event.pk)
            problem = problem_of(row, keep=_kept(row))
        _check(row, problem)
        solved = solve(problem)
        if breaches(problem, solved.schedule):
            raise AssertionError("The solver broke a rule.")
        if made := _written(event, problem, solved, by=by, now=now):
            return made
    raise Unmakable(Fault.CHANGED)


@transaction.atomic
def _written(event: Event, problem: Problem, solved: Solved, *, by: Any, now: datetime) -> Event | None:
    """None where what was asked is so no more."""
    row = locked_event(event)
    kept = list(_kept(row))
    if problem_of(row, keep=kept) != problem:
        return None
    _check(row, problem)
    Meeting.objects.planned().filter(event=row).exclude(pk__in=[one.pk for one in kept]).delete()
    _write(row, problem, solved.schedule, by=by, now=now)
    row.measures = measures(problem, solved)
    row.state, row.scheduled_at = State.PROVISIONAL, now
    row.asked_at, row.asked_by, row.fault = None, None, ""
    save_by(row, by)
    return row


def _kept(row: Event) -> QuerySet[Meeting]:
    return Meeting.objects.kept().filter(event=row).order_by("pk")


def _check(row: Event, problem: Problem) -> None:
    if row.is_released:
        raise Unmakable(Fault.RELEASED)
    if not problem.slots:
        raise Unmakable(Fault.NO_SLOTS)
    if not problem.tables:
        raise Unmakable(Fault.NO_TABLES)
    if not problem.wanted() and not problem.kept:
        raise Unmakable(Fault.NO_WISHES)
    if breaches(problem, problem.kept):
        raise Unmakable(Fault.PINNED)


def _write(row: Event, problem: Problem, made: Sequence[Placed], *, by: Any, now: datetime) -> None:
    kept = {one.pair for one in problem.kept}
    rows = [
        Meeting(event=row, project_id=one.project, guest_id=one.guest, slot_id=one.slot, table_id=one.table)
        for one in made
        if one.pair not in kept
    ]
    if rows:
        bulk_create_with_history(rows, Meeting, batch_size=500, default_user=by, default_date=now)


@transaction.atomic
def release_schedule(event: Event, *, by: Any, now: datetime) -> Event:
    """It stands: everybody who sits in a meeting sees it and gets her agenda by mail, once. Twice is as good
    as once. Raises ServiceError without a schedule, and where a meeting breaks a rule by now.
    """
    row = locked_event(event)
    if row.is_released:
        return row
    planned = Meeting.objects.planned().filter(event=row)
    if not planned.exists():
        raise ServiceError(_("There is no meeting yet. Make the schedule first."))
    if breaches(problem_of(row), [placed(one) for one in planned]):
        raise ServiceError(
            _("Some meetings break a rule since somebody changed her days or her wishes: they are marked.")
        )
    row.state, row.released_at, row.released_by = State.RELEASED, now, by
    row.asked_at, row.asked_by = None, None
    save_by(row, by)
    people = {person.pk: person for sitting in concerned(planned).values() for person in sitting}
    mail_agendas(row, list(people.values()), now=now)
    return row


def measures(problem: Problem, solved: Solved) -> dict[str, int]:
    """How good it is: pairs wished for and met, by the solver and the greedy way, and points of the bound."""
    simple = greedy(problem)
    met = [len({one.pair for one in made} & problem.gains.keys()) for made in (solved.schedule, simple)]
    return {
        "wished": problem.wanted(),
        "met": met[0],
        "met_greedy": met[1],
        "points": solved.worth,
        "points_greedy": worth(problem, simple),
        "points_bound": solved.bound,
    }
