"""Who may be asked for a posting, among very many people and credits, against the same asked by hand.

    python benchmarks/placing.py [--people 1000000] [--runs 10] [--postgres postgres://user@host:5432]

Three credits a person over all roles, one in ten has completed a track, one in four has said something of the
work she does. *Bare* is one statement by psycopg or sqlite3 that finds the best 25 of the same people by the
same reasons; *pool* finds who they are and nothing else, by index. Half of the looks take less than p50, in
milliseconds and as multiples of bare's; *queries* are the statements of a page, *whole* the tables that one
of them reads from end to end.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from databases import on_each, tidy

FIRST, LAST = date(2027, 1, 11), date(2027, 1, 22)
CREDITS, GRADUATES, SAID = 3, 10, 4
PAGE = 25
POOL = """
SELECT person_id FROM programmes_participation WHERE state = 'completed' AND track_id IN ({tracks})
UNION SELECT person_id FROM films_credit
WHERE role_id IN ({roles}) AND status = 'confirmed' AND person_id IS NOT NULL
UNION SELECT person_id FROM placement_craft WHERE role_id IN ({roles})
"""
BARE = """
WITH done AS (
  SELECT person_id, count(*) AS many, max(CASE WHEN r.slug LIKE '%%assistant%%' THEN 1 ELSE 0 END) AS assisted
  FROM films_credit c JOIN films_role r ON r.id = c.role_id
  WHERE c.role_id IN ({roles}) AND c.status = 'confirmed' AND c.person_id IS NOT NULL GROUP BY person_id
), trained AS (
  SELECT person_id, max(CASE WHEN g.kind IN ('bachelor', 'master') THEN 1 ELSE 0 END) AS degree
  FROM programmes_participation p JOIN programmes_edition e ON e.id = p.edition_id
  JOIN programmes_programme g ON g.id = e.programme_id
  WHERE p.state = 'completed' AND p.track_id IN ({tracks}) GROUP BY person_id
), craft AS (SELECT DISTINCT person_id FROM placement_craft WHERE role_id IN ({roles})),
pool AS (SELECT person_id FROM done UNION SELECT person_id FROM trained UNION SELECT person_id FROM craft)
SELECT p.id, CASE WHEN f.consent THEN 1 ELSE 0 END + CASE WHEN f.is_available THEN 1 ELSE 0 END
  + coalesce(t.degree, 0) + CASE WHEN d.many >= 1 THEN 1 ELSE 0 END + CASE WHEN d.many >= 3 THEN 1 ELSE 0 END
  + coalesce(d.assisted, 0) + CASE WHEN k.person_id IS NULL THEN 0 ELSE 1 END
  + CASE WHEN p.language = 'fr' OR f.languages LIKE '%%fr%%' THEN 1 ELSE 0 END
  + CASE WHEN upper(p.city) = 'TANGER' OR f.goes_anywhere OR f.cities_key LIKE '%%|tanger|%%'
    THEN 1 ELSE 0 END AS score
FROM pool JOIN people_person p ON p.id = pool.person_id LEFT JOIN done d ON d.person_id = p.id
LEFT JOIN trained t ON t.person_id = p.id LEFT JOIN craft k ON k.person_id = p.id
LEFT JOIN placement_profile f ON f.person_id = p.id
WHERE (f.consent IS NULL OR f.consent) AND (f.is_available IS NULL OR f.is_available)
ORDER BY score DESC, p.id LIMIT 25
"""


def measure(people: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from alumni.placement.selectors.candidates import terms_of

    posting = made(people)
    tidy()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    terms = terms_of(posting)
    listed = {"roles": terms.roles, "tracks": terms.tracks}
    lists = {name: ", ".join(map(str, numbers)) for name, numbers in listed.items()}

    def bare() -> list[int]:
        return [row[0] for row in asked(BARE.format(**lists))]

    looks: dict[str, Callable[[], Any]] = {
        "bare": bare,
        "pool": lambda: asked(f"SELECT count(*) FROM ({POOL.format(**lists)}) AS pool"),
        "candidates": lambda: page(posting),
    }
    assert [one.person.pk for one in page(posting)] == bare()
    with CaptureQueriesContext(connection) as said:
        page(posting)
    whole = (
        ", ".join(
            sorted(set().union(*(read_whole(query["sql"]) for query in said if "SELECT" in query["sql"])))
        )
        or "none"
    )
    [(pool,)] = looks["pool"]()
    taken = {name: half(look, runs) for name, look in looks.items()}
    bare_takes = taken["bare"]
    for name, middle in taken.items():
        facts = f"{len(said):>9}  {whole}" if name == "candidates" else ""
        ratio = f"{middle:9.1f}{middle / bare_takes:9.2f}"
        print(f"{connection.vendor:12}{people:>9}{pool:>9}  {name:12}{ratio}{facts}")


def page(posting: Any) -> list[Any]:
    from django.utils import timezone

    from alumni.placement.selectors.candidates import best, candidates

    return candidates(posting, best(posting, 0, PAGE), timezone.now())


def asked(statement: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        return cursor.fetchall()


def half(look: Callable[[], Any], runs: int) -> float:
    """The median in milliseconds."""
    look()
    seconds = []
    for _run in range(runs):
        start = time.perf_counter()
        look()
        seconds.append(time.perf_counter() - start)
    return 1000 * sorted(seconds)[runs // 2]


def made(people: int) -> Any:
    """A posting for an assistant of the sound, in Tangier, in French."""
    from alumni.placement.models import Craft
    from foundation.films.models import Role
    from tests.many import copies
    from tests.placement import cast

    posting = cast.posting(starts_on=FIRST, ends_on=LAST)
    she = cast.graduate()
    track = she.participations.get()
    credit, profile = cast.credit(she), cast.profile(she, languages=["ar"], cities="Rabat")
    craft = Craft.objects.create(person=she, role=cast.role())
    more = people - 1
    cities, tongues = (
        "CASE n % 9 WHEN 0 THEN 'Tanger' ELSE 'Fès' END",
        "CASE n % 3 WHEN 0 THEN 'fr' ELSE 'ar' END",
    )
    copies(she, more, email="'many' || n || '@example.org'", account_id="NULL", city=cities, language=tongues)
    copies(credit.work, people // 10, title="'Film ' || n")
    roles = list(Role.objects.order_by("pk").values_list("pk", flat=True))
    assert roles == list(range(roles[0], roles[0] + len(roles)))
    one = f"(n / {CREDITS})"  # that has some of them: all in one role, or each in another
    copies(
        credit,
        CREDITS * people - 1,
        person_id=f"{she.pk} + {one}",
        work_id=f"{credit.work_id} + n % {people // 10} * 7919 % {people // 10}",
        role_id=f"{roles[0]} + ({one} % {len(roles)} + n % {CREDITS} * ({one} % 5)) % {len(roles)}",
    )
    copies(track, more // GRADUATES, person_id=f"{she.pk} + n * {GRADUATES}", certificate="'M' || n")
    copies(
        profile,
        more // SAID,
        person_id=f"{she.pk} + n * {SAID}",
        consent="CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN false ELSE true END",
        is_available="CASE n % 7 WHEN 0 THEN false WHEN 1 THEN NULL ELSE true END",
        goes_anywhere="CASE n % 11 WHEN 0 THEN true ELSE false END",
    )
    copies(craft, more // 20, person_id=f"{she.pk} + n * 20")
    return posting


def read_whole(statement: str) -> set[str]:
    """The tables that a statement reads from end to end."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            steps = [row[3] for row in cursor.fetchall()]
            return {step.split()[1] for step in steps if step.startswith("SCAN ") and "INDEX" not in step}
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        [(found,)] = cursor.fetchall()
    plan = json.loads(found) if isinstance(found, str) else found
    return {node["Relation Name"] for node in nodes(plan[0]["Plan"]) if node["Node Type"] == "Seq Scan"}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.people, given.runs)
    heads = f"{'p50 ms':>9}{'p50/bare':>9}{'queries':>9}  whole"
    print(f"{'database':12}{'people':>9}{'pool':>9}  {'look':12}{heads}")
    on_each(__file__, given.postgres, "--people", str(given.people), "--runs", str(given.runs))
    return None


if __name__ == "__main__":
    main()
