"""Files as they come: odd, broken, encoded and hostile ones end in a row, or in one clear sentence."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from foundation.importing.files import Fault, escaped, plain, read_table, restored


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def read(content, name="list.csv"):
    return read_table(name, content if isinstance(content, bytes) else content.encode())


def cells(table):
    return [table.header, *(row.cells for row in table.rows)]


def fault(content, name="list.csv"):
    with pytest.raises(Fault) as raised:
        read(content, name)
    return str(raised.value)


def faults(table):
    return {row.number: row.faults for row in table.rows if row.faults}


def workbook(*rows, **cells_of):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells_of.items():
        book.active[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SPECTRUM = [
    *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf"),
    *("quotes_and_newlines", "simple", "simple_crlf", "utf8"),
]


@pytest.mark.parametrize("name", SPECTRUM)
def test_correct_csv_in_its_odder_forms_is_read_as_meant(data, name):
    table = read((data / "csv-spectrum" / "csvs" / f"{name}.csv").read_bytes())
    meant = json.loads((data / "csv-spectrum" / "json" / f"{name}.json").read_text())
    found = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]
    assert found == [
        {key: str(value).replace("\r\n", "\n").strip() for key, value in row.items()} for row in meant
    ]


NO_TABLE = "This is no CSV or XLSX file, or it has a password: save it anew as XLSX or CSV."
UNREADABLE = {
    "begrotingsanalyse-2011.csv": "Column 1 has no name in the first line.",
    "blank_line.ods": NO_TABLE,
    "characters.csv": "The letters of this file cannot be read: save it as “CSV UTF-8”.",
    "encrypted_no_password.xls": NO_TABLE,
    "libreoffice.xlsx": "The file is empty.",
    "null.csv": "Two columns are called “0”.",
    "simple.ods": NO_TABLE,
    "simple.xls": NO_TABLE,
    "simple.zip": NO_TABLE,
    "unicode_sheet_name.xls": NO_TABLE,
}
# Rows, how it was read, and how many rows are told to be wrong.
READABLE = {
    "complex.csv": (3, "utf-8, “,”", 1),
    "example.tsv": (140, "utf-8, “⇥”", 0),
    "excel_pasting.csv": (18, "utf-8, “,”", 15),
    "long.csv": (3999, "utf-8, “,”", 0),
    "simple.csv": (6, "utf-8, “,”", 0),
    "simple.psv": (28, "utf-8, “|”", 0),
    "simple.ssv": (6, "utf-8, “;”", 0),
    "simple.xlsx": (6, "XLSX", 0),
    "skip_initials.csv": (2, "utf-8, “,”", 0),
    "small.csv": (0, "utf-8, “,”", 0),
    "spanish_chars.csv": (115, "cp1252, “,”", 0),
    "sw_gen.xlsx": (15, "XLSX", 0),
    "utf-16le_encoded.csv": (327, "utf-16, “,”", 0),
    "utf8bom.csv": (0, "utf-8-sig, “,”", 0),
    "weird_head_padding.csv": (83, "utf-8, “,”", 83),
}


def test_every_horror_is_read_or_refused_with_a_reason(data):
    read_as, refused = {}, {}
    for file in sorted((data / "spreadsheet-horror").iterdir()):
        try:
            table = read(file.read_bytes(), file.name)
        except Fault as reason:
            refused[file.name] = str(reason)
        else:
            read_as[file.name] = (len(table.rows), table.read_as, len(faults(table)))
    assert (refused, read_as) == (UNREADABLE, READABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_is_read_in_each_encoding_it_comes_in(encoding):
    text = "name;city\nأميمة زكري;الدار البيضاء\nSalma Alaoui;Fès\n"
    assert cells(read(text.encode(encoding))) == [
        ["name", "city"],
        ["أميمة زكري", "الدار البيضاء"],
        ["Salma Alaoui", "Fès"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_accents_are_read_in_each_encoding_they_come_in(encoding):
    text = "name,city\nOumaïma Zékri,“Fès” – 20 €\n"
    assert cells(read(text.encode(encoding)))[1] == ["Oumaïma Zékri", "“Fès” – 20 €"]


def test_rows_are_numbered_as_a_spreadsheet_does_and_blank_ones_are_none():
    table = read("name\n\nSalma\n , \nKarima\n")
    assert [row.number for row in table.rows] == [3, 5]


def test_a_row_with_too_many_or_too_few_cells_is_told():
    table = read("name,city\nSalma,Fès,x\nKarima\nHind,Rabat,\n")
    said = "The row has %s cells where the first line has 2: is a separator or a quotation mark missing?"
    assert faults(table) == {2: [said % 3], 3: [said % 1]}


def test_signs_that_cannot_be_seen_are_told():
    table = read("name,city\nSal\x00ma,F\x07s\n")
    assert faults(table) == {
        2: [
            "“name” holds a sign that cannot be seen (U+0000): take it out.",
            "“city” holds a sign that cannot be seen (U+0007): take it out.",
        ]
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b" \n\r\n ", "The file is empty."),
        (b",,\n,,\n", "The file is empty."),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "The letters of this file cannot be read: save it as “CSV UTF-8”.",
        ),
        (b"%PDF-1.7", NO_TABLE),
        (b"a\x00b\n1\n", "The first line holds signs that are no text: it has to name the columns."),
        (b"name,,city\nx,y,z\n", "Column 2 has no name in the first line."),
        (b"name,Name\nx,y\n", "Two columns are called “name”."),
        (b"a," * 100_000, "The table has more than 200 columns."),
        (b"PK\x03\x04broken", "This XLSX file is broken: open it and save it anew."),
    ],
    ids=["none", "blank", "commas", "picture", "pdf", "nul", "no name", "twice", "wide", "broken"],
)
def test_what_is_no_table_is_refused_with_a_reason(content, reason):
    assert fault(content) == reason


def test_a_cell_that_is_far_too_long_is_told():
    assert faults(read(f"name\n{'x' * 30_001}\n")) == {2: ["“name” is longer than 30000 characters."]}
    assert fault(f"name\n{'x' * 200_000}\n").startswith("Row 2 cannot be read (field larger than")


def test_a_file_or_table_that_is_too_large_is_refused(settings):
    settings.IMPORT_MAX_BYTES, settings.IMPORT_MAX_ROWS = 1_000_000, 3
    assert fault("name\n" + "x" * 1_000_000) == "The file is larger than 1 MB: divide it."
    assert fault("name\n" + "x\n" * 4) == "The table has more than 3 rows: divide it."


def test_a_workbook_that_unpacks_to_a_bomb_is_refused(settings):
    settings.IMPORT_MAX_BYTES = 100_000
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    assert fault(stream.getvalue()) == "The table is too large: divide it."


def test_a_workbook_gives_days_and_whole_numbers_as_they_are_seen():
    import datetime

    content = workbook(["a", "b", "c", "d"], [datetime.date(2026, 11, 24), 3.0, True, 1.5])
    assert cells(read(content)) == [["a", "b", "c", "d"], ["2026-11-24", "3", "true", "1.5"]]


def test_a_formula_without_a_stored_result_is_told():
    content = workbook(["name", "sum"], ["Salma", None], B2="=1+1")
    assert faults(read(content)) == {
        2: ["“sum” is a formula without a result: open the file, save it and try again."]
    }


@pytest.mark.parametrize("text", ["=1+1", "+212600", "-5", "@cmd", "\tx", "'=1", "''+x", "=", "'-"])
def test_what_a_spreadsheet_would_run_is_written_with_a_quote_and_restored(text):
    assert (escaped(text)[0], restored(escaped(text))) == ("'", text)


@pytest.mark.parametrize("text", ["Salma", "'Aïcha", "L'mina", "''", "1+1", ""])
def test_what_it_would_not_run_stays_as_it_is(text):
    assert (escaped(text), restored(text)) == (text, text)


@given(st.text())
@example("'=1")
@example("'")
def test_escaping_loses_nothing(text):
    assert restored(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"PK\x03\x04")
@example(b"\x00" * 50)
def test_any_bytes_are_a_table_or_refused(content):
    try:
        found = bool(read(content).header)
    except Fault:
        found = True
    assert found


def test_naughty_strings_come_through_a_csv_as_they_are(data):
    texts = json.loads((data / "naughty-strings" / "blns.json").read_text())
    stream = io.StringIO()
    csv.writer(stream).writerows([["text"], *([escaped(text)] for text in texts)])
    rows = [row for row in read(stream.getvalue()).rows if not row.faults]
    meant = {
        plain(text).strip()
        for text in texts
        if plain(text).strip() and plain(text) == text.replace("\r", "\n")
    }
    assert meant <= {row.cells[0] for row in rows}
    assert len(rows) >= 480
