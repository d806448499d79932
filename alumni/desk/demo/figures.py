"""Foreign films that are shot in the country with a rebate, and figures that a made-up centre states."""

from datetime import date
from decimal import Decimal

from alumni.desk.demo.tables import read
from alumni.impact.models import StatedFigure
from foundation.films.models import FinancingLine, FinancingPlan, PlannedSpend, Work
from foundation.history import save_by
from foundation.people.models import Account, Organisation


def state_figures(*, today: date, by: Account) -> None:
    table = read("figures")
    for row in table["foreign"]:
        year = today.year - row["years"]
        work = Work(title=row["title"], kind="feature", countries=[row["country"]], stage=row["stage"])
        save_by(work, by)
        plan = FinancingPlan(
            work=work, dated_on=date(year, 1, 15), budget=Decimal(row["budget"]), currency="MAD"
        )
        save_by(plan, by)
        rebate = FinancingLine(
            plan=plan,
            kind=FinancingLine.Kind.REBATE,
            country="MA",
            amount=Decimal(row["rebate"]),
            currency="MAD",
            paper=row["paper"],
            signed_on=date(year, 1, 20),
        )
        save_by(rebate, by)
        PlannedSpend.objects.create(
            plan=plan,
            name="Comme au budget",
            country="MA",
            eligible=Decimal(row["eligible"]),
            days=row["days"],
        )
    body = Organisation.objects.create(name=table["body"], kind=Organisation.Kind.FILM_CENTRE, country="MA")
    for row in table["stated"]:
        year = today.year - row.pop("years")
        facts = {
            "starts_on": date(year, 1, 1),
            "ends_on": date(year, 12, 31),
            "source": f"{table['report']} {year}",
            "read_on": today,
            "entered_by": by,
        }
        save_by(StatedFigure(body=body, **{**row, "value": Decimal(row["value"])}, **facts), by)
