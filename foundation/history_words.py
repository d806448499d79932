"""What changed in a record, as a sentence: who changed what, from what to what, in the reader's language."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Field, ManyToManyField, Model
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from foundation.figures import plain
from foundation.translated import listed

LONG = 80  # letters; a longer text is told by what was struck out and written in
AROUND = 8  # words that are shown before and after a change
MOST_WORDS = 3000  # beyond, comparing takes too long


class Sentences(HistoricalRecordContextHelper):
    """For each change of a version: its `sentence` and, of a long text, the `diff`."""

    def context_for_delta_changes(self, delta: Any) -> list[dict[str, Any]]:
        return [self._told(change) for change in delta.changes]

    def _told(self, change: Any) -> dict[str, Any]:
        field = self.model._meta.get_field(change.field)
        old, new = (
            said(field, self.prepare_delta_change_value(change, value)) for value in (change.old, change.new)
        )
        name = getattr(field, "verbose_name", change.field)
        if max(len(old), len(new)) > LONG or "\n" in old + new:
            words = _("{who} rewrote “{field}”.") if old and new else _sentence(old, new)
            if old and new:
                return {"sentence": self._filled(words, name), "diff": difference(old, new)}
        return {"sentence": self._filled(_sentence(old, new), name, old, new), "diff": ""}

    def _filled(self, words: str, name: Any, old: str = "", new: str = "") -> SafeString:
        return format_html(
            words,
            who=who(self.record),
            field=name,
            old=format_html("<s><bdi>{}</bdi></s>", old),
            new=format_html("<strong><bdi>{}</bdi></strong>", new),
        )


def who(record: Any) -> SafeString:
    """Who made a version of a record: a name, or the system."""
    by = record.history_user
    return format_html("<bdi>{}</bdi>", by.get_full_name() if by else _("The system"))


def made(record: Any) -> SafeString:
    """A version as a whole, where no change of it is told."""
    words = {
        "+": _("{who} recorded it."),
        "-": _("{who} deleted it."),
    }.get(record.history_type) or _("{who} saved it.")
    return format_html(words, who=who(record))


def _sentence(old: str, new: str) -> str:
    if not old:
        return _("{who} set “{field}” to {new}.")
    return _("{who} changed “{field}” from {old} to {new}.") if new else _("{who} emptied “{field}”: {old}.")


def said(field: "Field[Any, Any]", value: Any) -> str:
    """A value as a reader reads it: names, not numbers; '' where there is none."""
    if value in (None, "", []) or (isinstance(value, DeletedObject) and value.pk is None):
        return ""
    if isinstance(field, ManyToManyField) or isinstance(value, (list, tuple)):
        return listed(_plain(one) for one in value)
    labels = dict(getattr(field, "flatchoices", None) or ())
    return str(labels[value]) if _is_key(value) and value in labels else _plain(value)


def _is_key(value: Any) -> bool:
    return isinstance(value, (str, int))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, DeletedObject):
        return _("something that was deleted")
    if isinstance(value, datetime):
        return str(date_format(timezone.localtime(value), "DATETIME_FORMAT"))
    if isinstance(value, date):
        return str(date_format(value, "DATE_FORMAT"))
    if isinstance(value, dict):
        return listed(f"{key}: {_plain(one)}" for key, one in value.items())
    if hasattr(value, "name") and not isinstance(value, Model):  # a country, a file
        return str(value.name)
    return str(number_format(plain(value))) if isinstance(value, Decimal) else str(value)


def difference(old: str, new: str) -> SafeString:
    """The words that were struck out and written in, with a few around them."""
    before, after = old.split(), new.split()
    if len(before) + len(after) > MOST_WORDS:
        return format_html("<del>{}…</del> <ins>{}…</ins>", old[:LONG], new[:LONG])
    return format_html_join(" ", "{}", ((part,) for part in _parts(before, after)))


def _parts(before: list[str], after: list[str]) -> Iterator[Any]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (kind, start, stop, first, last) in enumerate(steps):
        if kind == "equal":
            yield _around(before[start:stop], is_first=place == 0, is_last=place == len(steps) - 1)
            continue
        if stop > start:
            yield format_html("<del>{}</del>", " ".join(before[start:stop]))
        if last > first:
            yield format_html("<ins>{}</ins>", " ".join(after[first:last]))


def _around(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """What did not change, as far as it is near to what did."""
    head = [] if is_first else words[:AROUND]
    tail = [] if is_last else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])
