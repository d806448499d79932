"""Calls: what they ask, of whom, and what is sent in."""

from residencies.calls.models.applying import Application, ApplicationQuerySet
from residencies.calls.models.asking import Form, Option, Question, Section
from residencies.calls.models.calls import Call, CallQuerySet, EligibilityRule, InvitationCode, Seat
from residencies.calls.models.given import Addendum, Answer, Attachment
from residencies.calls.models.members import Member

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
