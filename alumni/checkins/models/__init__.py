"""Check-ins: how they are planned and asked, and what happens where nobody answers."""

from alumni.checkins.models.asking import (
    Answer,
    CheckIn,
    CheckInQuerySet,
    Option,
    Plan,
    Question,
    Questionnaire,
    Step,
)
from alumni.checkins.models.silence import Call, Cohort, Contact, Pause

__all__ = [
    "Answer",
    "Call",
    "CheckIn",
    "CheckInQuerySet",
    "Cohort",
    "Contact",
    "Option",
    "Pause",
    "Plan",
    "Question",
    "Questionnaire",
    "Step",
]
