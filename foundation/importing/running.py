"""An import: all its tables in one transaction, each row with its outcome, all of it or nothing."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

import tablib
from django.db import connection, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.results import RowResult

from foundation.importing.cells import shortened
from foundation.importing.files import TABLES, Fault, Table, read_table
from foundation.importing.mappings import Mapping, mapping_for, resources
from foundation.importing.resources import MISSING, Problem, Run, TableResource
from foundation.people.duplicates import find_duplicates
from foundation.people.models import Person
from foundation.translated import listed, phrases

log = logging.getLogger(__name__)
ONE_AT_A_TIME = 7_303_014  # PostgreSQL's lock: two imports of one list would both find it new


class Outcome(TextChoices):
    """What became of a row; of several, the first in this order counts."""

    ERROR = "error", gettext_lazy("wrong")
    NEW = "new", gettext_lazy("new")
    UPDATED = "updated", gettext_lazy("updated")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    LEFT_OUT = "left out", gettext_lazy("left out")


OUTCOMES = list(Outcome)
_SAID = {
    RowResult.IMPORT_TYPE_NEW: Outcome.NEW,
    RowResult.IMPORT_TYPE_UPDATE: Outcome.UPDATED,
    RowResult.IMPORT_TYPE_SKIP: Outcome.UNCHANGED,
}


def _counted(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    found = Counter(outcomes)
    return {outcome: found[outcome] for outcome in OUTCOMES if found[outcome]}


@dataclass
class RowReport:
    """What became of one row of a file."""

    number: int
    outcome: Outcome | None = None
    said: list[str] = field(default_factory=list)  # what changed, or what is wrong

    def add(self, outcome: Outcome, said: Sequence[str] = ()) -> None:
        if not self.outcome or OUTCOMES.index(outcome) < OUTCOMES.index(self.outcome):
            if outcome == Outcome.ERROR:
                self.said.clear()
            self.outcome = outcome
        if outcome == Outcome.ERROR or self.outcome != Outcome.ERROR:
            self.said += said


@dataclass
class FileReport:
    """What became of one file: of each of its rows, or why it was not read."""

    name: str
    source: str = ""
    read_as: str = ""
    fault: str = ""
    left_out: str = ""
    rows: list[RowReport] = field(default_factory=list)

    def counts(self) -> dict[Outcome, int]:
        return _counted(row.outcome for row in self.rows if row.outcome)


@dataclass
class Report:
    """What an import did, or would do."""

    files: list[FileReport] = field(default_factory=list)
    records: dict[str, dict[Any, Outcome]] = field(default_factory=lambda: defaultdict(dict))
    faults: list[str] = field(default_factory=list)
    proposals: int = 0
    dry_run: bool = False

    def counts(self) -> dict[str, dict[Outcome, int]]:
        """How many records of each kind are new, updated …; a record counts once."""
        return {what: _counted(outcomes.values()) for what, outcomes in self.records.items()}

    @property
    def ok(self) -> bool:
        broken = any(file.fault or Outcome.ERROR in file.counts() for file in self.files)
        return not (broken or self.faults)

    @property
    def stored(self) -> bool:
        return self.ok and not self.dry_run


@dataclass
class Batch:
    """The rows that one table has for one resource, and which lines each of them comes from."""

    resource: type[TableResource]
    source: str
    strict: bool
    origins: dict[str, str]
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[list[RowReport]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    known: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)

    def add(self, line: RowReport, row: dict[str, str], file: str) -> None:
        """Rows that say the same are imported once, unless equal rows are as many things."""
        key = tuple(sorted(row.items()))
        if not self.strict and not self.resource.repeatable and key in self.known:
            self.lines[self.known[key]].append(line)
            return
        self.known[key] = len(self.rows)
        self.rows.append(row)
        self.lines.append([line])
        self.places.append(_("row %(row)s of %(file)s") % {"row": line.number, "file": file})


def import_files(
    files: Sequence[tuple[str, bytes]],
    *,
    by: Any,
    now: datetime,
    dry_run: bool = False,
    source: str = "",
    resource: str = "",
) -> Report:
    """Import files (name, content) together: all their rows, or none if one is wrong.

    `source` names whose list it is, in place of the mapping's; `resource` takes every file for a table
    in that resource's own columns.
    """
    report = Report(dry_run=dry_run)
    batches: list[Batch] = []
    for name, content in files:
        batches += _read(name, content, report, source, resource)
    order = list(resources())
    # Of one resource the fuller table first: what only mentions a row comes after what tells of it.
    batches.sort(key=lambda batch: (order.index(batch.resource.code), -len(batch.origins)))
    with transaction.atomic():
        _wait_for_others()
        run = Run(by, now)
        for batch in batches:
            _import(batch, run, report)
        for model, count in run.made.items():
            made = report.records[str(model._meta.verbose_name_plural)]
            made.update(dict.fromkeys(range(count), Outcome.NEW))
        if report.ok:
            report.proposals = find_duplicates(now=now, among=run.new[Person])
        if not report.stored:
            transaction.set_rollback(True)
    return report


def _wait_for_others() -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer at a time in any case
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _read(name: str, content: bytes, report: Report, source: str, resource: str) -> list[Batch]:
    file = FileReport(PurePath(name).name)
    report.files.append(file)
    if PurePath(name).suffix.lower() not in TABLES:
        file.left_out = _("This is no table: .csv, .tsv, .txt and .xlsx are.")
        return []
    try:
        table = read_table(name, content)
        file.read_as = table.read_as
        if not table.rows:
            raise Fault(_("There is no row below the names of the columns."))
        mapping = None if resource else mapping_for(table)
        if mapping is None:
            return _own_columns(table, file, _resource(table, resource), source)
    except Fault as fault:
        file.fault = str(fault)
        return []
    return _mapped(table, file, mapping, source)


def _resource(table: Table, code: str) -> type[TableResource]:
    """Whose columns these are: those asked for, or those of the one resource that has them all.

    Where several have them, the file's name tells which is meant, as that of an export does.
    """
    if code:
        return _asked_for(table, resources()[code])
    header = set(table.header)
    found = [one for one in resources().values() if header <= set(one.columns()) and _is_told(header, one)]
    named = [one for one in found if table.name.lower().startswith(one.code)] or found
    if len(named) == 1:
        return named[0]
    if found:
        raise Fault(
            _(
                "These columns are those of several tables (%(tables)s): "
                "name the file after one, such as %(code)s.csv."
            )
            % {"tables": listed(one.title() for one in found), "code": found[0].code}
        )
    raise Fault(
        _(
            "No mapping knows the columns of this table: %(columns)s. "
            "It takes a mapping, or the columns of an export."
        )
        % {"columns": shortened(listed(table.header))}
    )


def _asked_for(table: Table, resource: type[TableResource]) -> type[TableResource]:
    header, known = set(table.header), resource.columns()
    if unknown := header - set(known):
        raise Fault(
            _("There is no column %(unknown)s here; there are: %(known)s.")
            % {
                "unknown": listed(f"“{shortened(name)}”" for name in sorted(unknown)[:5]),
                "known": listed(known),
            }
        )
    if not _is_told(header, resource):
        raise Fault(
            _("One of these columns is missing: %(columns)s.")
            % {"columns": listed([resource.number, *resource.required])}
        )
    return resource


def _is_told(header: set[str], resource: type[TableResource]) -> bool:
    return resource.number in header or set(resource.required) <= header


def _lines(table: Table, file: FileReport) -> Iterator[tuple[RowReport, dict[str, str]]]:
    """The rows that can be read, each with its report; the report of the others says what is wrong."""
    for row in table.rows:
        line = RowReport(row.number)
        file.rows.append(line)
        if row.faults:
            line.add(Outcome.ERROR, row.faults)
        else:
            yield line, dict(zip(table.header, row.cells, strict=True))


def _own_columns(table: Table, file: FileReport, resource: type[TableResource], source: str) -> list[Batch]:
    file.source = source or PurePath(table.name).stem[:50]
    batch = Batch(resource, file.source, True, {name: name for name in table.header})
    for line, cells in _lines(table, file):
        batch.add(line, {name: cell for name, cell in cells.items() if cell}, table.name)
    return [batch]


def _mapped(table: Table, file: FileReport, mapping: Mapping, source: str) -> list[Batch]:
    file.source, file.left_out = source or mapping.source, mapping.why_left_out()
    batches = []
    for rule in mapping.rules:
        origins = {name: rule.origin(name) for name in rule.columns}
        batches.append(Batch(resources()[rule.resource], file.source, False, origins))
    for line, cells in _lines(table, file):
        if mapping.left_out:
            line.add(Outcome.LEFT_OUT)
            continue
        taken = 0
        for rule, batch in zip(mapping.rules, batches, strict=True):
            try:
                for row in rule.rows(cells):
                    batch.add(line, row, table.name)
                    taken += 1
            except Problem as fault:
                line.add(Outcome.ERROR, [_told(fault.column, cells.get(fault.column, ""), str(fault))])
        if not taken and not line.outcome:
            line.add(Outcome.ERROR, [_("Nothing of this row is taken: its mapping has no rule for it.")])
    return batches


def _import(batch: Batch, run: Run, report: Report) -> None:
    if not batch.rows:
        return
    resource = batch.resource(run, batch.source, batch.strict)
    resource.places = batch.places
    headers = sorted({name for row in batch.rows for name in row})
    data = tablib.Dataset(*([row.get(name, "") for name in headers] for row in batch.rows), headers=headers)
    result = resource.import_data(data, use_transactions=False)
    for fault in result.base_errors:
        log.error("import of %s failed: %s", batch.resource.code, fault.traceback)
        report.faults.append(
            _("%(what)s could not be stored: %(why)s.") % {"what": resource.title(), "why": fault.error}
        )
    for lines, row, told in zip(batch.lines, batch.rows, result.rows, strict=False):
        outcome = _SAID.get(told.import_type, Outcome.ERROR)
        records, key = report.records[resource.title()], getattr(told, "about", id(told))
        records[key] = min(outcome, records.get(key, outcome), key=OUTCOMES.index)
        if outcome == Outcome.ERROR:
            _tell_faults(told, row, batch, lines)
        else:
            lines[0].add(outcome, list(_what_became(told, resource)))
            for line in lines[1:]:
                line.add(Outcome.UNCHANGED)


def _tell_faults(told: Any, row: dict[str, str], batch: Batch, lines: list[RowReport]) -> None:
    """What misses another row is told only where nothing else is wrong: it may follow from that."""
    first, *others = lines
    said = []
    for column, faults in told.validation_error.error_dict.items() if told.validation_error else ():
        for fault in faults:
            if fault.code != MISSING or first.outcome != Outcome.ERROR:
                origin = batch.origins.get(column) or column
                said.append(_told(origin, row.get(column, ""), " ".join(fault.messages)))
    for error in told.errors:
        log.error("a row of %s failed: %s", batch.resource.code, error.traceback)
        said.append(_("This row could not be read: %(why)s.") % {"why": error.error})
    first.add(Outcome.ERROR, said)
    for line in others:
        line.add(Outcome.ERROR, [_("The same as in row %(number)s.") % {"number": first.number}])


def _what_became(told: Any, resource: TableResource) -> Iterator[str]:
    name = f"{resource._meta.model._meta.verbose_name}: {told.object_repr}"
    if told.import_type == RowResult.IMPORT_TYPE_NEW:
        yield name
    elif told.import_type == RowResult.IMPORT_TYPE_UPDATE:
        changes = (f"{column}: “{shortened(old)}” → “{shortened(new)}”" for column, old, new in told.changes)
        yield f"{name} ({phrases(changes)})"


def _told(column: str, value: str, message: str) -> str:
    return f"{column} “{shortened(value)}”: {message}" if value else f"{column}: {message}"
