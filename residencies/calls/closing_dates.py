"""The dates of a call as a calendar reads them (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from residencies.calls.letters import at_place
from residencies.calls.models import Call

LONGEST = 75  # bytes of a line; a longer one goes on in the next, after a blank


def calendar_of(call: Call, url: str, *, now: datetime) -> str:
    """When it opens, if that is to come, and when each step closes, each with a reminder a day before.

    In UTC, which every program reads alike, whatever zones it knows. A call that was extended has the
    same events under a higher number, so that they move.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Masar//Calls//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    changes = call.history.count()
    for name, at, title in _dates(call, now):
        lines += [
            "BEGIN:VEVENT",
            f"UID:call-{call.pk}-{name}@{urlsplit(settings.SITE_URL).hostname}",
            f"SEQUENCE:{changes}",
            f"DTSTAMP:{_instant(now)}",
            f"DTSTART:{_instant(at)}",
            f"SUMMARY:{_text(title % {'call': call})}",
            f"DESCRIPTION:{_text(at_place(at, call.time_zone))}",
            f"URL:{url}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(title % {'call': call})}",
            f"TRIGGER:-P{timedelta(days=1).days}D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _dates(call: Call, now: datetime) -> Iterator[tuple[str, datetime, str]]:
    if now < call.opens_at:
        yield "opens", call.opens_at, _("%(call)s opens")
    yield "closes", call.closes_at, _("%(call)s closes")
    if call.second_closes_at:
        yield "second", call.second_closes_at, _("%(call)s: the second step closes")


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    plain = " ".join(text.split())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def _folded(line: str) -> str:
    """No letter of several bytes is cut in two."""
    parts, size = [""], 0
    for letter in line:
        length = len(letter.encode())
        if size + length > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += length
    return "\r\n".join(parts)
