"""What a provider tells us of our mail, through django-anymail's webhooks."""

from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.utils import timezone

from foundation.mail.models import Report
from foundation.mail.reports import Told, take_in_report
from foundation.mail.severity import is_hard, status_in

# Whether she opened a letter or followed a link is not our business: those events go unread.
KINDS = {
    EventType.BOUNCED: Report.Kind.BOUNCE,
    EventType.REJECTED: Report.Kind.BOUNCE,
    EventType.COMPLAINED: Report.Kind.COMPLAINT,
    EventType.DEFERRED: Report.Kind.DELAYED,
    EventType.AUTORESPONDED: Report.Kind.AUTO_REPLY,
}


def take_in_event(sender: Any, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """The receiver of anymail's `tracking`. Raises where the database fails, so that it is told again."""
    kind = KINDS.get(event.event_type)
    if kind:
        take_in_report(_told(event, kind, esp_name), now=timezone.now())


def _told(event: AnymailTrackingEvent, kind: str, esp_name: str) -> Told:
    said = " ".join(filter(None, [event.description, event.mta_response]))
    address = (event.recipient or "").lower()
    message_id = (event.metadata or {}).get("message_id") or event.message_id or ""
    return Told(
        key=f"{esp_name} {event.event_id or f'{message_id} {event.timestamp}'} {event.event_type} {address}",
        kind=kind,
        source=esp_name,
        address=address,
        is_hard=event.reject_reason == RejectReason.INVALID or is_hard("", said),
        status=status_in("", said),
        diagnostic=said,
        message_id=str(message_id),
    )
