"""The desk's pages name no class without a style: Unfold's sheet holds those alone that Unfold uses."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEMPLATES = Path(__file__).parents[2] / "templates"
STATIC = TEMPLATES.parent / "static/masar"
CLASSES = re.compile(r'class="([^"]*)"')
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")

pytestmark = pytest.mark.one_database


def of_the_desk() -> list[Path]:
    pages = TEMPLATES.rglob("*.html")
    return [page for page in pages if page.name.startswith("desk_") or page.parent.name in ("admin", "desk")]


def test_each_class_of_the_desk_has_a_style():
    ours = [sheet for sheet in STATIC.glob("*.css") if sheet.name != "masar.css"]  # that of the portal
    sheets = [Path(finders.find("unfold/css/styles.css")), *ours]
    styled = "".join(sheet.read_text() for sheet in sheets).replace("\\", "")
    named = {
        word
        for page in of_the_desk()
        for classes in CLASSES.findall(TAGS.sub(" ", page.read_text()))
        for word in classes.split()
    }
    unstyled = {word for word in named if not re.search(rf"\.{re.escape(word)}(?![\w-])", styled)}
    assert unstyled == set()
