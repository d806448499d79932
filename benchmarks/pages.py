"""Pages among very many people: the desk's list and search of people, and an alumna's home.

    python benchmarks/pages.py --postgres postgres://user@host:5432 [--people 1000000] [--runs 100]

Each look goes to another page of the list, another name or another alumna. *Plain* is one SELECT by index
for fifty rows, over an open line of psycopg, in turns with the page; of a search it asks the trigrams for
each word as it is written, where the page's finds other spellings and scripts as well. *The same* asks what
the page is asked, by index and over the same open line: fifty rows with every spelling and script of each
word, those written so first, and how many there are. *Its longest* is the statement of a page that takes
longest, which is that for its rows, *in the database* what all of them take together, from sending each to
having its rows; *whole* is the request through the whole middleware with its page written. A page of the
desk is written by templates, of which a bare statement knows nothing: the two are told apart. `--database`
names one that `benchmarks/crowd.py` has filled.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from contextlib import nullcontext
from random import Random
from typing import Any

from databases import in_a_process, postgres

ROWS = 50
LIST = "SELECT * FROM people_person ORDER BY sort_name, id LIMIT %s OFFSET %s"
FOUND = "SELECT * FROM people_person WHERE {every} ORDER BY sort_name, id LIMIT %s"
HOME = "SELECT * FROM people_person WHERE id = %s"


def p(seconds: list[float], at: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[at - 1] * 1000


def measure(people: int, runs: int) -> None:
    import django

    django.setup()
    from crowd import make_crowd
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from foundation.people.models import Account, Person

    if not Person.objects.exists():
        make_crowd(people)
    boss = Account.objects.create_superuser(f"boss{time.time()}@example.org", "password")
    desk = Client(SERVER_NAME="localhost")
    desk.force_login(boss)
    listed = reverse("admin:people_person_changelist")
    known = list(Person.objects.order_by("pk").values_list("name", flat=True)[: 50 * runs : 50])
    hers = list(Account.objects.filter(person__checkins__state="asked").select_related("person")[:runs])
    random = Random(7)

    def at_home(number: int) -> str:
        her = Client(SERVER_NAME="localhost")
        her.force_login(hers[number % len(hers)])
        return her  # type: ignore[return-value]

    line = connection.cursor().connection

    def searched(name: Callable[[int], str]) -> tuple[Any, ...]:
        return (
            lambda n: (desk, f"{listed}?q={name(n)}"),
            lambda n: asked(line, written(name(n))),
            lambda n: asked(line, *heard(name(n))),
        )

    pages = {
        "list of people, first page": (lambda _n: (desk, listed), lambda _n: asked(line, (LIST, [ROWS, 0]))),
        "list of people, pages 1 to 20": (
            lambda n: (desk, f"{listed}?p={1 + n % 20}"),
            lambda n: asked(line, (LIST, [ROWS, ROWS * (n % 20)])),
        ),
        "search of people, whole name": searched(lambda n: known[n]),
        "search of people, two names": searched(lambda n: " ".join(known[n].split()[:2])),
        "search of people, one name": searched(lambda n: known[n].split()[1]),
        "an alumna's home": (
            lambda n: (at_home(n), reverse("portal:home")),
            lambda n: asked(line, (HOME, [hers[n % len(hers)].person.pk])),
        ),
    }
    heads = "".join(
        f"{name + ' p50':>12}{'p95':>7}" for name in ("plain", "the same", "longest", "in db", "whole")
    )
    print(f"{'page':32}{'queries':>8}{heads}{'longest÷':>9}{'db÷':>7}{'longest÷':>9}{'db÷':>7}")
    print(f"{'p95, ÷ plain and ÷ the same':>{40 + 5 * 19 + 32}}")
    for title, (address, *bare) in pages.items():
        numbers = [random.randrange(runs) for _run in range(runs)]
        print(f"{title:32}{looks(address, bare, numbers)}", flush=True)


def asked(line: Any, *statements: tuple[str, Any]) -> float:
    """Seconds that these take, one after the other, on an open line."""
    start = time.perf_counter()
    for statement, values in statements:
        line.execute(statement, values).fetchall()
    return time.perf_counter() - start


def written(name: str) -> tuple[str, list[Any]]:
    from foundation.people.names import fold

    words = fold(name).split()
    every = " AND ".join(["search_key LIKE %s"] * len(words))
    return FOUND.format(every=every), [*(f"%{word}%" for word in words), ROWS]


def heard(name: str) -> list[tuple[str, Any]]:
    """What a search is asked: the first rows, and how many there are."""
    from foundation.people.models import Person

    found = Person.objects.search(name)
    every, values = found.order_by().values("pk").query.sql_with_params()
    return [
        found.order_by("match_rank", "sort_name", "pk")[:ROWS].query.sql_with_params(),
        (f"SELECT count(*) FROM ({every}) found", values),
    ]


def looks(address: Callable[[int], Any], bare: list[Callable[[int], float]], numbers: list[int]) -> str:
    """One line of the table: a page and the bare statements beside it, in turns."""
    whole, inside, longest, plainly, alike, counts = [], [], [], [], [], []
    for turn, number in enumerate([numbers[0], numbers[0], *numbers]):
        client, path = address(number)
        with statements() as spent:
            start = time.perf_counter()
            answer = client.get(path)
            taken = time.perf_counter() - start
        assert answer.status_code == 200, (path, answer.status_code)
        plain, same = bare[0](number), bare[-1](number)
        if turn >= 2:  # the first two warm templates and caches
            whole.append(taken)
            inside.append(sum(spent))
            longest.append(max(spent))
            plainly.append(plain)
            alike.append(same)
            counts.append(len(spent))
    figures = [p(seconds, at) for seconds in (plainly, alike, longest, inside, whole) for at in (50, 95)]
    told = "".join(f"{one:{12 - 5 * (place % 2)}.1f}" for place, one in enumerate(figures))
    pairs = ((5, 1, 9), (7, 1, 7), (5, 3, 9), (7, 3, 7))
    ratios = "".join(f"{figures[one] / figures[other]:{width}.1f}" for one, other, width in pairs)
    return f"{max(counts):8}{told}{ratios}"


def statements() -> Any:
    """Seconds each statement takes, sent and fetched."""
    from contextlib import contextmanager

    from django.db import connection

    @contextmanager
    def timed() -> Any:
        spent: list[float] = []

        def wrapper(execute: Any, *asked: Any) -> Any:
            start = time.perf_counter()
            try:
                return execute(*asked)
            finally:
                spent.append(time.perf_counter() - start)

        with connection.execute_wrapper(wrapper):
            yield spent

    return timed()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--postgres", metavar="URL", required=True, help="a server where databases may be made"
    )
    parser.add_argument("--database", metavar="NAME", help="one of that server, kept from run to run")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.people, given.runs)
    with (
        nullcontext(f"{given.postgres}/{given.database}") if given.database else postgres(given.postgres)
    ) as url:
        options = ["--people", str(given.people), "--runs", str(given.runs)]
        in_a_process(__file__, url, "--postgres", given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
