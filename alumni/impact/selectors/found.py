"""What figures are added up from: each row with its year, or with what is not known of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.films.models import CountryShare


class Doubt(TextChoices):
    """Why a row that might count stands in no year."""

    STAGE = "stage", _("not known whether it is finished")
    LENGTH = "length", _("not known whether it is a feature")
    COUNTRY = "country", _("the majority’s country is not known")
    FESTIVAL = "festival", _("not known whether it is a festival")
    YEAR = "year", _("the year is not known")
    SPEND = "spend", _("what is spent in the country is not known")
    RATE = "rate", _("there is no exchange rate")


@dataclass(frozen=True)
class Terms:
    """What is asked: the country that is home, the currency, and the day as of which it is counted."""

    home: str
    currency: str
    on: date


@dataclass(frozen=True)
class Found:
    """A row by its number: counted in its year, or in doubt. `partners` are countries beside home."""

    key: int
    year: int | None
    doubt: str = ""
    amount: Decimal | None = None
    partners: tuple[str, ...] = ()
    rate: str = ""  # by which the amount was worked out
    lack: str = ""  # the doubt for which it has no amount

    @property
    def counts(self) -> bool:
        return not self.doubt


@dataclass
class Origin:
    """The countries that made a work, as far as they are known."""

    named: set[str]
    shares: dict[str, Decimal] = field(default_factory=dict)

    @property
    def parties(self) -> set[str]:
        return self.named | set(self.shares)

    @property
    def majority(self) -> str:
        """The country with the biggest share, or the only one; '' where that is not known."""
        if self.shares:
            most = max(self.shares.values())
            first = [code for code, share in self.shares.items() if share == most]
            return first[0] if len(first) == 1 else ""
        return next(iter(self.named)) if len(self.named) == 1 else ""

    def may_be_of(self, country: str) -> bool:
        """Whether nothing known speaks against its majority being there."""
        return self.majority in ("", country) and (not self.parties or country in self.parties)


def touching(home: str, path: str = "") -> Q:
    """Works that `home` made, alone or with others, and those whose countries nobody knows."""
    shared = CountryShare.objects.filter(country=home).values("work")
    key = f"{path}__in" if path else "pk__in"
    countries = f"{path}__countries" if path else "countries"
    return Q(**{f"{countries}__contains": home}) | Q(**{countries: ""}) | Q(**{key: shared})


def origins(works: QuerySet[Any], named: Iterable[tuple[int, str]]) -> dict[int, Origin]:
    """By the number of a work; `named` are (number, codes with commas). In one query."""
    found = {key: Origin(set(filter(None, str(codes or "").split(",")))) for key, codes in named}
    for work, country, percent in CountryShare.objects.filter(work__in=works).values_list(
        "work", "country", "percent"
    ):
        if work in found:
            found[work].shares[country] = percent
    return found
