"""A film school: a bachelor and a master in five crafts, with an intake that is about to graduate."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from simple_history.utils import bulk_create_with_history

from alumni.desk.demo.crowd import Wanted, make_people
from alumni.desk.demo.tables import ago, read, texts
from foundation.history import save_by
from foundation.people.models import Account, Organisation
from residencies.programmes import services
from residencies.programmes.models import (
    Deliverable,
    Edition,
    Participation,
    Places,
    Programme,
    Requirement,
    Track,
)

SEED = 1946
ZONE = ZoneInfo("Africa/Casablanca")
CREDITS_A_YEAR = 60
MEN = 0.4  # of a class
State, Kind = Participation.State, Requirement.Kind


class School:
    def __init__(self, *, now: datetime, today: date, by: Account) -> None:
        self.now, self.today, self.by = now, today, by
        self.rng = Random(SEED)  # noqa: S311 - the same people at every load, not a secret
        self.table = read("school")

    def make(self) -> None:
        for row in self.table["programmes"]:
            programme = self._programme(row)
            for number, ends in enumerate(row["ends"]):
                edition = self._intake(programme, row, *ends)
                people = self._enrol(edition, row)
                self._pass_years(edition, people, row)
                if row["kind"] == Programme.Kind.BACHELOR and number == 0:
                    self._last_year(edition, people)

    def _programme(self, row: dict[str, Any]) -> Programme:
        house = Organisation.objects.get(name=read("programmes")["foundation"]["name"])
        made = Programme(slug=row["slug"], kind=row["kind"], organisation=house, **texts(row, "name"))
        save_by(made, self.by)
        Track.objects.bulk_create(
            Track(programme=made, slug=slug, **texts(name, "name"))
            for slug, name in self.table["tracks"].items()
        )
        return made

    def _intake(self, programme: Programme, row: dict[str, Any], months: int, days: int) -> Edition:
        """Called by the year in which it leaves; what it takes to leave is known from the first day."""
        ends = ago(self.today, -months, -days)
        starts = ends - relativedelta(years=row["years"]) + timedelta(days=60)
        made = Edition(
            programme=programme,
            name=f"Promotion {ends.year}",
            starts_on=starts,
            ends_on=ends,
            place="Casablanca",
        )
        save_by(made, self.by)
        tracks = list(programme.tracks.order_by("slug"))
        Places.objects.bulk_create(
            Places(edition=made, track=track, capacity=row["per_track"]) for track in tracks
        )
        self._require(made, tracks, row["years"])
        return made

    def _require(self, edition: Edition, tracks: list[Track], years: int) -> None:
        rows = [
            Requirement(
                edition=edition,
                kind=Kind.YEAR,
                code=f"annee-{year}",
                due_on=edition.ends_on - relativedelta(years=years - year),
                **texts(self.table["years"][str(year)], "name"),
            )
            for year in range(1, years + 1)
        ]
        earned = {"kind": Kind.CREDITS, "code": "credits", "amount": CREDITS_A_YEAR * years}
        rows.append(
            Requirement(
                edition=edition, due_on=edition.ends_on, **earned, **texts(self.table["credits"], "name")
            )
        )
        rows += [
            Requirement(
                edition=edition,
                track=track,
                kind=Kind.DELIVERABLE,
                code=f"fin-{track.slug}",
                due_on=edition.ends_on - timedelta(days=30),
                **texts(self.table["works"][track.slug], "name"),
            )
            for track in tracks
        ]
        for position, one in enumerate(rows, start=1):
            one.position = position
        bulk_create_with_history(rows, Requirement, default_user=self.by)

    def _enrol(self, edition: Edition, row: dict[str, Any]) -> list[Participation]:
        tracks = [
            one for one in edition.programme.tracks.order_by("slug") for _seat in range(row["per_track"])
        ]
        ages = (18, 22) if row["kind"] == Programme.Kind.BACHELOR else (22, 28)
        wanted = [Wanted(track.slug, ages, is_man=self.rng.random() < MEN) for track in tracks]
        people = make_people(wanted, rng=self.rng, today=self.today, by=self.by)
        rows = [
            Participation(person=person, edition=edition, track=track, state=State.ATTENDING)
            for person, track in zip(people, tracks, strict=True)
        ]
        began = datetime.combine(edition.starts_on, time(9), ZONE)
        return bulk_create_with_history(rows, Participation, default_user=self.by, default_date=began)

    def _pass_years(self, edition: Edition, people: list[Participation], row: dict[str, Any]) -> None:
        """All have passed the years that are over."""
        over = edition.requirements.filter(kind=Kind.YEAR, due_on__lt=self.today)
        how = {"by": self.by, "now": self.now}
        for year in over:
            services.record_fulfilment(people, year, Decimal(1), **how)
        if over:
            earned = Decimal(CREDITS_A_YEAR * len(over))
            services.record_fulfilment(people, edition.requirements.get(kind=Kind.CREDITS), earned, **how)

    def _last_year(self, edition: Edition, people: list[Participation]) -> None:
        """One has left, one is away; all the others but two have handed in what was accepted."""
        left, away, waits, back, *rest = self.rng.sample(people, len(people))
        how: dict[str, Any] = {"by": self.by, "now": self.now}
        services.change_state(left, State.WITHDRAWN, **self.table["left"], **how)
        since = self.today - timedelta(days=25)
        services.begin_absence(away, away_from=since, **self.table["away"], **how)
        asked = {one.track_id: one for one in edition.requirements.filter(kind=Kind.DELIVERABLE)}
        at = self.now - timedelta(days=9)
        papers = [self._paper(row, asked, at) for row in (waits, back, away, *rest)]
        papers[1].state, papers[1].word = Deliverable.State.RETURNED, self.table["returned"]["word"]
        for one in papers[2:]:
            one.state = Deliverable.State.ACCEPTED
        for one in papers[1:]:
            one.decided_at = at + timedelta(days=3)
        bulk_create_with_history(papers, Deliverable, default_user=self.by, default_date=self.now)

    def _paper(self, row: Participation, asked: dict[int | None, Requirement], at: datetime) -> Deliverable:
        link = f"https://example.org/films/{row.person_id}"
        return Deliverable(participation=row, requirement=asked[row.track_id], link=link, handed_in_at=at)
