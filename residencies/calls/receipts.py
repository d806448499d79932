"""The receipt of an application: what was sent in, as a PDF in its language."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.pdf import pdf
from residencies.calls.kinds import kind_of
from residencies.calls.models import Application, Question
from residencies.calls.selectors import Reply, by_section, replies


def receipt(row: Application, language: str) -> bytes:
    """`row` is read by `selectors.with_everything`; times are those of the place where the call closes."""
    with translation.override(language), timezone.override(ZoneInfo(row.call.time_zone)):
        sent_at = row.second_submitted_at or row.submitted_at or row.saved_at
        return pdf("receipt", _data(row), language=language, at=sent_at)


def _data(row: Application) -> dict[str, Any]:
    return {
        "title": str(row.call),
        "foundation": settings.FOUNDATION_NAME,
        "foot": f"{settings.FOUNDATION_NAME} · {row.number}",
        "facts": [[name, text] for name, text in _facts(row) if text],
        "sections": [
            {"title": str(section), "replies": [_reply(reply) for reply in given]}
            for section, given in by_section(replies(row))
        ],
    }


def _facts(row: Application) -> Iterator[tuple[str, str]]:
    yield _("Number"), row.number
    yield _("Sent in"), _moment(row.submitted_at)
    yield _("Full file sent in"), _moment(row.second_submitted_at)
    yield _("Name"), row.name
    yield _("E-mail"), row.email
    yield _("Track"), str(row.track or "")
    for member in row.members.all():
        if member.withdrawn_at is None and member.signed_at:
            signed = _("%(name)s, signed on %(at)s")
            yield str(member.role), signed % {"name": member.name, "at": _moment(member.signed_at)}


def _moment(at: Any) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y, H:i:s')} (UTC{local:%z})"


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "question": str(reply.question),
        "lines": lines_of(reply),
        "files": [
            {"name": file.name, "size": filesizeformat(file.size), "sha256": f"SHA-256 {file.sha256}"}
            for file in reply.files
        ],
    }


def lines_of(reply: Reply) -> list[str]:
    """An answer in the reader's words, paragraph by paragraph; [] where there is none."""
    answer = reply.answer
    if answer is None or answer.value is None:
        return []
    texts = [text for _label, text in kind_of(reply.question).words(reply.question, answer.value, {})]
    if reply.question.kind != Question.Kind.LONG:
        return texts
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]
