"""What an erasure would take, and what would stay and why."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst

from alumni.privacy.holdings import HELD, Fate
from alumni.privacy.models import Reading
from alumni.privacy.selectors.holdings import is_confidential, keys_of, rows_of
from foundation.people.models import Person


@dataclass(frozen=True)
class Taken:
    """A table: how many of her rows go, and how many stay without a word of hers, and why."""

    title: str
    goes: int
    stays: int
    why: str


def preview(person: Person) -> list[Taken]:
    """Nothing of requests for help: their words go as well, whether or not there are any."""
    keys, told = keys_of(person), []
    for held in HELD:
        count = len(keys[held.model])
        if not count or is_confidential(held):
            continue
        model: Any = apps.get_model(held.model)
        goes = count
        if held.fate is Fate.EMPTIED:
            goes = rows_of(held, keys).filter(held.gone).count() if held.gone is not None else 0
        why = str(held.why) if count > goes else ""
        told.append(Taken(capfirst(str(model._meta.verbose_name_plural)), goes, count - goes, why))
    return told


def times_read(person: Person) -> int:
    """How often the sensitive parts of her record were read by somebody else."""
    return Reading.objects.filter(person=person).count()
