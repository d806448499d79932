"""A proposed change in words: what is recorded, and what she says."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from alumni.careers.models import Change
from foundation.films.models import Role, Work

Roles = Mapping[str, Role]


def roles() -> Roles:
    """Every role by its code, to be read once for a whole list."""
    return Role.objects.in_bulk(field_name="slug")


def in_words(values: Mapping[str, Any], roles: Roles) -> list[tuple[str, str]]:
    """(label, text) of each part that was said; `values` is a change's `before` or `after`."""
    return [(label(part), text(part, value, roles)) for part, value in values.items() if value]


def compared(change: Change, roles: Roles) -> list[tuple[str, str, str]]:
    """(label, before, after) of each part that differs."""
    before, after = dict(change.before), dict(change.after)
    return [
        (label(part), text(part, before.get(part), roles), text(part, after.get(part), roles))
        for part in _parts(before, after)
        if before.get(part) != after.get(part)
    ]


def _parts(*sides: Mapping[str, Any]) -> Iterable[str]:
    return dict.fromkeys(part for side in sides for part in side)


def label(part: str) -> str:
    labels = {
        "stage": _("stage"),
        "title": _("title"),
        "role": _("role"),
        "year": _("year"),
        "festival": _("festival"),
        "section": _("section"),
        "prize": _("prize"),
        "city": _("city"),
        "country": _("country"),
        "occupation": _("occupation"),
    }
    return labels.get(part, part)


def text(part: str, value: Any, roles: Roles) -> str:
    if not value:
        return ""
    if part == "stage" and value in Work.Stage:
        return str(Work.Stage(value).label)
    if part == "role" and value in roles:
        return str(roles[value])
    if part == "country":
        return str(countries.name(value) or value)
    return str(value)
