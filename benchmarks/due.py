"""Finding what is due among very many check-ins, against one row read by its number.

    python benchmarks/due.py [--checkins 10000000] [--runs 21] [--postgres postgres://user@host:5432]

All but ten are over; the ten are due tomorrow, so that looking changes nothing. Each look is the product's
own: whom to ask, whom to remind, which to close. Medians in milliseconds, first of few, then of many.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from databases import on_each, tidy

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday
PEOPLE, FEW, WAITING = 100_000, 10_000, 10


def measure(checkins: int, runs: int) -> None:
    """On the database of DATABASE_URL, made ready by `migrate`."""
    import django

    django.setup()
    from django.db import connection

    from alumni.checkins.services import close_silent_checkins, queue_due_checkins, queue_reminders
    from foundation.jobs.services import count_rows

    over = make_alumnae()
    looks: list[tuple[str, Callable[[], Any]]] = [
        ("to ask", lambda: queue_due_checkins(now=NOW)),
        ("to remind", lambda: queue_reminders(now=NOW)),
        ("to close", lambda: close_silent_checkins(now=NOW)),
        ("one row", lambda: type(over).objects.get(pk=over.pk)),
    ]
    taken: dict[str, list[float]] = {name: [] for name, _look in looks}
    made = 0
    for count in (FEW, checkins):
        make_over(over, made, count)
        made = count
        tidy()
        count_rows()
        for name, look in looks:
            taken[name].append(median(look, runs))
    one = taken["one row"][-1]
    for name, (few, many) in taken.items():
        print(f"{connection.vendor:12}{name:12}{few:10.2f}{many:10.2f}{many / few:11.2f}{many / one:11.1f}")


def median(look: Callable[[], Any], runs: int) -> float:
    """Milliseconds."""
    seconds = []
    for _run in range(runs):
        start = time.perf_counter()
        assert look() != -1
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def make_alumnae() -> Any:
    """A check-in that was answered, the people there are, and ten who are asked tomorrow."""
    from tests import cast
    from tests.many import copies

    over = cast.asked_checkin(state="answered", answered_at=NOW)
    copies(over.person, PEOPLE - 1, email="'salma' || n || '@example.org'")
    participation = over.participation
    copies(participation, PEOPLE - 1, person_id=f"{over.person_id} + n", certificate="'A-' || n")
    tomorrow = (NOW + timedelta(days=1)).date()
    for _number in range(WAITING):
        about = cast.completed(NOW.date(), who=cast.person())
        waiting = {"state": "planned", "asked_at": None, "closes_at": None}
        cast.asked_checkin(participation=about, due_on=tomorrow, ask_on=tomorrow, **waiting)
    return over


def make_over(over: Any, made: int, count: int) -> None:
    from tests.many import copies, days_before

    number = f"(n + {made})"
    copies(
        over,
        count - made,
        months=f"100 + {number} / {PEOPLE}",
        person_id=f"{over.person_id} + {number} % {PEOPLE}",
        participation_id=f"{over.participation_id} + {number} % {PEOPLE}",
        due_on=days_before(NOW.date(), f"{number} / {PEOPLE} * 30"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--checkins", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--postgres", metavar="URL", help="a server where databases may be made")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return measure(given.checkins, given.runs)
    print(f"{'database':12}{'look':12}{'few ms':>10}{'many ms':>10}{'many/few':>11}{'many/one':>11}")
    options = ["--checkins", str(given.checkins), "--runs", str(given.runs)]
    on_each(__file__, given.postgres, *options)
    return None


if __name__ == "__main__":
    main()
