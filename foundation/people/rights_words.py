"""Groups and rights in the reader's language; their rows keep the English names they are found by."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext, pgettext_lazy

from foundation.people.roles import ROLES

VERBS = {
    "view": pgettext_lazy("right", "view"),
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "delete"),
    "export": pgettext_lazy("right", "take out"),
}


def speak() -> None:
    """Choosers, filters and histories name a row by `str`, and Django leaves no other place for it."""
    Group.__str__ = lambda row: gettext(row.name) if row.name in ROLES else row.name  # type: ignore[method-assign]
    Permission.__str__ = right  # type: ignore[method-assign]


def right(row: Permission) -> str:
    """“programmes · editions: view”, or what a right of its own says."""
    model: Any = row.content_type.model_class()
    if model is None:  # a table of an earlier version
        return row.name
    verb, _of, name = row.codename.partition("_")
    does = VERBS.get(verb) if name == model._meta.model_name else None
    told = {
        "room": model._meta.app_config.verbose_name,
        "rows": model._meta.verbose_name_plural,
        "does": does or gettext(row.name),
    }
    return gettext("%(room)s · %(rows)s: %(does)s") % told
