"""What a person finds on her pages of workshops, and who leads a session on hers."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from foundation.people.models import Person, PersonQuerySet
from residencies.workshops.models import (
    Attendance,
    Registration,
    Session,
    SessionQuerySet,
    Speaker,
    Workshop,
)

RECENT = timedelta(days=60)  # sessions of hers that are over, in her list
State = Registration.State


def told(rows: SessionQuerySet, person: Person | None) -> SessionQuerySet:
    """With all that a page says of them; `asked` are her registrations, the newest first."""
    asked = Registration.objects.filter(person=person).order_by("-pk")
    here = Attendance.objects.filter(person=person)
    return rows.select_related("workshop__edition__programme").prefetch_related(
        Prefetch("registrations", asked, to_attr="asked"),
        Prefetch("attendances", here, to_attr="hers"),
        Prefetch("speakers", Speaker.objects.select_related("person"), to_attr="led"),
    )


def upcoming(person: Person | None, now: datetime) -> SessionQuerySet:
    """Sessions to come that are open to her, or in which she has asked for a place; to nobody, what is
    public.
    """
    if person is None:
        rows = Session.objects.public().filter(ends_at__gt=now)
        return told(rows.planned(), None).order_by("starts_at", "pk")
    hers = Registration.objects.active().filter(person=person).order_by().values("session")
    open_ones = Workshop.objects.open_to(person).order_by().values("pk")
    rows = Session.objects.filter(Q(workshop__in=open_ones) | Q(pk__in=hers), ends_at__gt=now)
    return told(rows.planned(), person).order_by("starts_at", "pk")


def of_person(person: Person, now: datetime) -> SessionQuerySet:
    """Those in which she has, waits for or is offered a place, or speaks; and those that are over since
    lately. Cancelled ones stay until their day.
    """
    asked = Registration.objects.active().filter(person=person).order_by().values("session")
    led = Speaker.objects.filter(person=person).order_by().values("session")
    rows = Session.objects.filter(Q(pk__in=asked) | Q(pk__in=led), ends_at__gt=now - RECENT)
    return told(rows, person).order_by("starts_at", "pk")


def placed(person: Person) -> SessionQuerySet:
    """Those in which she has a place or which she leads, for her calendar; cancelled ones as well."""
    asked = Registration.objects.registered().filter(person=person).order_by().values("session")
    led = Speaker.objects.filter(person=person).order_by().values("session")
    rows = Session.objects.filter(Q(pk__in=asked) | Q(pk__in=led))
    return rows.select_related("workshop__edition__programme").order_by("starts_at", "pk")


def offers_of(person: Person, now: datetime) -> list[Registration]:
    """Places that wait for her word."""
    rows = Registration.objects.filter(person=person, state=State.OFFERED, answer_by__gt=now)
    return list(rows.select_related("session__workshop").order_by("answer_by"))


def next_of(person: Person, now: datetime, most: int = 3) -> list[Session]:
    """The sessions to come in which she has a place."""
    rows = placed(person).planned().filter(ends_at__gt=now)
    return list(rows[:most])


def on_list(session: Session) -> PersonQuerySet:
    """Who has a place, by name, and whoever was noted as there and has none any more; `noted` is what is
    noted of them, in a list of one or none.
    """
    placed = session.registrations.registered().order_by().values("person")
    there = session.attendances.order_by().values("person")
    noted = Prefetch("workshop_attendances", session.attendances.all(), to_attr="noted")
    people = Person.objects.filter(Q(pk__in=placed) | Q(pk__in=there)).prefetch_related(noted)
    return people.order_by("sort_name", "pk")


def sees_inside(user: Any, session: Session) -> bool:
    """Whether she is told the link and the materials: she has a place, or leads the session."""
    if not user.is_authenticated:  # whose number is none, as is that of a person without an account
        return False
    has_place = session.registrations.registered().filter(person__account=user.pk)
    return has_place.exists() or Session.objects.led_by(user).filter(pk=session.pk).exists()


def to_give_feedback(session: Session, person: Person | None, now: datetime) -> bool:
    """Whether she was there, and may say how it was."""
    there = session.attendances.filter(person=person).first() if person else None
    return there is not None and there.may_tell(session, now)
