"""Releasing the decisions of a call against bare statements that write the same rows.

    python benchmarks/releasing.py [--applications 10000] [--runs 5] [--postgres postgres://user@host:5432]

Each run puts everything back, times `release_decisions` (states with their history, offers with theirs,
a letter to everyone in the outbox), puts everything back once more and times one UPDATE of the same
applications and one INSERT … SELECT for each table it wrote to, with the same indexes and constraints,
both in one transaction up to its commit and in turn first. *Statements* are those of a release. Each
database is made anew and dropped.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from databases import on_each, tidy

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SELECTED, WAITING = 100, 200  # of all; the others are declined
APPLICATIONS = "calls_application"


def measure(count: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    import django

    django.setup()
    deliberation = make_decisions(count)
    compare(deliberation, count, runs)


def execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


# -- what is decided ---------------------------------------------------------------------------


def make_decisions(count: int) -> Any:
    """A call whose applications are all read and decided about, by as many people on record."""
    from residencies.calls.models import Application
    from residencies.selection.models import Decision
    from tests.many import analyze, copies
    from tests.selection import cast

    row = cast.held(declined=1, places=SELECTED, answer_by=NOW + timedelta(days=10))
    decision = row.decisions.get()
    first = decision.application
    person = cast.cast.person(email="salma@example.org")
    Application.objects.filter(pk=first.pk).update(person=person, email=person.email)
    first.refresh_from_db()
    copies(person, count - 1, email="'salma' || n || '@example.org'")
    hers = {"number": "'A26-' || n", "email": "'salma' || n || '@example.org'"}
    copies(first, count - 1, person_id=f"{person.pk} + n", **hers)
    copies(decision, count - 1, application_id=f"{first.pk} + n")
    waits, ends = decision.pk + SELECTED, decision.pk + SELECTED + WAITING
    Decision.objects.filter(pk__lt=waits).update(outcome="selected")
    execute(
        f"UPDATE selection_decision SET outcome = 'waiting', rank = id - {waits} + 1"
        f" WHERE id >= {waits} AND id < {ends}"
    )
    analyze()
    return row


# -- releasing ---------------------------------------------------------------------------------


def compare(deliberation: Any, count: int, runs: int) -> None:
    from django.db import connection

    empty(deliberation)
    statements = released(deliberation, count)[1]
    for table in (APPLICATIONS, *written()):
        execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} ORDER BY id")
    figures = []
    for number in range(runs):
        acts = [released, bare] if number % 2 else [bare, released]
        taken = {}
        for act in acts:
            empty(deliberation)
            taken[act] = act(deliberation, count)[0]
        figures.append((taken[released], taken[bare]))
    whole, raw = (statistics.median(column) for column in zip(*figures, strict=True))
    ratio = statistics.median(one / other for one, other in figures)
    print(f"{connection.vendor:12}{count:9}{whole:12.2f}{raw:8.2f}{ratio:10.1f}{statements:12}", flush=True)


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def released(deliberation: Any, count: int) -> tuple[float, int]:
    from django.db import connection

    from foundation.mail.models import Message
    from residencies.selection.services import release_decisions

    statements: list[str] = []

    def counted(run: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return run(sql, *rest)

    with connection.execute_wrapper(counted):
        took = timed(lambda: release_decisions(deliberation, by=None, now=NOW))
    assert Message.objects.count() == count, Message.objects.count()
    return took, len(statements)


def bare(deliberation: Any, count: int) -> tuple[float, int]:
    from django.db import transaction

    new = ", ".join(f"{column} = bare.{column}" for column in ("state", "reason", "step", "told_at"))
    source = f"bare_{APPLICATIONS} bare WHERE bare.id = {APPLICATIONS}.id"

    @transaction.atomic
    def write() -> None:
        execute(f"UPDATE {APPLICATIONS} SET {new} FROM {source}")
        execute(f"UPDATE selection_deliberation SET released_at = '{NOW}' WHERE id = {deliberation.pk}")
        for table, columns in written().items():
            execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM bare_{table} ORDER BY id")

    return timed(write), 0


def written() -> dict[str, str]:
    """The tables a release adds rows to, with the columns that are not made by the database."""
    from foundation.mail.models import Message
    from residencies.calls.models import Application
    from residencies.selection.models import Deliberation, Offer

    models = [Application.history.model, Deliberation.history.model, Offer, Offer.history.model, Message]
    return {model._meta.db_table: ", ".join(columns_of(model)) for model in models}


def columns_of(model: Any) -> list[str]:
    fields = model._meta.concrete_fields
    return [field.column for field in fields if not (field.primary_key or field.generated)]


def empty(deliberation: Any) -> None:
    """As before the release."""
    for table in written():
        execute(f"DELETE FROM {table}")
    execute(f"UPDATE {APPLICATIONS} SET state = 'review', told_at = NULL")
    execute(f"UPDATE selection_deliberation SET released_at = NULL WHERE id = {deliberation.pk}")
    tidy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--applications", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.applications, given.runs)
    print(f"{'database':12}{'letters':>9}{'release s':>12}{'bare s':>8}{'ratio':>10}{'statements':>12}")
    options = ["--applications", str(given.applications), "--runs", str(given.runs)]
    on_each(__file__, given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
