"""What a person's page at the desk tells of mentoring."""

from typing import Any

from django.db.models import Q

from foundation.people.models import Person
from foundation.strands import Line, Strand, opened, strand
from residencies.mentoring.models import MentoringSession, Mentorship


def life(person: Person, viewer: Any) -> list[Strand]:
    """Those who mentored her and whom she mentored, and their meetings, without what was said there."""
    pairs = Mentorship.objects.filter(Q(mentor__person=person) | Q(participation__person=person))
    met = MentoringSession.objects.visible_to(viewer).filter(mentorship__in=pairs.order_by().values("pk"))
    both = ("mentor__person", "participation__person")
    return [
        strand(
            pairs.visible_to(viewer).select_related(*both),
            "starts_on",
            lambda row: Line(_pair(row), str(row.get_state_display()), row.starts_on, opened(row)),
        ),
        strand(
            met.select_related(*(f"mentorship__{path}" for path in both)),
            "on",
            lambda row: Line(_pair(row.mentorship), "", row.on, opened(row)),
        ),
    ]


def _pair(row: Mentorship) -> str:
    return f"{row.mentor.person} → {row.participation.person}"
