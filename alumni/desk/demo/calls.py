"""Calls and what they ask, from the table of calls; announced by the real service."""

from datetime import date, datetime, timedelta
from typing import Any

from alumni.desk.demo.tables import texts
from foundation.films.models import Role
from foundation.history import save_by
from foundation.people.models import Account, Organisation
from residencies.calls.models import Call, Form, Option, Question, Seat, Section
from residencies.calls.services import announce_call
from residencies.programmes.models import Edition, Programme, Track

Row = dict[str, Any]
LANGUAGES = ("fr", "ar", "en")


def make_call(
    row: Row, edition: Edition, opens: datetime, closes: datetime, *, by: Account, **more: Any
) -> Call:
    """A call of the table that was announced a day before it opened."""
    told = {name: text.strip() for part in ("title", "text") for name, text in texts(row[part], part).items()}
    call = Call(
        edition=edition,
        slug=row["slug"],
        form=_form(row),
        opens_at=opens,
        closes_at=closes,
        contact="appels@masar.example",
        **told,
        **more,
    )
    save_by(call, by)
    call.tracks.set(edition.programme.tracks.all() if "tracks" in row else [])
    if call.has_members:
        roles = Role.objects.filter(slug__in=["director", "producer"]).order_by("slug")
        Seat.objects.bulk_create(Seat(call=call, role=role) for role in roles)
    return announce_call(call, by=by, now=opens - timedelta(days=1))


def _form(row: Row) -> Form:
    form = Form.objects.create(slug=row["form"])
    for place, part in enumerate(row["sections"], start=1):
        section = Section.objects.create(form=form, position=place, **texts(part, "title"))
        for number, asked in enumerate(part["questions"], start=1):
            _question(section, number, asked)
    return form


def _question(section: Section, position: int, row: Row) -> None:
    fields = {name: value for name, value in row.items() if name not in (*LANGUAGES, "options")}
    question = Question.objects.create(section=section, position=position, **fields, **texts(row, "text"))
    Option.objects.bulk_create(
        Option(question=question, value=option["value"], position=place, **texts(option, "text"))
        for place, option in enumerate(row.get("options", []), start=1)
    )


def make_edition(row: Row, kind: str, starts: date, days: int, place: str, *, by: Account) -> Edition:
    """The next edition of a house that is not the foundation, with its strands."""
    house = Organisation(**row["house"])
    save_by(house, by)
    programme = Programme(slug=row["slug"], kind=kind, organisation=house, **texts(row["programme"], "name"))
    save_by(programme, by)
    Track.objects.bulk_create(
        Track(programme=programme, slug=track["slug"], **texts(track, "name"))
        for track in row.get("tracks", [])
    )
    return next_edition(programme, starts, days, place)


def next_edition(programme: Programme, starts: date, days: int, place: str) -> Edition:
    ends = starts + timedelta(days=days)
    return Edition.objects.create(
        programme=programme, name=str(starts.year), starts_on=starts, ends_on=ends, place=place
    )
