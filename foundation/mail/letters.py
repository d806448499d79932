"""From a row to a letter: the texts of a message, rendered late and then frozen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.module_loading import import_string

from foundation.mail.models import Message

_UNSUBSCRIBE = Signer(salt="mail.unsubscribe")


class NotWanted(Exception):
    """The cause of the mail is gone; the message says why it is not sent."""


@dataclass(frozen=True)
class Letter:
    """What a kind's selector gives: names for the templates, and secrets that are never stored.

    The frozen text holds a mark for each secret; it is put in as the message goes out, so that
    neither the outbox page nor a copy of the database holds a working link. `follows` is the
    Message-ID of an earlier mail of the same conversation.
    """

    context: dict[str, Any]
    secrets: dict[str, str] = field(default_factory=dict)
    follows: str = ""


class Kind(Protocol):
    def __call__(self, message: Message) -> Letter: ...


def letter_for(message: Message) -> Letter:
    """The letter of the message's kind. Raises `NotWanted` where its cause is gone."""
    selector: Kind = import_string(settings.MAIL_KINDS[message.kind]["context"])
    with _as_she_reads(message):
        return selector(message)


@contextmanager
def _as_she_reads(message: Message) -> Iterator[None]:
    """In the message's language and her time zone."""
    zone = message.person.time_zone if message.person else settings.TIME_ZONE
    with translation.override(message.language), timezone.override(zone):
        yield


def mark(name: str) -> str:
    return f"~~{name}~~"


def render(message: Message, letter: Letter) -> dict[str, str]:
    """subject, text and html in the message's language, with marks where the secrets go."""
    context = {
        **letter.context,
        **{name: mark(name) for name in letter.secrets},
        "site": settings.SITE_URL,
        "foundation_name": settings.FOUNDATION_NAME,
        "language": message.language,
        "rtl": message.language == "ar",
        "unsubscribe": mark("unsubscribe") if message.stream == Message.Stream.SUBSCRIBED else "",
    }
    with _as_she_reads(message):
        texts = {
            part: render_to_string(f"mail/{message.kind}.{ending}", context)
            for part, ending in (("subject", "subject.txt"), ("text", "txt"), ("html", "html"))
        }
    return {**texts, "subject": " ".join(texts["subject"].split())[:300]}


def unsubscribe_path(message: Message) -> str:
    return reverse("mail:unsubscribe", args=[_UNSUBSCRIBE.sign(str(message.pk))])


def message_of_unsubscribe(token: str) -> Message | None:
    try:
        return Message.objects.filter(pk=_UNSUBSCRIBE.unsign(token)).first()
    except (BadSignature, ValueError):
        return None


def build(
    message: Message, letter: Letter, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """The mail as it goes out, under the one Message-ID it has for ever."""
    secrets = dict(letter.secrets)
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.stream == Message.Stream.SUBSCRIBED:
        secrets["unsubscribe"] = settings.SITE_URL + unsubscribe_path(message)
        headers["List-Unsubscribe"] = f"<{secrets['unsubscribe']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.follows:
        headers["In-Reply-To"] = headers["References"] = letter.follows
    mail = EmailMultiAlternatives(
        subject=_put_in(message.subject, secrets),
        body=_put_in(message.text, secrets),
        to=[message.to_addr],
        headers=headers,
        connection=connection,
    )
    in_html = {name: escape(value) for name, value in secrets.items()}
    mail.attach_alternative(_put_in(message.html, in_html), "text/html")
    return mail


def _put_in(text: str, secrets: dict[str, str]) -> str:
    for name, value in secrets.items():
        text = text.replace(mark(name), value)
    return text
