"""What some have agreed to, a request to be erased that waits, one asked in writing, and who read what."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from alumni.privacy import services
from alumni.privacy.models import Reading, Request
from foundation.people.models import Account, Consent, Person, Purpose
from foundation.people.services import say_consent

ASKED = "Lettre du 12, copie de la carte vue par l’accueil."


def agree(she: Sequence[Person], staff: dict[str, Account], *, now: datetime) -> None:
    """`she` are some who can log in."""
    director = staff["Director"]
    for number, person in enumerate(she):
        for place, purpose in enumerate(Purpose.values):
            if (number + place) % 3 < 2:
                given = (number + place) % 3 == 0
                how = Consent.How.PAGE
                say_consent(
                    person, purpose, given, how=how, by=person.account, now=now - timedelta(days=40 + place)
                )
    others = Person.objects.filter(account=None, participations__state="completed").exclude(email="")
    one, other = others.order_by("-pk").distinct()[:2]
    services.note_written(one, Request.Kind.COPY, by=director, now=now - timedelta(days=3), reason=ASKED)
    services.note_written(other, Request.Kind.ERASURE, by=director, now=now - timedelta(days=8), reason=ASKED)
    desk, copy = Reading.Face.DESK, Reading.What.COPY
    services.note_reading(one, copy, one.pk, by=director, face=desk, now=now - timedelta(days=2))
    services.note_reading(she[0], Reading.What.MAIL, 1, by=director, face=desk, now=now - timedelta(days=1))
