"""What a person's page at the desk tells of selection."""

from typing import Any

from django.urls import reverse

from foundation.people.models import Person
from foundation.strands import Line, Strand, instant, opened, strand
from residencies.calls.selectors import applications_of
from residencies.selection.models import Decision, Juror, Offer


def life(person: Person, viewer: Any) -> list[Strand]:
    """Decisions she was told, places she was offered, juries she was asked into; nothing that is held."""
    hers = applications_of(person, viewer).order_by().values("pk")
    decided = Decision.objects.visible_to(viewer).released().filter(application__in=hers)
    offered = Offer.objects.visible_to(viewer).filter(
        decision__application__in=hers, decision__deliberation__released_at__isnull=False
    )
    seats = Juror.objects.visible_to(viewer).filter(person=person)
    return [
        strand(
            decided.select_related("application", "deliberation__call__edition__programme"),
            "deliberation__released_at",
            _decision,
        ),
        strand(
            offered.select_related("decision__application"),
            "made_at",
            lambda row: Line(
                row.decision.application.number, str(row.get_state_display()), row.made_at, opened(row)
            ),
        ),
        strand(
            seats.select_related("jury__call__edition__programme", "jury__track"),
            instant("answered_at", "invited_at"),
            lambda row: Line(
                str(row.jury), str(row.get_state_display()), row.answered_at or row.invited_at, opened(row)
            ),
        ),
    ]


def _decision(row: Decision) -> Line:
    url = reverse("admin:calls_application_change", args=[row.application_id])
    told = str(row.get_outcome_display())
    return Line(
        f"{row.deliberation.call} · {row.application.number}", told, row.deliberation.released_at, url
    )
