"""What a person's page at the desk tells of what she says has changed."""

from typing import Any

from alumni.careers.models import Change
from foundation.people.models import Person
from foundation.strands import Line, Strand, opened, strand


def life(person: Person, viewer: Any) -> list[Strand]:
    rows = Change.objects.visible_to(viewer).filter(person=person).select_related("work")
    return [strand(rows, "said_at", _change)]


def _change(row: Change) -> Line:
    told = " · ".join(str(part) for part in (row.work, row.get_state_display()) if part)
    return Line(str(row.get_kind_display()), told, row.said_at, opened(row))
