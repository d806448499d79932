"""What may be asked of funds, grants, instalments and reports."""

from foundation.filters import Filters, IdFilter
from residencies.grants.models import ExchangeRate, Fund, Grant, Instalment, Report


class FundFilters(Filters):
    class Meta:
        model = Fund
        fields = {"giver": ["exact"], "programme": ["exact"], "edition": ["exact"], "ends_on": ["gte", "lte"]}


class GrantFilters(Filters):
    class Meta:
        model = Grant
        fields = {
            "fund": ["exact"],
            "person": ["exact"],
            "participation": ["exact"],
            "state": ["exact"],
            "committed_on": ["gte", "lte"],
        }


class InstalmentFilters(Filters):
    fund = IdFilter(field_name="grant__fund")

    class Meta:
        model = Instalment
        fields = {"grant": ["exact"], "state": ["exact"], "due_on": ["gte", "lte"], "paid_on": ["gte", "lte"]}


class ReportFilters(Filters):
    class Meta:
        model = Report
        fields = {"grant": ["exact"], "kind": ["exact"], "due_on": ["gte", "lte"]}


class RateFilters(Filters):
    class Meta:
        model = ExchangeRate
        fields = {"base": ["exact"], "quote": ["exact"], "on": ["gte", "lte"]}
