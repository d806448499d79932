"""The secret address of a person's calendar."""

from django.db import transaction
from django.db.models import F

from foundation.people.models import Person
from residencies.workshops.models import CalendarFeed


@transaction.atomic
def open_feed(person: Person) -> CalendarFeed:
    """Her feed; twice is as good as once."""
    return CalendarFeed.objects.get_or_create(person=person)[0]


@transaction.atomic
def renew_feed(person: Person) -> CalendarFeed:
    """A new address; the one before ends at once."""
    row = open_feed(person)
    CalendarFeed.objects.filter(pk=row.pk).update(link_version=F("link_version") + 1)
    row.refresh_from_db()
    return row
