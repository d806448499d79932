"""The choices of a list are drawn as Django draws them, only faster."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from foundation.form_rendering import Renderer

CHOICES = {
    "flat": [("", "---------"), ("a&b", "A <b> “B”"), (1234, 1234567), ("s", mark_safe("<i>safe</i>"))],
    "grouped": [("Groups & more", [(1, "one"), (2, gettext_lazy("day"))]), (None, "none"), (False, "no")],
}


def plain(html: str) -> str:
    return re.sub(r">\s+<", "><", html)


@pytest.mark.parametrize("chosen", ["", "a&b", "1234", ["1", "2"], None])
@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
def test_choices_are_drawn_as_django_draws_them(kind, choices, chosen):
    widget = kind(attrs={"data-x": "1 < 2", "required": True, "hidden": False}, choices=choices)
    drawn = [widget.render("name", chosen, {"id": "x"}, one()) for one in (Renderer, DjangoTemplates)]
    assert plain(drawn[0]) == plain(drawn[1])
