"""Reads of juries, rankings, decisions and offers."""

from residencies.selection.selectors.conflicts import Found, conflicts_found
from residencies.selection.selectors.giving import proposal
from residencies.selection.selectors.links import juror_of_token, juror_token
from residencies.selection.selectors.reading import (
    applications_of,
    neighbours,
    others_said,
    progress_of,
    read_by,
    readings_of,
    seats_of,
    to_read,
    undeclared,
    waiting_for,
    who_owes,
)

__all__ = [
    "Found",
    "applications_of",
    "conflicts_found",
    "juror_of_token",
    "juror_token",
    "neighbours",
    "others_said",
    "progress_of",
    "proposal",
    "read_by",
    "readings_of",
    "seats_of",
    "to_read",
    "undeclared",
    "waiting_for",
    "who_owes",
]
