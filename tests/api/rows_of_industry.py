"""Rows of industry events: each in an event of its own, in which the owner is a guest."""

from datetime import date, timedelta

from foundation.people.models import Organisation, Person
from residencies.industry.models import Event, FollowUp, Guest, Meeting, Project, Wish
from tests import cast
from tests.industry import cast as industry


def industry_event_row(owner: Person, number: int) -> Event:
    until = cast.NOW if number % 2 else None
    days = {"starts_on": date(2026, 12, 1 + number % 3), "ends_on": date(2026, 12, 9)}
    row = industry.event(slots=1, tables=1, wishes_until=until, **days)
    industry.guest(row, person=owner)
    return row


def guest_row(owner: Person, number: int) -> Guest:
    row = industry_event_row(owner, number).guests.get()
    row.organisation = Organisation.objects.create(name=f"Maison {row.pk}") if number % 2 else None
    row.save()
    return row


def project_row(owner: Person, number: int) -> Project:
    return industry.project(industry_event_row(owner, number))


def wish_row(owner: Person, number: int) -> Wish:
    guest = guest_row(owner, number)
    return Wish.objects.create(project=industry.project(guest.event), guest=guest, side="guest", word="like")


def industry_meeting_row(owner: Person, number: int) -> Meeting:
    """After the release: before it, nobody but the staff sees it."""
    guest = guest_row(owner, number)
    event, project = guest.event, industry.project(guest.event)
    Event.objects.filter(pk=event.pk).update(state="released", released_at=cast.NOW)
    if number % 2:
        event.tables.update(area=None)
    return Meeting.objects.create(
        event=event, project=project, guest=guest, slot=event.slots.get(), table=event.tables.get()
    )


def follow_up_row(owner: Person, number: int) -> FollowUp:
    row = industry_meeting_row(owner, number)
    return FollowUp.objects.create(
        meeting=row,
        owner=owner,
        side="guest",
        what="Envoyer le scénario",
        due_on=date(2026, 12, 10) + timedelta(days=number % 3),
        done_at=cast.NOW if number % 2 else None,
    )
