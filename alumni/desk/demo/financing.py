"""Exchange rates, financing plans of three films, and the rules they are held against."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from alumni.desk.demo.tables import read
from foundation.films.models import (
    Coproducer,
    CoproductionRule,
    FinancingLine,
    FinancingPlan,
    PlannedSpend,
    RebateRule,
    Work,
)
from foundation.history import save_by
from foundation.people.models import Account, Organisation
from foundation.rates.models import ExchangeRate


class Financing:
    def __init__(self, *, today: date, by: Account) -> None:
        self.today, self.by, self.table = today, by, read("financing")

    def make(self) -> None:
        for row in self.table["rates"]:
            on = self._ago(row.pop("days"))
            save_by(ExchangeRate(on=on, **{**row, "rate": Decimal(row["rate"])}), self.by)
        for row in self.table["companies"]:
            Organisation.objects.get_or_create(name=row["name"], defaults=row)
        for row in self.table["coproduction"]:
            save_by(CoproductionRule(**_decimal(row)), self.by)
        for row in self.table["rebates"]:
            save_by(RebateRule(**_decimal(row)), self.by)
        for row in self.table["plans"]:
            self._plan(row)

    def _plan(self, row: dict[str, Any]) -> None:
        day = self._ago(row["days"])
        plan = FinancingPlan(
            work=Work.objects.get(title=row["work"]),
            dated_on=day,
            budget=Decimal(row["budget"]),
            currency=row["currency"],
        )
        save_by(plan, self.by)
        for fixed in row.get("fixed", []):
            plan.rates.create(on=day, **{**fixed, "rate": Decimal(fixed["rate"])})
        for part in row.get("coproducers", []):
            house = Organisation.objects.get(name=part.pop("name"))
            Coproducer.objects.create(plan=plan, organisation=house, **part)
        for line in row["lines"]:
            save_by(self._line(plan, line), self.by)
        for spend in row.get("spends", []):
            PlannedSpend.objects.create(plan=plan, **_decimal(spend))

    def _line(self, plan: FinancingPlan, row: dict[str, Any]) -> FinancingLine:
        source, signed = row.pop("source", None), row.pop("signed", None)
        return FinancingLine(
            plan=plan,
            source=Organisation.objects.get(name=source) if source else None,
            signed_on=self._ago(signed) if signed is not None else None,
            amount_to=row.pop("to", None),
            **row,
        )

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def _decimal(row: dict[str, Any]) -> dict[str, Any]:
    money = ("percent", "most", "least", "floor", "cap", "eligible", "ineligible", "confirmed_least")
    return {name: Decimal(value) if name in money else value for name, value in row.items()}
