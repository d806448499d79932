"""Figures that are stated, national figures that were frozen, and what is reported to funders."""

from alumni.impact.models.figures import FrozenReport, Indicator, StatedFigure, period_of
from alumni.impact.models.reports import By, FunderReport, IssuedReport

__all__ = ["By", "FrozenReport", "FunderReport", "Indicator", "IssuedReport", "StatedFigure", "period_of"]
