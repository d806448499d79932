"""`{{ name }}` in what staff write: names from a list, put in by a regular expression and nothing else.

No template engine reads these texts: there are no attributes, filters or tags to reach anything by,
and what is put in is never looked at again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.translated import listed

_PLACEHOLDER = re.compile(r"\{\{ *([a-z_]+) *\}\}", re.ASCII)
_BRACED = re.compile(r"\{+[^{}]*\}*|\}+")
_LINK = re.compile(r"\w+://|\bwww\.", re.IGNORECASE)
_MARK = "~~"  # letters.py marks with it where a secret goes
# Control characters, those that turn the direction of what follows, and halves of characters.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def check(text: str, allowed: Iterable[str]) -> None:
    """Refuse what is no plain text with allowed names. Raises ValidationError, which says what to do."""
    allowed = list(allowed)
    rest = _PLACEHOLDER.sub(lambda found: "" if found[1] in allowed else found[0], text)
    if braced := _BRACED.search(unicodedata.normalize("NFKC", rest)):
        raise ValidationError(
            _("“%(found)s” is not known here. You can write %(names)s, and no other braces."),
            params={"found": braced[0], "names": shown(allowed)},
        )
    if _MARK in text:
        raise ValidationError(_("Two tildes (~~) cannot be written here: write one, or a dash."))
    if _LINK.search(text):
        raise ValidationError(_("Links cannot be written here: the button of the mail leads to the page."))
    if _UNSEEN.search(text):
        raise ValidationError(_("There is an invisible character in this text: type it anew without it."))


def shown(allowed: Iterable[str]) -> str:
    return listed(f"{{{{ {name} }}}}" for name in allowed)


def put_in(text: str, value_of: Callable[[str], str]) -> str:
    """`text` with a value for each name, in one pass."""
    return _PLACEHOLDER.sub(lambda found: value_of(found[1]), text)
