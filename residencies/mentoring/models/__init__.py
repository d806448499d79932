"""Mentors and what they offer; rounds of matching; pairs, their sessions, fees and pulses."""

from residencies.mentoring.models.mentorships import SILENT_AFTER, Mentorship, MentorshipQuerySet
from residencies.mentoring.models.profiles import (
    LANGUAGES,
    MentorProfile,
    MentorProfileQuerySet,
    Side,
    Unavailability,
    Veto,
    VetoQuerySet,
)
from residencies.mentoring.models.rounds import MOST_WISHES, Pairing, Pin, Round, RoundQuerySet, Wish
from residencies.mentoring.models.sessions import (
    LONGEST,
    Fee,
    FeePayment,
    FeePaymentQuerySet,
    Load,
    MentoringSession,
    MentoringSessionQuerySet,
    PrivateNote,
    PrivateNoteQuerySet,
    Pulse,
    PulseQuerySet,
)

__all__ = [
    "LANGUAGES",
    "LONGEST",
    "MOST_WISHES",
    "SILENT_AFTER",
    "Fee",
    "FeePayment",
    "FeePaymentQuerySet",
    "Load",
    "MentorProfile",
    "MentorProfileQuerySet",
    "MentoringSession",
    "MentoringSessionQuerySet",
    "Mentorship",
    "MentorshipQuerySet",
    "Pairing",
    "Pin",
    "PrivateNote",
    "PrivateNoteQuerySet",
    "Pulse",
    "PulseQuerySet",
    "Round",
    "RoundQuerySet",
    "Side",
    "Unavailability",
    "Veto",
    "VetoQuerySet",
    "Wish",
]
