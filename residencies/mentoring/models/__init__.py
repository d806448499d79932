"""Mentors and what they offer; rounds of matching; pairs, their sessions and fees."""

from residencies.mentoring.models.asking import LONGEST_WORD
from residencies.mentoring.models.fees import Fee, FeePayment, FeePaymentQuerySet, FeeQuerySet
from residencies.mentoring.models.mentorships import (
    FIRST_PULSE,
    LONGEST_REASON,
    PULSE_EVERY,
    SILENT_AFTER,
    Mentorship,
    MentorshipQuerySet,
)
from residencies.mentoring.models.profiles import (
    LANGUAGES,
    MOST_AWAY,
    MOST_MENTEES,
    MentorProfile,
    MentorProfileQuerySet,
    Side,
    Unavailability,
    Veto,
    VetoQuerySet,
)
from residencies.mentoring.models.pulses import Pulse, PulseQuerySet
from residencies.mentoring.models.reviews import ClosingReview
from residencies.mentoring.models.rounds import MOST_WISHES, Pairing, Pin, Round, RoundQuerySet, Wish
from residencies.mentoring.models.sessions import (
    LONGEST,
    LONGEST_TEXT,
    MentoringSession,
    MentoringSessionQuerySet,
    PrivateNote,
    PrivateNoteQuerySet,
)

__all__ = [
    "FIRST_PULSE",
    "LANGUAGES",
    "LONGEST",
    "LONGEST_REASON",
    "LONGEST_TEXT",
    "LONGEST_WORD",
    "MOST_AWAY",
    "MOST_MENTEES",
    "MOST_WISHES",
    "PULSE_EVERY",
    "SILENT_AFTER",
    "ClosingReview",
    "Fee",
    "FeePayment",
    "FeePaymentQuerySet",
    "FeeQuerySet",
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
