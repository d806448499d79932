"""What somebody who takes part has in an event: her sides, whom she may meet, her meetings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from foundation.films.models import Work
from foundation.people.models import Organisation, Person
from residencies.industry.models import (
    Event,
    FollowUp,
    Guest,
    Meeting,
    MeetingQuerySet,
    Note,
    Notice,
    Project,
    Side,
    Wish,
)

Party = Project | Guest
LATEST = 10  # events shown at home


def side_of(party: Party) -> Side:
    return Side.PROJECT if isinstance(party, Project) else Side.GUEST


def events_of(user: Any) -> list[Event]:
    """Those in which she takes part herself, the latest first."""
    guests = Guest.objects.of_account(user).order_by().values("event")
    projects = Project.objects.of_account(user).order_by().values("event")
    return list(Event.objects.filter(Q(pk__in=guests) | Q(pk__in=projects))[:LATEST])


def parties_of(event: Event, person: Person) -> list[Party]:
    """All that she is there: a guest, and the projects she sits for."""
    guests = Guest.objects.active().filter(event=event, person=person)
    projects = Project.objects.active().filter(event=event, seats__person=person)
    return [
        *guests.select_related("event", "person", "organisation"),
        *projects.select_related("event", "work"),
    ]


def others_of(party: Party, sought: str = "") -> QuerySet[Any]:
    """Whom she may wish for, those found by `sought`, each with her `word` ('' where she said none)."""
    side = side_of(party)
    mine, theirs = ("project", "guest") if side == Side.PROJECT else ("guest", "project")
    said = Wish.objects.filter(**{mine: party, theirs: OuterRef("pk"), "side": side}).order_by()
    word = Coalesce(Subquery(said.values("word")[:1]), Value(""), output_field=CharField())
    if isinstance(party, Guest):
        rows = Project.objects.active().filter(event=party.event_id).select_related("work")
        rows = rows.exclude(seats__person=party.person_id)
        if sought.strip():
            rows = rows.filter(
                Q(work__in=Work.objects.search(sought).order_by().values("pk"))
                | Q(work__logline__icontains=sought.strip())
            )
        return rows.annotate(word=word).order_by("work__title", "pk")
    sits = party.seats.order_by().values_list("person")
    guests = Guest.objects.active().filter(event=party.event_id).exclude(person__in=sits)
    if sought.strip():
        guests = guests.filter(
            Q(person__in=Person.objects.search(sought).order_by().values("pk"))
            | Q(organisation__in=Organisation.objects.search(sought).order_by().values("pk"))
        )
    guests = guests.select_related("person", "organisation")
    return guests.annotate(word=word).order_by("person__sort_name", "pk")


def all_meetings_of(event: Event, person: Person) -> MeetingQuerySet:
    """Hers, those cancelled as well, with all that is shown of them, in two queries."""
    return _meetings_of(person).filter(event=event)


def _meetings_of(person: Person) -> MeetingQuerySet:
    projects = Project.objects.filter(seats__person=person).order_by().values("pk")
    hers = Meeting.objects.with_all().filter(Q(guest__person=person) | Q(project__in=projects))
    return hers.prefetch_related("project__seats__person")


def meetings_of(event: Event, person: Person) -> MeetingQuerySet:
    """Those she comes to: none before the release."""
    rows = all_meetings_of(event, person).planned()
    return rows if event.is_released else rows.none()


def calendar_meetings_of(event: Event, person: Person) -> MeetingQuerySet:
    """As her calendar and their pages have to know them: with those that were cancelled after the release."""
    return told_meetings_of(person).filter(event=event)


def told_meetings_of(person: Person) -> MeetingQuerySet:
    """The same of all events that are released."""
    told = Notice.objects.filter(person=person).order_by().values("meeting")
    state = Meeting.State
    rows = _meetings_of(person).filter(event__state=Event.State.RELEASED)
    return rows.filter(Q(state=state.PLANNED) | Q(state=state.CANCELLED, pk__in=told))


def side_in(meeting: Meeting, person: Person) -> Side:
    return Side.GUEST if meeting.guest.person_id == person.pk else Side.PROJECT


def note_of(meeting: Meeting, side: Side) -> Note | None:
    """Her own side's: nobody reads another's."""
    return Note.objects.filter(meeting=meeting, side=side).first()


def follow_ups_of(event: Event, person: Person) -> QuerySet[FollowUp]:
    """What she is to do, what is open first."""
    rows = FollowUp.objects.filter(meeting__event=event, owner=person)
    rows = rows.select_related(
        "meeting__project__work", "meeting__guest__person", "meeting__guest__organisation"
    )
    return rows.order_by(F("done_at").desc(nulls_first=True), "due_on", "pk")


def without_outcome(rows: Iterable[Meeting], now: datetime) -> list[Meeting]:
    return [row for row in rows if row.is_planned and not row.outcome and row.slot.ends_at <= now]
