"""Beds: never two people in one at a time. Under the lock of a room its beds are given one after another."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from foundation.errors import ServiceError
from foundation.history import delete_by, save_by
from foundation.translated import listed
from residencies.programmes.models import Needs, Participation, Room, Stay

LONGEST = 4000


@transaction.atomic
def arrange_stay(
    participation: Participation,
    *,
    arrives_on: date,
    leaves_on: date,
    room: Room | None,
    by: Any,
    now: datetime,
    stay: Stay | None = None,
) -> Stay:
    """A new stay, or a changed one, with the first bed that is free in `room` all the while.

    Whoever leaves in the morning frees her bed for that night. Raises ServiceError where no bed is free.
    """
    row = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=participation.pk)
    )
    if leaves_on <= arrives_on:
        raise ServiceError(_("She leaves after the day she arrives."))
    if row.state in Participation.LEFT:
        raise ServiceError(_("%(who)s does not take part now.") % {"who": row.person})
    made = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk) if stay else Stay(participation=row)
    meanwhile = Stay.objects.filter(arrives_on__lt=leaves_on, leaves_on__gt=arrives_on).exclude(pk=made.pk)
    if meanwhile.filter(participation=row).exists():
        raise ServiceError(_("%(who)s has another stay on some of these days.") % {"who": row.person})
    bed = _free_bed(room, row, meanwhile, made, arrives_on, leaves_on) if room else None
    made.arrives_on, made.leaves_on, made.room, made.bed = arrives_on, leaves_on, room, bed
    save_by(made, by)
    return made


def _free_bed(room: Room, row: Participation, meanwhile: Any, stay: Stay, arrives: date, leaves: date) -> int:
    locked = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if locked.edition_id != row.edition_id:
        raise ServiceError(_("This room is another edition’s."))
    there = list(meanwhile.filter(room=locked).select_related("participation__person").order_by("bed"))
    taken = {one.bed for one in there}
    own = [stay.bed] if stay.room_id == locked.pk and stay.bed else []  # she keeps hers if she can
    free = next((bed for bed in [*own, *range(1, locked.beds + 1)] if bed not in taken), None)
    if free is None:
        told = {
            "room": locked,
            "from": date_format(arrives, "j F"),
            "to": date_format(leaves),
            "who": listed(dict.fromkeys(str(one.participation.person) for one in there)),
        }
        raise ServiceError(_("No bed is free in %(room)s from %(from)s to %(to)s: %(who)s.") % told)
    return free


@transaction.atomic
def cancel_stay(stay: Stay, *, by: Any, now: datetime) -> None:
    """She does not come to live there; twice is as good as once."""
    row = Stay.objects.select_for_update(of=("self",)).filter(pk=stay.pk).first()
    if row is not None:
        delete_by(row, by)


def give_up_beds(rows: Iterable[Participation], *, by: Any, now: datetime) -> None:
    """Free the beds of those who leave, from today on: nights that are over stay as they were."""
    today = timezone.localdate(now)
    held = Stay.objects.filter(participation__in=list(rows), room__isnull=False, leaves_on__gt=today)
    freed = list(held.select_for_update(of=("self",)).order_by("pk"))
    for row in freed:
        if row.arrives_on < today:
            row.leaves_on = today
        else:
            row.room = row.bed = None
    if freed:
        changed = ["room", "bed", "leaves_on"]
        bulk_update_with_history(freed, Stay, changed, default_user=by, default_date=now)


@transaction.atomic
def save_needs(
    participation: Participation, *, travel: str, dietary: str, access: str, now: datetime
) -> Needs:
    """Her own words take the place of what she said before."""
    Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    said = {"travel": travel, "dietary": dietary, "access": access}
    kept = {name: text.strip()[:LONGEST] for name, text in said.items()}
    return Needs.objects.update_or_create(participation=participation, defaults={**kept, "saved_at": now})[0]
