"""A selection as it meets: applications with answers and readings, rules, prizes, a recusal."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from foundation.people.models import Person
from residencies.calls.models import Answer, Application, Call
from residencies.selection import frozen
from residencies.selection.models import Conflict, Deliberation, Juror, Minutes
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast
from tests.selection.cast import NOW

# (title, gender, country, which film, budget, marks of the three jurors)
APPLICATIONS: list[tuple[str, str, str, str, str, tuple[int, ...]]] = [
    ("Les Enfants du barrage", "woman", "MA", "1", "900000", (9, 9, 8)),
    ("أسماك فوق السطوح", "man", "MA", "2", "1300000", (9, 8, 9)),
    ("Nuit blanche à Sfax", "man", "TN", "1", "800000", (8, 9, 7)),
    ("The Salt Road", "man", "MA", "3", "2100000", (8, 8, 6)),
    ("Mémoires d’argile", "woman", "DZ", "1", "700000", (7, 7, 8)),
    ("بيت بلا مفاتيح", "woman", "TN", "2", "1200000", (7, 5, 8)),
    ("Casa, 5 heures", "man", "MA", "1", "600000", (6, 3, 9)),
    ("Le Dernier Projectionniste", "", "", "2", "", (5, 5, 6)),
]


@dataclass
class Selection:
    call: Call
    room: Deliberation
    jurors: list[Juror]
    rows: list[Application] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        return [row.number for row in self.rows]


def meeting(places: int = 3, many: int = len(APPLICATIONS), **fields: Any) -> Selection:
    """So many applications (again and again, if need be), read by three jurors; it goes by the raw scores."""
    form = calls.full_form()
    calls.question(form, "budget", "number", is_required=False, unit_fr="MAD", unit_en="MAD", unit_ar="درهم")
    call = calls.call(asks=form, **fields)
    jury = cast.jury(call, jurors=3, criteria=1)
    made = Selection(
        call, cast.deliberation(call, places=places, chooses_by_calibrated=False), list(jury.jurors.all())
    )
    for number in range(many):
        title, gender, country, film, budget, marks = APPLICATIONS[number % len(APPLICATIONS)]
        person = people.person(gender=gender, country=country)
        row = cast.application(call, person=person)
        _answer(row, "film", {"number": int(film)})
        if budget:
            _answer(row, "budget", {"number": int(budget)})
        Application.objects.filter(pk=row.pk).update(title=title)
        row.refresh_from_db()
        for juror, mark in zip(made.jurors, marks, strict=True):
            cast.review(juror, row, mark, comment=f"Comment {mark}")
        made.rows.append(row)
    return made


def _answer(row: Application, key: str, value: dict[str, Any]) -> None:
    question = row.call.form.questions.get(key=key)
    told = {"value": value, "saved_at": NOW}
    Answer.objects.update_or_create(application=row, question=question, defaults=told)


def recused(who: Person | None, juror: Juror, row: Application) -> Conflict:
    """The juror (as `who`, if given) has left the room for this application."""
    if who is not None:
        juror.person = who
        juror.save()
    return Conflict.objects.create(juror=juror, application=row, kind="declared", state="recused", at=NOW)


def rules(of: Deliberation) -> None:
    """As a film centre states them; the last one is left out."""
    stated = [
        {"kind": "share", "dimension": "gender", "values": ["woman"], "least": 50},
        {"kind": "each", "dimension": "country", "most": 2},
        {"kind": "quota", "dimension": "first_film", "question": "film", "least": 2},
        {"kind": "budget", "question": "budget", "most": 3_000_000},
        {"kind": "quota", "dimension": "country", "values": ["MA"], "least": 2, "is_used": False},
    ]
    for position, one in enumerate(stated):
        of.rules.create(position=position, **one)


def emptied() -> None:
    """For tests that end by emptying the tables: SQLite deletes row by row, and minutes refuse that."""
    if connection.vendor == "sqlite":
        frozen.TRIGGERS.take_away()
        Minutes.objects.all()._raw_delete("default")
        frozen.TRIGGERS.put()
