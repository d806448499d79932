"""An edition with people in it, what it requires of them, and where they live."""

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from residencies.programmes.models import (
    Absence,
    Circular,
    Deliverable,
    Edition,
    Needs,
    Participation,
    Requirement,
    Room,
    Stay,
)
from tests import cast

_numbers = count(1001)  # as many digits each: they sort by name as they were made
STARTS, ENDS = date(2026, 9, 1), date(2027, 6, 30)


def edition(**fields: Any) -> Edition:
    return cast.edition(**{"starts_on": STARTS, "ends_on": ENDS, "place": "Essaouira", **fields})


def enrolment(**fields: Any) -> Participation:
    fields.setdefault("edition", fields.pop("of", None) or edition())
    fields.setdefault("person", fields.pop("who", None) or cast.alumna())
    return Participation.objects.create(**{"state": "attending", **fields})


def requirement(of: Edition, kind: str = "sign_off", **fields: Any) -> Requirement:
    code = f"{kind}-{next(_numbers)}".replace("_", "-")
    names = {"name_fr": f"{code} fr", "name_en": f"{code} en"}
    return Requirement.objects.create(**{"edition": of, "kind": kind, "code": code, **names, **fields})


def deliverable(row: Participation | None = None, **fields: Any) -> Deliverable:
    row = row or enrolment()
    asked = fields.pop("requirement", None) or requirement(row.edition, "deliverable")
    said = {"link": "https://example.org/film", "handed_in_at": cast.NOW}
    return Deliverable.objects.create(participation=row, requirement=asked, **{**said, **fields})


def absence(row: Participation | None = None, **fields: Any) -> Absence:
    days = {"away_from": date(2026, 11, 20), "back_on": date(2026, 12, 1)}
    return Absence.objects.create(participation=row or enrolment(), **{**days, **fields})


def room(of: Edition, **fields: Any) -> Room:
    return Room.objects.create(**{"edition": of, "name": f"Chambre {next(_numbers)}", "beds": 2, **fields})


def stay(row: Participation | None = None, **fields: Any) -> Stay:
    row = row or enrolment()
    days = {"arrives_on": date(2026, 11, 1), "leaves_on": date(2026, 12, 20)}
    if "room" not in fields:
        fields |= {"room": room(row.edition), "bed": 1}
    return Stay.objects.create(participation=row, **{**days, **fields})


def needs(row: Participation | None = None, **fields: Any) -> Needs:
    said = {"dietary": "végétarienne", "saved_at": cast.NOW}
    return Needs.objects.create(participation=row or enrolment(), **{**said, **fields})


def circular(**fields: Any) -> Circular:
    words = {"subject_fr": "La semaine", "body_fr": "Bonjour."}
    sent = {"stream": "transactional", "sent_at": cast.NOW, "sent_by": cast.administrator()}
    return Circular.objects.create(
        **{"token": uuid4(), "reached": 1, "left_out": 0, **words, **sent, **fields}
    )
