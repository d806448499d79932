"""What may be asked of exchange rates."""

from foundation.filters import Filters
from foundation.rates.models import ExchangeRate


class RateFilters(Filters):
    class Meta:
        model = ExchangeRate
        fields = {"base": ["exact"], "quote": ["exact"], "on": ["gte", "lte"]}
