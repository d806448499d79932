"""What a juror sees of an application. In a blind call nothing in it says who applies.

`sight` is the one way to it: pages, files and the API show what it gives, and nothing else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.files.types import TYPES
from residencies.calls.models import Application, Attachment
from residencies.calls.receipts import lines_of
from residencies.calls.selectors import Reply, by_section, replies
from residencies.selection.stripping import can_strip

LONGEST_NAME = 80  # of a file
_ENDINGS = {kind: endings[0] for one in TYPES.values() for kind, endings in one.endings.items()}


@dataclass(frozen=True)
class SeenFile:
    """`name` is what it is called as it goes out. One that `is_kept` would say who made it."""

    row: Attachment
    name: str
    is_kept: bool = False


@dataclass(frozen=True)
class SeenReply:
    code: str
    question: str
    lines: list[str]
    files: list[SeenFile]


@dataclass(frozen=True)
class SeenSection:
    title: str
    replies: list[SeenReply]


@dataclass(frozen=True)
class SeenAddition:
    text: str
    files: list[SeenFile]


@dataclass(frozen=True)
class Sight:
    """`applicants` are (name, role); none in a blind call. `hidden` counts the answers and additions that
    are left out.
    """

    number: str
    title: str
    track: str
    language: str
    applicants: list[tuple[str, str]]
    sections: list[SeenSection]
    additions: list[SeenAddition]
    hidden: int

    def file(self, number: int) -> SeenFile | None:
        """One of its files, if it is among those that are seen."""
        parts = [one.files for section in self.sections for one in section.replies]
        parts += [one.files for one in self.additions]
        return next((file for files in parts for file in files if file.row.pk == number), None)


def sight(row: Application) -> Sight:
    """`row` is read by `calls.selectors.with_everything`."""
    given, blind = replies(row), row.call.is_blind
    shown = [reply for reply in given if not (blind and reply.question.identifies)]
    mask = _Mask(_identities(row) if blind else [])
    additions = [] if blind else [_addition(row, one) for one in row.addenda.all()]
    hidden = len(given) - len(shown) + (len(row.addenda.all()) if blind else 0)
    return Sight(
        number=row.number,
        title=seen_title(row),
        track=str(row.track or ""),
        language=row.language,
        applicants=[] if blind else _applicants(row),
        sections=[
            SeenSection(str(section), [_reply(row, reply, mask) for reply in of_it])
            for section, of_it in by_section(shown)
        ],
        additions=[one for one in additions if one.text or one.files],
        hidden=hidden,
    )


def with_seen_title(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """With what `seen_title` reads of applications (at `path`), in as many queries for one row as for all."""
    titles = (f"{path}call__form__questions", f"{path}members__person")
    return rows.select_related(f"{path}person").prefetch_related(*titles)


def seen_title(row: Application) -> str:
    """As lists show it. `row.call.form` and members are read for a blind call."""
    if not row.call.is_blind:
        return row.title
    if any(question.is_title and question.identifies for question in row.call.form.questions.all()):
        return ""
    return _Mask(_identities(row))(row.title)


def _reply(row: Application, reply: Reply, mask: "_Mask") -> SeenReply:
    files = [_file(row, reply, file, place) for place, file in enumerate(reply.files, 1)]
    lines = [mask(line) for line in lines_of(reply)]
    return SeenReply(reply.question.key, str(reply.question), lines, files)


def _file(row: Application, reply: Reply, file: Attachment, place: int) -> SeenFile:
    if not row.call.is_blind:
        return SeenFile(file, file.name)
    several = place if len(reply.files) > 1 else 0
    return SeenFile(file, _neutral(row, str(reply.question), file, several), not can_strip(file.content_type))


def _addition(row: Application, addendum: object) -> SeenAddition:
    text, attachments = addendum.text, addendum.attachments.all()  # type: ignore[attr-defined]
    return SeenAddition(text, [SeenFile(file, file.name) for file in attachments])


def _neutral(row: Application, question: str, file: Attachment, place: int) -> str:
    """The number of the application and what was asked: “A26-7KX4M2P-scénario.pdf”."""
    asked = slugify(question, allow_unicode=True)[:LONGEST_NAME].strip("-") or "file"
    ending = _ENDINGS.get(file.content_type, "bin")
    return "-".join([row.number, asked, *([str(place)] if place else [])]) + f".{ending}"


def _applicants(row: Application) -> list[tuple[str, str]]:
    members = [one for one in row.members.all() if one.withdrawn_at is None]
    return [(one.name, str(one.role)) for one in members] or [(row.name, "")]


def _identities(row: Application) -> list[str]:
    """What would say who applies, those who have left as well: names as they were given, and addresses."""
    people = [row, *row.members.all()]
    known = [one.person for one in people if one.person_id and one.person]
    names = [one.name for one in (*people, *known)]
    names += [text for one in known for text in (one.name_ar, one.credited_name, one.sort_name)]
    return [text for text in (*names, *(one.email for one in (*people, *known))) if text.strip()]


class _Mask:
    """Puts a word in the place of each of some names, in any case and with any blanks in it.

    The words of a name in another order are masked as well; a first name alone is not: it may be
    that of a person in the story.
    """

    def __init__(self, identities: Iterable[str]) -> None:
        forms = {tuple(text.split()) for text in identities}
        forms |= {tuple(reversed(words)) for words in forms if len(words) == 2}
        found = sorted(forms, key=lambda words: -len(" ".join(words)))
        parts = [r"[\s,]+".join(re.escape(word) for word in words) for words in found if words]
        whole = "|".join(parts)
        self.pattern = re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE) if parts else None

    def __call__(self, text: str) -> str:
        return self.pattern.sub(_("[hidden]"), text) if self.pattern else text
