"""A mail as it would look, for the staff's eyes: nothing is stored, and no secret is in it."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from foundation.errors import ServiceError
from foundation.mail.letters import Kind, Letter, NotWanted, letter_for, render_with
from foundation.mail.models import Message, Wording
from foundation.mail.services import Draft, enqueue
from foundation.people.models import Person

UNREAD = ("login_code", "password_reset")  # kinds whose letter is nobody's business at the desk
RECENT = 20  # messages to choose from
_MARK = re.compile(r"~~\w+~~")
_ADDRESS = re.compile(r"\S*~~\w+~~\S*")
_LINE = re.compile(r'<div style="display:none;[^"]*">(.*?)</div>', re.DOTALL)
_HREF = re.compile(r' href="[^"]*"')
_DARK = "@media (prefers-color-scheme: dark)"
_SCHEMES = '<meta name="color-scheme" content="light dark">'


# (width, scheme, what it is) of the frames in which a letter is looked at.
FRAMES = [
    ("phone", "light", gettext_lazy("Phone, by day")),
    ("desktop", "light", gettext_lazy("Computer, by day")),
    ("phone", "dark", gettext_lazy("Phone, by night")),
    ("desktop", "dark", gettext_lazy("Computer, by night")),
]


@dataclass(frozen=True)
class Preview:
    """`texts` as of `render`, with "…" for what is secret; `said` tells why the chosen row is not shown."""

    texts: dict[str, str]
    said: str = ""

    @property
    def line(self) -> str:
        """What her inbox shows beside the subject."""
        found = _LINE.search(self.texts["html"])
        return unescape(strip_tags(found[1])).strip() if found else ""


def example_person() -> Person:
    return Person(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد")


def choosable(kind: str, viewer: Any) -> list[Message]:
    """The newest messages of a kind whose letter this viewer may read."""
    if kind in UNREAD:
        return []
    rows = Message.objects.visible_to(viewer).filter(kind=kind).select_related("person")
    return list(rows[:RECENT])


def preview(
    kind: str, language: str, *, row: Message | None = None, wording: Wording | None = None
) -> Preview:
    """The kind's mail in `language`, about `row` or the example; in the words in use, or in `wording`."""
    said = ""
    if row is not None and row.kind == kind and kind not in UNREAD:
        try:
            return Preview(veiled(_of_row(row, language, wording)))
        except NotWanted as why:
            said = _("This mail would not leave any more (%(why)s). Below is the example.") % {"why": why}
    message, letter = _example(kind, language)
    return Preview(veiled(_rendered(message, letter, wording)), said)


def _of_row(row: Message, language: str, wording: Wording | None) -> dict[str, str]:
    """As it is frozen; anew where it is not, or in another language."""
    if row.subject and language == row.language and wording is None:
        return {"subject": row.subject, "text": row.text, "html": row.html}
    row.language = language  # of this copy, which is not saved
    return _rendered(row, letter_for(row), wording)


def _example(kind: str, language: str) -> tuple[Message, Letter]:
    facts = settings.MAIL_KINDS[kind]
    message = Message(kind=kind, stream=facts["stream"], language=language)
    selector: Kind = import_string(facts["example"])
    with override(language):
        return message, selector(message)


def _rendered(message: Message, letter: Letter, wording: Wording | None) -> dict[str, str]:
    """Read anew: who has just saved must not be shown what this process remembers."""
    in_use = Wording.objects.filter(kind=message.kind, language=message.language, is_current=True)
    return render_with(wording or in_use.first(), message, letter)


def veiled(texts: dict[str, str]) -> dict[str, str]:
    """The texts of `render` to look at. No link leads anywhere: each would lack its secret."""
    return {
        "subject": _MARK.sub("…", texts["subject"]),
        "text": _ADDRESS.sub("…", texts["text"]),
        "html": _MARK.sub("…", _HREF.sub("", texts["html"])),
    }


def in_scheme(html: str, scheme: str) -> str:
    """The letter by day or by night, whatever the reader's own machine is set to."""
    wanted = "dark" if scheme == "dark" else "light"
    html = html.replace(_SCHEMES, f'<meta name="color-scheme" content="{wanted}">')
    html = html.replace("color-scheme: light dark;", f"color-scheme: {wanted};")
    return html.replace(_DARK, "@media all" if scheme == "dark" else "@media not all")


def frames(html: str) -> list[dict[str, Any]]:
    """{title, size, html} for each of FRAMES: a veiled letter without an address of its own."""
    return [
        {"title": title, "size": size, "html": closed(in_scheme(html, scheme))}
        for size, scheme, title in FRAMES
    ]


def closed(html: str) -> str:
    """For a frame without an address, whose policy has to stand in the page itself."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return html.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


@transaction.atomic
def send_trial(kind: str, language: str, *, by: Any, now: datetime) -> None:
    """Write the example of a kind to the staff member's own address, as it is now and without secrets."""
    if not by.email:
        raise ServiceError(_("Your account has no e-mail address."))
    texts = preview(kind, language).texts
    with override(language):
        subject = _("Trial: %(subject)s") % {"subject": texts["subject"]}
    key = f"trial:{uuid4().hex}"
    enqueue(Draft(key=key, kind="trial", to=by.email, language=language), now=now)
    Message.objects.filter(dedupe_key=key).update(**{**texts, "subject": subject[:300]})


def trial_mail(message: Message) -> Letter:
    """The trial was written when it was asked for; a sender has nothing to add."""
    if not message.subject:
        raise NotWanted("it was not written")
    return Letter(context={})
