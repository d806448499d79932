"""A thousand applicants in the last hour of a call, against the real server on PostgreSQL.

    python benchmarks/applying.py --postgres postgres://user@host:5432 --redis redis://host:6379/9
        [--applicants 1000] [--savings 12] [--window 480] [--seconds 8]

The server is the one of the Procfile with the settings of production and two processes. Each applicant
has a line and an address of her own: she begins, opens her page, saves a dozen times as the page's script
does, sends a small PDF, checks and sends; one in ten presses “Send” twice at once. Their requests are
spread over `window` seconds. Afterwards every answer, file, sending and receipt is compared, row by row.

Then 32 of them save without a pause for some seconds, and in turn a bare WSGI handler under the same
server writes one row for each request: the ratio says what all else of a saving costs. Last, somebody
sends 2 GB.
"""

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from browser import Browser, Times, flood
from databases import ROOT, in_a_process, postgres
from serving import memory_of, production, server

SLUG, OTHERS = "last-hour", 7  # requests of each applicant beside her savings
PDF = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n"
    + b"%" * 60_000
    + b"\n%%EOF\n"
)
WORDS = [
    "elle",
    "revient",
    "au",
    "barrage",
    "que",
    "son",
    "père",
    "a",
    "construit",
    "et",
    "filme",
    "ce",
    "que",
    "l’eau",
    "a",
    "laissé",
]
KEYS = ["title", "story", "film", "note", "place", "bio", "story", "note", "story", "note", "story", "bio"]
SAVERS = 32


def typed(number: int, savings: int) -> Iterator[tuple[str, str]]:
    """What she types, a saving after the other: (question, all of it so far)."""
    chance = random.Random(number)
    texts: dict[str, str] = {}
    for key in KEYS[:savings]:
        if key == "film":
            texts[key] = str(1 + number % 50)
        elif key == "place":
            texts[key] = "abc"[number % 3]
        else:
            more = " ".join(chance.choices(WORDS, k=5 if key == "title" else 40))
            texts[key] = f"{texts.get(key, str(number))} {more}"
        yield key, texts[key]


# -- one applicant -----------------------------------------------------------------------------
def address(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


async def applies(
    port: int, number: int, savings: int, times: Times, pause: Callable[[], Coroutine[Any, Any, None]]
) -> str:
    """From beginning to sending; returns the path of her page."""
    she = Browser(port, address(number), times)
    begin = f"/apply/{SLUG}/begin/"
    page = await she.get("begin page", begin)
    csrf = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
    assert csrf is not None
    await pause()
    who = {"name": f"Aïcha {number}", "email": f"aicha{number}@example.org", "language": "fr"}
    begun = await she.send("begin", begin, {**who, "csrfmiddlewaretoken": csrf[1].decode()}, 302)
    path = begun.headers["location"].partition("?")[0]
    await pause()
    page = await she.get("form", path)
    version = re.search(rb'name="form.version" value="(\d+)"', page.body)
    assert version is not None
    await saves(she, path, typed(number, savings), version[1].decode(), pause)
    await she.post("upload", path, {}, ("file.script", PDF))
    await pause()
    await she.get("check", f"{path}check/")
    await pause()
    await asyncio.gather(*(presses(she, f"{path}check/", again) for again in range(1 + (number % 10 == 0))))
    await she.get("sent page", path)
    she.close()
    return path


async def saves(
    she: Browser,
    path: str,
    texts: Iterator[tuple[str, str]],
    read: str,
    pause: Callable[[], Coroutine[Any, Any, None]],
) -> None:
    versions: dict[str, str] = {}
    for key, text in texts:
        await pause()
        fields = {key: text, "form.version": versions.get(key, read)}
        said = json.loads((await she.post("save", path, fields, None)).body)
        versions[key] = str(said["version"])
    await pause()


async def presses(she: Browser, path: str, again: int) -> None:
    """A second press comes over a line of its own."""
    one = Browser(she.port, she.always["X-Forwarded-For"], she.times) if again else she
    await one.send("send", path, {}, 302)
    if again:
        one.close()


async def all_apply(port: int, count: int, savings: int, window: float) -> tuple[Times, float]:
    times, chance = Times(), random.Random(1)

    async def one(number: int) -> None:
        async def pause() -> None:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * 0.7 * window / (savings + OTHERS))

        try:
            await asyncio.sleep(chance.uniform(0, 0.3) * window)
            await applies(port, number, savings, times, pause)
        except Exception as fault:  # noqa: BLE001 - each is told, and none may end the others
            times.faults.append(f"{number}: {fault!r}")
            print(times.faults[-1], flush=True)

    start = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(count)))
    return times, time.perf_counter() - start


# -- without a pause ---------------------------------------------------------------------------
async def saved_per_second(port: int, paths: list[str], seconds: float) -> float:
    """Savings of a changing answer, each applicant one after another."""
    times = Times()
    ends = time.perf_counter() + seconds

    async def one(number: int, path: str) -> None:
        she = Browser(port, address(number), times)
        turn = 0
        while time.perf_counter() < ends:
            turn += 1
            await she.post("save", path, {"story": f"{turn} {' '.join(WORDS)}"}, None)
        she.close()

    start = time.perf_counter()
    await asyncio.gather(*(one(number, path) for number, path in enumerate(paths)))
    return len(times.taken["save"]) / (time.perf_counter() - start)


async def drafts(port: int, first: int) -> list[str]:
    """Applications that were begun, for `saved_per_second`."""
    paths = []
    for number in range(first, first + SAVERS):
        she = Browser(port, address(number), Times())
        page = await she.get("begin page", f"/apply/{SLUG}/begin/")
        csrf = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
        assert csrf is not None
        who = {"name": "Aïcha", "email": f"aicha{number}@example.org", "language": "fr"}
        data = {**who, "csrfmiddlewaretoken": csrf[1].decode()}
        begun = await she.send("begin", f"/apply/{SLUG}/begin/", data, 302)
        paths.append(begun.headers["location"].partition("?")[0])
        she.close()
    return paths


def bare(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Reads what was sent and writes one row of it, over a line that each thread keeps."""
    import threading

    import psycopg

    kept = bare.__dict__.setdefault("kept", threading.local())
    if not hasattr(kept, "line"):
        kept.line = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    number = int(environ["PATH_INFO"].strip("/"))
    kept.line.execute("UPDATE bare SET value = %s, version = version + 1 WHERE id = %s", [body, number])
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "2")])
    return [b"{}"]


# -- before and after, inside the project ------------------------------------------------------
def make_call() -> None:
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from tests.calls import cast

    now = timezone.now()
    form = cast.form()
    cast.question(form, "title", "short", is_title=True)
    cast.question(form, "story", "long", max_words=500)
    cast.question(form, "film", "number", minimum=1, maximum=50)
    cast.question(form, "place", "choice", ("a", "b", "c"))
    more = cast.section(form)
    cast.question(more, "note", "long", max_words=500)
    cast.question(more, "bio", "long", max_words=500)
    cast.question(more, "prizes", "long", is_required=False)
    cast.question(more, "script", "file", max_megabytes=5)
    call = cast.call(
        asks=form,
        slug=SLUG,
        opens_at=now - timedelta(days=30),
        closes_at=now + timedelta(hours=1),
        published_at=now - timedelta(days=31),
    )
    call.rules.create(kind="film", values={"most": 50}, sources=["film"])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id integer PRIMARY KEY, value bytea, version integer DEFAULT 0)")
        cursor.execute(f"INSERT INTO bare SELECT generate_series(0, {SAVERS - 1})")


def compare(count: int, savings: int) -> None:
    """Every answer, file, sending and receipt of every applicant; ends with a message where one is wrong."""
    from foundation.mail.models import Message
    from residencies.calls.models import Application

    rows = Application.objects.filter(call__slug=SLUG, email__startswith="aicha")
    found = {row.email: row for row in rows.prefetch_related("answers__question", "attachments")}
    receipts = list(Message.objects.filter(kind="application_receipt").values_list("to_addr", flat=True))
    sendings = list(Application.history.filter(state="submitted").values_list("id", flat=True))
    wrong = []
    for number in range(count):
        email = f"aicha{number}@example.org"
        row = found.get(email)
        if row is None:
            wrong.append(f"{email}: not there")
            continue
        kept = {
            one.question.key: str(next(iter((one.value or {"": None}).values()))) for one in row.answers.all()
        }
        expected = dict(typed(number, savings))
        sizes = [file.size for file in row.attachments.all()]
        told = (kept, row.state, sendings.count(row.pk), sizes, receipts.count(email))
        if told != (expected, "submitted", 1, [len(PDF)], 1):
            wrong.append(f"{email}: {told!r:.600}")
    if wrong:
        sys.exit("\n".join([f"{len(wrong)} of {count} are not as they were sent", *wrong[:5]]))
    print(f"{count} applications compared: all answers, files, sendings and receipts are there, each once")


def tell(times: Times, taken: float) -> None:
    total = sum(map(len, times.taken.values()))
    told = f"{total} requests in {taken:.0f} s, {total / taken:.0f} a second, {len(times.faults)} errors"
    print(f"{told}, {times.reopened} lines opened again")
    print(f"{'request':12}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for kind, seconds in times.taken.items():
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        p50, p95, p99 = (cuts[at - 1] * 1000 for at in (50, 95, 99))
        print(f"{kind:12}{len(seconds):8}{p50:9.0f}{p95:9.0f}{p99:9.0f}", flush=True)
    if times.faults:
        sys.exit("\n".join(times.faults[:10]))


def measure(given: argparse.Namespace, url: str, folder: str) -> None:
    environment = production(url, given.redis, folder)
    manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    in_a_process(__file__, url, "--make", *common(given))
    with (
        server("foundation.wsgi:application", environment) as (port, process),
        server("applying:bare", environment) as (other, _process),
    ):
        print(f"{given.applicants} applicants over {given.window:.0f} s", flush=True)
        tell(*asyncio.run(all_apply(port, given.applicants, given.savings, given.window)))
        paths = asyncio.run(drafts(port, given.applicants))
        figures = []
        for _run in range(3):
            ours = asyncio.run(saved_per_second(port, paths, given.seconds))
            theirs = asyncio.run(saved_per_second(other, [f"/{n}" for n in range(SAVERS)], given.seconds))
            figures.append((ours, theirs, ours / theirs))
        ours, theirs, ratio = (statistics.median(column) for column in zip(*figures, strict=True))
        print(
            f"{SAVERS} saving without a pause: {ours:.0f} a second, bare {theirs:.0f}, ratio {ratio:.3f}",
            flush=True,
        )
        before = memory_of(process)
        said, sent = asyncio.run(flood(port, paths[0]))
        grown = memory_of(process) - before
        print(f"2 GB in one document: {said} after {sent / 1e6:.0f} MB, the server {grown:+d} MB of {before}")
    in_a_process(__file__, url, *common(given))


def common(given: argparse.Namespace) -> list[str]:
    numbers = {"applicants": given.applicants, "savings": given.savings}
    options = [text for name, number in numbers.items() for text in (f"--{name}", str(number))]
    return ["--postgres", given.postgres, "--redis", given.redis, *options]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--postgres", metavar="URL", required=True, help="a server where databases may be made"
    )
    parser.add_argument(
        "--redis", metavar="URL", required=True, help="a database of Redis that nobody else uses"
    )
    parser.add_argument("--applicants", type=int, default=1000)
    parser.add_argument("--savings", type=int, default=12, help="of each, six to twelve")
    parser.add_argument("--window", type=float, default=480, help="seconds")
    parser.add_argument("--seconds", type=float, default=8, help="of each turn without a pause")
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        import django

        django.setup()
        return make_call() if given.make else compare(given.applicants, given.savings)
    with postgres(given.postgres) as url, tempfile.TemporaryDirectory() as folder:
        measure(given, url, folder)
    return None


if __name__ == "__main__":
    main()
