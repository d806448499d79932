"""Financing plans in the API, for staff who may see them: their rows, and what follows from them today."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.films.coproduction import Fault
from foundation.films.filters import CoproductionRuleFilters, FinancingPlanFilters, RebateRuleFilters
from foundation.films.models import (
    Coproducer,
    CoproductionRule,
    FinancingLine,
    FinancingPlan,
    PlannedSpend,
    RebateRule,
)
from foundation.films.names_api import WorkName
from foundation.films.rebates import Lack
from foundation.films.selectors.financing import overview
from foundation.films.selectors.rates import Rates, rates_of_plans
from foundation.films.standing import Standing, Why, standing
from foundation.money import PLACES
from foundation.people.api import OrganisationName


def money(text: str, **how: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=15, decimal_places=PLACES, help_text=text, **how)


def part(text: str) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=9, decimal_places=3, help_text=text)


class FinancingPlanRecord(Record):
    work = WorkName()
    secured = serializers.SerializerMethodField(help_text="Today, in the plan’s currency.")

    class Meta:
        model = FinancingPlan
        fields = ["id", "work", "dated_on", "budget", "currency", "secured"]

    @extend_schema_field(money("Today, in the plan’s currency."))
    def get_secured(self, row: FinancingPlan) -> str:
        return f"{self._standing(row).secured:.{PLACES}f}"

    def _standing(self, row: FinancingPlan) -> Standing:
        rates = self.context["view"].rates[row.pk]
        return standing(row, row.lines.all(), rates, list(row.coproducers.all()), timezone.localdate())


class CoproducerRecord(Record):
    organisation = OrganisationName()

    class Meta:
        model = Coproducer
        fields = ["organisation", "country", "percent"]


class PlanRateRecord(serializers.Serializer):
    currency = serializers.CharField(help_text="The one that is not the plan’s.")
    base = serializers.CharField(help_text="`rate` units of `quote` for one of this, as it was published.")
    quote = serializers.CharField()
    rate = serializers.DecimalField(max_digits=15, decimal_places=8)
    on = serializers.DateField()
    source = serializers.CharField()
    is_fixed = serializers.BooleanField(help_text="The plan fixes it itself; else it is the published one.")


class LineRecord(Record):
    source = OrganisationName(allow_null=True)

    class Meta:
        model = FinancingLine
        fields = [
            *("id", "source", "kind", "country", "amount", "amount_to", "currency"),
            *("rate", "rate_on", "rate_source", "paper", "signed_on", "valid_until", "evidence"),
        ]


class CountedRecord(serializers.Serializer):
    line = LineRecord()
    amount = money("Its lowest, in the plan’s currency; null where that is not known.", allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    why = serializers.ChoiceField(
        Why.choices, allow_null=True, help_text="Why it does not count; null if it does."
    )


class TerritoryRecord(serializers.Serializer):
    country = serializers.CharField(help_text="Two letters, or '' for money from no country.")
    target = money("The part of its co-producers; null if none is from there.", allow_null=True)
    planned = money("All that was not refused.")
    secured = money("What counts today.")


class ViolationRecord(serializers.Serializer):
    fault = serializers.ChoiceField(Fault.choices)
    value = part("What it is, in %.")
    limit = part("What it may be at most, or has to be at least.")
    country = serializers.CharField()
    organisation = OrganisationName(source="coproducer.organisation", default=None, allow_null=True)
    missing = money("What is missing on paper, in the plan’s currency.", allow_null=True)


class ShareChangeRecord(serializers.Serializer):
    organisation = OrganisationName(source="coproducer.organisation")
    to = part("The share it would have.")
    money = money("What that moves, in the plan’s currency.")


class CheckRecord(serializers.Serializer):
    rule = serializers.IntegerField(source="rule.pk")
    holds = serializers.BooleanField()
    violations = ViolationRecord(many=True)
    changes = ShareChangeRecord(many=True, allow_null=True, help_text="The least; null if none would do.")


class SpendRecord(Record):
    class Meta:
        model = PlannedSpend
        fields = ["name", "country", "eligible", "ineligible", "days"]


class RebateRecord(serializers.Serializer):
    spend = SpendRecord()
    rule = serializers.IntegerField(source="rule.pk")
    amount = money("In the rule’s currency.")
    here = money("In the plan’s currency.")
    is_capped = serializers.BooleanField()
    lacks = serializers.ListField(child=serializers.ChoiceField(Lack.choices))


class WholePlan(FinancingPlanRecord):
    coproducers = CoproducerRecord(many=True, source="overview.coproducers")
    rates = PlanRateRecord(many=True, source="overview.rates")
    lines = CountedRecord(many=True, source="overview.standing.lines")
    territories = TerritoryRecord(many=True, source="overview.standing.territories")
    checks = CheckRecord(many=True, source="overview.checks")
    rebates = RebateRecord(many=True, source="overview.rebates")

    class Meta(FinancingPlanRecord.Meta):
        fields = [
            *FinancingPlanRecord.Meta.fields,
            *("coproducers", "rates", "lines", "territories", "checks", "rebates"),
        ]

    def to_representation(self, row: FinancingPlan) -> Any:
        row.overview = overview(row, timezone.localdate())
        return super().to_representation(row)

    def _standing(self, row: FinancingPlan) -> Standing:
        return row.overview.standing  # type: ignore[attr-defined, no-any-return]


class CoproductionRuleRecord(Record):
    class Meta:
        model = CoproductionRule
        fields = [
            *("id", "name", "form", "parties", "most", "least", "outside_most", "confirmed_least"),
            *("budget_above", "budget_currency", "valid_from", "valid_to", "source", "reviewed_by"),
        ]


class RebateRuleRecord(Record):
    class Meta:
        model = RebateRule
        fields = [
            *("id", "name", "country", "percent", "currency", "floor", "floor_days", "cap", "envelope"),
            *("valid_from", "valid_to", "source", "reviewed_by"),
        ]


class FinancingPlanViewSet(RecordViewSet):
    """What projects cost, and where the money comes from, each on a day; for staff with the right.

    A single plan tells what of it counts today and why the rest does not, by country as well, which rules of
    co-production it violates with the least change that would mend it, and what rebates would bring.
    """

    queryset = FinancingPlan.objects.select_related("work").prefetch_related("lines", "rates", "coproducers")
    serializer_class = FinancingPlanRecord
    record_class = WholePlan
    filterset_class = FinancingPlanFilters
    ordering_fields = ("dated_on",)
    rates: dict[int, Rates]

    def get_serializer(self, *rows: Any, **how: Any) -> Any:
        """With the rates of all plans of a page, or of a part of a file, at once."""
        if rows and how.get("many"):
            self.rates = rates_of_plans(rows[0])
        return super().get_serializer(*rows, **how)


class CoproductionRuleViewSet(RecordViewSet):
    """What treaties and funds ask of the shares of co-producers, with their days and their source."""

    queryset = CoproductionRule.objects.all()
    serializer_class = CoproductionRuleRecord
    filterset_class = CoproductionRuleFilters


class RebateRuleViewSet(RecordViewSet):
    """What of the money spent in a country comes back; where sources differ there are several rules."""

    queryset = RebateRule.objects.all()
    serializer_class = RebateRuleRecord
    filterset_class = RebateRuleFilters
