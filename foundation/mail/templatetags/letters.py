"""Names in letters: kept apart from the words around them, and never a link."""

import re
from typing import Any

from django import template
from django.utils.html import format_html

register = template.Library()

# Where a mail program sees an address in plain words: `www.example.org`, `http://…`, `her@example.org`.
# Two waves stand for a secret that is put in later.
_LINK_LIKE = re.compile(r"(?<=\w)\.(?=\w)|:(?=//)|@|~(?=~)")
_JOINER = "\u2060"  # has no width and breaks no line
_ISOLATE, _END = "\u2068", "\u2069"


class Mark(str):
    """Where something is put in later: a secret, or what is personal in a form of many letters."""

    __slots__ = ()


@register.filter(needs_autoescape=True)
def name(value: Any, autoescape: bool = True) -> str:
    """A name as text: its direction is its own, and nothing in it turns into a link."""
    quiet = value if isinstance(value, Mark) else still(value)
    return format_html("<bdi>{}</bdi>", quiet) if autoescape else f"{_ISOLATE}{quiet}{_END}"


def still(value: Any) -> str:
    """On one line, with nothing in it that a mail program takes for an address, or we for a mark."""
    return _LINK_LIKE.sub(lambda found: found[0] + _JOINER, " ".join(str(value).split()))


@register.filter(needs_autoescape=True)
def called(person: Any, language: str, autoescape: bool = True) -> str:
    """A person's name in the script of the letter, where she has one in it."""
    return name(person.name_ar if language == "ar" and person.name_ar else person.name, autoescape)
