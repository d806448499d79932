"""Foreign films that are shot in the country with a rebate, and figures that a made-up centre states."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from alumni.desk.demo.tables import read
from alumni.impact.models import By, FunderReport, StatedFigure, Story
from alumni.impact.services import (
    Words,
    ask_for_story,
    issue_report,
    share_report,
    tell_story,
    write_story,
)
from foundation.films.models import FinancingLine, FinancingPlan, PlannedSpend, Work
from foundation.history import save_by
from foundation.people.models import Account, Organisation, Person
from residencies.programmes.models import Participation

TOLD = (
    "The residency gave me three weeks in which nobody asked when the script would be done. I threw away the "
    "ending, and found the film."
)
ASKED = (
    "قبل الإقامة كنت أكتب وحدي. بعدها صار لي من يقرأ كل نسخة، ومنتجة، وموعد للتصوير.\n"
    "أول عرض لفيلمي كان في المدينة التي وُلدت فيها."
)


def tell_stories(she: Sequence[Person], *, by: Account, now: datetime) -> None:
    """One has told hers, another is asked whether hers may stand. `she` are some who can log in."""
    for person in she:
        if person.language == "en":
            said = Words("en", TOLD, "Three weeks", naming=Story.Naming.FIRST, named=person.name.split()[0])
            tell_story(person, said, by=person.account, now=now - timedelta(days=2))
        elif person.language == "ar":
            row = write_story(person, Words("ar", ASKED, "أول عرض"), by=by, now=now - timedelta(days=1))
            ask_for_story(row, by=by, now=now)


def report_to_funder(*, now: datetime, today: date, by: Account) -> None:
    """Frozen twice, the second with its link, so that there is something to compare."""
    paid = Participation.objects.filter(funder__isnull=False).order_by("pk").first()
    funder = paid.funder if paid else None
    report = FunderReport(
        funder=funder or Organisation.objects.create(name="Fonds Tariq", kind=Organisation.Kind.FUND),
        title_fr="Ce que sont devenues les promotions",
        title_ar="ما آلت إليه الدفعات",
        title_en="What became of the graduates",
        intro_fr="Ce rapport dit ce que sont devenues les personnes formées avec votre soutien.",
        intro_ar="يبيّن هذا التقرير ما آلت إليه مسيرة من تكوّنوا بدعم منكم.",
        intro_en="This report tells what became of the people who were trained with your support.",
        starts_on=date(today.year - 9, 1, 1),
        ends_on=today,
        by=By.PROGRAMME,
        indicators=["graduates", "working", "first_credit", "selection", "time_to_feature"],
    )
    save_by(report, by)
    report.stories.set(Story.objects.agreed())
    for on in (today - timedelta(days=365), today):
        issue = issue_report(report, on, token=uuid4(), by=by, now=now)
    share_report(issue, until=today + timedelta(days=365), by=by, now=now)


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
