"""Reads about places: which sessions have something to settle, where she stands in line."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from residencies.programmes.models import Participation
from residencies.workshops.models import Registration, RegistrationQuerySet, Session, Workshop


def to_settle(now: datetime) -> QuerySet[Session]:
    """Planned sessions in which an offer has ended, somebody waits beside a free place, who asked takes no
    part in the edition any more, or which have begun while somebody waits.
    """
    asked = Registration.objects.filter(session=OuterRef("pk")).order_by()
    waits, offered = asked.in_line().order_by(), asked.filter(state=Registration.State.OFFERED)
    has_free = Q(capacity=None) | Q(held__lt=F("capacity"))
    return Session.objects.planned().filter(
        Exists(offered.overdue(now))
        | (has_free & Q(starts_at__gt=now) & Exists(waits))
        | (Q(starts_at__lte=now) & (Exists(waits) | Exists(offered)))
        | (Q(starts_at__gt=now) & Exists(gone(asked)))
    )


def gone(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """Active ones in a workshop for participants, of who has left its edition; guests stay, even if they were
    in it once.
    """
    left = Participation.objects.filter(
        person=OuterRef("person"),
        edition=OuterRef("session__workshop__edition"),
        state__in=Participation.LEFT,
    )
    return rows.active().filter(
        Exists(left), is_guest=False, session__workshop__audience=Workshop.Audience.PARTICIPANTS
    )


def place_in_line(row: Registration) -> int:
    """How many are asked before her, and she: 1 is next."""
    earlier = Q(asked_at__lt=row.asked_at) | Q(asked_at=row.asked_at, pk__lt=row.pk)
    return row.session.registrations.in_line().filter(earlier).count() + 1


def may_ask(session: Session, person: Any) -> bool:
    """Whether the workshop is open to her."""
    return Workshop.objects.open_to(person).filter(pk=session.workshop_id).exists()
