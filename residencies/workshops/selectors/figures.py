"""How many wait and were there; and what these said, added up: small groups stay hidden."""

from dataclasses import dataclass
from itertools import groupby
from statistics import mean
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from residencies.workshops.models import Attendance, Feedback, Registration, SessionQuerySet

FEWEST = 5  # voices that are told together


@dataclass(frozen=True)
class Voices:
    """`count` is None, and the rest empty, where too few have spoken."""

    count: int | None
    means: dict[str, float]
    comments: list[str]

    @property
    def is_hidden(self) -> bool:
        return self.count is None


def counted(rows: SessionQuerySet) -> SessionQuerySet:
    """With `waiting_count` and `there_count`; each is counted by itself, not in pairs with the other."""
    waits, there = Registration.objects.in_line(), Attendance.objects.all()
    return rows.annotate(waiting_count=_number(waits), there_count=_number(there))


def _number(rows: QuerySet[Any]) -> Coalesce:
    of_one = rows.filter(session=OuterRef("pk")).order_by().values("session").annotate(number=Count("pk"))
    return Coalesce(Subquery(of_one.values("number")), 0)


def voices(rows: QuerySet[Feedback]) -> Voices:
    """The means of each mark and the comments, in no order that tells who came first; in one query.

    Each session is told of by five voices at a time: neither looking again after one more has spoken, nor
    taking one session from all of its workshop, tells what a single one said.
    """
    said = rows.order_by("session_id", "pk").values("session", "comment", *Feedback.MARKS)
    told: list[dict[str, Any]] = []
    for _session, found in groupby(said, key=lambda row: row["session"]):
        of_one = list(found)
        told += of_one[: len(of_one) - len(of_one) % FEWEST]
    if not told:
        return Voices(None, {}, [])
    means = {mark: round(mean(row[mark] for row in told), 1) for mark in Feedback.MARKS}
    return Voices(len(told), means, sorted(row["comment"] for row in told if row["comment"]))
