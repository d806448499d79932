"""Programmes, their editions, and who was in them with what end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from simple_history.utils import bulk_create_with_history

from alumni.desk.demo.crowd import Wanted, make_people
from alumni.desk.demo.tables import ago, read, texts
from foundation.people.models import Account, Organisation, Person
from residencies.programmes.models import Edition, Participation, Places, Programme, Track
from residencies.programmes.services import complete_participations

State = Participation.State
PAIRS = 5
PER_TRACK = 3
NEWCOMERS, RETURNING = 2, 6  # in a workshop
CRAFTS = ("directing", "screenwriting", "production", "post-production")
# Men among the pairs: (edition, pair, craft), all counted from 0.
MEN = {(0, 1, "production"), (0, 3, "directing"), (1, 2, "production"), (2, 0, "directing")}
MEN |= {(2, 3, "production"), (3, 1, "directing"), (3, 4, "production"), (4, 2, "production")}


@dataclass
class Cohort:
    """An edition with how it ends, and its people by craft in the order of their pairs."""

    edition: Edition
    number: int
    is_over: bool
    is_running: bool
    people: dict[str, list[Person]]


def make_programmes(*, today: date, last_workday: date, by: Account) -> dict[str, list[Edition]]:
    """The editions of each programme by its code; nobody in them yet."""
    table = read("programmes")
    house = Organisation(**table["foundation"], kind="foundation", country="MA")
    house.save()
    made = {}
    for row in table["programmes"]:
        programme = Programme(slug=row["slug"], kind=row["kind"], organisation=house, **texts(row, "name"))
        programme._history_user = by
        programme.save()
        tracks = [
            Track(programme=programme, slug=slug, **texts(table["tracks"][slug], "name"))
            for slug in row["tracks"]
        ]
        Track.objects.bulk_create(tracks)
        made[row["slug"]] = list(_editions(programme, row, today, last_workday))
        _add_places(made[row["slug"]], tracks, PAIRS if row["kind"] == "residency" else PER_TRACK)
    return made


def _editions(
    programme: Programme, row: dict[str, Any], today: date, last_workday: date
) -> Iterator[Edition]:
    for one in row["editions"]:
        ends = ago(last_workday if one.get("due") == "at once" else today, *one["ended"])
        if row["kind"] == Programme.Kind.WORKSHOPS:
            ends -= timedelta(days=(ends.weekday() + 1) % 7)  # a Sunday
            starts = ends - timedelta(days=1)
        else:
            starts = ago(ends, row["months"])
        name = f"{starts.year} – {one['topic']}" if "topic" in one else str(starts.year)
        edition = Edition(programme=programme, name=name, starts_on=starts, ends_on=ends, place=one["place"])
        edition.save()
        yield edition


def _add_places(editions: list[Edition], tracks: list[Track], capacity: int) -> None:
    Places.objects.bulk_create(
        Places(edition=edition, track=track, capacity=capacity) for edition in editions for track in tracks
    )


def fill_editions(
    editions: dict[str, list[Edition]], *, rng: Random, today: date, by: Account
) -> dict[str, list[Cohort]]:
    """Make the people of all editions and say how each of them fared."""
    seats = [
        (edition, number, craft, wanted)
        for slug, rows in editions.items()
        for number, edition in enumerate(rows)
        for craft, wanted in _seats(slug, number, rng)
    ]
    people = make_people((seat[3] for seat in seats), rng=rng, today=today, by=by)
    cohorts = {
        slug: [_cohort(edition, number, today) for number, edition in enumerate(rows)]
        for slug, rows in editions.items()
    }
    for (edition, number, craft, _wanted), person in zip(seats, people, strict=True):
        cohorts[edition.programme.slug][number].people.setdefault(craft, []).append(person)
    _invite_back(cohorts, rng)
    for slug, rows in cohorts.items():
        for cohort in rows:
            _take_part(cohort, slug, by)
    return cohorts


def _seats(slug: str, number: int, rng: Random) -> Iterator[tuple[str, Wanted]]:
    if slug == "residence-duos":
        for pair in range(PAIRS):
            for craft in ("directing", "production"):
                yield craft, Wanted(craft, (27, 42), is_man=(number, pair, craft) in MEN)
    elif slug == "premieres-prises":
        for craft in CRAFTS:
            for place in range(PER_TRACK):
                # Two of the last class gave no address: nobody can mail them.
                yield craft, Wanted(craft, (21, 31), has_email=(number, place) != (3, 2) or craft < "p")
    else:
        for _newcomer in range(NEWCOMERS):
            yield "", Wanted(rng.choice(CRAFTS), (23, 38))


def _cohort(edition: Edition, number: int, today: date) -> Cohort:
    over = edition.ends_on is not None and edition.ends_on <= today
    running = edition.starts_on is not None and edition.starts_on <= today
    return Cohort(edition, number, is_over=over, is_running=running and not over, people={})


def _invite_back(cohorts: dict[str, list[Cohort]], rng: Random) -> None:
    """Workshops are open to those who have finished something before."""
    for workshop in cohorts["ateliers-samedi"]:
        earlier = [
            person
            for slug in ("residence-duos", "premieres-prises")
            for cohort in cohorts[slug]
            if cohort.is_over and cohort.edition.ends_on < workshop.edition.starts_on
            for group in cohort.people.values()
            for person in group
        ]
        workshop.people[""] += rng.sample(earlier, min(RETURNING, len(earlier)))


def _take_part(cohort: Cohort, slug: str, by: Account) -> None:
    tracks = {track.slug: track for track in cohort.edition.programme.tracks.all()}
    rows = [
        Participation(
            person=person,
            edition=cohort.edition,
            track=tracks.get(craft),
            state=State.ATTENDING if cohort.is_over or cohort.is_running else State.CONFIRMED,
        )
        for craft, group in cohort.people.items()
        for person in group
    ]
    _set_exceptions(rows, cohort, slug)
    began = datetime.combine(cohort.edition.starts_on, time(9), UTC)
    made = bulk_create_with_history(rows, Participation, default_user=by, default_date=began)
    if cohort.is_over:
        ended = datetime.combine(cohort.edition.ends_on, time(18), UTC)
        stayed = [row for row in made if row.state == State.ATTENDING]
        complete_participations(stayed, on=cohort.edition.ends_on, by=by, now=ended, tell=False)


def _set_exceptions(rows: list[Participation], cohort: Cohort, slug: str) -> None:
    """Those who left, were sent away, said no or have not said yet."""
    reasons = read("programmes")["reasons"]
    ends: list[tuple[int, str, str]] = []
    if slug == "premieres-prises" and cohort.number < 4:
        ends.append((4, State.WITHDRAWN, reasons["withdrawn"][cohort.number]))
    if slug == "premieres-prises" and cohort.number == 1:
        ends.append((8, State.DISMISSED, reasons["dismissed"][0]))
    if slug == "residence-duos" and not cohort.is_over:
        ends += [(0, State.INVITED, ""), (1, State.INVITED, ""), (3, State.DECLINED, reasons["declined"][1])]
    if slug == "ateliers-samedi" and not cohort.is_over:
        ends += [(3, State.INVITED, ""), (4, State.DECLINED, reasons["declined"][0])]
    for place, state, reason in ends:
        rows[place].state, rows[place].reason = state, reason
