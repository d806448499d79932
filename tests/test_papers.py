"""Papers that are longer than a page: nothing of them ends with it."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from foundation.pdf import pdf
from tests.cast import NOW

pytestmark = pytest.mark.one_database
HEAD = {"title": "T", "foundation": "F", "foot": "f", "facts": []}
LINES = [f"line-{number}-" for number in range(90)]
PAPERS = {
    "funder": {
        **HEAD,
        "intro": "",
        "hidden": "",
        "stories": [],
        "stories_title": "",
        "withdrawn": "",
        "parts": [
            {
                "title": "P",
                "definition": "",
                "head": ["g", "n"],
                "rows": [[line, "1"] for line in LINES],
                "is_hidden": False,
            }
        ],
    },
    "minutes": {
        **HEAD,
        "call": "C",
        "kept": "",
        "hash": "",
        "parts": [{"title": "P", "rows": [["A", "B", [f"{line} {'word ' * 12}" for line in LINES]]]}],
    },
}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_is_longer_than_a_page_goes_on_on_the_next(name, language):
    made = pdf(name, PAPERS[name], language=language, at=NOW)
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    first, last = (next(n for n, text in enumerate(pages) if line in text) for line in (LINES[0], LINES[-1]))
    assert first < last
