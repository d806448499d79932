"""What an import knows of the rows it meets: by number, by what a source calls them, by hard facts.

Everything is fetched for a whole table at once and kept for the whole import, new rows included, so
that no row of a table costs a query.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from foundation.people.models import ImportedKey

CHUNK = 500


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while part := list(islice(rest, CHUNK)):
        yield part


def as_key(text: str) -> str:
    """A name as a key: only spaces and the way letters are composed make no difference."""
    key = " ".join(unicodedata.normalize("NFC", text).split())
    return key if len(key) < 300 else key[:250] + hashlib.sha256(key.encode()).hexdigest()[:40]


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


class Ambiguous(Exception):
    """Several rows answer to a name, and nothing tells which one is meant."""


class Book:
    """The rows of one model, met by number or by name within a source.

    Within one source a name is a key. A row whose hard `facts` (an e-mail address, a year …)
    contradict those of the row known by that name is another row of the same name: it gets a key of
    the name with each of its facts, and a counted one that tells references they are ambiguous.
    """

    model: type[Model]
    facts: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.rows: dict[Any, Any] = {}
        self.keys: dict[tuple[str, str], Any] = {}
        self._new_keys: list[tuple[str, str, Any]] = []

    def queryset(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def fact_of(self, row: Any, fact: str) -> str:
        return str(getattr(row, fact) or "")

    # -- what is known
    def load_numbers(self, numbers: Iterable[str]) -> None:
        wanted = {int(number) for number in numbers if is_number(number)}
        for part in chunks(sorted(wanted - self.rows.keys())):
            self.meet(self.queryset().filter(pk__in=part))

    def load_names(self, source: str, names: Sequence[tuple[str, dict[str, str]]]) -> None:
        wanted = {key for name, facts in names for key in _keys(name, facts)}
        self._load_keys(source, wanted)
        number, more = 2, {name for name, _facts in names if (source, as_key(name)) in self.keys}
        while more:
            self._load_keys(source, {_counted(name, number) for name in more})
            more = {name for name in more if (source, _counted(name, number)) in self.keys}
            number += 1

    def _load_keys(self, source: str, keys: set[str]) -> None:
        kind = ContentType.objects.get_for_model(self.model)
        found: dict[str, int] = {}
        for part in chunks(sorted(key for key in keys if (source, key) not in self.keys)):
            rows = ImportedKey.objects.filter(source=source, content_type=kind, key__in=part)
            found.update(rows.values_list("key", "object_id"))
        self.load_numbers(str(number) for number in found.values())
        for key, number in found.items():
            if number in self.rows:
                self.keys[source, key] = self.rows[number]

    def meet(self, rows: Iterable[Any]) -> list[Any]:
        """These rows, as the objects that this import knows them by."""
        return [self.rows.setdefault(row.pk, row) for row in rows]

    # -- who is meant
    def find(self, source: str, name: str, facts: dict[str, str]) -> Any | None:
        """The row this source calls by that name, unless its facts say that it is another one."""
        best: tuple[int, Any] | None = None
        for row in self._called(source, name, facts):
            agreed = self._agreement(source, name, facts, row)
            if agreed is not None and (best is None or agreed > best[0]):
                best = agreed, row
        return best[1] if best else None

    def refer(self, source: str, name: str, facts: dict[str, str]) -> Any | None:
        """Like `find`, for a mention; raises Ambiguous where two rows of the source answer to it."""
        row = self.find(source, name, facts)
        other = self.keys.get((source, _counted(name, 2)))
        sure = any(self.keys.get((source, key)) is row for key in _keys(name, facts)[1:])
        if row is not None and other not in (None, self.keys.get((source, as_key(name)))) and not sure:
            raise Ambiguous
        return row

    def note(self, source: str, name: str, facts: dict[str, str], row: Any) -> bool:
        """Remember what the source calls this row; True if it was not known."""
        plain, *detailed = _keys(name, facts)
        wanted = [key for key in detailed if (source, key) not in self.keys]
        first = self.keys.get((source, plain))
        if first is None:
            wanted.append(plain)
        elif first is not row and not self._is_counted(source, name, row):
            number = next(n for n in range(2, 10_000) if (source, _counted(name, n)) not in self.keys)
            wanted.append(_counted(name, number))
        for key in wanted:
            self.keys[source, key] = row
            self._new_keys.append((source, key, row))
        return bool(wanted)

    def store_keys(self) -> None:
        kind = ContentType.objects.get_for_model(self.model)
        ImportedKey.objects.bulk_create(
            [
                ImportedKey(source=source, key=key, content_type=kind, object_id=row.pk)
                for source, key, row in self._new_keys
            ],
            batch_size=CHUNK,
        )
        self._new_keys.clear()

    def _called(self, source: str, name: str, facts: dict[str, str]) -> Iterator[Any]:
        met: Sequence[Any] = []
        plain, *detailed = _keys(name, facts)
        for key in (*detailed, plain):
            row = self.keys.get((source, key))
            if row is not None and row not in met:
                met = [*met, row]
                yield row

    def _agreement(self, source: str, name: str, facts: dict[str, str], row: Any) -> int | None:
        """How many facts speak for the row; None if one speaks against it."""
        agreed = 0
        for fact, value in facts.items():
            known = self.fact_of(row, fact)
            if self.keys.get((source, _detailed(name, value))) is row or known == value:
                agreed += 1
            elif known:
                return None
        return agreed

    def _is_counted(self, source: str, name: str, row: Any) -> bool:
        for number in range(2, 10_000):
            found = self.keys.get((source, _counted(name, number)))
            if found is None or found is row:
                return found is row
        return False


def number_fault(model: type[Model], number: str) -> str:
    return _("There is no %(what)s number %(number)s.") % {
        "what": model._meta.verbose_name,
        "number": number,
    }


def _keys(name: str, facts: dict[str, str]) -> list[str]:
    return [as_key(name), *(_detailed(name, value) for value in facts.values())]


def _detailed(name: str, value: str) -> str:
    return as_key(f"{name} | {value}")


def _counted(name: str, number: int) -> str:
    return as_key(f"{name} | #{number}")
