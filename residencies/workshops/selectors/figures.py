"""How many wait and were there; and what these said, added up: small groups stay hidden."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from statistics import mean
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import number_format

from residencies.workshops.kinds import kind_of
from residencies.workshops.models import (
    Attendance,
    Feedback,
    FeedbackAnswer,
    FeedbackQuestion,
    Registration,
    SessionQuerySet,
)

FEWEST = 5  # voices that are told together


@dataclass(frozen=True)
class Voices:
    """`count` is None, and the rest empty, where too few have spoken."""

    count: int | None
    means: dict[str, float]
    comments: list[str]
    answers: list[tuple[str, list[str]]] = field(default_factory=list)  # to each of the workshop's questions

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
    """The means of each mark, the comments and what was answered, in no order that tells who came first.

    Each session is told of by five voices at a time: neither looking again after one more has spoken, nor
    taking one session from all of its workshop, tells what a single one said.
    """
    said = rows.order_by("session_id", "pk").values("pk", "session", "comment", *Feedback.MARKS)
    told: list[dict[str, Any]] = []
    for _session, found in groupby(said, key=lambda row: row["session"]):
        of_one = list(found)
        told += of_one[: len(of_one) - len(of_one) % FEWEST]
    if not told:
        return Voices(None, {}, [])
    means = {mark: round(mean(row[mark] for row in told), 1) for mark in Feedback.MARKS}
    comments = sorted(row["comment"] for row in told if row["comment"])
    return Voices(len(told), means, comments, _answered([row["pk"] for row in told]))


def _answered(numbers: list[int]) -> list[tuple[str, list[str]]]:
    """Of each question its mean mark, how many said which, or the texts."""
    rows = FeedbackAnswer.objects.filter(feedback__in=numbers).select_related("question")
    rows = rows.order_by("question__position", "question")
    return [(str(question), _summed(question, list(found))) for question, found in groupby(rows, _question)]


def _question(row: FeedbackAnswer) -> FeedbackQuestion:
    return row.question


def _summed(question: FeedbackQuestion, rows: list[FeedbackAnswer]) -> list[str]:
    kind = kind_of(question)
    if question.kind == FeedbackQuestion.Kind.SCALE:
        return [f"{number_format(mean(kind.plain(row.value) for row in rows), 1)}/5"]
    texts = sorted(text for row in rows for _label, text in kind.words(question, row.value, {}))
    if question.kind == FeedbackQuestion.Kind.TEXT:
        return texts
    return [f"{text}: {count}" for text, count in Counter(texts).most_common()]
