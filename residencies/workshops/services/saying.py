"""What those who were there say of a session."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.people.models import Person
from residencies.workshops.models import Feedback, Session
from residencies.workshops.services.places import locked_session

LONGEST = 2000


@transaction.atomic
def give_feedback(
    session: Session, person: Person, *, overall: int, useful: int, clear: int, comment: str, now: datetime
) -> Feedback:
    """Once, by who was there, after it has ended; that she gave it is kept apart from what she said.

    Raises ServiceError for anyone else, and for a second time.
    """
    row = locked_session(session)  # as whoever takes an attendance away does
    rows = row.attendances.filter(person=person)
    there = rows.first()
    if there is None or not there.may_tell(row, now):
        raise ServiceError(
            _("You have told us already, thank you.")
            if there and there.gave_feedback
            else _("Feedback is for those who were there, after the session.")
        )
    rows.update(gave_feedback=True)  # without history: an instant would tell whose words are whose
    text = comment.replace("\0", "").strip()[:LONGEST]
    return Feedback.objects.create(session=row, overall=overall, useful=useful, clear=clear, comment=text)
