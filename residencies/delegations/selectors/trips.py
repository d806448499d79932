"""A member's own trip: her file, the way as calendar days, and what other rooms have for it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from residencies.delegations.models import Member
from residencies.delegations.selectors.checklist import with_files
from residencies.programmes.selectors.agenda import Entry


def trip_of(user: Any, number: int) -> Member | None:
    """Her own alone, whatever else she may see at the desk; with all that her page shows."""
    rows = with_files(Member.objects.filter(participation__person__account=user.pk, pk=number))
    related = ("participation__edition__programme", "delegation__market__festival", "participation__work")
    return rows.select_related(*related).first()


def meetings(row: Member, now: datetime) -> list[Entry]:
    """What the rooms of `settings.TRIP_MEETINGS` have for her there, by day.

    Each of its selectors takes `(participation, now)` and gives `Entry`s, in a fixed number of queries.
    """
    found = [one for path in settings.TRIP_MEETINGS for one in import_string(path)(row.participation, now)]
    return sorted(found, key=lambda one: (one.on is None, one.on))
