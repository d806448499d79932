"""What was answered to a questionnaire, added up over its versions by the codes of questions and choices.

A handful of statements whatever the number of answers. Texts are counted, never read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any

from django.db.models import Avg, BigIntegerField, Count, Max, Min, Q, QuerySet, Sum, TextField
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from alumni.checkins.kinds import CLOSED, kind_of
from alumni.checkins.models import Answer, CheckIn, Question, Questionnaire
from residencies.programmes.models import Edition, Programme

FEW = 5  # with fewer people than this a figure may tell who they are
State = CheckIn.State


@dataclass(frozen=True)
class Choice:
    """One answer: how often it was given, by how many people, `of` the answers where it was offered."""

    code: str
    text: str
    count: int
    people: int
    of: int
    versions: list[int]  # those that offer it, where not all do

    @property
    def is_few(self) -> bool:
        return 0 < self.people < FEW

    @property
    def percent(self) -> int | None:
        return round(100 * self.count / self.of) if self.of else None


@dataclass(frozen=True)
class Measure:
    """Numbers and days in four figures; a day has the first two alone."""

    least: Any
    most: Any
    mean: float | None = None
    total: int | None = None


@dataclass(frozen=True)
class Result:
    """One question. `answered`, `left_out`, `not_shown` and `unknown` are all who replied to a check-in.

    `not_shown`: its condition did not hold. `unknown`: their version did not ask it.
    """

    question: Question  # of the newest version that asks it
    versions: list[int]
    answered: int
    people: int
    left_out: int
    not_shown: int
    unknown: int
    choices: list[Choice]
    measure: Measure | None

    @property
    def is_few(self) -> bool:
        return 0 < self.people < FEW


@dataclass(frozen=True)
class Results:
    slug: str
    versions: list[int]
    asked: int
    replied: int
    questions: list[Result]


def results(
    slug: str,
    *,
    programme: Programme | None = None,
    edition: Edition | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Results:
    """Of the check-ins that were asked from `since` to before `until`, and of those alone that were sent."""
    wanted = {
        "questionnaire__slug": slug,
        "asked_at__isnull": False,
        "participation__edition__programme": programme,
        "participation__edition": edition,
        "asked_at__gte": since,
        "asked_at__lt": until,
    }
    lookups = {name: value for name, value in wanted.items() if value is not None}
    return _Sums(slug, lookups).results()


class _Sums:
    """The statements, and what is worked out of their rows."""

    def __init__(self, slug: str, lookups: Mapping[str, Any]) -> None:
        self.slug = slug
        forms = Questionnaire.objects.filter(slug=slug).order_by("version")
        self.forms = list(forms.prefetch_related("questions__options"))
        self.version = {form.pk: form.version for form in self.forms}
        self._count_checkins(lookups)
        given = {f"checkin__{name}": value for name, value in lookups.items()}
        codes = [Cast(KeyTextTransform(code, "value"), TextField()) for code in CLOSED]
        self.answers = Answer.objects.filter(checkin__state=State.ANSWERED, **given).order_by()
        self.told = self.answers.annotate(told=Coalesce(*codes))
        self._count_answers()
        self._count_people()

    def _count_checkins(self, lookups: Mapping[str, Any]) -> None:
        replied = Count("pk", filter=Q(state=State.ANSWERED))
        rows = CheckIn.objects.filter(**lookups).order_by().values("questionnaire")
        counted = list(rows.annotate(asked=Count("pk"), replied=replied))
        self.asked = sum(row["asked"] for row in counted)
        self.replied = Counter({row["questionnaire"]: row["replied"] for row in counted})

    def _count_answers(self) -> None:
        """By question: how many answered, and how many gave each set of codes."""
        self.sets: dict[int, list[tuple[set[str], int]]] = {}
        self.answered: Counter[int] = Counter()
        for row in self.told.values("question", "told").annotate(count=Count("pk")):
            self.answered[row["question"]] += row["count"]
            self.sets.setdefault(row["question"], []).append((_codes(row["told"]), row["count"]))

    def _count_people(self) -> None:
        """By the question's key: who answered it in any version, and who gave each answer."""
        person = Count("checkin__person", distinct=True)
        by_key = self.answers.values_list("question__key").annotate(people=person)
        self.people: dict[Any, int] = dict(by_key)
        for key, told, count in self.told.values_list("question__key", "told").annotate(people=person):
            for code in _codes(told):
                self.people[key, code] = count
        self.people |= self._people_of_several()

    def _people_of_several(self) -> dict[Any, int]:
        """A code that stands in many sets is counted once for each who gave it in any of them."""
        pairs = {
            (question.key, option.value)
            for question in self._questions()
            if question.kind == Question.Kind.SEVERAL
            for option in question.options.all()
        }
        if not pairs:
            return {}
        named = {f"n{number}": pair for number, pair in enumerate(sorted(pairs))}
        counts = {
            name: Count(
                "checkin__person",
                distinct=True,
                filter=Q(question__key=key) & (Q(told=code) | Q(told__contains=f'"{code}"')),
            )
            for name, (key, code) in named.items()
        }
        found = self.told.aggregate(**counts)
        return {pair: found[name] for name, pair in named.items()}

    def _questions(self) -> Iterator[Question]:
        """Of the newest version first."""
        for form in reversed(self.forms):
            yield from form.questions.all()

    def results(self) -> Results:
        by_key: dict[str, list[Question]] = {}
        for question in self._questions():
            by_key.setdefault(question.key, []).append(question)
        measures = {**self._numbers(), **self._days()}
        told = [self._result(same, measures.get(key)) for key, same in by_key.items()]
        versions = list(self.version.values())
        return Results(self.slug, versions, self.asked, self.replied.total(), told)

    def _result(self, same: list[Question], measure: Measure | None) -> Result:
        """`same` is one question in all versions that ask it, the newest first."""
        replied = sum(self.replied[question.questionnaire_id] for question in same)
        asked = sum(self._shown(question) for question in same)
        answered = sum(self.answered[question.pk] for question in same)
        return Result(
            question=same[0],
            versions=sorted(self.version[question.questionnaire_id] for question in same),
            answered=answered,
            people=self.people.get(same[0].key, 0),
            left_out=max(asked - answered, 0),
            not_shown=replied - max(asked, answered),
            unknown=self.replied.total() - replied,
            choices=list(self._choices(same)),
            measure=measure,
        )

    def _shown(self, question: Question) -> int:
        """How many of those who replied were asked it: its condition, held against the counts."""
        replied = self.replied[question.questionnaire_id]
        if not question.condition:
            return replied
        wanted = set(question.condition_values)
        sets = self.sets.get(question.condition_on_id or 0, [])
        having = sum(count for codes, count in sets if codes & wanted)
        return having if question.condition == Question.Condition.HAS else replied - having

    def _choices(self, same: list[Question]) -> Iterator[Choice]:
        offered = [dict(kind_of(question).choices(question)) for question in same]
        texts = {code: text for choices in reversed(offered) for code, text in choices.items()}
        order = dict.fromkeys(code for choices in offered for code in choices)
        for code in order:
            by = [question for question, choices in zip(same, offered, strict=True) if code in choices]
            yield Choice(
                code=code,
                text=texts[code],
                count=sum(self._given(question, code) for question in by),
                people=self.people.get((same[0].key, code), 0),
                of=sum(self.answered[question.pk] for question in by),
                versions=sorted(self.version[q.questionnaire_id] for q in by) if len(by) < len(same) else [],
            )

    def _given(self, question: Question, code: str) -> int:
        return sum(count for codes, count in self.sets.get(question.pk, []) if code in codes)

    def _numbers(self) -> dict[str, Measure]:
        number = Cast(KT("value__number"), BigIntegerField())
        figures = {"least": Min(number), "most": Max(number), "mean": Avg(number), "total": Sum(number)}
        return self._measures(Question.Kind.NUMBER, figures)

    def _days(self) -> dict[str, Measure]:
        day = KT("value__date")  # written so that their order is that of time
        return self._measures(Question.Kind.DATE, {"least": Min(day), "most": Max(day)})

    def _measures(self, kind: str, figures: dict[str, Any]) -> dict[str, Measure]:
        if all(question.kind != kind for question in self._questions()):
            return {}
        rows: QuerySet[Answer, dict[str, Any]] = self.answers.filter(question__kind=kind).values(
            "question__key"
        )
        return {row.pop("question__key"): Measure(**row) for row in rows.annotate(**figures)}


def _codes(told: str | None) -> set[str]:
    """The codes of an answer, from its text in the database; those of several stand in a list."""
    if told is None:
        return set()
    return set(loads(told)) if told.startswith("[") else {told}
