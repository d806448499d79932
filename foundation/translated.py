"""Text that staff write in three languages, kept as `<field>_fr`, `<field>_ar`, `<field>_en`; and lists as a
language sets them.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

# Languages that films and people speak, by their ISO 639 code.
LANGUAGES = {
    "ar": _("Arabic"),
    "zgh": _("Tamazight"),
    "fr": _("French"),
    "en": _("English"),
    "es": _("Spanish"),
    "ber": _("Berber"),
    "ary": _("Moroccan Arabic"),
    "de": _("German"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
    "wo": _("Wolof"),
}


def language_now() -> str:
    """The two letters of the language that is on, or of the foundation's."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def in_language(row: Any, field: str, language: str | None = None) -> str:
    """`row.<field>_<language>`, else the first language that has a text, else ''."""
    wanted = (language or language_now())[:2]
    order = [wanted, *(code for code, _name in settings.LANGUAGES if code != wanted)]
    texts = (getattr(row, f"{field}_{code}", "") for code in order)
    return next((text for text in texts if text), "")


def listed(parts: Iterable[Any]) -> str:
    """“one, two”, in Arabic by its own comma."""
    return gettext(", ").join(map(str, parts))


def language_names(codes: Iterable[str]) -> str:
    return listed(LANGUAGES.get(code, code) for code in codes)


def phrases(parts: Iterable[Any]) -> str:
    """“one; two”, of parts that may have commas of their own."""
    return gettext("; ").join(map(str, parts))
