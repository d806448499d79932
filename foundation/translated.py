"""Text that staff write in three languages, kept as `<field>_fr`, `<field>_ar`, `<field>_en`; and lists as a
language sets them.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext


def language_now() -> str:
    """The two letters of the language that is on, or of the foundation's."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def in_language(row: Any, field: str, language: str | None = None) -> str:
    """`row.<field>_<language>`, else the first language that has a text, else ''."""
    wanted = (language or language_now())[:2]
    order = [wanted, *(code for code, _ in settings.LANGUAGES if code != wanted)]
    texts = (getattr(row, f"{field}_{code}", "") for code in order)
    return next((text for text in texts if text), "")


def listed(parts: Iterable[Any]) -> str:
    """“one, two”, in Arabic by its own comma."""
    return gettext(", ").join(map(str, parts))


def phrases(parts: Iterable[Any]) -> str:
    """“one; two”, of parts that may have commas of their own."""
    return gettext("; ").join(map(str, parts))
