"""What a person says has changed, and staff's word on it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.careers.models import Change, OpeningFeed, said_path
from foundation.errors import ServiceError
from foundation.files import storing
from foundation.files.sweeping import sweep
from foundation.films import services as films
from foundation.films.models import Credit, CreditEvidence, Role, Work
from foundation.history import save_by
from foundation.hooks.services import announce
from foundation.people.models import Account, Person

Kind = Change.Kind
FACTS = ("city", "country", "occupation")
RECORDS = (Kind.CREDIT, Kind.SELECTION, Kind.AWARD)  # what she says with evidence
LIMITS = storing.Limits(accepts=["pdf", "image"], megabytes=10, files=1)
FILE = ("file", "name", "size", "sha256", "content_type")


@transaction.atomic
def propose_change(
    person: Person,
    kind: str,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    source: str,
    now: datetime,
    work: Work | None = None,
) -> Change | None:
    """Note what she says has changed. Said again under the same `source` it replaces what waits.

    Nothing changed, or taken back while it waits, leaves no proposal; what staff decided stays.
    """
    _lock(person.pk)
    waiting = Change.objects.filter(source=source).first()
    if waiting and waiting.state != Change.State.PROPOSED:
        return waiting
    if before == after:
        if waiting:
            waiting.delete()
        return None
    row = waiting or Change(person=person, source=source)
    row.kind, row.work, row.before, row.after, row.said_at = kind, work, before, after, now
    row.save()
    return row


def say_stage(person: Person, work: Work, stage: str, *, now: datetime) -> Change | None:
    """The stage she says a work has come to, on the project’s page; said again it replaces what waits."""
    under = f"portal:{person.pk}:stage:{work.pk}:"
    decided = Change.objects.filter(source__startswith=under).exclude(state=Change.State.PROPOSED).count()
    return propose_change(
        person,
        Kind.STAGE,
        before={"stage": work.stage},
        after={"stage": stage},
        source=f"{under}{decided + 1}",
        work=work,
        now=now,
    )


def say_record(
    person: Person, kind: str, after: dict[str, Any], *, link: str, now: datetime, upload: Any = None
) -> Change:
    """A credit, a selection or a prize that she says is missing. While it waits, the same again is no
    second one; a link or a file that is said with it then takes the place of the one before.

    Raises ServiceError, in words for its sender, for a file that is not taken; then nothing is said.
    """
    if kind not in RECORDS:
        raise ServiceError(_("Say whether it is a credit, a selection or a prize."))
    said = Change(person=person, kind=kind, after=after, link=link, said_at=now)
    if upload is not None:
        storing.store(said, said_path(said, ""), upload, LIMITS)
    with storing.undone_if_refused(said), transaction.atomic():
        _lock(person.pk)
        waiting = Change.objects.waiting().filter(person=person, kind=kind)
        row = next((one for one in waiting if _stated(one.after) == _stated(after)), None)
        if row is None:
            said.source = f"portal:{person.pk}:{kind}:{uuid4().hex}"
            said.save()
            return said
        _say_again(row, said)
    return row


def _say_again(row: Change, said: Change) -> None:
    """The evidence of what waits becomes what is sent now; whatever is not sent again stays."""
    changed: list[str] = []
    left: str | None = None
    if said.link and said.link != row.link:
        changed.append("link")
    if said.file and said.sha256 == row.sha256:
        left = said.file.name
    elif said.file:
        changed += FILE
        left = row.file.name
    for field in changed:
        setattr(row, field, getattr(said, field))
    if changed:
        row.save(update_fields=changed)
    if left:
        transaction.on_commit(partial(said.file.storage.delete, left), robust=True)


def _stated(after: dict[str, Any]) -> dict[str, Any]:
    """What she has left empty is the same as what was not asked."""
    return {name: value for name, value in after.items() if value not in (None, "")}


@transaction.atomic
def withdraw_change(change: Change) -> None:
    """She takes back what waits for staff’s word. Taken back twice is as good as once."""
    _lock(change.person_id)
    row = Change.objects.filter(pk=change.pk).first()
    if row is None:
        return
    if row.state != Change.State.PROPOSED:
        raise ServiceError(_("This was decided already: %(state)s.") % {"state": row.get_state_display()})
    storing.delete_file(row)


@transaction.atomic
def propose_changes(
    person: Person, said: Iterable[dict[str, Any]], *, under: str, now: datetime
) -> list[Change]:
    """All that one source says has changed; what it said before and says no more is withdrawn.

    `said` holds keyword arguments of `propose_change` whose `source` begins with `under`.
    """
    _lock(person.pk)
    rows = [propose_change(person, **change, now=now) for change in said]
    kept = [row for row in rows if row]
    Change.objects.waiting().filter(source__startswith=under).exclude(
        pk__in=[row.pk for row in kept]
    ).delete()
    return kept


@transaction.atomic
def accept_change(change: Change, *, by: Any, now: datetime) -> Change:
    """Make it so. Accepting twice changes nothing more; a declined one stays declined."""
    row = _locked(change)
    if row.state == Change.State.ACCEPTED:
        return row
    _APPLY[row.kind](row, by, now)
    row = _decide(row, Change.State.ACCEPTED, by=by, now=now)
    announce("change.accepted", [row], now=now)
    return row


@transaction.atomic
def decline_change(change: Change, *, by: Any, now: datetime) -> Change:
    row = _locked(change)
    return row if row.state == Change.State.DECLINED else _decide(row, Change.State.DECLINED, by=by, now=now)


def _locked(change: Change) -> Change:
    """The row as it is now, and stays until it is decided."""
    _lock(change.person_id)
    return Change.objects.select_for_update().get(pk=change.pk)


def _lock(person: int) -> None:
    """Whatever she says, takes back or is told comes one after the other: two presses make one proposal, and
    what she sends while staff decide is another.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))


def _decide(row: Change, state: str, *, by: Any, now: datetime) -> Change:
    if row.state != Change.State.PROPOSED:
        raise ServiceError(_("This was decided already: %(state)s.") % {"state": row.get_state_display()})
    row.state, row.decided_by, row.decided_at = state, by, now
    save_by(row, by)
    return row


def _apply_stage(row: Change, by: Any, now: datetime) -> None:
    if row.work is None:
        raise ServiceError(_("The work of this change is gone."))
    on = timezone.localdate(row.said_at)
    films.change_stage(row.work, row.after["stage"], by=by, now=now, on=on, source=row.source)


def _apply_credit(row: Change, by: Any, now: datetime) -> None:
    role = Role.objects.filter(slug=row.after["role"]).first()
    if role is None:
        raise ServiceError(_("“%(role)s” is not a role in the table.") % {"role": row.after["role"]})
    credit = films.add_credit(
        row.person, title=row.after["title"], role=role, year=row.after.get("year"), by=by
    )
    if row.link:
        films.add_evidence_link(credit, row.link)
    if row.file:
        _add_file(credit, row, by, now)


def _add_file(credit: Credit, row: Change, by: Any, now: datetime) -> None:
    """A copy of its own: the credit stays when what she said is erased or taken back, and the other way."""
    try:
        kept = row.file.open("rb")
    except OSError as fault:
        raise ServiceError(_("The file “%(name)s” cannot be read now.") % {"name": row.name}) from fault
    with kept:
        copy = File(kept, name=row.name)
        films.add_evidence(credit, copy, kind=CreditEvidence.Kind.OTHER, by=by, now=now)


def _apply_selection(row: Change, by: Any, now: datetime) -> None:
    films.add_selection(
        row.person,
        title=row.after["title"],
        festival=row.after["festival"],
        section=row.after.get("section", ""),
        year=row.after.get("year"),
        by=by,
        note=row.link,
    )


def _apply_award(row: Change, by: Any, now: datetime) -> None:
    films.add_award(
        row.person,
        title=row.after["title"],
        festival=row.after["festival"],
        prize=row.after.get("prize", ""),
        year=row.after.get("year"),
        by=by,
        note=row.link,
    )


def _apply_facts(row: Change, by: Any, now: datetime) -> None:
    person = Person.objects.select_for_update().get(pk=row.person_id)
    for field in FACTS:
        if field in row.after:
            setattr(person, field, row.after[field])
    save_by(person, by)


_APPLY: dict[str, Callable[[Change, Any, datetime], None]] = {
    Kind.STAGE: _apply_stage,
    Kind.CREDIT: _apply_credit,
    Kind.SELECTION: _apply_selection,
    Kind.AWARD: _apply_award,
    Kind.FACTS: _apply_facts,
}


@transaction.atomic
def open_feed(account: Account) -> OpeningFeed:
    """Her address of the calendar of deadlines; twice is as good as once."""
    return OpeningFeed.objects.get_or_create(account=account)[0]


@transaction.atomic
def renew_feed(account: Account) -> OpeningFeed:
    """A new address; the one before ends at once."""
    row = open_feed(account)
    OpeningFeed.objects.filter(pk=row.pk).update(link_version=F("link_version") + 1)
    row.refresh_from_db()
    return row


def sweep_files(*, now: datetime) -> int:
    """Delete stored files that no proposal names; returns how many."""
    return sweep(Change, "said", now=now)
