"""What is known of many works, as far as sections ask for it: in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from foundation.films.entering import Answer, Facts, judged
from foundation.films.features import MAYBE_FEATURES, is_feature
from foundation.films.models import CountryShare, Credit, Deadline, Screening, Section, Selection, Work
from foundation.films.models.credits import DIRECTORS
from foundation.films.models.works import SOUND
from foundation.films.selectors.premieres import origin_of, showings_from, stands


def facts_of(works: QuerySet[Work]) -> list[Facts]:
    """In seven queries, however many there are."""
    directing = Credit.objects.filter(
        role__slug__in=DIRECTORS, scope=Credit.Scope.WORK, person__isnull=False, verification__in=SOUND
    )
    screened = Screening.objects.select_related("selection__edition__festival", "selection__section")
    chosen = Selection.objects.select_related("edition__festival", "section")
    rows = works.prefetch_related(
        "stage_changes",
        Prefetch("credits", directing.select_related("person"), to_attr="directed"),
        Prefetch("screenings", screened, to_attr="screened"),
        Prefetch("selections", chosen, to_attr="chosen"),
        Prefetch("country_shares", CountryShare.objects.order_by("-percent", "pk")),
    )
    found = list(rows)
    done = _features({credit.person_id or 0 for row in found for credit in row.directed})
    return [_facts(row, done) for row in found]


def _features(people: set[int]) -> dict[int, dict[int, bool | None]]:
    """{person: {work: whether it is a feature}} of all that she has directed and finished."""
    rows = Credit.objects.filter(
        person__in=people,
        role__slug__in=DIRECTORS,
        verification__in=SOUND,
        work__kind__in=MAYBE_FEATURES,
        work__stage__in=Work.FINISHED,
    )
    made: dict[int, dict[int, bool | None]] = defaultdict(dict)
    facts = rows.order_by().values_list("person", "work", "work__kind", "work__running_time")
    for person, work, kind, minutes in facts:
        made[person or 0][work] = is_feature(kind, minutes)
    return made


def _others(made: dict[int, bool | None], work: int) -> tuple[int, int]:
    """How many of them beside `work` are features at least, and at most."""
    said = [answer for other, answer in made.items() if other != work]
    return said.count(True), len(said) - said.count(False)


def _facts(row: Work, done: dict[int, dict[int, bool | None]]) -> Facts:
    people = {credit.person_id: credit.person for credit in row.directed}  # type: ignore[attr-defined]
    held = [one for one in showings_from(row.screened, row.chosen) if not one.is_planned]  # type: ignore[attr-defined]
    return Facts(
        row,
        completed=_completed(row),
        homes=[str(person.country or "") for person in people.values()],
        features=[_others(done[number], row.pk) for number in people],
        shown=held,
        origin=origin_of(row),
        editions=frozenset(one.edition_id for one in row.chosen),  # type: ignore[attr-defined]
    )


def _completed(row: Work) -> tuple[date, date] | None:
    """The day it reached the stage; else any day of its year; None where neither is known."""
    days = [one.on for one in row.stage_changes.all() if one.stage in Work.FINISHED and one.on]
    if days:
        return min(days), min(days)
    return (date(row.year, 1, 1), date(row.year, 12, 31)) if row.year and row.stage in Work.FINISHED else None


def with_rules(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """With all that `answer` reads of a deadline's section, in one query."""
    return rows.select_related("section__edition__festival", "section__entry")


def answer(section: Section, facts: Facts, closes_at: datetime, zone: str) -> Answer:
    """Whether that work could go to that section."""
    on = closes_at.astimezone(ZoneInfo(zone)).date()
    return judged(section, facts, on, stands(section, facts.shown, facts.origin))


def answers(row: Deadline, known: Iterable[Facts]) -> list[tuple[Facts, Answer]]:
    return [(facts, answer(row.section, facts, row.closes_at, row.time_zone)) for facts in known]
