"""An endpoint of another system, paused for the demo speaks to nobody, and what became of some events."""

from datetime import datetime
from typing import Any

from foundation.hooks import services
from foundation.hooks.models import Attempt, Delivery
from residencies.programmes.models import Participation

# How each delivery ended: its state, what the receiver answered, and in which words.
ENDED = [("delivered", 204, ""), ("given_up", 500, "Internal Server Error"), ("waiting", 503, "maintenance")]


def tell_others(*, by: Any, now: datetime) -> None:
    row, _secret = services.register_endpoint(
        url="https://crm.example.org/masar",
        events=["participation.completed", "selection.recorded", "grant.paid"],
        description="CRM de la fondation",
        by=by,
        now=now,
    )
    completed = Participation.objects.filter(state="completed").order_by("-completed_on", "pk")[
        : len(ENDED) + 2
    ]
    services.announce("participation.completed", completed, now=now)
    for one, (state, code, words) in zip(row.deliveries.order_by("pk"), ENDED, strict=False):
        at = now if state == "delivered" else None
        Delivery.objects.filter(pk=one.pk).update(
            state=state, attempts=1, code=code, reason=words, delivered_at=at
        )
        Attempt.objects.create(
            delivery=one, fence=1, number=1, at=now, outcome=state, code=code, detail=words
        )
    services.pause_endpoint(row, because="Démonstration : rien n’est envoyé.", by=by)
