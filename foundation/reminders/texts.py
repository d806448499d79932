"""What staff write with `{{ names }}` in it: checked when it is saved, filled in when it is sent.

There is no template engine behind it: a name stands for one text, has no attributes and calls nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.mail.templatetags.letters import name as kept_apart
from foundation.translated import listed

_NAME = re.compile(r"\{\{ *([a-z_]+) *\}\}")
_BRACES = re.compile(r"\{\{.*?\}\}|\{\{|\}\}", re.DOTALL)
_PARAGRAPH = re.compile(r"\n\s*\n")


def check(text: str, allowed: Iterable[str]) -> None:
    """Raises ValidationError naming what is not known, and all that is."""
    known = sorted(allowed)
    wrong = [found for found in _BRACES.findall(text) if not _is_name(found, known)]
    if wrong:
        raise ValidationError(
            _("“%(wrong)s” stands for nothing here. You can write %(known)s."),
            "name",
            {"wrong": wrong[0], "known": listed(f"{{{{ {name} }}}}" for name in known)},
        )


def _is_name(found: str, known: list[str]) -> bool:
    name = _NAME.fullmatch(found)
    return name is not None and name[1] in known


def line(text: str, values: Mapping[str, Any]) -> str:
    """One line without marks of direction, for a subject."""
    return _filled(" ".join(text.split()), values, lambda value: " ".join(str(value).split()))


def plain(text: str, values: Mapping[str, Any]) -> str:
    return _filled(_lines(text), values, lambda value: kept_apart(value, autoescape=False))


def paragraphs(text: str, values: Mapping[str, Any]) -> list[SafeString]:
    """HTML, a paragraph each. Addresses that staff wrote are links; what is filled in never is."""
    return [
        mark_safe(_filled(urlize(part, autoescape=True), values, kept_apart))
        for part in _PARAGRAPH.split(_lines(text))
    ]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _filled(text: str, values: Mapping[str, Any], put: Callable[[Any], str]) -> str:
    return _NAME.sub(lambda found: put(values[found[1]]) if found[1] in values else "", text)
