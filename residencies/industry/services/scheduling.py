"""A schedule is made, provisional first, and released."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.industry.boards import greedy
from residencies.industry.checking import breaches
from residencies.industry.models import Event, Meeting
from residencies.industry.planning import Placed, Problem, worth
from residencies.industry.selectors.problems import placed, problem_of
from residencies.industry.services.locks import locked_event
from residencies.industry.services.telling import concerned, mail_agendas
from residencies.industry.solving import Solved, solve

State = Event.State


@transaction.atomic
def schedule_meetings(event: Event, *, by: Any, now: datetime) -> Event:
    """Make a provisional schedule anew: pinned meetings stay, all others are chosen again.

    Raises ServiceError after the release, without slots, tables or wishes, and where what is pinned breaks
    a rule (unpin it or move it).
    """
    row = locked_event(event)
    if row.is_released:
        raise ServiceError(_("The schedule is released. Move, add or cancel single meetings now."))
    planned = Meeting.objects.planned().filter(event=row)
    problem = problem_of(row, keep=planned.filter(is_pinned=True))
    _check(problem)
    solved = solve(problem)
    if breaches(problem, solved.schedule):
        raise AssertionError("The solver broke a rule.")  # never shown: nothing is written
    planned.filter(is_pinned=False).delete()
    _write(row, problem, solved.schedule, by=by, now=now)
    row.measures = measures(problem, solved)
    row.state, row.scheduled_at = State.PROVISIONAL, now
    save_by(row, by)
    return row


def _check(problem: Problem) -> None:
    if not problem.slots:
        raise ServiceError(_("Lay out the slots first."))
    if not problem.tables:
        raise ServiceError(_("Name the tables first."))
    if not problem.wanted() and not problem.kept:
        raise ServiceError(_("Nobody has wished for a meeting yet."))
    if breaches(problem, problem.kept):
        raise ServiceError(_("Pinned meetings break a rule. Move or unpin those that are marked."))


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
    problem = problem_of(row)
    if breaches(problem, [placed(one) for one in planned]):
        raise ServiceError(
            _("Some meetings break a rule since somebody changed her days or her wishes: they are marked.")
        )
    row.state, row.released_at, row.released_by = State.RELEASED, now, by
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
