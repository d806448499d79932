"""Figures that are stated, national figures that were frozen, what is reported to funders, and stories."""

from alumni.impact.models.figures import FrozenReport, Indicator, StatedFigure, period_of
from alumni.impact.models.reports import By, FunderReport, IssuedReport
from alumni.impact.models.stories import Story, ToldStory

__all__ = [
    "By",
    "FrozenReport",
    "FunderReport",
    "Indicator",
    "IssuedReport",
    "StatedFigure",
    "Story",
    "ToldStory",
    "period_of",
]
