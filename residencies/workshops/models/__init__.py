"""Workshops with their sessions; who has a place in them, who was there, and what was said afterwards."""

from residencies.workshops.models.attending import (
    Attendance,
    AttendanceQuerySet,
    CalendarFeed,
    PlaceRequest,
    Registration,
    RegistrationQuerySet,
)
from residencies.workshops.models.offering import (
    Material,
    Session,
    SessionQuerySet,
    Speaker,
    Workshop,
    WorkshopQuerySet,
)
from residencies.workshops.models.saying import Feedback, FeedbackAnswer, FeedbackQuestion

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "CalendarFeed",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackQuestion",
    "Material",
    "PlaceRequest",
    "Registration",
    "RegistrationQuerySet",
    "Session",
    "SessionQuerySet",
    "Speaker",
    "Workshop",
    "WorkshopQuerySet",
]
