"""From a row to a letter: the texts of a message, rendered late and then frozen."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from secrets import token_hex
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.signing import BadSignature, Signer
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.module_loading import import_string
from django.utils.text import Truncator

from foundation.mail import providers, return_path
from foundation.mail.models import Message, Wording
from foundation.mail.names import still
from foundation.mail.wordings import wording_in_use

LONGEST_IN_SUBJECT = 120  # of a name in a subject: the words around it must be seen as well
_BLANKS = re.compile(r"\n\s*\n")
_TILDES = re.compile("~(?=~)")
_UNSUBSCRIBE = Signer(salt="mail.unsubscribe")


@dataclass(frozen=True)
class File:
    """What is attached to a mail."""

    name: str
    content: bytes
    content_type: str


class NotWanted(Exception):
    """The cause of the mail is gone; the message says why it is not sent."""


@dataclass(frozen=True)
class Letter:
    """What a kind's selector gives: names for the templates, and secrets that are never stored.

    The frozen text holds a mark for each secret; it is put in as the message goes out, so that
    neither the outbox page nor a copy of the database holds a working link. `names` are the texts
    that staff may write as `{{ name }}`, with those of `personal`: the ones the kind lists in settings.
    `follows` is the Message-ID of an earlier mail of the same conversation. `files` makes what is attached,
    as the mail goes out: it is kept nowhere. A letter with files has no `form`.

    Letters with the same `form` (and kind, language and time zone) differ in nothing but `personal` and
    the secrets: the templates are run once for all of them. Each name of `personal` stands for itself in
    the templates, to be shown by the filter `name`; `context` is then read only when it is needed.
    """

    context: dict[str, Any] | Callable[[], dict[str, Any]]
    secrets: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)
    form: Hashable = None
    follows: str = ""
    files: Callable[[], list[File]] = list


class Kind(Protocol):
    def __call__(self, message: Message) -> Letter: ...


def letter_for(message: Message) -> Letter:
    """The letter of the message's kind. Raises `NotWanted` where its cause is gone."""
    found = letters_for([message])[message.pk]
    if isinstance(found, Exception):
        raise found
    return found


def letters_for(messages: Iterable[Message]) -> dict[int, Letter | Exception]:
    """By number: the letter of each message, or why there is none.

    A kind may name `contexts` in the settings, a selector that reads many letters together: it takes
    messages and returns what this does. The others have `context`, which takes one.
    """
    found: dict[int, Letter | Exception] = {}
    together: dict[str, list[Message]] = {}
    for message in messages:
        if "contexts" in settings.MAIL_KINDS.get(message.kind, ()):
            together.setdefault(message.kind, []).append(message)
        else:
            found[message.pk] = _one_letter(message)
    for kind, group in together.items():
        found |= _together(import_string(settings.MAIL_KINDS[kind]["contexts"]), group)
    return found


def _together(selector: Callable[[list[Message]], dict[int, Any]], group: list[Message]) -> dict[int, Any]:
    """What it gives for the group; where that fails, for each alone: one bad row stops no other."""
    try:
        return selector(group)
    except (OperationalError, InterfaceError):
        raise  # as in `_one_letter`
    except Exception as fault:  # noqa: BLE001
        if len(group) == 1:
            return {group[0].pk: fault}
        return {key: one for message in group for key, one in _together(selector, [message]).items()}


def _one_letter(message: Message) -> Letter | Exception:
    try:
        selector: Kind = import_string(settings.MAIL_KINDS[message.kind]["context"])
        with as_she_reads(message):
            return selector(message)
    except (OperationalError, InterfaceError):
        raise  # the database's trouble, not the message's: its lease runs out and it is tried again
    except Exception as fault:  # noqa: BLE001 - one bad row must not stop the queue
        return fault


@contextmanager
def as_she_reads(message: Message) -> Iterator[None]:
    """In the message's language and her time zone."""
    zone = message.person.time_zone if message.person else settings.TIME_ZONE
    with translation.override(message.language), timezone.override(zone):
        yield


def mark(name: str) -> str:
    return f"~~{name}~~"


def render(message: Message, letter: Letter) -> dict[str, str]:
    """subject, text and html in the message's language, with marks where the secrets go."""
    return render_with(wording_in_use(message.kind, message.language), message, letter)


def render_with(wording: Wording | None, message: Message, letter: Letter) -> dict[str, str]:
    """As `render`, with that version of the staff's texts; None for the built-in ones."""
    return fill(form_texts(wording, message, letter), letter.personal)


def fill(texts: dict[str, str], personal: dict[str, str]) -> dict[str, str]:
    """The texts of a form made out to one person."""
    for name, value in personal.items():
        here, quiet = mark(name), still(value)
        texts = {
            "subject": texts["subject"].replace(here, _short(quiet)),
            "text": texts["text"].replace(here, quiet),
            "html": texts["html"].replace(here, escape(quiet)),
        }
    return {**texts, "subject": texts["subject"][:300]}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_IN_SUBJECT else Truncator(name).chars(LONGEST_IN_SUBJECT)


def form_texts(wording: Wording | None, message: Message, letter: Letter) -> dict[str, str]:
    """The texts that all letters of its form share, with marks for what is put in later."""
    # A mark is made of letters nobody knows beforehand: one that is written in a name stays text.
    unforeseen = token_hex(8)
    subscribed = ["unsubscribe"] if message.stream == Message.Stream.SUBSCRIBED else []
    marks = {
        name: unforeseen + name + unforeseen for name in (*letter.secrets, *letter.personal, *subscribed)
    }
    personal = {name: marks[name] for name in letter.personal}
    context = {
        **marks,
        "site": settings.SITE_URL,
        "foundation_name": settings.FOUNDATION_NAME,
        "language": message.language,
        "rtl": message.language == "ar",
        "wording": wording,
        "names": {**letter.names, **personal, "foundation": settings.FOUNDATION_NAME},
    }
    with as_she_reads(message):
        own = letter.context() if callable(letter.context) else letter.context
        texts = {
            part: _marked(
                render_to_string(f"mail/{message.kind}.{ending}", {**own, **context}), marks, unforeseen
            )
            for part, ending in (("subject", "subject.txt"), ("text", "txt"), ("html", "html"))
        }
    subject = " ".join(texts["subject"].split())
    return {**texts, "subject": subject, "text": _BLANKS.sub("\n\n", texts["text"]).strip() + "\n"}


def _marked(text: str, names: Iterable[str], unforeseen: str) -> str:
    text = _TILDES.sub("~\u2060", text)
    for name in names:
        text = text.replace(unforeseen + name + unforeseen, mark(name))
    return text


def unsubscribe_path(message: Message) -> str:
    return _leave_path() + _UNSUBSCRIBE.sign(str(message.pk)) + "/"


@cache
def _leave_path() -> str:
    return reverse("mail:unsubscribe", args=["~"]).removesuffix("~/")


def message_of_unsubscribe(token: str) -> Message | None:
    try:
        return Message.objects.filter(pk=_UNSUBSCRIBE.unsign(token)).first()
    except (BadSignature, ValueError):
        return None


def build(
    message: Message, letter: Letter, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """The mail as it goes out, under the one Message-ID it has for ever."""
    secrets = all_secrets(message, letter)
    mail = EmailMultiAlternatives(
        subject=put_in(message.subject, secrets),
        body=put_in(message.text, secrets),
        to=[message.to_addr],
        headers=own_headers(message, letter, secrets),
        connection=connection,
    )
    in_html = {name: escape(value) for name, value in secrets.items()}
    mail.attach_alternative(put_in(message.html, in_html), "text/html")
    for file in letter.files():
        mail.attach(file.name, file.content, file.content_type)
    return_path.give(mail, message.pk)
    providers.give_metadata(mail, message)
    return mail


def all_secrets(message: Message, letter: Letter) -> dict[str, str]:
    """Those of the letter, and the way to leave its stream."""
    if message.stream != Message.Stream.SUBSCRIBED:
        return letter.secrets
    return {**letter.secrets, "unsubscribe": settings.SITE_URL + unsubscribe_path(message)}


def own_headers(message: Message, letter: Letter, secrets: dict[str, str]) -> dict[str, str]:
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if "unsubscribe" in secrets:
        headers["List-Unsubscribe"] = f"<{secrets['unsubscribe']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.follows:
        headers["In-Reply-To"] = headers["References"] = letter.follows
    return headers


def put_in(text: str, secrets: dict[str, str]) -> str:
    for name, value in secrets.items():
        text = text.replace(mark(name), value)
    return text
