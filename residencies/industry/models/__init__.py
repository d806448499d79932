"""Industry events: their grid and tables, projects and guests, wishes, meetings and what came of them."""

from residencies.industry.models.events import Area, Event, EventQuerySet, Slot, Table, Travel
from residencies.industry.models.meetings import FollowUp, Meeting, MeetingQuerySet, Note, Notice
from residencies.industry.models.parties import Away, Guest, Project, Seat, Side, Spoken, Wish

__all__ = [
    "Area",
    "Away",
    "Event",
    "EventQuerySet",
    "FollowUp",
    "Guest",
    "Meeting",
    "MeetingQuerySet",
    "Note",
    "Notice",
    "Project",
    "Seat",
    "Side",
    "Slot",
    "Spoken",
    "Table",
    "Travel",
    "Wish",
]
