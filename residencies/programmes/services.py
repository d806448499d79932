"""The life of a participation: each state is set here, and nowhere else."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.history import save_by
from foundation.people.models import Person
from residencies.programmes.models import Edition, Participation, Track

State = Participation.State

# From each state, the states it may go to.
MOVES: dict[str, set[str]] = {
    State.INVITED: {State.CONFIRMED, State.DECLINED},
    State.CONFIRMED: {State.ATTENDING, State.COMPLETED, State.WITHDRAWN, State.DISMISSED},
    State.ATTENDING: {State.COMPLETED, State.WITHDRAWN, State.DISMISSED},
    State.COMPLETED: set(),
    State.DECLINED: {State.INVITED},
    State.WITHDRAWN: {State.CONFIRMED},
    State.DISMISSED: set(),
}
TAKES_PART = (State.CONFIRMED, State.ATTENDING, State.COMPLETED)


@transaction.atomic
def change_state(
    participation: Participation, to: str, *, by: Any, now: datetime, reason: str = ""
) -> Participation:
    """Move one participation on; completion has its own verb because it has a date."""
    if to == State.COMPLETED:
        raise ServiceError(_("Completion needs its date: use “mark as completed”."))
    row = _locked([participation.pk])[0]
    check_move(row, to)
    row.state, row.reason = to, reason
    save_by(row, by)
    return row


@transaction.atomic
def complete_participations(
    rows: Iterable[Participation], *, on: date, by: Any, now: datetime
) -> list[Participation]:
    """Mark a list completed on a day, all or none; those already completed stay as they are.

    Raises ServiceError naming the first participation that cannot be completed.
    """
    if on > now.date():
        raise ServiceError(_("The day of completion lies in the future."))
    found = _locked([row.pk for row in rows])
    fresh = [row for row in found if row.state != State.COMPLETED]
    for row in fresh:
        check_move(row, State.COMPLETED)
        row.state, row.completed_on = State.COMPLETED, on
        row.certificate = row.certificate or certificate_number(on)
    if fresh:
        bulk_update_with_history(
            fresh,
            Participation,
            ["state", "completed_on", "certificate"],
            default_user=by,
            default_date=now,
        )
    return fresh


@transaction.atomic
def confirm_participation(
    person: Person, edition: Edition, *, track: Track | None, work: Work | None, by: Any, now: datetime
) -> Participation:
    """Her participation in an edition, confirmed; twice is as good as once.

    One that is there already is used, and what stands in it stays. Raises ServiceError for one that was
    dismissed.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two of them at once make one
    row = Participation.objects.filter(person=person, edition=edition).first()
    if row is None:
        row = Participation(person=person, edition=edition, state=State.CONFIRMED)
    elif row.state == State.DECLINED:  # she has changed her mind since
        row.state = State.CONFIRMED
    elif row.state not in TAKES_PART:
        check_move(row, State.CONFIRMED)
        row.state = State.CONFIRMED
    row.track, row.work = row.track or track, row.work or work
    save_by(row, by)
    return row


def _locked(numbers: list[int]) -> list[Participation]:
    rows = Participation.objects.select_for_update(of=("self",)).select_related(
        "person", "edition__programme"
    )
    return list(rows.filter(pk__in=numbers).order_by("pk"))


def check_move(row: Participation, to: str) -> None:
    """Raises ServiceError if a participation may not go from its state to this one."""
    if to not in MOVES[row.state]:
        raise ServiceError(
            _("%(who)s is %(now)s and cannot become %(to)s.")
            % {"who": row, "now": row.get_state_display(), "to": State(to).label}
        )


def certificate_number(on: date) -> str:
    """Not guessable and not counted, so that a number neither leads to others nor tells how many."""
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return f"{on:%Y}-" + "".join(secrets.choice(alphabet) for _place in range(8))
