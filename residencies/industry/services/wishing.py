"""What guests and projects say: whom they want to meet, and when they cannot."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from foundation.errors import ServiceError
from foundation.history import delete_by, update_by
from residencies.industry.models import Away, Event, Guest, Project, Side, Wish
from residencies.industry.services.locks import locked_event


def check_open(event: Event, *, by: Any, now: datetime) -> None:
    """Staff may write wishes down as long as nothing is released; others until the day that was told."""
    may = by is not None and by.is_staff and by.has_perm("industry.change_wish")
    if event.is_released or not (may or event.takes_wishes(now)):
        raise ServiceError(_("Wishes are closed. Write to the team of the event."))


@transaction.atomic
def say_wishes(party: Project | Guest, words: Mapping[int, str], *, by: Any, now: datetime) -> None:
    """What a side says of others, by their number: a guest of projects, a project of guests. '' takes a wish
    back; whoever is not named stays as she is.

    Raises ServiceError when wishes are closed, for another word, or for who is not in the event.
    """
    event = locked_event(party.event)
    check_open(event, by=by, now=now)
    side = Side.PROJECT if isinstance(party, Project) else Side.GUEST
    theirs = Guest if side == Side.PROJECT else Project
    if not set(words.values()) <= {"", *Wish.Word.values}:
        raise ServiceError(_("A wish is a must, a like or a no."))
    known = set(theirs.objects.active().filter(event=event, pk__in=words).values_list("pk", flat=True))
    if set(words) - known:
        raise ServiceError(_("Choose among those who take part in this event."))
    mine, other = side.value, "guest" if side == Side.PROJECT else "project"
    there = {getattr(row, f"{other}_id"): row for row in party.wishes.filter(side=side)}
    gone = [row for number, row in there.items() if words.get(number) == ""]
    changed = [row for number, row in there.items() if words.get(number, row.word) not in ("", row.word)]
    for row in changed:
        row.word = words[getattr(row, f"{other}_id")]
    new = [
        Wish(side=side, word=word, **{mine: party, f"{other}_id": number})
        for number, word in words.items()
        if word and number not in there
    ]
    for row in gone:  # few; the history has no way to delete many at once
        delete_by(row, by)
    update_by(changed, ["word"], by, now=now)
    if new:
        bulk_create_with_history(new, Wish, batch_size=500, default_user=by, default_date=now)


@transaction.atomic
def say_away(party: Project | Guest, slots: Collection[int], *, by: Any, now: datetime) -> None:
    """The slots in which she cannot come, by number; in all others she can. Raises as `say_wishes` does."""
    event = locked_event(party.event)
    check_open(event, by=by, now=now)
    known = set(event.slots.open().filter(pk__in=slots).values_list("pk", flat=True))
    if set(slots) - known:
        raise ServiceError(_("Choose among the slots of this event."))
    mine = "project" if isinstance(party, Project) else "guest"
    party.away.exclude(slot__in=known).delete()
    Away.objects.bulk_create(
        [Away(slot_id=number, **{mine: party}) for number in sorted(known)], ignore_conflicts=True
    )
