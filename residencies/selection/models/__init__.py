"""Juries and what they read; the deliberation and what it decides; what is offered to those selected."""

from residencies.selection.models.deciding import (
    ChoiceRule,
    Decision,
    DecisionQuerySet,
    Deliberation,
    DeliberationQuerySet,
    Prize,
    kept_from,
    may_decide,
    sees_room,
)
from residencies.selection.models.minutes import Minutes, MinutesQuerySet
from residencies.selection.models.reading import (
    Assignment,
    AssignmentQuerySet,
    Conflict,
    Criterion,
    Juror,
    JurorQuerySet,
    Jury,
    JuryQuerySet,
    Mark,
    Review,
)
from residencies.selection.models.telling import Offer, OfferQuerySet

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "ChoiceRule",
    "Conflict",
    "Criterion",
    "Decision",
    "DecisionQuerySet",
    "Deliberation",
    "DeliberationQuerySet",
    "Juror",
    "JurorQuerySet",
    "Jury",
    "JuryQuerySet",
    "Mark",
    "Minutes",
    "MinutesQuerySet",
    "Offer",
    "OfferQuerySet",
    "Prize",
    "Review",
    "kept_from",
    "may_decide",
    "sees_room",
]
