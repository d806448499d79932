"""Whole numbers in what a stranger sends: a row's key in a form, the version of a page."""

from typing import Any

DIGITS = 18  # of a key: a database refuses what is much greater, and Python what is very long


def number_of(text: Any, digits: int = DIGITS) -> int | None:
    """What is written, if it is a whole number from 0 on with so many digits at most; else None."""
    written = str(text or "")
    return int(written) if written.isdecimal() and len(written) <= digits else None
