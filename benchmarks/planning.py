"""Planning check-ins against a bare INSERT … SELECT of the same rows.

    python benchmarks/planning.py [--people 1000000] [--runs 3] [--postgres postgres://user@host:5432]

Each run empties the table of check-ins, times `plan_checkins` for so many alumnae, once and again where
nothing is left to plan, then empties it once more and times an INSERT … SELECT of the rows it made into
the same table, with the same indexes and constraints, both up to their commit and in turn first. Each
database is made anew and dropped.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from databases import on_each

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # a Tuesday; nobody is written to at this hour
TODAY = NOW.date()
PROGRAMMES, COHORT, SPAN = 8, 500, 4200  # SPAN in days


def measure(people: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    import django

    django.setup()
    make_alumnae(people)
    compare(people, runs)


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = act()
    return time.perf_counter() - start, done


def execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


# -- those who are asked -----------------------------------------------------------------------


def make_alumnae(count: int) -> None:
    """Cohorts of 500 who completed together, three months to twelve years ago; each tenth did so twice."""
    from tests import cast
    from tests.many import analyze, copies, days_before

    cast.plan()
    programmes = [cast.programme() for _number in range(PROGRAMMES)]
    cohorts = max(count // COHORT, 1)
    edition = cast.edition(of=programmes[0], name="0")
    copies(edition, cohorts - 1, name="'' || n", programme_id=f"{programmes[0].pk} + n % {PROGRAMMES}")
    first = cast.completed(TODAY - timedelta(days=95), of=edition)
    copies(first.person, count - 1, email="'salma' || n || '@example.org'")

    def hers(cohort: str) -> dict[str, str]:
        ago = f"95 + {cohort} * {SPAN} / {cohorts} + n % 3"
        return {"edition_id": f"{edition.pk} + {cohort}", "completed_on": days_before(TODAY, ago)}

    cohort = f"(n / {COHORT} % {cohorts})"
    copies(first, count - 1, person_id=f"{first.person_id} + n", certificate="'A-' || n", **hers(cohort))
    cohort = f"((n * 10 / {COHORT} + {cohorts} / 2) % {cohorts})"
    copies(
        first,
        count // 10 - 1,
        person_id=f"{first.person_id} + n * 10",
        certificate="'B-' || n",
        **hers(cohort),
    )
    analyze()


# -- planning ----------------------------------------------------------------------------------


def compare(people: int, runs: int) -> None:
    from django.db import connection

    from alumni.checkins.services import plan_checkins

    plan_checkins(now=NOW)
    execute("CREATE TABLE bare AS SELECT * FROM checkins_checkin ORDER BY id")
    figures = []
    for number in range(runs):
        acts = [planned, bare] if number % 2 else [bare, planned]
        taken = {act: act(people) for act in acts}
        figures.append((*taken[planned], *taken[bare]))
    first, second, raw = (statistics.median(column) for column in zip(*figures, strict=True))
    ratios = f"{first / raw:12.2f}{second / first:14.3f}"
    print(f"{connection.vendor:12}{first:10.2f}{second:10.2f}{raw:10.2f}{ratios}")


def planned(people: int) -> tuple[float, float]:
    from alumni.checkins.services import plan_checkins

    empty()
    first, count = timed(lambda: plan_checkins(now=NOW))
    assert count == people, count
    second, count = timed(lambda: plan_checkins(now=NOW))
    assert count == 0, count
    return first, second


def bare(people: int) -> tuple[float]:
    empty()
    columns = ", ".join(column.name for column in columns_of("bare") if column.name != "id")
    statement = f"INSERT INTO checkins_checkin ({columns}) SELECT {columns} FROM bare ORDER BY id"
    return (timed(lambda: execute(statement))[0],)


def columns_of(table: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)


def empty() -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        execute("TRUNCATE checkins_checkin CASCADE")
        execute("CHECKPOINT")
    else:
        execute("DELETE FROM checkins_checkin")
        execute("PRAGMA wal_checkpoint(TRUNCATE)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.people, given.runs)
    print(
        f"{'database':12}{'first s':>10}{'second s':>10}{'bare s':>10}{'first/bare':>12}{'second/first':>14}"
    )
    options = ["--people", str(given.people), "--runs", str(given.runs)]
    on_each(__file__, given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
