"""An event held, so that its schedule has one hand on it at a time. Always the event first."""

from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from residencies.industry.models import Event, Meeting


def locked_event(event: Event) -> Event:
    return Event.objects.select_for_update().get(pk=event.pk)


def locked_meeting(meeting: Meeting, *, cancelled: bool = False) -> Meeting:
    """With its event held. Raises ServiceError where it was planned no more when the lock was there, unless
    one that is `cancelled` does as well.
    """
    event = locked_event(meeting.event)
    row = Meeting.objects.with_all().get(pk=meeting.pk)
    row.event = event
    if not (row.is_planned or cancelled):
        raise ServiceError(_("This meeting was cancelled meanwhile."))
    return row
