"""Festivals to come whose sections ask for a premiere, screenings that are planned, and more titles."""

from datetime import date, timedelta

from alumni.desk.demo.tables import read
from foundation.films.models import (
    CountryShare,
    Festival,
    FestivalEdition,
    Screening,
    Section,
    Work,
    WorkTitle,
)
from foundation.history import save_by
from foundation.people.models import Account


def plan_premieres(*, today: date, by: Account) -> None:
    table = read("premieres")
    for row in table["editions"]:
        starts_on = today + timedelta(days=row["days"])
        edition, _new = FestivalEdition.objects.get_or_create(
            festival=Festival.objects.get(name=row["festival"]), year=starts_on.year
        )
        edition.starts_on, edition.ends_on = starts_on, starts_on + timedelta(days=9)
        edition.save()
        for section in row["sections"]:
            Section.objects.update_or_create(edition=edition, name=section.pop("name"), defaults=section)
    for row in table["screenings"]:
        work = Work.objects.get(title=row.pop("work"))
        save_by(Screening(work=work, on=today + timedelta(days=row.pop("days")), **row), by)
    for row in table["titles"]:
        WorkTitle.objects.create(work=Work.objects.get(title=row.pop("work")), **row)
    for row in table["shares"]:
        work = Work.objects.get(title=row["work"])
        work.countries = list(row["countries"])
        save_by(work, by)
        for country, percent in row["countries"].items():
            CountryShare.objects.create(work=work, country=country, percent=percent)
