import csv
import io

import pytest

from foundation.importing.running import import_files
from tests import cast


@pytest.fixture(scope="session")
def rows_of(data):
    """The rows of a table of the data folder, as text."""

    def read(path):
        with (data / path).open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table))

    return read


@pytest.fixture
def folder(data):
    """Import the tables of folders or files of the data folder."""

    def run(*paths, **options):
        found = [data / path for path in paths]
        files = [file for path in found for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
        return imported(*((file.name, file.read_bytes()) for file in files), **options)

    return run


def imported(*files, **options):
    return import_files(files, **{"by": None, "now": cast.NOW, **options})


def table(*lines, name="list.csv"):
    """A CSV file of these rows; the first names the columns."""
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return name, text.getvalue().encode()


def outcomes(report):
    return {file.name: {str(k): v for k, v in file.counts().items()} for file in report.files}


def records(report):
    return {what: {str(k): v for k, v in counts.items()} for what, counts in report.counts().items()}


def said(report):
    """What is wrong: the file's fault, or the row and what is told of it."""
    return [
        line
        for file in report.files
        for line in ([file.fault] if file.fault else [])
        + [f"{row.number}: {' '.join(row.said)}" for row in file.rows if row.outcome == "error"]
    ]
