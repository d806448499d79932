"""Juries and what they read; the deliberation and what it decides; what is offered to those selected."""

from residencies.selection.models.deciding import (
    ChoiceRule,
    Decision,
    DecisionQuerySet,
    Deliberation,
    DeliberationQuerySet,
    Prize,
    may_decide,
    sees_room,
)
from residencies.selection.models.juries import (
    Criterion,
    Juror,
    JurorQuerySet,
    Jury,
    JuryQuerySet,
)
from residencies.selection.models.minutes import Minutes, MinutesQuerySet
from residencies.selection.models.reading import (
    Assignment,
    AssignmentQuerySet,
    Conflict,
    ConflictQuerySet,
    Mark,
    Review,
    ReviewQuerySet,
    kept_from_room,
)
from residencies.selection.models.telling import CallFigures, Offer, OfferQuerySet, Release

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "CallFigures",
    "ChoiceRule",
    "Conflict",
    "ConflictQuerySet",
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
    "Release",
    "Review",
    "ReviewQuerySet",
    "kept_from_room",
    "may_decide",
    "sees_room",
]
