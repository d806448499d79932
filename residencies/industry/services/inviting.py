"""Those who take part are invited to say whom they want to meet."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.mail.models import Message
from foundation.mail.services import enqueue_many
from foundation.people.models import Person
from residencies.industry.models import Event, Guest, Seat
from residencies.industry.selectors.links import row_of
from residencies.industry.services.locks import locked_event
from residencies.industry.services.mailing import drafts


@transaction.atomic
def invite_to_wish(event: Event, *, by: Any, now: datetime) -> int:
    """One mail to each who takes part, once: pressed again, to those who have come since. Returns to
    how many.

    Raises ServiceError when wishes are closed.
    """
    row = locked_event(event)
    if not row.takes_wishes(now):
        raise ServiceError(_("Wishes are closed. Set a later day until which they are taken."))
    guests = Guest.objects.active().filter(event=row).order_by().values("person")
    sits = Seat.objects.filter(project__event=row, project__is_active=True).order_by().values("person")
    people = Person.objects.filter(Q(pk__in=guests) | Q(pk__in=sits)).order_by("pk")
    made = drafts(
        row, "industry_wishes", people, f"industry-wishes:{row.pk}", now=now, expires_at=row.wishes_until
    )
    there = Message.objects.filter(
        kind="industry_wishes", dedupe_key__startswith=f"industry-wishes:{row.pk}:"
    )
    known = set(there.values_list("dedupe_key", flat=True))
    return enqueue_many([draft for draft in made if draft.key not in known], now=now)


@transaction.atomic
def renew_links(event: Event, person: Person) -> Guest | Seat | None:
    """A new link and a new address of her calendar. All before end at once, whatever they hung on: who sat
    for a project and is a guest by now has had some of both.
    """
    for rows in (Guest.objects.filter(event=event), Seat.objects.filter(project__event=event)):
        rows.filter(person=person).update(link_version=F("link_version") + 1)
    return row_of(event, person)
