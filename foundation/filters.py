"""Filters that pages, the desk and the API share. What a FilterSet does not name cannot be asked."""

from datetime import UTC, datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_filters.fields import IsoDateTimeField

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
BIGGEST = 2**63 - 1  # of a key; a database refuses what is greater


class IdFilter(django_filters.Filter):
    """A row's number. It asks nothing of the other table, so it does not tell what is there."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for unwanted in ("queryset", "to_field_name", "null_label"):
            kwargs.pop(unwanted, None)
        super().__init__(*args, **{"min_value": 1, "max_value": BIGGEST, **kwargs})


class NumberFilter(django_filters.Filter):
    """A whole number such as a year."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"min_value": 0, "max_value": 32_767, **kwargs})


class InstantField(IsoDateTimeField):
    """In UTC, for PostgreSQL knows no offset of sixteen hours; what lies before or after all years is their
    end.
    """

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        try:
            return found and found.astimezone(UTC)
        except OverflowError:
            return FIRST if found.year == 1 else LAST


class InstantFilter(django_filters.IsoDateTimeFilter):
    field_class = InstantField


class YesNoFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = (("true", _("yes")), ("false", _("no")))
        super().__init__(*args, choices=choices, coerce=lambda text: text == "true", **kwargs)


def check_country(code: str) -> None:
    if code not in countries.countries:
        raise ValidationError(
            _("“%(code)s” is not a country: write its two letters, like MA."), "country", {"code": code}
        )


class CountryFilter(django_filters.CharFilter):
    """Two letters, as in ISO 3166."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, validators=[check_country], **kwargs)


_WORDS = {
    "filter_class": django_filters.CharFilter,
    "extra": lambda field: {"max_length": field.max_length},
}


class Filters(django_filters.FilterSet):
    """Days are written 2026-11-24 in every language."""

    FILTER_DEFAULTS = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": IdFilter},
        models.OneToOneField: {"filter_class": IdFilter},
        models.CharField: _WORDS,
        models.SlugField: _WORDS,
        models.PositiveSmallIntegerField: {"filter_class": NumberFilter},
        models.BooleanField: {"filter_class": YesNoFilter},
        models.DateField: {
            "filter_class": django_filters.DateFilter,
            "extra": lambda field: {"input_formats": ["%Y-%m-%d"]},
        },
        models.DateTimeField: {"filter_class": InstantFilter},
    }


class SearchFilters(Filters):
    """`q` finds names by any spelling and script of them."""

    q = django_filters.CharFilter(
        method="search",
        max_length=200,
        label=_("search"),
        help_text=_("words of a name or title, in any spelling or script"),
    )

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.search(value)  # type: ignore[attr-defined]
