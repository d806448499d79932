"""Next year's edition from this year's, in one act."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.programmes.models import Edition, Places, Programme, Requirement, Room


@transaction.atomic
def copy_edition(edition: Edition, name: str, *, by: Any, now: datetime) -> Edition:
    """A new edition of the same programme, a year later: its dates, places, requirements and rooms.

    Nobody is in it. Raises ServiceError for a name the programme has already.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=edition.programme_id)  # one at a time
    name = " ".join(name.split())
    if not name:
        raise ServiceError(_("Give the new edition a name."))
    if Edition.objects.filter(programme=edition.programme_id, name=name).exists():
        told = {"programme": edition.programme, "name": name}
        raise ServiceError(_("%(programme)s has an edition “%(name)s” already.") % told)
    made = Edition(
        programme=edition.programme,
        name=name,
        starts_on=a_year_later(edition.starts_on),
        ends_on=a_year_later(edition.ends_on),
        place=edition.place,
    )
    save_by(made, by)
    for model in (Places, Room):
        _copy_rows(model, edition, made)
    for row in Requirement.objects.filter(edition=edition).order_by("position", "pk"):
        row.pk, row.edition, row.due_on = None, made, a_year_later(row.due_on)
        row._state.adding = True
        save_by(row, by)
    return made


def _copy_rows(model: Any, edition: Edition, made: Edition) -> None:
    rows = list(model.objects.filter(edition=edition).order_by("pk"))
    for row in rows:
        row.pk, row.edition = None, made
    model.objects.bulk_create(rows)


def a_year_later(day: date | None) -> date | None:
    """The same day of the next year; the last of February stays it."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
