"""Two hundred alumnae at the portal and twenty staff at the desk, for five minutes, against the real server.

    python benchmarks/load.py --postgres postgres://user@host:5432 --redis redis://host:6379/9
        [--portal 200] [--staff 20] [--seconds 300] [--pause 3 9] [--people 20000]

The server is the one of the Procfile with the settings of production and two processes. Each of them has a
login, a line and an address of her own, and thinks between two pages as long as people do: evenly drawn from
`pause`, 3 to 9 seconds, six in the middle. An alumna opens home, her career, the check-in that waits for her
and answers it, the directory, searches it, opens an entry, her messages and a thread; staff open today's
page, the list of people, a search in it, a person, the search over the desk, the list of works. Each begins
somewhere else in her round. Any status but the expected one, a broken line, or an answer that has not come
after thirty seconds is an error.
"""

import argparse
import asyncio
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from browser import Browser, Times
from databases import ROOT, in_a_process, postgres
from serving import memory_of, production, server

PATIENCE = 30  # seconds
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


# -- who comes ---------------------------------------------------------------------------------
Round = list[tuple[str, str]]  # the pages of a round: what each is called, and where it is
ALUMNA: Round = [
    ("home", "/"),
    ("career", "/career/"),
    ("check-in", "/c/{token}/"),
    ("directory", "/alumnae/?page={page}"),
    ("directory, searched", "/alumnae/?q={name}"),
    ("entry", "/alumnae/{entry}/"),
    ("messages", "/alumnae/messages/"),
    ("thread", "/alumnae/messages/{thread}/"),
    ("home", "/"),
]
COLLEAGUE: Round = [
    ("desk: today", "/admin/"),
    ("desk: people", "/admin/people/person/?p={page}"),
    ("desk: people, searched", "/admin/people/person/?q={name}"),
    ("desk: a person", "/admin/people/person/{person}/change/"),
    ("desk: search", "/admin/search/?s={name}"),
    ("desk: works", "/admin/films/work/?p={page}"),
]


async def look(she: Browser, pages: Round, known: dict[str, Any], turn: int) -> None:
    """The page of her round that is due; a check-in is answered where it is opened."""
    kind, path = pages[turn % len(pages)]
    path = path.format(page=1 + turn % 5, **known)
    page = await she.get(kind, path)
    if kind == "check-in":
        sent = {"choice": ("yes", "no")[turn % 2], "text": f"Un court métrage, {turn}."}
        if csrf := CSRF.search(page.body):
            sent["csrfmiddlewaretoken"] = csrf[1].decode()
        await she.send("answer", path, sent, 302)


async def all_come(port: int, given: argparse.Namespace, known: dict[str, Any]) -> tuple[Times, float]:
    times, chance = Times(), random.Random(1)
    start = time.perf_counter()

    async def one(number: int, pages: Round, facts: dict[str, Any]) -> None:
        she = Browser(port, f"10.1.{number >> 8}.{number & 255}", times)
        she.cookies[known["cookie"]] = facts["session"]
        await asyncio.sleep(chance.uniform(0, given.pause[1]))
        turn = number
        while time.perf_counter() - start < given.seconds:
            try:
                async with asyncio.timeout(PATIENCE):
                    await look(she, pages, facts, turn)
            except Exception as fault:  # noqa: BLE001 - each is told, and none may end the others
                times.faults.append(f"{number}, turn {turn}: {fault!r}")
                print(times.faults[-1], flush=True)
                she.close()
                she.line = None
            turn += 1
            await asyncio.sleep(chance.uniform(*given.pause))
        she.close()

    rounds = [(ALUMNA, known["alumnae"][n % len(known["alumnae"])]) for n in range(given.portal)]
    rounds += [(COLLEAGUE, known["staff"][n]) for n in range(given.staff)]
    await asyncio.gather(*(one(number, *who) for number, who in enumerate(rounds)))
    return times, time.perf_counter() - start


# -- before, inside the project ----------------------------------------------------------------
def open_sessions(count: int, staff: int) -> dict[str, Any]:
    """Logins as the server knows them, and what each of them looks at."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group

    from alumni.checkins.models import CheckIn
    from alumni.checkins.selectors import answer_token
    from alumni.community.models import Profile, Thread
    from foundation.people.models import Account, Person

    engine = import_module(settings.SESSION_ENGINE)

    def session(account: Account) -> str:
        store = engine.SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.save()
        return str(store.session_key)

    rows = CheckIn.objects.filter(state="asked").exclude(person__account=None)
    alumnae = [
        {
            "session": session(row.person.account),
            "token": answer_token(row),
            "name": quote(row.person.name.split()[0]),
            "entry": Profile.objects.exclude(person=row.person).order_by("?").values_list("pk", flat=True)[0],
            "thread": Thread.objects.filter(starter=row.person).values_list("pk", flat=True)[0],
        }
        for row in rows.select_related("person__account").order_by("pk")[:count]
    ]
    people = list(Person.objects.filter(account=None).order_by("pk")[: staff * 50 : 50])
    colleagues = []
    for number, person in enumerate(people):
        account = Account.objects.create_user(f"colleague{number}@example.org", "password", is_staff=True)
        account.groups.add(Group.objects.get(name="Programme staff"))
        name = quote(" ".join(person.name.split()[:2]))
        colleagues.append({"session": session(account), "person": person.pk, "name": name})
    return {"cookie": settings.SESSION_COOKIE_NAME, "alumnae": alumnae, "staff": colleagues}


def tell(times: Times, taken: float) -> None:
    total = sum(map(len, times.taken.values()))
    told = f"{total} pages in {taken:.0f} s, {total / taken:.1f} a second, {len(times.faults)} errors"
    print(f"{told}, {times.reopened} lines opened again")
    print(f"{'page':26}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'most ms':>9}")
    for kind, seconds in sorted(times.taken.items()):
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        p50, p95, p99 = (cuts[at - 1] * 1000 for at in (50, 95, 99))
        print(
            f"{kind:26}{len(seconds):8}{p50:9.0f}{p95:9.0f}{p99:9.0f}{max(seconds) * 1000:9.0f}", flush=True
        )
    if times.faults:
        sys.exit("\n".join(times.faults[:10]))


def measure(given: argparse.Namespace, url: str, folder: str) -> None:
    environment = production(url, given.redis, folder)
    manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    options = ["--people", str(given.people), "--portal", str(given.portal), "--staff", str(given.staff)]
    command = ["--postgres", given.postgres, "--redis", given.redis, *options]
    in_a_process(__file__, url, "--make", *command)
    told = Path(folder) / "known.json"
    inside = [sys.executable, __file__, *command, "--sessions", str(told)]  # signed by the server's own key
    subprocess.run(inside, cwd=ROOT, env=environment, check=True)
    with server("foundation.wsgi:application", environment) as (port, process):
        print(f"{given.portal} at the portal, {given.staff} at the desk, {given.people} people", flush=True)
        done = asyncio.run(all_come(port, given, json.loads(told.read_text())))
        print(f"the server holds {memory_of(process)} MB")
    tell(*done)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--postgres", metavar="URL", required=True, help="a server where databases may be made"
    )
    parser.add_argument(
        "--redis", metavar="URL", required=True, help="a database of Redis that nobody else uses"
    )
    parser.add_argument("--portal", type=int, default=200)
    parser.add_argument("--staff", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--pause", type=float, nargs=2, default=(3, 9), help="seconds between two pages")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--sessions", help=argparse.SUPPRESS)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside or given.sessions:
        import django

        django.setup()
        from crowd import make_crowd

        if given.sessions:
            Path(given.sessions).write_text(json.dumps(open_sessions(given.portal, given.staff)))
        else:
            make_crowd(given.people)
        return
    with postgres(given.postgres) as url, tempfile.TemporaryDirectory() as folder:
        measure(given, url, folder)


if __name__ == "__main__":
    main()
