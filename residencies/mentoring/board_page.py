"""The fairness board of a round at the staff's desk, and as a file."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from foundation.importing.tables import csv_file
from foundation.lists.exporting import note_file
from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.mentoring.models import MentorProfile, Round
from residencies.mentoring.selectors.board import Board, board_of
from residencies.programmes.models import Participation

MENTORS = ["mentor", "capacity", "carried", "mentees", "hours", "fees", "silent", "pulse"]
MENTEES = ["mentee", "mentors", "wish", "hours", "required", "last_session", "days_since"]


@require_safe
def board_page(request: HttpRequest, desk: Any, row: Round) -> HttpResponse:
    """For whoever sees pairs, beside the round."""
    if not is_staff_with(request.user, "mentoring.view_mentorship"):
        raise PermissionDenied
    board = board_of(row, request.user, timezone.now())
    wanted = request.GET.get("csv")
    if wanted == "mentors":
        note_file(request, MentorProfile, "csv", len(board.mentors), round=row.pk)
        return csv_file("mentors", MENTORS, _mentors(board))
    if wanted == "mentees":
        note_file(request, Participation, "csv", len(board.mentees), round=row.pk)
        return csv_file("mentees", MENTEES, _mentees(board))
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("How it is shared: %(round)s") % {"round": row},
        "round": row,
        "board": board,
        "back": reverse("admin:mentoring_round_change", args=[row.pk]),
    }
    return TemplateResponse(request, "mentoring/desk_board.html", context)


def _mentors(board: Board) -> Iterator[dict[str, Any]]:
    for one in board.mentors:
        fees = listed(f"{amount} {currency}" for currency, amount in one.fees.items())
        yield {
            "mentor": str(one.mentor),
            "capacity": one.mentor.capacity,
            "carried": one.everywhere,
            "mentees": one.mentees,
            "hours": one.hours,
            "fees": fees if board.has_fees else "",
            "silent": one.silent,
            "pulse": "" if one.pulse is None else one.pulse,
        }


def _mentees(board: Board) -> Iterator[dict[str, Any]]:
    for one in board.mentees:
        yield {
            "mentee": str(one.participation.person),
            "mentors": listed(one.mentors),
            "wish": one.wish or "",
            "hours": one.hours,
            "required": "" if one.required is None else one.required,
            "last_session": one.last_on or "",
            "days_since": "" if one.idle is None else one.idle,
        }
