"""How the table of a source is told in Masar's own columns: data, in the `mappings/` of each room.

A mapping says how the table is known (its file's name, its columns), which resources a row of it
speaks to, and from which cells. `docs/import.md` explains every word of it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.importing.files import Table, column_name
from foundation.importing.resources import Problem, TableResource
from foundation.people.names import fold

EACH, NUMBER = "@each", "@number"
_READS = {"minutes": re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?")}


@dataclass
class Cells:
    """One column of ours: from which cell, and what becomes of it."""

    source: str = ""
    value: str = ""
    map: dict[str, str] = field(default_factory=dict)
    match: re.Pattern[str] | None = None
    otherwise: str | None = None
    read: str = ""

    @classmethod
    def of(cls, said: Any) -> "Cells":
        if isinstance(said, str):
            return cls(source=column_name(said))
        match = re.compile(said["match"]) if "match" in said else None
        mapped = {fold(word): str(to) for word, to in said.get("map", {}).items()}
        known = {"from", "value", "map", "match", "else", "read"}
        if unknown := said.keys() - known:
            raise ValueError(f"unknown words {sorted(unknown)}")
        return cls(
            column_name(said.get("from", "")),
            str(said.get("value", "")),
            mapped,
            match,
            said.get("else"),
            said.get("read", ""),
        )

    def take(self, row: dict[str, str], column: str) -> str:
        text = row.get(self.source, "") if self.source else self.value
        if not text:
            return ""
        text = self.map.get(fold(text), text)
        if self.match and not (found := self.match.fullmatch(text)):
            return self._else(text, column)
        if self.match:
            text = found[found.lastindex or 0]
        return self._minutes(text, column) if self.read == "minutes" else text

    def _else(self, text: str, column: str) -> str:
        if self.otherwise is None:
            raise Problem(column, _("This does not have the form that the source’s mapping expects."))
        return self.otherwise

    def _minutes(self, text: str, column: str) -> str:
        found = _READS["minutes"].fullmatch(text)
        if found is None or not any(found.groups()):
            raise Problem(column, _("Write a duration such as 1h 30m."))
        hours, minutes = (int(part or 0) for part in found.groups())
        return str(60 * hours + minutes)


@dataclass
class Rule:
    """What one row of the source says to one resource: no row, one, or one for each name in a cell."""

    resource: str
    columns: dict[str, Cells]
    when: dict[str, set[str]] = field(default_factory=dict)
    unless: dict[str, set[str]] = field(default_factory=dict)
    filled: list[str] = field(default_factory=list)
    each: str = ""
    split: str = ""
    times: Cells | None = None

    def rows(self, row: dict[str, str]) -> Iterator[dict[str, str]]:
        """Rows in Masar's columns; raises Problem, whose column is the source's."""
        if not self._applies(row):
            return
        for piece in self._pieces(row):
            for number in range(1, self._count(row) + 1):
                told = {**row, EACH: piece, NUMBER: str(number)}
                yield {
                    name: text
                    for name, cells in self.columns.items()
                    if (text := cells.take(told, self.origin(name)))
                }

    def origin(self, column: str) -> str:
        """The source's column behind one of ours; "" for a constant or a column we look up with."""
        source = self.columns[column].source if column in self.columns else ""
        return self.each if source == EACH else source

    def used(self) -> set[str]:
        sources = {cells.source for cells in self.columns.values()} | {self.each, *self.when, *self.filled}
        return (sources | set(self.unless) | ({self.times.source} if self.times else set())) - {
            "",
            EACH,
            NUMBER,
        }

    def _applies(self, row: dict[str, str]) -> bool:
        return (
            all(fold(row[name]) in words for name, words in self.when.items())
            and not any(fold(row[name]) in words for name, words in self.unless.items())
            and all(row[name] for name in self.filled)
        )

    def _pieces(self, row: dict[str, str]) -> list[str]:
        if not self.each:
            return [""]
        pieces = row[self.each].split(self.split) if self.split else [row[self.each]]
        return [piece.strip() for piece in pieces if piece.strip()]

    def _count(self, row: dict[str, str]) -> int:
        return int(self.times.take(row, self.times.source) or 1) if self.times else 1


@dataclass
class Mapping:
    """How one table of a source is known and read."""

    source: str
    title: str
    path: Path
    file: str = ""
    header: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)  # why, in each language

    def why_left_out(self) -> str:
        language = (get_language() or "en")[:2]
        return self.left_out.get(language) or self.left_out.get("en", "")

    def takes(self, table: Table) -> bool:
        named = not self.file or fnmatch(table.name.lower(), self.file.lower())
        return named and (not self.header or set(self.header) == set(table.header))


def mapping_for(table: Table) -> Mapping | None:
    """The mapping that knows this table; by its columns, and by its name where two have the same."""
    found = [mapping for mapping in mappings() if mapping.takes(table)]
    return max(found, key=lambda mapping: bool(mapping.file)) if found else None


@cache
def mappings() -> list[Mapping]:
    paths = [path for app in apps.get_app_configs() for path in Path(app.path).glob("mappings/*.toml")]
    return [mapping for path in sorted(paths) for mapping in load(path)]


def load(path: Path) -> list[Mapping]:
    """The mappings of a file; raises ImproperlyConfigured with the file and what is wrong in it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return [_mapping(said["source"], said.get("title", ""), path, table) for table in said["table"]]
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, re.error) as fault:
        raise ImproperlyConfigured(f"{path.name}: {fault}") from fault


def _mapping(source: str, title: str, path: Path, said: dict[str, Any]) -> Mapping:
    mapping = Mapping(
        source,
        title,
        path,
        said.get("file", ""),
        [column_name(name) for name in said.get("header", [])],
        [_rule(rule) for rule in said.get("rows", [])],
        {column_name(name): reason for name, reason in said.get("ignored", {}).items()},
        said.get("left_out", {}),
    )
    name = mapping.file or mapping.header
    if not name:
        raise ValueError("a table is known by its `file`, its `header` or both")
    if not mapping.rules and not mapping.left_out:
        raise ValueError(f"{name}: give `rows`, or say why it is `left_out`")
    used = set().union(*(rule.used() for rule in mapping.rules)) | set(mapping.ignored)
    if mapping.header and mapping.rules and used != set(mapping.header):
        raise ValueError(
            f"{name}: neither read nor ignored, or not in the header: {used ^ set(mapping.header)}"
        )
    return mapping


def _rule(said: dict[str, Any]) -> Rule:
    each = said.get("each", {})
    rule = Rule(
        said["resource"],
        {name: Cells.of(cells) for name, cells in said["columns"].items()},
        _words(said.get("when", {})),
        _words(said.get("unless", {})),
        [column_name(name) for name in said.get("filled", [])],
        column_name(each.get("from", "")),
        each.get("split", ""),
        Cells.of(said["times"]) if "times" in said else None,
    )
    known = resources()
    if rule.resource not in known:
        raise ValueError(f"no resource {rule.resource}; there are {', '.join(known)}")
    if unknown := rule.columns.keys() - set(known[rule.resource].columns()):
        raise ValueError(f"{rule.resource} has no columns {sorted(unknown)}")
    return rule


def _words(said: dict[str, list[str]]) -> dict[str, set[str]]:
    return {column_name(name): {fold(word) for word in words} for name, words in said.items()}


@cache
def resources() -> dict[str, type[TableResource]]:
    """The resources of all rooms by their code, in the order in which one needs another."""
    found = [import_string(path) for path in settings.IMPORT_RESOURCES]
    return {resource.code: resource for resource in found}
