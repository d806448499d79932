"""The life of a participation: each state is set here, and nowhere else."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.history import save_by
from foundation.hooks.services import announce
from foundation.mail.services import Draft, enqueue_many, is_address
from foundation.people.models import Person
from residencies.programmes.models import Edition, Participation, Track
from residencies.programmes.selectors.requirements import Lacking, lacking
from residencies.programmes.services.residency import give_up_beds

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
    participation: Participation, to: str, *, by: Any, now: datetime, reason: str = "", cause: str = ""
) -> Participation:
    """Move one participation on; completion has its own verb because it has a date.

    Whoever leaves gives up her bed; `cause` is why, to be counted. Whose place was given to somebody else
    does not come back to it.
    """
    if to == State.COMPLETED:
        raise ServiceError(_("Completion needs its date: use “mark as completed”."))
    row = _locked([participation.pk])[0]
    check_move(row, to)
    row.state, row.reason = to, reason
    row.cause = cause if to in Participation.LEFT else ""
    save_by(row, by)
    if to in Participation.LEFT:
        give_up_beds([row], by=by, now=now)
    return row


@transaction.atomic
def change_states(rows: Iterable[Participation], to: str, **how: Any) -> list[Participation]:
    """`change_state` of each, all or none."""
    return [change_state(row, to, **how) for row in sorted(rows, key=lambda row: row.pk)]


def _check_place_is_hers(row: Participation) -> None:
    there = Participation.objects.filter(replaces=row).exclude(state__in=Participation.LEFT)
    if other := there.select_related("person").first():
        raise ServiceError(
            _("%(new)s has come in the place of %(who)s.") % {"new": other.person, "who": row.person}
        )


@transaction.atomic
def complete_participations(
    rows: Iterable[Participation], *, on: date, by: Any, now: datetime, reason: str = "", tell: bool = True
) -> list[Participation]:
    """Mark a list completed on a day, all or none; those already completed stay as they are.

    Whoever lacks something of what the edition requires is completed with a `reason` alone, which stays in
    her history. With `tell`, each who has an address is written to that her certificate is there. Raises
    ServiceError naming the first participation that cannot be completed.
    """
    if on > timezone.localdate(now):
        raise ServiceError(_("The day of completion lies in the future."))
    found = _locked([row.pk for row in rows])
    fresh = [row for row in found if row.state != State.COMPLETED]
    short = {one.participation.pk: one for one in lacking(fresh)}
    for row in fresh:
        check_move(row, State.COMPLETED)
        _check_lacks(row, short.get(row.pk), reason)
        row.state, row.completed_on = State.COMPLETED, on
        row.certificate = row.certificate or certificate_number(on)
    _write([row for row in fresh if row.pk not in short], by, now)
    _write([row for row in fresh if row.pk in short], by, now, reason)
    announce("participation.completed", fresh, now=now)
    if tell:
        enqueue_many(_drafts(fresh), now=now)
    return fresh


def _check_lacks(row: Participation, short: Lacking | None, reason: str) -> None:
    if short and not reason.strip():
        told = {"who": row.person, "what": short.words}
        raise ServiceError(
            _("%(who)s lacks: %(what)s. Say why she completes all the same, or leave her out.") % told
        )


def _write(rows: list[Participation], by: Any, now: datetime, reason: str = "") -> None:
    if rows:
        bulk_update_with_history(
            rows,
            Participation,
            ["state", "completed_on", "certificate"],
            default_user=by,
            default_date=now,
            default_change_reason=reason or None,
        )


def _drafts(rows: list[Participation]) -> Iterator[Draft]:
    for row in rows:
        if is_address(row.person.email):
            yield Draft(
                key=f"certificate:{row.pk}",
                kind="certificate",
                to=row.person.email,
                language=row.person.language,
                person=row.person,
                context={"participation": row.pk},
            )


@transaction.atomic
def confirm_participation(
    person: Person, edition: Edition, *, track: Track | None, work: Work | None, by: Any, now: datetime
) -> Participation:
    """Her participation in an edition, confirmed; twice is as good as once.

    One that is there already is used, and what stands in it stays. Raises ServiceError for one that was
    dismissed.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two of them at once make one
    locked = Participation.objects.select_for_update(of=("self",))
    row = locked.filter(person=person, edition=edition).first()
    if row is None:
        row = Participation(person=person, edition=edition, state=State.CONFIRMED)
    elif row.state == State.DECLINED:  # she has changed her mind since
        _check_place_is_hers(row)
        row.state, row.cause, row.reason = State.CONFIRMED, "", ""
    elif row.state not in TAKES_PART:
        check_move(row, State.CONFIRMED)
        row.state, row.cause, row.reason = State.CONFIRMED, "", ""
    row.track, row.work = row.track or track, row.work or work
    save_by(row, by)
    return row


def _locked(numbers: list[int]) -> list[Participation]:
    rows = Participation.objects.select_for_update(of=("self",)).select_related(
        "person", "edition__programme"
    )
    return list(rows.filter(pk__in=numbers).order_by("pk"))


def check_move(row: Participation, to: str) -> None:
    """Raises ServiceError if a participation may not go from its state to this one, or if somebody else has
    her place since she left.
    """
    if to not in MOVES[row.state]:
        raise ServiceError(
            _("%(who)s is %(now)s and cannot become %(to)s.")
            % {"who": row, "now": row.get_state_display(), "to": State(to).label}
        )
    if row.state in Participation.LEFT:
        _check_place_is_hers(row)


def certificate_number(on: date) -> str:
    """Not guessable and not counted, so that a number neither leads to others nor tells how many."""
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return f"{on:%Y}-" + "".join(secrets.choice(alphabet) for _place in range(8))
