"""Whom a circular reaches, and who is left out of it and why."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from foundation.mail.models import Message
from foundation.mail.services import is_address
from foundation.people.models import Consent, Purpose
from foundation.reminders.selectors import refusing
from residencies.programmes.models import Participation


class Why(models.TextChoices):
    NO_ADDRESS = "no_address", _("no address")
    REFUSED = "refused", _("takes no such mail, or it came back")
    PAUSED = "paused", _("has paused")
    NOT_AGREED = "not_agreed", _("has said no to circulars")


@dataclass
class Audience:
    """Participations, one a person."""

    reached: list[Participation] = field(default_factory=list)
    left_out: list[tuple[Participation, Why]] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Another one wherever somebody else is reached."""
        numbers = ",".join(str(row.pk) for row in sorted(self.reached, key=lambda row: row.pk))
        return hashlib.sha256(numbers.encode()).hexdigest()


def audience(rows: Iterable[Participation], stream: str, on: date) -> Audience:
    """`rows` have their `person` with them. A fixed number of queries."""
    people = {row.person_id: row for row in rows}
    unwilling = refusing({row.person.email for row in people.values()}, stream)
    held: dict[Any, Why] = {}
    if stream == Message.Stream.SUBSCRIBED:
        held = dict.fromkeys(paused(list(people), on), Why.PAUSED)
        refused = Consent.objects.refused(Purpose.NEWS).filter(person__in=list(people))
        held |= dict.fromkeys(refused.values_list("person", flat=True), Why.NOT_AGREED)
    found = Audience()
    for row in people.values():
        why = _why(row, unwilling, held)
        if why:
            found.left_out.append((row, why))
        else:
            found.reached.append(row)
    return found


def _why(row: Participation, unwilling: set[str], held: dict[Any, Why]) -> Why | None:
    if not is_address(row.person.email):
        return Why.NO_ADDRESS
    if row.person.email in unwilling:
        return Why.REFUSED
    return held.get(row.person_id)


def paused(people: list[int], on: date) -> set[Any]:
    """Those of them whom a room that `settings.PEOPLE_PAUSED` names says are not to be written to."""
    return {number for path in settings.PEOPLE_PAUSED for number in import_string(path)(people, on)}
