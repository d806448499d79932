"""A career, and the page of a film, among very many credits, against a bare query by index.

    python benchmarks/careers.py [--credits 1000000] [--runs 50] [--postgres postgres://user@host:5432]

Ten credits a person and ten a film, written by the database itself. Each look goes to another person or
film. *Bare* is one statement by psycopg or sqlite3: the credits of a person with their works, by index.
Half of the looks take less than p50, 95 of 100 less than p95, in milliseconds and as multiples of bare's;
the last column says how much longer half of them take than among few credits.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from databases import on_each, tidy

BARE = """
SELECT c.id, c.status, w.title, w.year FROM films_credit c JOIN films_work w ON w.id = c.work_id
WHERE c.person_id = %s
"""
OF_EACH, FEW = 10, 20_000


def measure(credits: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    import django

    django.setup()
    from django.db import connection

    first = make_first()
    made, few = 0, {}
    for count in (FEW, credits):
        make_rest(first, made, count)
        made = count
        tidy()
        analyze()
        people = count // OF_EACH
        looks = looks_at(first)
        random = Random(7)
        taken = {name: times(look, people, runs, random) for name, look in looks.items()}
        bare = taken["bare"]
        for name, (half, most) in taken.items():
            grown = half / few.setdefault(name, half)
            ratios = f"{half / bare[0]:9.1f}{most / bare[1]:9.1f}{grown:9.2f}"
            print(f"{connection.vendor:12}{count:>10}  {name:28}{half:9.2f}{most:9.2f}{ratios}")


def times(look: Callable[[int], Any], people: int, runs: int, random: Random) -> tuple[float, float]:
    """(p50, p95) in milliseconds."""
    numbers = [random.randrange(1, people) for _run in range(runs)]
    seconds = []
    look(numbers[0])
    for number in numbers:
        start = time.perf_counter()
        look(number)
        seconds.append(time.perf_counter() - start)
    seconds.sort()
    return 1000 * seconds[runs // 2], 1000 * seconds[min(runs - 1, round(runs * 0.95))]


def analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def looks_at(first: dict[str, Any]) -> dict[str, Callable[[int], Any]]:
    """By name: each takes how far its person, or film, is from the first."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from alumni.careers.selectors import collaborators, milestones, timeline, with_titles
    from foundation.people.models import Person

    boss, today = first["boss"], date(2026, 11, 24)
    person, work = first["person"].pk, first["work"].pk
    client = Client(SERVER_NAME="localhost")
    client.force_login(boss)

    def bare(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [person + number])
            assert cursor.fetchall()

    def one(number: int) -> Any:
        return Person(pk=person + number)

    def page(path: str) -> None:
        assert client.get(path).status_code == 200

    def met(number: int) -> None:
        assert with_titles(one(number), boss, list(collaborators(one(number), boss)[:12]))[0]

    def hers(number: int) -> None:
        """She looks at it herself: what she may see is asked of each of her works."""
        row = Person.objects.select_related("account").get(pk=person)
        assert timeline(row, row.account, today)

    return {
        "bare": bare,
        "timeline": lambda number: timeline(one(number), boss, today),
        "timeline, her own": hers,
        "milestones": lambda number: milestones(one(number), boss, today),
        "collaborators": met,
        "career at the desk": lambda number: page(reverse("careers_person", args=[person + number])),
        "work at the desk": lambda number: page(reverse("admin:films_work_change", args=[work + number])),
        "work in the API": lambda number: page(f"/api/v1/works/{work + number}/"),
        "its credits in the API": lambda number: page(f"/api/v1/credits/?work={work + number}"),
    }


def make_first() -> dict[str, Any]:
    """A person with a film, its credit, stage, selection and prize; all others are copies."""
    from foundation.films.models import Award, Credit, Festival, Role, Selection, Work
    from tests import cast

    person = cast.alumna()
    work = Work.objects.create(title="Film", kind="feature", stage="released", year=2020, is_public=True)
    credit = Credit.objects.create(work=work, person=person, role=Role.objects.get(slug="director"))
    stage = work.stage_changes.create(stage="released", on=date(2020, 5, 1))
    edition = Festival.objects.create(name="Festival", kind="festival").editions.create(year=2020)
    selection = Selection.objects.create(work=work, edition=edition)
    award = Award.objects.create(selection=selection, prize="Prix")
    rows = {"person": person, "work": work, "credit": credit, "stage": stage}
    return {**rows, "selection": selection, "award": award, "boss": cast.administrator()}


def make_rest(first: dict[str, Any], made: int, count: int) -> None:
    """Until there are `count` credits of a tenth as many people, on as many films: ten of a film, by ten
    people far apart, each in a role of its own.
    """
    from foundation.films.models import Role
    from tests.many import copies

    people = count // OF_EACH
    known = max(made // OF_EACH, 1)
    number, more = f"(n + {known - 1})", people - known
    work, selection = first["work"].pk, first["selection"].pk
    copies(first["person"], more, email=f"'salma' || {number} || '@example.org'", account_id="NULL")
    copies(first["work"], more, title=f"'Film ' || {number}", year=f"2000 + {number} % 26")
    copies(first["stage"], more, work_id=f"{work} + {number}")
    copies(first["selection"], more, work_id=f"{work} + {number}")
    copies(first["award"], more, selection_id=f"{selection} + {number}")
    roles = list(Role.objects.order_by("pk").values_list("pk", flat=True)[:OF_EACH])
    assert roles == list(range(roles[0], roles[0] + OF_EACH))
    every = f"(n + {max(made, 1) - 1})"
    copies(
        first["credit"],
        count - max(made, 1),
        work_id=f"{work} + {every} / {OF_EACH}",
        person_id=f"{first['person'].pk} + ({every} / {OF_EACH} + {every} % {OF_EACH} * 7919) % {people}",
        role_id=f"{roles[0]} + {every} % {OF_EACH}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--credits", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.credits, given.runs)
    heads = f"{'p50 ms':>9}{'p95 ms':>9}{'p50/bare':>9}{'p95/bare':>9}{'p50/few':>9}"
    print(f"{'database':12}{'credits':>10}  {'look':28}{heads}")
    on_each(__file__, given.postgres, "--credits", str(given.credits), "--runs", str(given.runs))
    return None


if __name__ == "__main__":
    main()
