"""A file becomes a table of text: CSV in its odder forms, and the first sheet of an XLSX.

Whatever is wrong with a file is a Fault that says what to do; nothing is guessed in silence: the
encoding and the separator that were found are told with the table.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_COLUMNS = 200
MOST_CELL = 30_000  # characters; a spreadsheet's own limit is 32,767
SEPARATORS = ",;\t|"
TABLES = {".csv", ".tsv", ".txt", ".xlsx"}
# What an export puts before a cell that a spreadsheet would run as a formula, and import takes away: the sign
# may be one of the wide or small forms that Excel reads alike, and stand behind what cannot be seen.
_UNSEEN = "\\s\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\ufb29"
_RUNS = re.compile(f"'*(?:[\t\r\n]|[{_UNSEEN}]*[{_SIGNS}])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
NO_TABLE = gettext_lazy("This is no CSV or XLSX file, or it has a password: save it anew as XLSX or CSV.")
_NO_VALUE = "\x00="  # a formula for which a program stored no value
_BROKEN = {"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"}
_TYPOGRAPHY = set("«»“”‘’–—…•€£°º·¿¡،؛؟\xa0\u200c\u200d\u200e\u200f")
_FRENCH = set("àâçèéêëîïôùûüœŒ")  # the Arabic code page of Windows has them as well
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")


class Fault(Exception):
    """A file cannot be read as a table; the message says why and what to do."""


@dataclass
class Row:
    """A row of a table. `number` is its place in a spreadsheet, the header's being 1."""

    number: int
    cells: list[str]
    faults: list[str] = field(default_factory=list)


@dataclass
class Table:
    """A file's rows as text. Column names are in small letters, with _ for a space."""

    name: str
    header: list[str]
    rows: list[Row]
    read_as: str = ""


def escaped(text: str) -> str:
    """A text as it is exported: no spreadsheet takes it for a formula."""
    return f"'{text}" if _RUNS.match(text) else text


def restored(text: str) -> str:
    """The text that was exported; the opposite of `escaped`."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def plain(text: str) -> str:
    """A text as a cell can hold it: without signs that cannot be seen, lines ending in one way."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_table(name: str, content: bytes) -> Table:
    """The table in a file; raises Fault."""
    name = PurePath(name.replace("\\", "/")).name
    if len(content) > settings.IMPORT_MAX_BYTES:
        size = settings.IMPORT_MAX_BYTES // 1_000_000
        raise Fault(_("The file is larger than %(size)s MB: divide it.") % {"size": size})
    if not content.strip():
        raise Fault(_("The file is empty."))
    if content.startswith(b"PK\x03\x04"):
        lines, read_as = _xlsx_lines(content), "XLSX"
    elif content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")):
        raise Fault(str(NO_TABLE))
    else:
        text, encoding = _decoded(content)
        separator = _separator(text)
        lines, read_as = _csv_lines(text, separator), f"{encoding}, “{separator}”"
    return _table(name, lines, read_as.replace("\t", "⇥"))


def _table(name: str, lines: Iterator[tuple[int, list[Any]]], read_as: str) -> Table:
    header: list[str] = []
    rows: list[Row] = []
    for number, values in lines:
        cells = [_text(value) for value in values]
        if not any(cells):
            continue
        if not header:
            header = _header(cells)
        else:
            rows.append(_row(number, cells, header))
        if len(rows) > settings.IMPORT_MAX_ROWS:
            most = settings.IMPORT_MAX_ROWS
            raise Fault(_("The table has more than %(most)s rows: divide it.") % {"most": most})
    if not header:
        raise Fault(_("The file is empty."))
    return Table(name, header, rows, read_as)


def column_name(name: str) -> str:
    return "_".join(name.lower().split())


def _header(cells: list[str]) -> list[str]:
    cells = [column_name(cell) for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Fault(_("The table has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    if any(_CONTROL.search(cell) for cell in cells):
        raise Fault(_("The first line holds signs that are no text: it has to name the columns."))
    if "" in cells:
        raise Fault(_("Column %(place)s has no name in the first line.") % {"place": cells.index("") + 1})
    for cell in cells:
        if cells.count(cell) > 1:
            raise Fault(_("Two columns are called “%(name)s”.") % {"name": cell[:100]})
    return cells


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    row = Row(number, cells)
    if len(cells) != len(header):
        row.faults.append(
            _(
                "The row has %(cells)s cells where the first line has %(columns)s: "
                "is a separator or a quotation mark missing?"
            )
            % {"cells": len(cells), "columns": len(header)}
        )
    for name, cell in zip(header, cells, strict=False):
        row.faults += _faults_of(name, cell)
    return row


def _faults_of(name: str, cell: str) -> Iterator[str]:
    if cell == _NO_VALUE:
        yield _("“%(column)s” is a formula without a result: open the file, save it and try again.") % {
            "column": name
        }
    elif len(cell) > MOST_CELL:
        yield _("“%(column)s” is longer than %(most)s characters.") % {"column": name, "most": MOST_CELL}
    elif found := _CONTROL.search(cell):
        yield _("“%(column)s” holds a sign that cannot be seen (U+%(code)s): take it out.") % {
            "column": name,
            "code": f"{ord(found[0]):04X}",
        }


def _text(value: Any) -> str:
    """A cell as text: dates as 2026-11-24, whole numbers without a point, truth as true or false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else repr(value)
    return restored(str(value).strip().replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        guesses = ["utf-8-sig"]
    elif content[1::2].count(0) > max(len(content) / 8, 8):
        guesses = ["utf-16-le"]
    elif content[::2].count(0) > max(len(content) / 8, 8):
        guesses = ["utf-16-be"]
    else:
        guesses = ["utf-8", "cp1256" if _looks_arabic(content) else "cp1252"]
    for encoding in guesses:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if encoding.startswith("utf") or _is_plausible(text, arabic=encoding == "cp1256"):
            return text, encoding
    raise Fault(_("The letters of this file cannot be read: save it as “CSV UTF-8”."))


def _is_plausible(text: str, *, arabic: bool) -> bool:
    """A wrong guess of the encoding makes signs of letters, and letters of no one alphabet."""
    foreign = [sign for sign in text if sign > "\x7f" and sign not in _TYPOGRAPHY]
    fit = [
        sign
        for sign in foreign
        if sign.isalpha() and (not arabic or "\u0600" <= sign <= "\u06ff" or sign in _FRENCH)
    ]
    return len(fit) >= 0.8 * len(foreign)


def _looks_arabic(content: bytes) -> bool:
    """Arabic words are runs of high bytes; accents stand alone among plain letters."""
    runs = [len(run) for run in _HIGH_RUNS.findall(content)]
    return sum(run for run in runs if run > 1) > sum(runs) / 2


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]
    counts = {separator: len(next(csv.reader([first], delimiter=separator), [])) for separator in SEPARATORS}
    return max(counts, key=counts.__getitem__)


def _csv_lines(text: str, separator: str) -> Iterator[tuple[int, list[Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, list(cells)
    except csv.Error as fault:
        raise Fault(
            _("Row %(row)s cannot be read (%(why)s): look for a quotation mark without its pair.")
            % {"row": number + 1, "why": fault}
        ) from fault


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Rows of the first sheet, by its stored values."""
    import openpyxl  # noqa: PLC0415 - slow to load, and seldom asked for

    has_formulas = _checked_parts(content)
    warnings.filterwarnings("ignore", module="openpyxl")  # of charts and extensions that no table needs
    try:
        sheet = _sheet(openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True))
        formulas = None
        if has_formulas:
            formulas = iter(_sheet(openpyxl.load_workbook(io.BytesIO(content), read_only=True)))
        for number, cells in enumerate(sheet, 1):
            values = [cell.value for cell in cells[: MOST_COLUMNS + 1]]
            asked = [cell.value for cell in next(formulas)] if formulas else []
            yield number, [_computed(value, asked[place : place + 1]) for place, value in enumerate(values)]
    except Fault:
        raise
    except Exception as fault:  # openpyxl raises whatever its parsers do
        raise Fault(_("This XLSX file is broken: open it and save it anew.")) from fault


def _sheet(book: Any) -> Any:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write a wrong size, and rows would be lost
    return sheet


def _computed(value: Any, formula: list[Any]) -> Any:
    is_formula = formula and isinstance(formula[0], str) and formula[0].startswith("=")
    return _NO_VALUE if is_formula and (value is None or value in _BROKEN) else value


def _checked_parts(content: bytes) -> bool:
    """Whether the workbook has formulas; raises Fault for one that is none, or unpacks to a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > 20 * settings.IMPORT_MAX_BYTES:
                raise Fault(_("The table is too large: divide it."))
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            if not sheets:
                raise Fault(str(NO_TABLE))
            return any(b"<f" in archive.read(part) for part in sheets)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as fault:
        raise Fault(_("This XLSX file is broken: open it and save it anew.")) from fault
