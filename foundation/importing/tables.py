"""A table as a file for spreadsheets."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from foundation.importing.files import escaped


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """`rows` as `name`.csv, a line each; what a row lacks is left empty, and no text is run as a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")  # without it Excel reads Arabic and French as Latin-1
    writer = csv.DictWriter(response, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({key: escaped(cell) if isinstance(cell, str) else cell for key, cell in row.items()})
    return response
