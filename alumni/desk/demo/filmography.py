"""Made-up works with their stages, crews, selections and prizes."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, cycle
from random import Random
from typing import Any

from simple_history.utils import bulk_create_with_history

from alumni.desk.demo.cohorts import Cohort
from alumni.desk.demo.tables import ago, read
from foundation.films.models import (
    Award,
    Credit,
    Episode,
    Festival,
    FestivalEdition,
    Role,
    Season,
    Section,
    Selection,
    StageChange,
    Work,
)
from foundation.people.models import Account, Affiliation, Organisation, Person
from residencies.programmes.models import Participation

STAGES = list(Work.Stage)
# The craft that a role is learnt in.
CRAFT_OF = {
    "director": "directing",
    "screenwriter": "screenwriting",
    "showrunner": "screenwriting",
    "creator": "screenwriting",
    "staff_writer": "screenwriting",
    "producer": "production",
    "line_producer": "production",
}


class Filmography:
    """Makes the works of the demo, each with people who were there when it began."""

    def __init__(self, cohorts: dict[str, list[Cohort]], *, rng: Random, today: date, by: Account) -> None:
        self.cohorts, self.rng, self.today, self.by = cohorts, rng, today, by
        self.roles = {role.slug: role for role in Role.objects.all()}
        self.companies = cycle(_make_companies())
        self.festivals = {row.name: row for row in _make_festivals()}

    def make(self) -> list[Work]:
        rows = read("works")["works"]
        works = bulk_create_with_history([self._work(row) for row in rows], Work, default_user=self.by)
        pairs = {edition: iter(range(9)) for edition in range(9)}
        for row, work in zip(rows, works, strict=True):
            cohort = self.cohorts[row["from"]][row["edition"] - 1]
            is_project = row["from"] == "residence-duos" and "later" not in row
            pair = next(pairs[row["edition"]]) if is_project else None
            self._tell(row, work, cohort, pair)
        return works

    def _work(self, row: dict[str, Any]) -> Work:
        path = self._path(row)
        finished = row["stage"] in Work.FINISHED
        work = Work(
            title=row["title"],
            title_ar=row["ar"],
            kind=row["kind"],
            form=row["form"],
            stage=row["stage"],
            year=path[-1][1].year if finished else None,
            running_time=row.get("minutes"),
            countries=["MA"],
            languages=row.get("languages", ""),
            logline=row.get("logline", ""),
            is_public=finished,
        )
        work.set_keys()
        return work

    def _path(self, row: dict[str, Any]) -> list[tuple[str, date]]:
        """The stages a work went through and the day of each, spread from its beginning to now."""
        began = self.cohorts[row["from"]][row["edition"] - 1].edition.starts_on
        began = min(ago(began, -row.get("later", 0)), self.today)
        stages = STAGES[: STAGES.index(row["stage"]) + 1]
        if row["kind"] == "short" and len(stages) > 3:
            stages.remove(Work.Stage.FINANCING)
        longest = 330 if row["kind"] == "short" else 900
        days = min(longest, (self.today - began).days * 9 // 10)
        step = days // max(len(stages) - 1, 1)
        return [(stage, began + timedelta(days=step * place)) for place, stage in enumerate(stages)]

    def _tell(self, row: dict[str, Any], work: Work, cohort: Cohort, pair: int | None) -> None:
        path = self._path(row)
        StageChange.objects.bulk_create(StageChange(work=work, stage=stage, on=on) for stage, on in path)
        credits = list(self._credits(row, work, cohort, pair))
        if "seasons" in row:
            credits += self._episodes(row, work, cohort)
        bulk_create_with_history(credits, Credit, default_user=self.by)
        for selection in row.get("selections", []):
            self._select(selection, work, path[-1][1])

    def _credits(self, row: dict[str, Any], work: Work, cohort: Cohort, pair: int | None) -> Iterator[Credit]:
        if pair is not None:
            for craft, role in (("directing", "director"), ("production", "producer")):
                person = cohort.people[craft][pair]
                yield self._credit(work, role, person)
                Participation.objects.filter(edition=cohort.edition, person=person).update(work=work)
        for role in row.get("crew", []):
            yield self._credit(work, role, self._someone(role, cohort))
        if work.stage not in STAGES[:3]:
            company = next(self.companies)
            yield Credit(work=work, organisation=company, role=self.roles["production_company"])

    def _credit(self, work: Work, role: str, person: Person, episode: Episode | None = None) -> Credit:
        return Credit(
            work=work,
            person=person,
            role=self.roles[role],
            episode=episode,
            scope=Credit.Scope.EPISODE if episode else Credit.Scope.WORK,
            credited_as=person.credited_name,
            status=Credit.Status.CONFIRMED if work.stage in Work.FINISHED else Credit.Status.ANNOUNCED,
        )

    def _someone(self, role: str, cohort: Cohort) -> Person:
        """A person of that craft: of the class where there is one, else of an earlier class."""
        craft = CRAFT_OF.get(role, "post-production")
        own = cohort.people.get(craft, []) if cohort.edition.programme.slug == "premieres-prises" else []
        classes = self.cohorts["premieres-prises"][: cohort.number + 1]
        return self.rng.choice(own or list(chain(*(one.people[craft] for one in classes))))

    def _episodes(self, row: dict[str, Any], work: Work, cohort: Cohort) -> Iterator[Credit]:
        """A showrunner leads the whole; each episode has a director of its own."""
        classes = self.cohorts["premieres-prises"][: cohort.number + 1]
        directors = cycle(chain(*(one.people["directing"] for one in classes)))
        for number, titles in enumerate(row["seasons"], start=1):
            season = Season.objects.create(work=work, number=number)
            for place, title in enumerate(titles, start=1):
                episode = Episode.objects.create(season=season, number=place, title=title)
                yield self._credit(work, "director", next(directors), episode)

    def _select(self, row: dict[str, Any], work: Work, finished: date) -> None:
        year = min(finished + timedelta(days=self.rng.randrange(20, 240)), self.today).year
        edition, _new = FestivalEdition.objects.get_or_create(
            festival=self.festivals[row["festival"]], year=year
        )
        section = None
        if row["section"]:
            section, _new = Section.objects.get_or_create(edition=edition, name=row["section"])
        selection = Selection(work=work, edition=edition, section=section, premiere=row.get("premiere", ""))
        selection._history_user = self.by
        selection.save()
        for prize in row.get("awards", []):
            award = Award(selection=selection, **prize)
            award._history_user = self.by
            award.save()


def _make_companies() -> list[Organisation]:
    rows = [Organisation(**row, kind=Organisation.Kind.PRODUCTION) for row in read("works")["companies"]]
    for row in rows:
        row.save()
    return rows


def _make_festivals() -> list[Festival]:
    table = read("works")
    for row in table["festivals"]:
        Festival.objects.get_or_create(name=row["name"], defaults=row)
    for row in table["accreditations"]:
        festival = Festival.objects.get(name=row.pop("festival"))
        festival.accreditations.create(**row)
    return list(Festival.objects.all())


def employ_producers(cohorts: dict[str, list[Cohort]], rng: Random) -> None:
    """Some producers of the residency work in a company."""
    companies = list(Organisation.objects.filter(kind=Organisation.Kind.PRODUCTION).exclude(city=""))
    producers = [person for cohort in cohorts["residence-duos"] for person in cohort.people["production"]]
    Affiliation.objects.bulk_create(
        Affiliation(person=person, organisation=rng.choice(companies), role="producer")
        for person in rng.sample(producers, len(producers) // 2)
    )
