"""Names as they stand in letters."""

import re
from typing import Any

from foundation.people.models import Person

# Where a mail program sees an address in plain words: `www.example.org`, `http://…`, `her@example.org`.
# Two tildes are how a letter marks what is put in later.
_LINK_LIKE = re.compile(r"(?<=\w)\.(?=\w)|:(?=//)|@|~(?=~)")
_JOINER = "\u2060"  # has no width and breaks no line
# What would end the isolation of a name, or turn what follows.
_TURNING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def still(value: Any) -> str:
    """On one line, with nothing in it that a mail program takes for an address, or we for a mark."""
    plain = _TURNING.sub("", " ".join(str(value).split()))
    return _LINK_LIKE.sub(lambda found: found[0] + _JOINER, plain)


def spoken_name(person: Person, language: str) -> str:
    """In the script of the letter, where she has a name in it."""
    return person.name_ar if language == "ar" and person.name_ar else person.name
