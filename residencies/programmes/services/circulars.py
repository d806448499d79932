"""Mail to a list of participants, once."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue_many
from foundation.reminders import texts
from residencies.programmes.models import Circular, Participation
from residencies.programmes.models.mailing import LANGUAGES
from residencies.programmes.selectors.audiences import Audience, audience

WORDS = ("name", "programme", "edition", "track", "project", "foundation")  # that the texts may hold
KINDS = {Message.Stream.SUBSCRIBED: "circular", Message.Stream.TRANSACTIONAL: "circular_notice"}


class NotAsSeen(ServiceError):
    """Others would be written to, or with other words, than the sender has looked at."""


def look_of(found: Audience, row: Circular) -> str:
    """A mark of what the sender is shown: another one wherever a word or one of those reached is another."""
    return f"{found.mark}-{_words_mark(row)}"


def _words_mark(row: Circular) -> str:
    words = [
        row.stream,
        *(getattr(row, f"{part}_{code}") for code in LANGUAGES for part in ("subject", "body")),
    ]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def send_circular(
    rows: Iterable[Participation],
    token: UUID,
    *,
    stream: str,
    words: dict[str, str],
    by: Any,
    now: datetime,
    seen: str | None = None,
) -> Circular:
    """Write one mail to each person of `rows` who may be written to.

    `words` are `subject_fr`, `body_fr` … A second press, with the same `token`, sends nothing and returns
    what the first one sent. `seen` is the `look_of` what was shown: raises NotAsSeen where it is another by
    now, and ServiceError where nothing is written or nobody is reached.
    """
    check_words(words)
    try:
        with transaction.atomic():
            return _send(list(rows), Circular(token=token, stream=stream, **words), by, now, seen)
    except IntegrityError:
        first = Circular.objects.filter(token=token).first()
        if first is None:
            raise
        return first


def _send(rows: list[Participation], row: Circular, by: Any, now: datetime, seen: str | None) -> Circular:
    if first := Circular.objects.filter(token=row.token).first():
        return first
    found = audience(rows, row.stream, timezone.localdate(now))
    if seen is not None:
        _check_seen(seen, found, row)
    if not found.reached:
        raise ServiceError(_("Nobody in this list can be written to."))
    row.sent_at, row.sent_by = now, by
    row.reached, row.left_out = len(found.reached), len(found.left_out)
    row.save()
    enqueue_many((_draft(row, one) for one in found.reached), now=now)
    return row


def _check_seen(seen: str, found: Audience, row: Circular) -> None:
    people, _dash, words = seen.partition("-")
    if words != _words_mark(row):
        raise NotAsSeen(_("You have changed something since you looked at it. Look again, then send."))
    if people != found.mark:
        raise NotAsSeen(_("The list has changed since you looked at it. Please look again."))


def _draft(row: Circular, to: Participation) -> Draft:
    return Draft(
        key=f"circular:{row.pk}:{to.person_id}",
        kind=KINDS[Message.Stream(row.stream)],
        to=to.person.email,
        language=row.language_for(to.person.language),
        person=to.person,
        context={"circular": row.pk, "participation": to.pk},
    )


def check_words(words: dict[str, str]) -> None:
    """Raises ServiceError for a subject without a text, or a name that stands for nothing."""
    written = 0
    for code in LANGUAGES:
        subject, body = words.get(f"subject_{code}", "").strip(), words.get(f"body_{code}", "").strip()
        if bool(subject) != bool(body):
            raise ServiceError(_("Each language needs a subject and a text, or neither."))
        written += bool(subject)
        for text in (subject, body):
            try:
                texts.check(text, WORDS)
            except ValidationError as fault:
                raise ServiceError(" ".join(fault.messages)) from fault
    if not written:
        raise ServiceError(_("Write a subject and a text in one language at least."))
