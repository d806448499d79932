"""Calls: what they ask, of whom, and what is sent in."""

from residencies.calls.models.applying import (
    Addendum,
    Answer,
    Application,
    ApplicationQuerySet,
    Attachment,
    Member,
)
from residencies.calls.models.asking import Form, Option, Question, Section
from residencies.calls.models.calls import Call, CallQuerySet, EligibilityRule, InvitationCode, Seat

__all__ = [
    "Addendum",
    "Answer",
    "Application",
    "ApplicationQuerySet",
    "Attachment",
    "Call",
    "CallQuerySet",
    "EligibilityRule",
    "Form",
    "InvitationCode",
    "Member",
    "Option",
    "Question",
    "Seat",
    "Section",
]
