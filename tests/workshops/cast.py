"""Workshops with sessions, and who asks for a place in them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.programmes.models import Participation
from residencies.workshops import services
from residencies.workshops.models import Registration, Session, Workshop
from tests import cast

NOW = cast.NOW
STARTS = NOW + timedelta(days=10)


def workshop(**fields: Any) -> Workshop:
    """Open to everyone, published."""
    fields.setdefault("edition", fields.pop("of", None) or cast.edition())
    names = {"name_fr": "Le son", "name_ar": "الصوت", "name_en": "Sound"}
    return Workshop.objects.create(**{**names, "audience": "all", "is_published": True, **fields})


def session(**fields: Any) -> Session:
    """Ten days after NOW, from 10 to 12."""
    fields.setdefault("workshop", fields.pop("of", None) or workshop())
    starts = fields.pop("starts_at", STARTS)
    defaults = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "Cinémathèque, Tanger"}
    return Session.objects.create(**{**defaults, **fields})


def registered(row: Session, who: Person | None = None, *, now: Any = NOW) -> Registration:
    """As she asks herself: at once, or in line."""
    return services.register(row, who or cast.person(), by=None, now=now)


def full(places: int = 1, waiting: int = 0, **fields: Any) -> tuple[Session, list[Registration]]:
    """A session whose places are all taken, and those who wait, one minute after another."""
    row = session(capacity=places, **fields)
    asked = [registered(row, now=NOW + timedelta(minutes=number)) for number in range(places + waiting)]
    row.refresh_from_db()
    return row, asked


def participant(row: Workshop, **fields: Any) -> Person:
    """Somebody who takes part in the edition of a workshop, with a login."""
    she = cast.alumna(**fields)
    Participation.objects.create(person=she, edition=row.edition, state="confirmed")
    return she


def states(row: Session) -> list[str]:
    """Of all who have asked, in the order of asking."""
    return list(row.registrations.order_by("asked_at", "pk").values_list("state", flat=True))


def mailed(she: Person, kind: str) -> dict[str, int]:
    """What a letter of a kind to her is about, as it is now; nothing else is written."""
    now = timezone.now()
    row = session(starts_at=now + timedelta(days=10), capacity=1)
    if kind == "workshop_confirm":
        return {
            "request": row.requests.create(name=she.name, email=she.email, language="fr", asked_at=now).pk
        }
    first = (
        registered(row, now=now)
        if kind in ("workshop_waiting", "workshop_offer", "workshop_lapsed")
        else None
    )
    hers = registered(row, she, now=now)
    if kind in ("workshop_offer", "workshop_lapsed") and first:
        services.cancel_registration(first, by=None, now=now)
    if kind == "workshop_lapsed":
        services.settle_sessions(now=now + timedelta(days=3))
    about = {"registration": hers.pk}
    if kind in ("workshop_changed", "workshop_cancelled"):
        row = services.change_session(row, place="Rabat", by=None, now=now)
        if kind == "workshop_cancelled":
            row = services.cancel_session(row, reason="La formatrice est malade.", by=None, now=now)
        about = {"session": row.pk, "revision": row.revision}
    Message.objects.all().delete()
    return about
