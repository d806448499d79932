"""What a person's page at the desk tells of programmes."""

from typing import Any

from foundation.people.models import Person
from foundation.strands import Line, Strand, instant, opened, strand
from residencies.programmes.models import Deliverable, Participation


def life(person: Person, viewer: Any) -> list[Strand]:
    """What she took part in, and what she handed in."""
    taken = Participation.objects.visible_to(viewer).filter(person=person)
    handed = Deliverable.objects.visible_to(viewer).filter(participation__person=person)
    return [
        strand(
            taken.select_related("edition__programme"),
            instant("completed_on", "edition__starts_on"),
            lambda row: Line(
                str(row.edition),
                str(row.get_state_display()),
                row.completed_on or row.edition.starts_on,
                opened(row),
            ),
        ),
        strand(
            handed.select_related("requirement"),
            "handed_in_at",
            lambda row: Line(
                str(row.requirement), str(row.get_state_display()), row.handed_in_at, opened(row)
            ),
        ),
    ]
