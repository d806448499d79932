"""A kind of mail for tests alone: what `context` holds is what happens."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue


def letter(message: Message) -> Letter:
    if why := message.context.get("not_wanted"):
        raise NotWanted(why)
    says = message.context.get("says", "")
    when = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    return Letter({"says": says, "when": when}, secrets={"code": message.secret or "c0de"})


def note(to: str = "salma@example.org", **fields: Any) -> Message:
    """Put a note in the outbox, due at once."""
    key = fields.pop("key", f"note:{Message.objects.count()}")
    defaults = {"key": key, "kind": "note", "to": to, "language": "en"}
    enqueue(Draft(**{**defaults, **fields}), now=timezone.now())
    return Message.objects.get(dedupe_key=key)
