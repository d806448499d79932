"""What is done of the requirements: recorded or waived by staff, handed in by the participant."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from foundation.errors import ServiceError
from foundation.files.storing import Limits, delete_file, store, undone_if_refused
from foundation.files.sweeping import sweep
from foundation.history import save_by
from foundation.mail.services import Draft, enqueue, is_address
from residencies.programmes.models import Deliverable, Fulfilment, Participation, Requirement
from residencies.programmes.models.requirements import private_path

State = Deliverable.State
TYPES = ["pdf", "image", "text", "table", "slides", "audio", "zip"]
LIMITS = Limits(TYPES, megabytes=50, files=1)
MOST = Decimal("9999.99")
HANDS_IN = (*Participation.RUNNING, Participation.State.COMPLETED)


@transaction.atomic
def record_fulfilment(
    rows: Iterable[Participation],
    requirement: Requirement,
    amount: Decimal,
    *,
    by: Any,
    now: datetime,
    word: str = "",
) -> list[Fulfilment]:
    """Record how much of a requirement some have done, in all: 1 signs off, 0 takes it back.

    What another room counts comes on top of it. Recording it as waived before ends. Raises ServiceError,
    and then nothing is recorded, for whoever it is not required of.
    """
    if requirement.kind == Requirement.Kind.DELIVERABLE:
        raise ServiceError(_("A deliverable is handed in and accepted, or waived."))
    if not 0 <= amount <= (1 if requirement.is_once else MOST):
        raise ServiceError(_("This amount is not possible here."))
    return _record(rows, requirement, by, at=now, amount=amount, is_waived=False, word=word)


@transaction.atomic
def waive_requirement(
    rows: Iterable[Participation], requirement: Requirement, *, word: str, by: Any, now: datetime
) -> list[Fulfilment]:
    """Let some complete without it; `word` says why. What they have done of it stays recorded."""
    if not word.strip():
        raise ServiceError(_("Say why it is waived."))
    return _record(rows, requirement, by, at=now, is_waived=True, word=word)


def _record(
    rows: Iterable[Participation], requirement: Requirement, by: Any, **facts: Any
) -> list[Fulfilment]:
    locked = Participation.objects.select_for_update(of=("self",)).select_related("person")
    people = list(locked.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    for row in people:
        check_concerns(requirement, row)
    here = Fulfilment.objects.filter(requirement=requirement, participation__in=people)
    known = {row.participation_id: row for row in here}
    new = [Fulfilment(participation=row, requirement=requirement) for row in people if row.pk not in known]
    for one in (*known.values(), *new):
        for name, value in facts.items():
            setattr(one, name, value)
    told = {"default_user": by, "default_date": facts["at"]}
    if known:
        bulk_update_with_history(list(known.values()), Fulfilment, list(facts), **told)
    if new:
        new = bulk_create_with_history(new, Fulfilment, **told)
    return [*known.values(), *new]


def check_concerns(requirement: Requirement, row: Participation) -> None:
    """Raises ServiceError where a requirement is not one of this participant's."""
    if not requirement.concerns(row):
        told = {"what": requirement, "who": row.person}
        raise ServiceError(_("“%(what)s” is not required of %(who)s.") % told)


def hand_in(
    participation: Participation,
    requirement: Requirement,
    *,
    by: Any,
    now: datetime,
    upload: Any = None,
    link: str = "",
    remark: str = "",
) -> Deliverable:
    """Hand in a file, or a link to one; it takes the place of one that nobody has decided on yet.

    `upload` has a name and `chunks()`, as Django's uploads do. Raises ServiceError for what is not taken.
    """
    row = Deliverable(participation=participation, requirement=requirement, handed_in_at=now)
    row.link, row.remark = link.strip(), remark.strip()[:5000]
    if bool(upload) == bool(row.link):
        raise ServiceError(_("Hand in a file or a link, one of them."))
    _check_place(participation, requirement)  # before it is stored for nothing; and again when it is
    if upload:
        store(row, private_path(row), upload, LIMITS)
    else:
        _check_link(row)
    with undone_if_refused(row), transaction.atomic():
        fresh = Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
        _check_place(fresh, requirement)
        for before in Deliverable.objects.filter(
            participation=fresh, requirement=requirement, state=State.HANDED_IN
        ):
            delete_file(before)
        save_by(row, by)
    return row


def may_hand_in(row: Participation, requirement: Requirement) -> bool:
    """Whether something handed in now would be taken."""
    try:
        _check_place(row, requirement)
    except ServiceError:
        return False
    return True


def _check_place(row: Participation, requirement: Requirement) -> None:
    if requirement.kind != Requirement.Kind.DELIVERABLE or not requirement.concerns(row):
        raise ServiceError(_("Nothing is to be handed in here."))
    if row.state not in HANDS_IN:
        raise ServiceError(_("You do not take part in it, so nothing can be handed in."))
    accepted = Deliverable.objects.filter(participation=row, requirement=requirement, state=State.ACCEPTED)
    if accepted.exists():
        raise ServiceError(_("This was accepted already."))


def _check_link(row: Deliverable) -> None:
    field = Deliverable._meta.get_field("link")
    try:
        row.link = field.clean(row.link, row)
    except ValidationError as fault:
        raise ServiceError(_("This is not an address: it begins with https://.")) from fault
    if not row.link.startswith(("https://", "http://")):
        raise ServiceError(_("This is not an address: it begins with https://."))


@transaction.atomic
def accept_deliverable(row: Deliverable, *, by: Any, now: datetime, word: str = "") -> Deliverable:
    """Take it as done, and tell her; a second press changes nothing."""
    return _decide(row, State.ACCEPTED, word, by=by, now=now)


@transaction.atomic
def return_deliverable(row: Deliverable, *, word: str, by: Any, now: datetime) -> Deliverable:
    """Send it back with a word on what is to be done, which is mailed to her; she may hand it in anew."""
    if not word.strip():
        raise ServiceError(_("Say what is to be done, so that she can hand it in anew."))
    return _decide(row, State.RETURNED, word, by=by, now=now)


def _decide(row: Deliverable, to: str, word: str, *, by: Any, now: datetime) -> Deliverable:
    # Handing in locks the participation as well: one of the two is first.
    Participation.objects.select_for_update(of=("self",)).get(pk=row.participation_id)
    rows = Deliverable.objects.select_for_update(of=("self",)).select_related("participation__person")
    fresh = rows.filter(pk=row.pk).first()
    if fresh is None:
        raise ServiceError(_("It was handed in anew meanwhile: look at the newer one."))
    if fresh.state == to:
        return fresh
    if fresh.state != State.HANDED_IN:
        raise ServiceError(_("This was decided already: %(state)s.") % {"state": fresh.get_state_display()})
    fresh.state, fresh.word, fresh.decided_at = to, word.strip(), now
    save_by(fresh, by)
    person = fresh.participation.person
    if is_address(person.email):
        draft = Draft(
            key=f"deliverable:{fresh.pk}:{to}",
            kind=f"deliverable_{to}",
            to=person.email,
            language=person.language,
            person=person,
            context={"deliverable": fresh.pk},
        )
        enqueue(draft, now=now)
    return fresh


def sweep_files(*, now: datetime) -> int:
    """Delete stored files that belong to no deliverable; returns how many."""
    return sweep(Deliverable, "deliverables", now=now)
