"""Names in letters: kept apart from the words around them, and never a link."""

import re
from typing import Any

from django import template
from django.utils.html import format_html

register = template.Library()

# Where a mail program sees an address in plain words: `www.example.org`, `http://…`, `her@example.org`.
_LINK_LIKE = re.compile(r"(?<=\w)\.(?=\w)|:(?=//)|@")
_JOINER = "\u2060"  # has no width and breaks no line
_ISOLATE, _END = "\u2068", "\u2069"


@register.filter(needs_autoescape=True)
def name(value: Any, autoescape: bool = True) -> str:
    """A name as text: its direction is its own, and nothing in it turns into a link."""
    still = _LINK_LIKE.sub(lambda found: found[0] + _JOINER, " ".join(str(value).split()))
    return format_html("<bdi>{}</bdi>", still) if autoescape else f"{_ISOLATE}{still}{_END}"


@register.filter(needs_autoescape=True)
def called(person: Any, language: str, autoescape: bool = True) -> str:
    """A person's name in the script of the letter, where she has one in it."""
    return name(person.name_ar if language == "ar" and person.name_ar else person.name, autoescape)
