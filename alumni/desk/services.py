"""Who takes what waits, and tasks: written down, given, done."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alumni.desk.models import Habits, Responsibility, Taking, Task, Waiting, may_answer_for
from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.hours import CLOSES, OPENS, is_open
from foundation.mail.services import Draft, enqueue, is_address
from foundation.people.models import Account, is_staff_with

MOST_DAYS = 30  # ahead that an hour to write at is looked for


@transaction.atomic
def hand_over(
    kind: str,
    row: Any,
    to: Account,
    *,
    seen: Account | None,
    owner: Account | None,
    by: Account,
    now: datetime,
) -> None:
    """Give what waits to a colleague, or take it.

    `seen` is whose it was on the page that was pressed, `owner` whose it is: raises ServiceError where a
    colleague was a moment earlier, or where `to` may not see what waits there.
    """
    if kind == Waiting.TASKS:
        give_task(row, to, seen=seen, by=by, now=now)
        return
    if not may_answer_for(to, kind):
        raise ServiceError(_("This colleague may not see what waits there."))
    taken = Taking.objects.select_for_update().filter(kind=kind, row=row.pk).first()
    held = taken.account if taken and is_staff(taken.account) else owner
    if held != seen:
        raise ServiceError(_told_meanwhile(held))
    if taken:
        Taking.objects.filter(pk=taken.pk).update(account=to, by=by, at=now)
        return
    try:
        with transaction.atomic():
            Taking.objects.create(kind=kind, row=row.pk, account=to, by=by, at=now)
    except IntegrityError as fault:
        raise ServiceError(_told_meanwhile(None)) from fault


def is_staff(account: Account) -> bool:
    return bool(account.is_active and account.is_staff)


def _told_meanwhile(held: Account | None) -> str:
    if held is None:
        return _("A colleague was a moment earlier. Look again whose it is.")
    return _("It is with %(name)s by now.") % {"name": held.get_full_name()}


def add_task(
    *,
    title: str,
    by: Any,
    now: datetime,
    owner: Account | None = None,
    due_on: date | None = None,
    **facts: Any,
) -> Task:
    """Write a task down; `facts` are its person, work, edition and note."""
    row = Task(title=title.strip(), due_on=due_on, created_at=now, created_by=by, **facts)
    return save_task(row, owner=owner, by=by, now=now)


@transaction.atomic
def save_task(row: Task, *, owner: Account | None, by: Any, now: datetime) -> Task:
    """Save what a task says, and whose it is: a new owner is told, unless she has given it to herself."""
    if not row.title.strip():
        raise ServiceError(_("Say what is to be done."))
    before = None
    if row.pk:  # whose it was, how often it was given and whether it is done: as it stands by now
        held = _locked(row)
        before, row.given = held.owner_id, held.given
        row.done_at, row.done_by = held.done_at, held.done_by
    if owner is not None and owner.pk != before:
        if not is_staff_with(owner, "desk.view_task"):
            raise ServiceError(_("This colleague has no access to tasks."))
        row.given += 1
    row.owner = owner
    save_by(row, by)
    if owner is not None and owner.pk != before and owner != by:
        _tell(row, owner, now)
    return row


@transaction.atomic
def give_task(row: Task, to: Account, *, seen: Account | None, by: Any, now: datetime) -> None:
    held = _locked(row)
    if held.owner != seen:
        raise ServiceError(_told_meanwhile(held.owner))
    if held.done_at:
        raise ServiceError(_("It is done already."))
    save_task(held, owner=to, by=by, now=now)


@transaction.atomic
def finish_task(row: Task, *, by: Any, now: datetime) -> Task:
    """It is done. Twice is as good as once: the first word stands."""
    held = _locked(row)
    if held.done_at is None:
        held.done_at, held.done_by = now, by
        save_by(held, by)
    return held


@transaction.atomic
def reopen_task(row: Task, *, by: Any, now: datetime) -> Task:
    held = _locked(row)
    if held.done_at is not None:
        held.done_at = held.done_by = None
        save_by(held, by)
    return held


def _locked(row: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("owner__person").get(pk=row.pk)


def keep_habits(account: Account, *, tasks_by_mail: bool) -> None:
    Habits.objects.update_or_create(account=account, defaults={"tasks_by_mail": tasks_by_mail})


def name_responsible(
    kind: str, account: Account, *, by: Any, programme: Any = None, edition: Any = None
) -> Responsibility:
    row = Responsibility(kind=kind, account=account, programme=programme, edition=edition)
    save_by(row, by)
    return row


def _tell(row: Task, owner: Account, now: datetime) -> None:
    """By mail, at an hour at which she works, unless she wants none."""
    person = getattr(owner, "person", None)
    address = person.email if person and is_address(person.email) else owner.email
    if not is_address(address) or Habits.objects.filter(account=owner, tasks_by_mail=False).exists():
        return
    zone, country = (person.time_zone, str(person.country or "")) if person else (settings.TIME_ZONE, "")
    draft = Draft(
        key=f"task:{row.pk}:{row.given}",
        kind="task_given",
        to=address,
        language=person.language if person else settings.LANGUAGE_CODE,
        person=person,
        context={"task": row.pk, "account": owner.pk},
        not_before=next_open(now, ZoneInfo(zone), country),
    )
    enqueue(draft, now=now)


def next_open(now: datetime, zone: ZoneInfo, country: str) -> datetime:
    """The first instant from `now` on at which one may write to her."""
    local = now.astimezone(zone)
    for _day in range(MOST_DAYS):
        if is_open(local, country, opens=OPENS, closes=CLOSES):
            return local
        opening = datetime.combine(local.date(), OPENS, zone)
        local = opening if local < opening else opening + timedelta(days=1)
    return local
