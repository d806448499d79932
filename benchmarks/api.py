"""API lists a second, against a bare WSGI handler that returns the same bytes from psycopg and orjson.

    python benchmarks/api.py --postgres postgres://user@host:5432 [--rows 1000] [--requests 300] [--runs 5]

Both handlers are called in this process, one request after another, by the same WSGI environment:
no socket, no client and no second process is part of the figure. Masar's request goes through the
whole middleware, a token looked up by its hash, the throttle, `visible_to`, the filters and the
serializer; the bare handler runs one SELECT on an open connection and does nothing else. The ratio
says what all of that costs. Their bodies are compared byte by byte before anything is timed.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from databases import in_a_process, postgres

HEADER = f"{'list':16}{'rows':>6}{'Masar /s':>10}{'bare /s':>10}{'ratio':>8}{'spread':>16}"
BATCH = 50  # the throttle remembers a minute's requests: forgotten between batches, outside the time
Handler = Callable[..., Iterable[bytes]]

LISTS = {
    "people/": """
        SELECT id, name, sort_name, name_ar, credited_name, email, phone, gender, birth_date, country, city,
               occupation, language, time_zone, imdb_id, created_at, updated_at
        FROM people_person ORDER BY id LIMIT %s""",
    "participations/": """
        SELECT p.id, jsonb_build_object('id', w.id, 'name', w.name) AS person,
               jsonb_build_object('id', e.id, 'programme', jsonb_build_object('id', g.id, 'slug', g.slug),
                                  'name', e.name) AS edition,
               t.slug AS track, p.work_id AS work, p.state, p.completed_on, p.certificate
        FROM programmes_participation p
        JOIN people_person w ON w.id = p.person_id
        JOIN programmes_edition e ON e.id = p.edition_id
        JOIN programmes_programme g ON g.id = e.programme_id
        LEFT JOIN programmes_track t ON t.id = p.track_id
        ORDER BY p.id LIMIT %s""",
}
# jsonb sorts its keys; a record keeps the order it is written in.
NESTED = {"person": ("id", "name"), "edition": ("id", "programme", "name")}


def bare(statement: str, size: int, following: str) -> Handler:
    import orjson
    import psycopg
    from django.db import connection
    from psycopg.rows import dict_row

    wanted = connection.get_connection_params()
    wanted = {name: wanted[name] for name in ("dbname", "user", "password", "host", "port") if name in wanted}
    line = psycopg.connect(**wanted, autocommit=True, row_factory=dict_row)
    line.execute("SET TIME ZONE 'UTC'")

    def handler(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        rows = line.execute(statement, [size]).fetchall()
        for row in rows:
            for name, keys in NESTED.items():
                if name in row:
                    row[name] = {key: row[name][key] for key in keys}
        body = orjson.dumps({"next": following, "results": rows}, option=orjson.OPT_UTC_Z)
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return handler


def make_rows(count: int) -> str:
    """`count` people with a completed participation each; returns a token that sees them all."""
    from knox.models import AuthToken

    from foundation.people.models import Account, Person
    from residencies.programmes.models import Participation, Track
    from tests import cast

    edition = cast.edition()
    track = Track.objects.create(programme=edition.programme, slug="directing", name_fr="réalisation")
    people = Person.objects.bulk_create(
        Person(
            name=f"Oumaïma Benjelloun {n}", sort_name=f"Benjelloun {n}", name_ar=f"أميمة بنجلون {n}",
            email=f"oumaima{n}@example.org", phone="+212600000000", birth_date=date(1995, 1, 1 + n % 28),
            country="MA", city="Tétouan", occupation="réalisatrice",
        )
        for n in range(count)
    )  # fmt: skip
    Participation.objects.bulk_create(
        Participation(
            person=she, edition=edition, track=track, state="completed", completed_on=date(2026, 6, 1),
            certificate=f"B-{she.pk}",
        )
        for she in people
    )  # fmt: skip
    boss = Account.objects.create_superuser("boss@example.org", "password")
    return AuthToken.objects.create(boss, expiry=timedelta(days=1))[1]


def body_of(handler: Handler, environ: dict[str, Any]) -> bytes:
    seen: list[str] = []
    answer = handler(dict(environ), lambda status, headers, *_: seen.append(status))
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    if not seen[0].startswith("200"):
        sys.exit(f"{environ['PATH_INFO']}: {seen[0]} {body[:300]!r}")
    return body


def per_second(handler: Handler, environ: dict[str, Any], requests: int) -> float:
    from django.core.cache import cache

    spent = 0.0
    for _batch in range(requests // BATCH):
        cache.clear()
        start = time.perf_counter()
        for _request in range(BATCH):
            body_of(handler, environ)
        spent += time.perf_counter() - start
    return requests // BATCH * BATCH / spent


def measure(rows: int, requests: int, runs: int) -> None:
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    token, masar = make_rows(rows), WSGIHandler()
    for name, statement in LISTS.items():
        for size in (50, 200):
            request = RequestFactory().get(
                f"/api/v1/{name}",
                {"page_size": size},
                headers={"authorization": f"Token {token}"},
                SERVER_NAME="localhost",
            )
            environ = request.environ
            expected = body_of(masar, environ)
            following = expected.partition(b'"next":"')[2].partition(b'"')[0].decode()
            other = bare(statement, size, following)
            if body_of(other, environ) != expected:
                sys.exit(f"{name}: the bare handler returns other bytes\n{expected[:700]!r}\n"
                         f"{body_of(other, environ)[:700]!r}")  # fmt: skip
            figures = [
                (per_second(masar, environ, requests), per_second(other, environ, requests))
                for _run in range(runs)
            ]
            ours, theirs = (statistics.median(column) for column in zip(*figures, strict=True))
            ratios = sorted(one / two for one, two in figures)
            print(
                f"{name:16}{size:6}{ours:10.0f}{theirs:10.0f}{statistics.median(ratios):8.3f}"
                f"{ratios[0]:9.3f}–{ratios[-1]:.3f}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--postgres", metavar="URL", required=True, help="a server where databases may be made"
    )
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.rows, given.requests, given.runs)
    print(HEADER, flush=True)
    with postgres(given.postgres) as url:
        numbers = {"rows": given.rows, "requests": given.requests, "runs": given.runs}
        options = [text for name, number in numbers.items() for text in (f"--{name}", str(number))]
        in_a_process(__file__, url, "--postgres", given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
