"""Works, plans and stated figures for the tests of national figures."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from alumni.impact import services
from alumni.impact.models import FrozenReport, FunderReport, IssuedReport, StatedFigure, Story
from alumni.impact.selectors.found import Terms
from foundation.films.models import Credit, Role, Work
from foundation.people.models import Account, Organisation, Person
from tests import cast
from tests.films import financing

TODAY = date(2026, 11, 24)
TERMS = Terms("MA", "MAD", TODAY)
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def film(countries: str = "MA", **fields: Any) -> Work:
    """A feature released in 2025, unless said otherwise."""
    facts = {"title": f"Film {next(_numbers)}", "kind": "feature", "stage": "released", "year": 2025}
    return Work.objects.create(countries=countries.split(","), **{**facts, **fields})


def directed(work: Work, *genders: str) -> None:
    for gender in genders:
        person = cast.person(gender=gender)
        Credit.objects.create(work=work, person=person, role=Role.objects.get(slug="director"))


def backed(
    work: Work,
    *eligible: int,
    signed_on: date | None = date(2025, 3, 1),
    paper: str = "contract",
    **fields: Any,
) -> Any:
    """A plan in dirhams with a rebate of Morocco, and a scenario for each amount."""
    plan = financing.plan(
        9_000_000, **{"currency": "MAD", "dated_on": date(2025, 2, 1), "work": work, **fields}
    )
    plan.save()
    line = financing.line(1000, paper, kind="rebate", currency="MAD", signed_on=signed_on)
    line.plan = plan
    line.save()
    for number, amount in enumerate(eligible):
        spend = financing.spend(amount, name=f"scenario {number}")
        spend.plan = plan
        spend.save()
    return plan


def stated(body: Organisation | None = None, **fields: Any) -> StatedFigure:
    facts = {
        "body": body or Organisation.objects.create(name=f"Centre {next(_numbers)}", kind="film_centre"),
        "figure": "domestic films delivered",
        "indicator": "features",
        "value": Decimal(54),
        "unit": "films",
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2025, 12, 31),
        "source": "Bilan 2025",
    }
    return StatedFigure.objects.create(**{**facts, **fields})


def funder_report(**fields: Any) -> FunderReport:
    facts = {
        "funder": Organisation.objects.create(name=f"Fonds {next(_numbers)}", kind="fund"),
        "title_fr": "Rapport au fonds",
        "title_ar": "تقرير إلى الصندوق",
        "starts_on": date(2023, 1, 1),
        "ends_on": date(2024, 12, 31),
        "indicators": ["graduates", "first_credit"],
    }
    return FunderReport.objects.create(**{**facts, **fields})


def issued(by: Account, report: FunderReport | None = None, **fields: Any) -> IssuedReport:
    """With its link."""
    said = {"on": cast.NOW.date(), "token": uuid4(), "now": cast.NOW, **fields}
    row = services.issue_report(report or funder_report(), by=by, **said)
    services.share_report(row, until=timezone.localdate() + timedelta(days=365), by=by, now=cast.NOW)
    row.refresh_from_db()
    return row


def story(person: Person | None = None, state: str = "agreed", **fields: Any) -> Story:
    """As if she had been asked, and had said so."""
    facts = {
        "language": "fr",
        "title": f"Histoire {next(_numbers)}",
        "text": "Tout a changé.",
        "named": "Salma",
    }
    days = {"asked_at": cast.NOW, **({f"{state}_at": cast.NOW} if state != "drafted" else {})}
    said = {"person": person or cast.alumna(), "state": state, "written_at": cast.NOW, **days}
    return Story.objects.create(**{**facts, **said, **fields})


def mailed_about(she: Person, kind: str) -> dict[str, int]:
    """The story a letter is about."""
    return {"story": story(she, "asked").pk}


def frozen(by: Account, **fields: Any) -> FrozenReport:
    said = {"title": "Bilan", "terms": TERMS, "first": 2024, "last": 2026, "token": uuid4(), "now": cast.NOW}
    return services.freeze_report(by=by, **{**said, **fields})
