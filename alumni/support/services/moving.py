"""The row of a request under a lock, the one setter of its state, and the mails about it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from alumni.support.models import SupportRequest
from foundation.errors import ServiceError
from foundation.mail.services import Draft, enqueue_many, is_address
from foundation.people.models import Account

KIND = "support_message"


def locked(request: SupportRequest, *, by: Any) -> SupportRequest:
    """The row as it stands now, if `by` may see it. Raises ServiceError."""
    rows = SupportRequest.objects.visible_to(by).values("pk")
    held = SupportRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk, pk__in=rows)
    row = held.select_related("person", "adviser__account").first()
    if row is None:
        raise ServiceError(_("This request is not yours to work with."))
    return row


def move(row: SupportRequest, state: str, *, now: datetime, **facts: Any) -> None:
    """Set the state, with what goes with it. Nothing else does."""
    row.state, row.moved_at = state, now
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "moved_at", *facts])


def tell_her(row: SupportRequest, *, key: str, now: datetime) -> None:
    """That there is a message; to her address, if she has one."""
    she = row.person
    if is_address(she.email):
        draft = Draft(key=_key(row, key), kind=KIND, to=she.email, language=she.language, person=she)
        enqueue_many([draft], now=now)


def tell(row: SupportRequest, accounts: Iterable[Account], *, key: str, now: datetime) -> None:
    """That there is a message; to each of them, once for each `key`."""
    enqueue_many(drafts_about(row, accounts, key), now=now)


def drafts_about(row: SupportRequest, accounts: Iterable[Account], key: str) -> list[Draft]:
    return [draft_to(one, _key(row, f"{key}:{one.pk}")) for one in accounts if is_address(one.email)]


def draft_to(account: Account, key: str) -> Draft:
    person = getattr(account, "person", None)
    language = person.language if person else settings.LANGUAGE_CODE
    return Draft(key=key, kind=KIND, to=account.email, language=language)


def _key(row: SupportRequest, key: str) -> str:
    return f"support:{row.pk}:{key}"
