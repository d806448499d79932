"""What a person's page at the desk tells of workshops."""

from typing import Any

from foundation.people.models import Person
from foundation.strands import Line, Strand, opened, strand
from residencies.workshops.models import Attendance, Registration


def life(person: Person, viewer: Any) -> list[Strand]:
    """Sessions she asked for a place in, and those she was in: by the day of the session."""
    asked = Registration.objects.visible_to(viewer).filter(person=person)
    was_in = Attendance.objects.visible_to(viewer).filter(person=person)
    return [
        strand(
            asked.select_related("session__workshop"),
            "session__starts_at",
            lambda row: Line(
                str(row.session), str(row.get_state_display()), row.session.starts_at, opened(row)
            ),
        ),
        strand(
            was_in.select_related("session__workshop"),
            "session__starts_at",
            lambda row: Line(
                str(row.session), str(row.get_way_display()), row.session.starts_at, opened(row)
            ),
        ),
    ]
