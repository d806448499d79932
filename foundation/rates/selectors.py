"""The rate of a day: the last that was published by then, whichever way round the bank published it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.formats import date_format, number_format

from foundation.figures import plain
from foundation.rates.models import ExchangeRate
from foundation.translated import listed

ONE = Decimal(1)


@dataclass(frozen=True)
class Rate:
    """`rate` units of `quote` for one of `base`, asked for by `currency`, which is one of the two.

    Amounts go `there`, into the other one, and `back`, exactly: who keeps them rounds them once.
    """

    currency: str
    base: str
    quote: str
    rate: Decimal = ONE
    on: date | None = None
    source: str = ""
    is_fixed: bool = False  # by a contract, not published

    def __str__(self) -> str:
        said = listed(part for part in (self.on and date_format(self.on), self.source) if part)
        return f"1 {self.base} = {number_format(plain(self.rate))} {self.quote} ({said})"

    def there(self, amount: Decimal) -> Decimal:
        return amount * self.rate if self.currency == self.base else amount / self.rate

    def back(self, amount: Decimal) -> Decimal:
        return amount / self.rate if self.currency == self.base else amount * self.rate


class Published:
    """What was published by a day between pairs of currencies, in either direction. In one query."""

    def __init__(self, pairs: Iterable[tuple[str, str]], until: date) -> None:
        """`pairs`: a currency, and the one it is to be converted into."""
        self._rows: dict[frozenset[str], list[ExchangeRate]] = defaultdict(list)
        wanted = Q()
        for one, other in {tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1]}:
            wanted |= Q(base=one, quote=other) | Q(base=other, quote=one)
        if wanted:
            # On one day what was entered last goes before the other direction.
            for row in ExchangeRate.objects.filter(wanted, on__lte=until).order_by("on", "pk"):
                self._rows[frozenset((row.base, row.quote))].append(row)

    def on(self, day: date, currency: str, into: str) -> Rate | None:
        """None where nothing was published by then."""
        rows = self._rows.get(frozenset((currency, into)), [])
        at = bisect_right(rows, day, key=lambda row: row.on)
        if not at:
            return None
        row = rows[at - 1]
        return Rate(currency, row.base, row.quote, row.rate, row.on, row.source)
