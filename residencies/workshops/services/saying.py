"""What those who were there say of a session."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.people.models import Person
from residencies.workshops.kinds import kind_of
from residencies.workshops.models import Feedback, FeedbackAnswer, Session
from residencies.workshops.services.places import locked_session

LONGEST = 2000


@transaction.atomic
def give_feedback(
    session: Session,
    person: Person,
    *,
    overall: int,
    useful: int,
    clear: int,
    comment: str,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
) -> Feedback:
    """Once, by who was there, after it has ended; that she gave it is kept apart from what she said.

    `answers` are those to the workshop's own questions, raw, by their keys. Raises ServiceError for what is
    no answer, for anyone else, and for a second time.
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
    made = Feedback.objects.create(session=row, overall=overall, useful=useful, clear=clear, comment=text)
    _answer(made, row, answers or {})
    return made


def _answer(feedback: Feedback, session: Session, answers: Mapping[str, Any]) -> None:
    for question in session.workshop.questions.all():
        if (value := kind_of(question).clean(question, answers.get(question.key))) is not None:
            FeedbackAnswer.objects.create(feedback=feedback, question=question, value=value)
