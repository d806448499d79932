"""What those who were there said, added up; small groups stay hidden."""

from dataclasses import dataclass
from itertools import groupby
from statistics import mean
from typing import Any

from django.db.models import QuerySet

from residencies.workshops.models import Feedback

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
