"""What is wrong with a rule, by its field: times that do not go together, texts that cannot be filled in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.reminders import texts
from foundation.reminders.anchors import Anchor

LANGUAGES = ("fr", "ar", "en")
Faults = dict[str, Any]


def of_rule(rule: Any, anchor: Anchor) -> Faults:
    """{field: what is wrong}; empty for a rule that makes sense with its anchor."""
    return {**_of_texts(rule, anchor), **_of_button(rule, anchor), **_of_times(rule, anchor)}


def _of_times(rule: Any, anchor: Anchor) -> Faults:
    faults: Faults = {}
    if rule.opens and rule.closes and rule.closes <= rule.opens:
        faults["closes"] = _("The last hour comes after the first.")
    if rule.repeat_until_days and not rule.repeat_days:
        faults["repeat_days"] = _("Say every how many days.")
    if rule.repeat_days and not rule.repeat_until_days and not anchor.ends:
        faults["repeat_until_days"] = _("This is never done by itself: say for how many days.")
    if rule.repeat_days and rule.repeat_until_days and rule.repeat_until_days < rule.repeat_days:
        faults["repeat_until_days"] = _("This ends before the first repetition.")
    return faults


def _of_texts(rule: Any, anchor: Anchor) -> Faults:
    faults: Faults = {}
    for code in LANGUAGES:
        here = {name: getattr(rule, name) for name in (f"subject_{code}", f"body_{code}")}
        missing = [name for name, text in here.items() if not text.strip()]
        if len(missing) == 1:
            faults[missing[0]] = _("Write subject and text, or neither.")
        faults |= _of_names(here, anchor)
    if not any(getattr(rule, f"subject_{code}") for code in LANGUAGES):
        faults.setdefault("subject_fr", _("Write it in one language at least."))
    return faults


def _of_button(rule: Any, anchor: Anchor) -> Faults:
    """In every language of the text or in none, and only where there is a page to lead to."""
    said = {code: getattr(rule, f"button_{code}").strip() for code in LANGUAGES}
    faults = _of_names({f"button_{code}": text for code, text in said.items()}, anchor)
    for code, text in said.items():
        is_written = bool(getattr(rule, f"subject_{code}"))
        if text and not anchor.page:
            faults[f"button_{code}"] = _("There is no page it could lead to: leave it empty.")
        elif text and not is_written:
            faults[f"button_{code}"] = _("There is no text in this language: write it, or leave this empty.")
        elif is_written and not text and any(said.values()):
            faults[f"button_{code}"] = _("Write the button in each language of the text, or in none.")
    return faults


def _of_names(said: dict[str, str], anchor: Anchor) -> Faults:
    faults: Faults = {}
    for field, text in said.items():
        try:
            texts.check(text, anchor.all_words())
        except ValidationError as fault:
            faults[field] = fault
    return faults
