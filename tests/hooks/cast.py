"""Endpoints and deliveries of the tests."""

from datetime import timedelta
from itertools import count
from typing import Any

from foundation.hooks import services
from foundation.hooks.models import Attempt, Delivery, Endpoint, Event
from foundation.people.models import Person
from tests import cast

_numbers = count(1001)  # as many digits each: they sort by name as they were made


def endpoint(url: str = "https://crm.example.org/in", *kinds: str, by: Any = None, **said: Any) -> Endpoint:
    made = {"url": url, "events": kinds or ("participation.completed",), "description": "", **said}
    return services.register_endpoint(**made, by=by or cast.administrator(), now=cast.NOW)[0]


def delivery(kind: str = "participation.completed", subject: int = 1, **fields: Any) -> Delivery:
    """Given up after one try, unless it is said otherwise."""
    number = next(_numbers)
    event = Event.objects.create(
        uid=f"evt_{number:032}", key=f"{kind}:{number}", kind=kind, subject=subject, body="{}", at=cast.NOW
    )
    side = fields.pop("endpoint", None) or endpoint(description=f"CRM {number}")
    row = Delivery.objects.create(
        event=event,
        endpoint=side,
        **{"state": "given_up", "code": 500, "attempts": 1, "tries_until": cast.NOW, **fields},
    )
    Attempt.objects.create(delivery=row, fence=1, number=1, at=cast.NOW, outcome=row.state, code=row.code)
    return row


def endpoint_row(owner: Person, number: int) -> Endpoint:
    row = endpoint(description=f"CRM {number}" if number % 2 else "")
    Endpoint.objects.filter(pk=row.pk).update(made_at=cast.NOW + timedelta(days=number % 3))
    return row


def delivery_row(owner: Person, number: int) -> Delivery:
    code = 500 if number % 2 else None
    return delivery(endpoint=endpoint_row(owner, number), code=code)
