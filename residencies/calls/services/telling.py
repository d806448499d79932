"""Letters to those who are out of the running; and to all who apply together, each in her own language."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from foundation.history import update_by
from foundation.mail.services import Draft, enqueue_many
from residencies.calls.models import Application, Call
from residencies.calls.selectors import LATE, OUT_GROUPS, beside, out_of
from residencies.calls.services.beginning import mail_of


@transaction.atomic
def tell_out(call: Call, *, by: Any, now: datetime, groups: Collection[str] = OUT_GROUPS) -> int:
    """Write to each of these groups who was not told yet; returns how many applications. Twice is as good
    as once, and it takes a fixed number of statements for each few hundred.
    """
    row = Call.objects.get(pk=call.pk)  # as it closes by now
    found = out_of(row, now, groups).filter(told_at=None).select_for_update(of=("self",))
    rows = list(found.order_by("pk").select_related("person").prefetch_related(beside()))
    for one in rows:
        one.told_at = now
    update_by(rows, ["told_at"], by, now=now)
    enqueue_many((mail for one in rows for mail in _out_mails(one, now)), now=now)
    return len(rows)


def _out_mails(row: Any, now: datetime) -> Iterator[Draft]:
    # The moment is in the key: who is let in again, and is out again later, hears of that as well.
    kind = "late" if row.state in LATE else row.state
    return mails_to_all(row, f"decision_{kind}", f"application:{row.pk}:{kind}:{now:%Y%m%d%H%M%S}", 4)


@transaction.atomic
def tell_again(*, now: datetime) -> int:
    """Write to who was told that it was late, and may send it after all since the closing was moved; returns
    how many applications. Who is late once more is told so once more. Safe to run at any time, by any number
    of processes.
    """
    found = Application.objects.told_late(now).select_for_update(of=("self",), skip_locked=True)
    rows = list(found.order_by("pk").select_related("call", "person").prefetch_related(beside()))
    for row in rows:
        row.told_at = None
    update_by(rows, ["told_at"], None, now=now)
    enqueue_many((one for row in rows for one in _again_mails(row)), now=now)
    return len(rows)


def _again_mails(row: Any) -> Iterator[Draft]:
    closes_at = row.call.closes_at if row.step == 1 else row.call.second_closes_at
    key = f"application:{row.pk}:again:{closes_at:%Y%m%d%H%M%S}"
    return mails_to_all(row, "application_again", key, 2, of_members="member_again")


def mails_to_all(
    row: Any, kind: str, key: str, priority: int = 5, *, of_members: str = "", **context: int
) -> Iterator[Draft]:
    """A mail to the applicant and one to each who has signed beside her, of the kind `of_members` where that
    has words of its own.
    """
    yield mail_of(row, kind, key, priority, **context)
    yield from mails_to_members(row, of_members or kind, key, priority, **context)


def mails_to_members(row: Any, kind: str, key: str, priority: int = 5, **context: int) -> Iterator[Draft]:
    """A mail to each who has signed beside the applicant; nobody gets two, and she herself none.

    `row.beside` was read by `selectors.beside`.
    """
    known = {row.person_id, row.email.lower()}
    for member in row.beside:
        if known.isdisjoint({member.person_id or 0, member.email.lower()}):
            known |= {member.person_id, member.email.lower()}
            yield Draft(
                key=f"{key}:member:{member.pk}",
                kind=kind,
                to=member.email,
                language=member.language,
                person=member.person,
                context={"application": row.pk, "member": member.pk, **context},
                priority=priority,
            )
