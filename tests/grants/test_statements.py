"""The statement of a fund: its figures are the sums of its rows, and no text runs as a formula."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from residencies.grants import services
from residencies.grants.models import Fund
from residencies.grants.statements import pdf_of, statement, xlsx_of
from tests import cast as people
from tests.grants import cast

pytestmark = pytest.mark.django_db
ATTACK = '=HYPERLINK("http://win.example","x")'


@pytest.fixture
def fund() -> Fund:
    row = cast.fund("1000.10", name_en="Writing fund")
    services.top_up_fund(row, Decimal("-0.10"), on=cast.TODAY, by=None, now=cast.NOW, note="+1+1")
    first = cast.grant(row, 600, person=people.alumna(name=ATTACK, name_ar="أميمة"), purpose="@SUM(A1)")
    cast.paid(first, "200.05", reference="-2+3")
    cast.paid(first, "99.95")
    services.cancel_grant(first, reason="x", by=people.administrator(), now=cast.NOW)
    cast.grant(row, 250)
    return row


def test_the_workbook_adds_up_and_runs_nothing(fund):
    book = load_workbook(BytesIO(xlsx_of(statement(fund, cast.NOW), "en")))
    assert [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []
    figures = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=3)}
    assert figures == {
        "put in": 1000, "committed": 550, "paid": 300, "committed, to be paid": 250, "free": 450,
    }  # fmt: skip
    for sheet, column, name in ((1, 2, "put in"), (2, 4, "committed"), (2, 5, "paid"), (3, 3, "paid")):
        values = [row[column].value for row in book.worksheets[sheet].iter_rows(min_row=2)]
        assert round(sum(values[:-1]), 3) == values[-1] == figures[name]
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {f"'{ATTACK}", "'@SUM(A1)", "'-2+3", "'+1+1"} <= texts
    row = Fund.objects.with_figures().get(pk=fund.pk)
    assert (row.amount, row.committed, row.paid, row.free) == (1000, 550, 300, 450)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_document_says_the_same_in_each_language(fund, language):
    content = pdf_of(statement(fund, cast.NOW), language)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    for figure in ("550", "300", "450", "200", "99"):
        assert figure in text
    assert content == pdf_of(statement(fund, cast.NOW), language)
