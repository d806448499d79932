"""A list as a file for spreadsheets, written row by row: a million take no more memory than one."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.importing.files import escaped, plain

CSV = "csv"
XLSX = "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS = 1_048_575  # of a sheet, beside its header
MOST_IN_A_CELL = 32_000
IN_MEMORY = 1_000_000  # bytes; what is larger lies on disk


class Counted:
    """Rows as they go by, and how many have gone."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def written(
    form: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    rtl: bool,
    guard: Callable[[Any], Any] | None = None,
) -> BinaryIO:
    """The open file with a line for `header` and one for each of `rows`, none of them run as a formula.

    `guard` sees to the latter, and is `safe` but for rows that are guarded already.
    """
    file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    guard = guard or safe
    lines = ([guard(value) for value in row] for row in chain([header], rows))
    try:
        if form == CSV:
            _write_csv(file, lines)
        else:
            _write_xlsx(file, lines, rtl=rtl)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def safe(value: Any) -> Any:
    """Text that no spreadsheet takes for a formula; whatever else as it is."""
    return escaped(plain(value)) if isinstance(value, str) else value


def _write_csv(file: Any, lines: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)  # BOM: for Excel
    csv.writer(text).writerows(lines)
    text.flush()
    text.detach()


def _write_xlsx(file: Any, lines: Iterable[Sequence[Any]], *, rtl: bool) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and seldom asked for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.sheet_view.rightToLeft = rtl

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if len(value) > MOST_IN_A_CELL:
            raise ServiceError(_("A text is too long for a cell of a workbook: export as CSV."))
        made = WriteOnlyCell(sheet, value)
        made.data_type = "s"  # whatever it begins with
        return made

    try:
        for number, line in enumerate(lines):
            if number > MOST_ROWS:
                raise ServiceError(_("A workbook has too few lines for this list: export as CSV."))
            sheet.append([cell(value) for value in line])
    except BaseException:
        sheet.close()  # or openpyxl trips over its own half-written part
        raise
    book.save(file)
