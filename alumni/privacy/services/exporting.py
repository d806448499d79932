"""What is held on her: told on a page, and as a file of JSON with her files beside it."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.privacy.holdings import HELD, Held
from alumni.privacy.selectors.holdings import Keys, keys_of, may_read, rows_of, seen_by
from foundation.files.types import clean_name
from foundation.people.models import Account, Person

IN_MEMORY = 5_000_000  # bytes of a file that is made; what is more lies on the disk meanwhile
ON_PAGE = 50  # rows of a table; the file has all of them
NEVER = {
    "created_at",
    "updated_at",
    "search_key",
    "sound_key",
    "sha256",
    "content_type",
    "token",
    "size",
    "file",
}

# Of fields that come with no name in our languages.
NAMES = {
    "name": gettext_lazy("Name"),
    "created": gettext_lazy("made on"),
    "is_hers": gettext_lazy("from the one who asks"),
}


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True)
class Part:
    """A table of what is held: each row as facts."""

    title: str
    count: int
    rows: list[list[Fact]]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Group:
    title: str
    parts: list[Part]


def held_on(person: Person, *, reader: Any = None) -> list[Group]:
    """What she reads, room by room, in the language of the page; of each table the newest rows.

    To a `reader` of the staff, who answers a request in writing, the notes of colleagues are told as well, to
    be looked through first: of each table she may read, and nothing of requests for help.
    """
    record = capfirst(str(Person._meta.verbose_name)) if reader else _("Your record")
    groups: dict[str, list[Part]] = {"people": [Part(record, 1, [_facts(person, _own_fields())])]}
    for held, rows in _shown(keys_of(person), reader):
        if count := rows.count():
            told = [_facts(row, fields_of(held, reader)) for row in _with_related(rows)[:ON_PAGE]]
            title = capfirst(str(rows.model._meta.verbose_name_plural))
            groups.setdefault(rows.model._meta.app_label, []).append(Part(title, count, told))
    return [Group(str(apps.get_app_config(label).verbose_name), parts) for label, parts in groups.items()]


def copy_of(person: Person, *, reader: Any = None) -> IO[bytes]:
    """A ZIP, read from its beginning: `data.json` by table, and her files under `files/`."""
    made: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever serves it closes it
    keys = keys_of(person)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        with pack.open("data.json", "w") as out:
            encoder = json.JSONEncoder(default=DjangoJSONEncoder().default, ensure_ascii=False, indent=1)
            for piece in encoder.iterencode(_everything(person, keys, reader)):
                out.write(piece.encode())
        for held, rows in _shown(keys, reader):
            for row in rows if any(f.name == "file" for f in rows.model._meta.fields) else ():
                _pack(pack, held, row)
    made.seek(0)
    return made


def _everything(person: Person, keys: Keys, reader: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"people.Person": [_values(person, _own_fields())]}
    for held, rows in _shown(keys, reader):
        fields = fields_of(held, reader)
        if found := [_values(row, fields) for row in _with_related(rows).iterator(chunk_size=500)]:
            told[held.model] = found
    return told


def _pack(pack: zipfile.ZipFile, held: Held, row: Any) -> None:
    if not row.file:
        return
    name = clean_name(getattr(row, "name", "") or getattr(row, "title", "") or "file")
    try:
        with row.file.open("rb") as kept, pack.open(f"files/{held.model}/{row.pk}-{name}", "w") as out:
            while piece := kept.read(1 << 16):
                out.write(piece)
    except FileNotFoundError:
        pack.writestr(f"files/{held.model}/{row.pk}-missing.txt", "")


def _shown(keys: Keys, reader: Any) -> Iterator[tuple[Held, QuerySet[Any]]]:
    for held in HELD:
        if held.hidden is None or not keys[held.model] or (reader and not may_read(reader, held)):
            continue
        rows = seen_by(reader, rows_of(held, keys)) if reader else rows_of(held, keys)
        yield held, (rows.filter(held.shown) if held.shown is not None else rows).order_by("-pk")


def fields_of(held: Held, reader: Any) -> list[Any]:
    """Which of its fields are told: not those of the system, nor an account of somebody else."""
    model: Any = apps.get_model(held.model)
    hidden = {*NEVER, *(held.hidden or ()), *(() if reader else held.notes)}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in hidden and not field.primary_key and not _is_someone(field)
    ]


def _is_someone(field: Any) -> bool:
    return field.is_relation and field.related_model in (Account, Person)


def _own_fields() -> list[Any]:
    hidden = {*NEVER, "note", "account"}
    return [f for f in Person._meta.concrete_fields if f.name not in hidden and not f.primary_key]


def _with_related(rows: QuerySet[Any]) -> QuerySet[Any]:
    names = [f.name for f in rows.model._meta.concrete_fields if f.is_relation and not _is_someone(f)]
    return rows.select_related(*names) if names else rows


def _facts(row: Any, fields: list[Any]) -> list[Fact]:
    told = ((capfirst(_called(field)), _said(row, field)) for field in fields)
    return [Fact(name, value) for name, value in told if name and value]


def _called(field: Any) -> str:
    """What a field is called in her language. One of the machinery has no name: it is in her copy alone."""
    if isinstance(field.verbose_name, Promise):
        return str(field.verbose_name)
    if field.is_relation:
        return str(field.related_model._meta.verbose_name)
    return str(NAMES.get(field.name, ""))


def _said(row: Any, field: Any) -> str:
    shown = getattr(row, f"get_{field.name}_display", None)
    value = shown() if shown else getattr(row, field.name)
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return str(localize(value))


def _values(row: Any, fields: list[Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": row.pk}
    for field in fields:
        value = getattr(row, field.name)
        plain = value is None or isinstance(value, bool | int | float | list | dict)
        keep = plain or hasattr(value, "isoformat")
        told[field.name] = value if keep and not field.is_relation else None if value is None else str(value)
    return told
