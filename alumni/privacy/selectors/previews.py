"""What an erasure would take, and what would stay and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alumni.placement.models import Offer
from alumni.privacy.holdings import HELD
from alumni.privacy.models import Reading
from alumni.privacy.selectors.holdings import gone_of, is_confidential, keys_of
from alumni.support.models import Reading as Thread
from foundation.people.models import Person
from residencies.grants.models import Instalment
from residencies.mentoring.models import Mentorship
from residencies.workshops.models import Registration


@dataclass(frozen=True)
class Taken:
    """A table: how many of her rows go, and how many stay without a word of hers, and why."""

    title: str
    goes: int
    stays: int
    why: str


def preview(person: Person) -> list[Taken]:
    """Nothing of what is confidential: its words go as well, whether or not there are any."""
    keys, told = keys_of(person), []
    for held in HELD:
        count = len(keys[held.model])
        if not count or is_confidential(held):
            continue
        model: Any = apps.get_model(held.model)
        goes = gone_of(held, keys).count()
        why = str(held.why) if count > goes else ""
        told.append(Taken(capfirst(str(model._meta.verbose_name_plural)), goes, count - goes, why))
    return told


def obstacles(person: Person, now: datetime) -> list[str]:
    """What has to be brought to its end first, by those who look after it: nobody else could after her."""
    checks = [
        (_("She takes part in an edition that is not over."), person.participations.running()),
        (
            _("A payment to her is under way."),
            Instalment.objects.filter(grant__person=person, state__in=["requested", "approved", "cleared"]),
        ),
        (
            _("She has a place in a workshop to come."),
            Registration.objects.filter(
                person=person, state__in=Registration.ACTIVE, session__starts_at__gt=now
            ),
        ),
        (
            _("She mentors somebody, or is mentored."),
            Mentorship.objects.filter(
                Q(mentor__person=person) | Q(participation__person=person), state__in=Mentorship.CARRIED
            ),
        ),
        (
            _("She has an offer of work that is not over."),
            Offer.objects.filter(person=person, state__in=["waiting", "sent", "interested", "accepted"]),
        ),
    ]
    return [str(sentence) for sentence, rows in checks if rows.exists()]


def times_read(person: Person, *, with_help: bool = False) -> int:
    """How often the sensitive parts of her record were read by somebody else; her requests for help are
    counted for herself alone.
    """
    helped = Thread.objects.filter(request__person=person).count() if with_help else 0
    return Reading.objects.filter(person=person).count() + helped
