"""Anchors: the days that reminders hang on. Each room gives its own; `settings.REMINDER_ANCHORS` names them.

An anchor is one class: whose rows have the day, whom it concerns, by what staff may choose among
them, and which names their texts may use. It holds no date and sends nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.shortcuts import resolve_url
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from foundation.errors import ServiceError
from foundation.people.models import Person
from foundation.translated import language_now, listed

Choices = Iterable[tuple[Any, Any]]
Facts = QuerySet[Any, Any]


@dataclass(frozen=True)
class Filter:
    """What staff may choose by: a path that is matched with one of several values, from a list."""

    label: Any
    path: str
    choices: Callable[[], Choices]


@dataclass(frozen=True)
class Word:
    """A name for texts: what it stands for, and the text itself, of a row."""

    label: Any
    of: Callable[[Any], Any]
    is_hers: bool = False  # she alone reads it: staff who look at the letter do not


# Asked of the person herself, whatever the anchor is.
PERSON_FILTERS = {
    "country": Filter(gettext_lazy("country of residence"), "country", lambda: list(countries)),
    "language": Filter(gettext_lazy("language"), "language", lambda: Person.Language.choices),
}
# Of the person and of the day.
PERSON_WORDS = {
    "name": gettext_lazy("her name"),
    "day": gettext_lazy("the day it is about"),
    "foundation": gettext_lazy("our name"),
}


def own_page() -> str:
    """Where a person finds herself once she has logged in."""
    return resolve_url(settings.LOGIN_REDIRECT_URL)


class Anchor:
    """A day that rows of `model` have. Subclass it; `rows` says for which of them it holds today."""

    title: ClassVar[Any]  # of the day: "completion of a participation"
    model: ClassVar[type[Model]]
    on: ClassVar[str]  # path to a date or an instant
    person: ClassVar[str] = "person"  # path to whom it concerns; may lead to several
    is_instant: ClassVar[bool] = False
    ends: ClassVar[bool] = False  # a row leaves `rows` by itself once what it asks for is done
    filters: ClassVar[dict[str, Filter]] = {}
    words: ClassVar[dict[str, Word]] = {}
    related: ClassVar[tuple[str, ...]] = ()  # what `words` and `path` read beside the row
    page: ClassVar[Any] = ""  # what the button of its mails leads to, "her own page"; '' for no button

    def rows(self) -> Facts:
        """Those it holds for: there, not cancelled, not done."""
        return self.model._default_manager.all()

    def facts(self, audience: Mapping[str, list[Any]]) -> Facts:
        """`rows` of that audience, once for each person: annotated with `whom` and `anchored`."""
        rows = self.rows().order_by().annotate(whom=F(self.person), anchored=F(self.on))
        rows = rows.filter(whom__isnull=False, anchored__isnull=False)
        people = Person.objects.order_by()
        for name, values in audience.items():
            if name in self.filters:
                rows = rows.filter(**{f"{self.filters[name].path}__in": values})
            else:  # joined anew, a path to several people would ask of any of them
                people = people.filter(**{f"{PERSON_FILTERS[name].path}__in": values})
                rows = rows.filter(whom__in=people.values("pk"))
        return rows

    def all_filters(self) -> dict[str, Filter]:
        return {**self.filters, **PERSON_FILTERS}

    def all_words(self) -> dict[str, Any]:
        """{name: what it stands for}"""
        return {**PERSON_WORDS, **{name: word.label for name, word in self.words.items()}}

    def values(self, row: Any, person: Person, on: date, *, to_staff: bool = False) -> dict[str, str]:
        """What each name stands for, in the language that is on."""
        language = language_now()
        common = {
            "name": person.name_in(language),
            "day": date_format(on),
            "foundation": settings.FOUNDATION_NAME,
        }
        said = {
            name: "…" if to_staff and word.is_hers else str(word.of(row)) for name, word in self.words.items()
        }
        return {**common, **said}

    def path(self, row: Any, person: Person) -> str:
        """Where that page is on this site, '' where there is none for this row.

        Without a secret: it stands in the stored text of the mail.
        """
        return own_page() if self.page else ""

    def check_audience(self, audience: Any) -> None:
        """Raises ValidationError for a filter or a value that is not on the list."""
        known = self.all_filters()
        if not isinstance(audience, dict) or not set(audience) <= set(known):
            raise ValidationError(
                _("Choose the audience by %(known)s alone."), "audience", {"known": listed(known)}
            )
        for name, values in audience.items():
            offered = {value for value, _label in known[name].choices()}
            if not isinstance(values, list) or not values or not set(values) <= offered:
                raise ValidationError(
                    _("“%(name)s”: choose from the list."), "audience", {"name": known[name].label}
                )


class UnknownAnchor(ServiceError):
    """No room gives the anchor a rule hangs on (any more)."""

    def __init__(self, key: str) -> None:
        super().__init__(
            _("No part of this installation knows the day it hangs on (%(key)s).") % {"key": key}
        )


def anchor_named(key: str) -> Anchor:
    path = settings.REMINDER_ANCHORS.get(key)
    if path is None:
        raise UnknownAnchor(key)
    found: Anchor = import_string(path)()
    return found


def anchors_on(model: type[Model]) -> list[str]:
    """The names of those whose days are of rows of this model."""
    return [key for key in settings.REMINDER_ANCHORS if anchor_named(key).model is model]


def anchor_choices() -> list[tuple[str, Any]]:
    return [(key, anchor_named(key).title) for key in settings.REMINDER_ANCHORS]
