"""Workbooks (XLSX): numbers are numbers, texts are texts and never formulas."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from foundation.importing.files import escaped, plain
from foundation.money import places_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Sheet = tuple[str, Sequence[Sequence[Any]]]  # its name, its rows


def xlsx(sheets: Iterable[Sheet], *, currency: str, language: str) -> bytes:
    """Decimals with as many places as `currency` has; in Arabic the sheets run from right to left."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and seldom asked for

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name[:1].upper() + name[1:31])
        sheet.sheet_view.rightToLeft = language == "ar"
        _fill(sheet, rows, places_of(currency))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[Any]], places: int) -> None:
    shape = "#,##0." + "0" * places if places else "#,##0"
    widths: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                cell.value = escaped(plain(value))
                cell.data_type = "s"  # whatever it begins with
            else:
                cell.value = value
            if isinstance(value, Decimal):
                cell.number_format = shape
            widths[cell.column_letter] = max(widths.get(cell.column_letter, 8), min(len(str(value)) + 2, 60))
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
