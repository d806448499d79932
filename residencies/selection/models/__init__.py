"""Juries and what they read; the deliberation and what it decides; what is offered to those selected."""

from residencies.selection.models.deciding import (
    ChoiceRule,
    Decision,
    DecisionQuerySet,
    Deliberation,
    Minutes,
    Prize,
)
from residencies.selection.models.reading import (
    Assignment,
    AssignmentQuerySet,
    Conflict,
    ConflictQuerySet,
    Criterion,
    Juror,
    JurorQuerySet,
    Jury,
    JuryQuerySet,
    Mark,
    Review,
    ReviewQuerySet,
    kept_from,
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
    "Juror",
    "JurorQuerySet",
    "Jury",
    "JuryQuerySet",
    "Mark",
    "Minutes",
    "Offer",
    "OfferQuerySet",
    "Prize",
    "Release",
    "Review",
    "ReviewQuerySet",
    "kept_from",
]
