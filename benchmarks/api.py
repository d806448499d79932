"""API lists a second among very many people, beside a bare handler and beside other ways to make them.

    python benchmarks/api.py --postgres postgres://user@host:5432
        [--people 1000000] [--requests 60] [--runs 7]

All handlers are called in this process, one request after another in turns, by the same WSGI environment:
no socket, no client and no second process is part of the figure. Masar's request goes through the whole
middleware, a token looked up by its hash, the throttle, `visible_to`, the filters and the paging. *Bare* runs
its SELECTs on an open connection by psycopg, writes them by orjson, and does nothing else; its body is
compared byte by byte. What the others tell of each row is compared value by value; rivals.py says what they
leave out.

Then a page in the depth of a list takes turns with its first one. `--database` names one that
`benchmarks/crowd.py` has filled and that is to be kept.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from databases import in_a_process, postgres

SIZE = 100
BATCH = 20  # the throttle remembers a minute's requests: forgotten between batches, outside the time
Handler = Callable[..., Iterable[bytes]]

LISTS = {
    "people/": """
        SELECT id, name, sort_name, name_ar, credited_name, email, phone, gender, birth_date, country, city,
               occupation, language, time_zone, imdb_id, created_at, updated_at
        FROM people_person ORDER BY id LIMIT %s""",
    "works/": """
        SELECT id, title, original_title, title_ar, kind, form, stage, year, running_time,
               string_to_array(countries, ',') AS countries, languages, logline, imdb_id, is_public
        FROM films_work ORDER BY id LIMIT %s""",
    "credits/": """
        SELECT c.id, w.id AS work, w.title, w.year, c.scope, c.episode_id AS episode, n.number AS season,
               e.number, e.title AS episode_title, c.person_id AS person, COALESCE(NULLIF(c.credited_as, ''),
               NULLIF(p.credited_name, ''), p.name) AS name, c.organisation_id AS organisation,
               o.name AS organisation_name, r.slug AS role, c.credited_as, c.status, c."order",
               c.verification, c.verified_on
        FROM films_credit c
        JOIN films_work w ON w.id = c.work_id
        JOIN films_role r ON r.id = c.role_id
        LEFT JOIN people_person p ON p.id = c.person_id
        LEFT JOIN people_organisation o ON o.id = c.organisation_id
        LEFT JOIN films_episode e ON e.id = c.episode_id
        LEFT JOIN films_season n ON n.id = e.season_id
        ORDER BY c.id LIMIT %s""",
}
LISTS["works/credits/"] = LISTS["works/"]
OF_WORKS = """
    SELECT c.work_id, c.id, c.scope, c.episode_id AS episode, n.number AS season, e.number,
           e.title AS episode_title, c.person_id AS person, COALESCE(NULLIF(c.credited_as, ''),
           NULLIF(p.credited_name, ''), p.name) AS name, c.organisation_id AS organisation,
           o.name AS organisation_name, r.slug AS role, c.credited_as, c.status, c."order", c.verification,
           c.verified_on
    FROM films_credit c
    JOIN films_role r ON r.id = c.role_id
    LEFT JOIN people_person p ON p.id = c.person_id
    LEFT JOIN people_organisation o ON o.id = c.organisation_id
    LEFT JOIN films_episode e ON e.id = c.episode_id
    LEFT JOIN films_season n ON n.id = e.season_id
    WHERE c.work_id = ANY(%s) ORDER BY c."order" NULLS LAST, c.id"""
OTHERS = {  # beside the list of works with their credits
    "Django REST framework, numbered pages": "/drf/numbers/",
    "Django REST framework, cursors": "/drf/cursors/",
    "django-ninja, limit and offset": "/ninja/pages",
    "django-ninja, after a number": "/ninja/after",
}
DEPTHS = {
    "people/": "id",
    "people/?ordering=sort_name": "sort_name",
    "works/credits/?ordering=title": "title",
}


def credit(row: Sequence[Any]) -> dict[str, Any]:
    number, scope, e, season, e_number, title, p, name, o, o_name, role, credited_as, *last = row
    status, order, verification, verified_on = last
    return {
        "id": number,
        "scope": scope,
        "episode": None if e is None else {"id": e, "season": season, "number": e_number, "title": title},
        "person": None if p is None else {"id": p, "name": name},
        "organisation": None if o is None else {"id": o, "name": o_name},
        "role": role,
        "credited_as": credited_as,
        "status": status,
        "order": order,
        "verification": verification,
        "verified_on": verified_on,
    }


def with_work(row: Sequence[Any]) -> dict[str, Any]:
    number, work, title, year, *rest = row
    one = credit((number, *rest))
    del one["id"]
    return {"id": number, "work": {"id": work, "title": title, "year": year}, **one}


def without(statement: str) -> str:
    """The SELECT of credits without organisations and episodes, of which this crowd has none."""
    return re.sub(r"\bo\.name AS|\bn\.number AS|\be\.title AS", "NULL AS", re.sub(
        r"\be\.number", "NULL AS number", re.sub(
            r"LEFT JOIN (people_organisation|films_episode|films_season) .*\n", "", statement)))  # fmt: skip


def bare(name: str, following: str, shorten: Callable[[str], str] = str) -> Handler:
    import orjson
    import psycopg
    from django.db import connection
    from psycopg.rows import dict_row

    wanted = connection.get_connection_params()
    wanted = {name: wanted[name] for name in ("dbname", "user", "password", "host", "port") if name in wanted}
    line = psycopg.connect(**wanted, autocommit=True)
    line.execute("SET TIME ZONE 'UTC'")
    flat = line.cursor(row_factory=dict_row)

    def rows() -> list[dict[str, Any]]:
        if name == "credits/":
            return [with_work(row) for row in line.execute(shorten(LISTS[name]), [SIZE])]
        found = flat.execute(LISTS[name], [SIZE]).fetchall()
        if name == "works/credits/":
            lists: dict[int, list[Any]] = {}
            for row in found:
                row["credits"] = lists[row["id"]] = []
            for work, *row in line.execute(shorten(OF_WORKS), [list(lists)]):
                lists[work].append(credit(row))
        return found

    def handler(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = orjson.dumps({"next": following, "results": rows()}, option=orjson.OPT_UTC_Z)
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return handler


def rival() -> Handler:
    """Beside Masar in this process, with the middleware of a new project."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    plain = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "benchmarks.rivals.Elsewhere",
    ]
    with override_settings(MIDDLEWARE=plain):
        return WSGIHandler()


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


def in_turns(
    turns: dict[str, tuple[Handler, dict[str, Any]]], requests: int, runs: int
) -> dict[str, list[float]]:
    """Requests a second of each, by run."""
    rates: dict[str, list[float]] = {name: [] for name in turns}
    for _run in range(runs):
        for name, (handler, environ) in turns.items():
            rates[name].append(per_second(handler, environ, requests))
    return rates


def tell(rates: dict[str, list[float]], first: str, title: str) -> None:
    """`first` beside each of the others: the median of the ratios within a run, and their least and most."""
    print(f"\n{title:40}{'/s':>8}{'ms':>8}{'Masar ÷':>10}{'least':>8}{'most':>8}")
    for name, figures in rates.items():
        ratios = sorted(one / two for one, two in zip(rates[first], figures, strict=True))
        rate, ratio = statistics.median(figures), statistics.median(ratios)
        told = f"{rate:8.0f}{1000 / rate:8.2f}{ratio:10.2f}{ratios[0]:8.2f}{ratios[-1]:8.2f}"
        print(f"{name:40}{told}", flush=True)


def asked(path: str, token: str = "") -> dict[str, Any]:
    from django.test import RequestFactory

    headers = {"authorization": f"Token {token}"} if token else {}
    return RequestFactory().get(path, headers=headers, SERVER_NAME="localhost").environ


def measure(given: argparse.Namespace) -> None:
    import django

    django.setup()
    import orjson
    from crowd import make_crowd
    from django.core.handlers.wsgi import WSGIHandler
    from knox.models import AuthToken

    from foundation.people.models import Account, Person

    if not Person.objects.exists():
        make_crowd(given.people)
    boss = Account.objects.create_superuser(f"boss{time.time()}@example.org", "password")
    token, masar = AuthToken.objects.create(boss, expiry=timedelta(days=1))[1], WSGIHandler()
    for name in given.lists:
        environ = asked(f"/api/v1/{name}?page_size={SIZE}", token)
        expected = body_of(masar, environ)
        following = expected.partition(b'"next":"')[2].partition(b'"')[0].decode()
        turns = {"Masar": (masar, environ), "bare": (bare(name, following), environ)}
        if "credits" in name:
            turns["bare, no organisations or episodes"] = (bare(name, following, without), environ)
        for title, (other, _environ) in turns.items():
            if (told := body_of(other, environ)) != expected:
                sys.exit(f"{name}: {title} returns other bytes\n{expected[:900]!r}\n{told[:900]!r}")
        if name == "works/credits/":
            rows, elsewhere = orjson.loads(expected)["results"], rival()
            for title, path in OTHERS.items():
                try:
                    found = orjson.loads(body_of(elsewhere, asked(path)))
                except SystemExit:
                    print(f"{title}: not installed")
                    continue
                told_rows = found if isinstance(found, list) else found.get("results") or found["items"]
                assert told_rows == rows, (title, told_rows[0], rows[0])
                turns[title] = (elsewhere, asked(path))
        tell(
            in_turns(turns, given.requests, given.runs),
            "Masar",
            f"{name}, {SIZE} rows, {len(expected)} bytes",
        )
    for path, field in DEPTHS.items():
        first = asked(f"/api/v1/{path}{'&' if '?' in path else '?'}page_size={SIZE}", token)
        turns = {"first page": (masar, first), "page in the depth": (masar, deep(first, path, field))}
        tell(in_turns(turns, given.requests, given.runs), "first page", f"{path}, behind nine tenths")


def deep(first: dict[str, Any], path: str, field: str) -> dict[str, Any]:
    """The page behind nine tenths of the rows, by the cursor that leads to it."""
    from foundation.api.paging import Order
    from foundation.films.models import Work
    from foundation.people.models import Person

    model: Any = Person if path.startswith("people/") else Work
    order = Order(model, field, down=False)
    rows = order.sorted(model.objects.all()).values_list(order.field.attname, "pk")
    place = model.objects.count() * 9 // 10
    cursor = order.cursor(*rows[place])
    return {**first, "QUERY_STRING": f"{first['QUERY_STRING']}&cursor={cursor}"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--postgres", metavar="URL", required=True, help="a server where databases may be made"
    )
    parser.add_argument("--database", metavar="NAME", help="one of that server, kept from run to run")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60, help="of each turn")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--lists", nargs="*", default=list(LISTS), help="all of them, unless some are named")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given)
    with (
        nullcontext(f"{given.postgres}/{given.database}")
        if given.database
        else postgres(given.postgres) as url
    ):
        numbers = {"people": given.people, "requests": given.requests, "runs": given.runs}
        options = [text for name, number in numbers.items() for text in (f"--{name}", str(number))]
        in_a_process(__file__, url, "--postgres", given.postgres, *options, "--lists", *given.lists)
    return None


if __name__ == "__main__":
    main()
