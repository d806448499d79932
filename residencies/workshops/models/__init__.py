"""Workshops with their sessions; who has a place in them, who was there, and what was said afterwards."""

from residencies.workshops.models.attending import (
    Attendance,
    AttendanceQuerySet,
    CalendarFeed,
    Feedback,
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

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "CalendarFeed",
    "Feedback",
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
