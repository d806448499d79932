"""Documents of a journey: the letter to a consulate, and the brief she takes along."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.pdf import pdf
from foundation.translated import listed
from residencies.delegations.models import Leg, Member, Papers


def visa_letter(row: Member, language: str, *, at: datetime) -> bytes:
    """To the consulate, in this language; `row` is read `with_files`."""
    with translation.override(language):
        trip, person = row.delegation, row.person
        papers = getattr(row, "papers", None) or Papers(member=row)
        names = {"name": person.name_in(language), "delegation": trip, "city": trip.city}
        told = {key: _apart(name) for key, name in names.items()}
        days = {"first": date_format(trip.leaves_on), "last": date_format(trip.returns_on)}
        paragraphs = [
            _("We certify that %(name)s travels as a member of our delegation “%(delegation)s” to %(city)s.")
            % told,
            _("She leaves on %(first)s and returns on %(last)s.") % days,
            _("Her journey, her stay and her insurance are arranged by us. We ask you to grant her a visa.")
            if papers.policy
            else _("Her journey and her stay are arranged by us. We ask you to grant her a visa."),
        ]
        facts = [
            (_("Name"), person.name_in(language)),
            (_("Passport"), papers.passport_number),
            (_("Valid until"), _day(papers.passport_until)),
            (_("Event"), str(trip.market or "")),
            (_("Hotel"), listed(part for part in (row.hotel, row.hotel_address) if part)),
            (_("Insurance"), " ".join(part for part in (papers.insurer, papers.policy) if part)),
        ]
        signed = _("For the foundation")
        return _made(_("To the consulate"), facts, paragraphs, language, at, signed=signed)


def brief(row: Member, language: str, *, at: datetime) -> bytes:
    """What she takes along: where, when, her way, and what staff wrote for all and for her."""
    with translation.override(language):
        trip = row.delegation
        facts = [
            (_("Name"), row.person.name_in(language)),
            (_("Event"), str(trip.market or "")),
            (_("Place"), listed([trip.city, trip.country.name])),
            (
                _("Dates"),
                _("%(from)s to %(to)s") % {"from": _day(trip.leaves_on), "to": _day(trip.returns_on)},
            ),
            (_("Badge"), " ".join(part for part in (row.get_badge_display(), row.badge_number) if part)),
            (_("Hotel"), listed(part for part in (row.hotel, row.hotel_address) if part)),
        ]
        paragraphs = [*_lines(trip.brief), *_lines(row.brief)]
        title = _("Brief: %(delegation)s") % {"delegation": trip}
        return _made(title, facts, paragraphs, language, at, legs=row.legs.all())


def _made(
    title: str,
    facts: Iterable[tuple[str, str]],
    paragraphs: list[str],
    language: str,
    at: datetime,
    *,
    legs: Iterable[Leg] = (),
    signed: str = "",
) -> bytes:
    day = date_format(timezone.localtime(at))
    data = {
        "title": title,
        "foundation": settings.FOUNDATION_NAME,
        "day": day,
        "foot": f"{_apart(settings.FOUNDATION_NAME)} · {day}",
        "facts": [[name, text] for name, text in facts if text],
        "paragraphs": paragraphs,
        "legs_title": _("Your way"),
        "legs": [[str(leg), when(leg), leg.carrier] for leg in legs],
        "signed": signed,
    }
    return pdf("journey", data, language=language, at=at)


def when(leg: Leg) -> str:
    """By the clocks of both places."""
    told = {
        "departs": date_format(leg.departs, "DATETIME_FORMAT"),
        "arrives": date_format(leg.arrives, "DATETIME_FORMAT"),
    }
    return _("%(departs)s – %(arrives)s, local times") % told


def _apart(name: Any) -> str:
    """In its own direction, inside a sentence of another."""
    return f"\u2068{name}\u2069"


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _day(day: Any) -> str:
    return date_format(day) if day else ""
