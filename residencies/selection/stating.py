"""The rules of a deliberation, kept as data, made rules of the choice; and the facts they go by."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from foundation.translated import listed
from residencies.calls.kinds import kind_of
from residencies.calls.models import Answer, Application, Question
from residencies.calls.rules import UNSAID
from residencies.selection.models import ChoiceRule, Deliberation
from residencies.selection.rules import Budget, Candidate, Each, Quota, Rule, Share

Kind, Dimension = ChoiceRule.Kind, ChoiceRule.Dimension
# Which kinds of question answer for what.
ASKS: dict[str, tuple[str, ...]] = {
    Dimension.GENDER: (Question.Kind.CHOICE,),
    Dimension.COUNTRY: (Question.Kind.COUNTRY, Question.Kind.COUNTRIES),
    Dimension.FIRST_FILM: (Question.Kind.NUMBER, Question.Kind.YES_NO),
    Dimension.ANSWER: (Question.Kind.CHOICE, Question.Kind.SEVERAL, Question.Kind.YES_NO),
    "": (Question.Kind.NUMBER,),  # a budget
}
ON_RECORD = (Dimension.GENDER, Dimension.COUNTRY)  # of the person, where no question is named


@dataclass(frozen=True)
class Stated:
    """A rule as it is kept, and as the choice reckons with it."""

    row: ChoiceRule
    rule: Rule
    question: Question | None


def lacks(row: ChoiceRule, questions: Mapping[str, Question]) -> tuple[str, str] | None:
    """What is missing before it can be reckoned with: (the field, a sentence); None if nothing is."""
    if row.dimension != Dimension.TRACK and (row.question or row.dimension not in ON_RECORD):
        question = questions.get(row.question)
        if question is None or question.kind not in ASKS[row.dimension]:
            kinds = listed(str(Question.Kind(kind).label) for kind in ASKS[row.dimension])
            said = _("It needs the code of a question of this call of the kind: %(kinds)s.")
            return "question", said % {"kinds": kinds}
    if row.kind in (Kind.QUOTA, Kind.SHARE) and row.dimension != Dimension.FIRST_FILM and not row.values:
        return "one_of", _("Say of which values, such as “woman”.")
    if row.kind == Kind.EACH and row.dimension == Dimension.FIRST_FILM:
        return "kind", _("First films are one group: state a number or a share.")
    numbers = [bound for bound in (row.least, row.most) if bound is not None]
    if row.kind in (Kind.QUOTA, Kind.EACH) and any(number != int(number) for number in numbers):
        return "least", _("A number of applications is a whole one.")
    return None


def questions_in(deliberation: Deliberation) -> dict[str, Question]:
    """Those of the call's form that a rule may go by, by their codes."""
    kinds = {kind for kinds in ASKS.values() for kind in kinds}
    rows = Question.objects.filter(form=deliberation.call.form_id, kind__in=kinds)
    rows = rows.order_by("section__position", "position").prefetch_related("options")
    return {row.key: row for row in rows}


def stated(
    deliberation: Deliberation, rows: Iterable[ChoiceRule], questions: Mapping[str, Question]
) -> list[Stated]:
    """Those in use that lack nothing, in their order."""
    tracks = [track.slug for track in deliberation.call.tracks.all()]
    return [
        Stated(row, _rule(row, tracks), questions.get(row.question))
        for row in rows
        if row.is_used and not lacks(row, questions)
    ]


def _rule(row: ChoiceRule, tracks: Sequence[str]) -> Rule:
    name, values = dimension_of(row), frozenset(_values(row))
    if row.kind == Kind.SHARE:
        return Share(name, values, _share(row.least), _share(row.most))
    if row.kind == Kind.QUOTA:
        return Quota(name, values, _whole(row.least), _whole(row.most))
    if row.kind == Kind.EACH:
        own = tuple(row.values) or (tuple(tracks) if row.dimension == Dimension.TRACK else ())
        return Each(name, _whole(row.least), _whole(row.most), own)
    return Budget(row.most or Decimal(0))


def dimension_of(row: ChoiceRule) -> str:
    """Two rules about the answers to two questions are about two things."""
    several = ":".join(sorted(row.values)) if row.dimension == Dimension.ANSWER else ""
    return f"{row.dimension}:{row.question}:{several}"


def _values(row: ChoiceRule) -> list[Hashable]:
    return [True] if row.dimension == Dimension.FIRST_FILM else list(row.values)


def _whole(bound: Decimal | None) -> int | None:
    return None if bound is None else int(bound)


def _share(percent: Decimal | None) -> Fraction | None:
    return None if percent is None else Fraction(percent) / 100


def candidates(scored: Iterable[tuple[Application, Decimal]], rules: Sequence[Stated]) -> list[Candidate]:
    """Each with what the rules go by, in two queries at most; what is not known stays unknown."""
    pairs = list(scored)
    said = _answers([one.pk for one, _score in pairs], {one.question.pk for one in rules if one.question})
    found = []
    for application, score in pairs:
        answers = said.get(application.pk, {})
        groups = {
            dimension_of(one.row): _fact(one, application, answers)
            for one in rules
            if one.row.kind != Kind.BUDGET
        }
        cost = next((_number(one, answers) for one in rules if one.row.kind == Kind.BUDGET), None)
        found.append(Candidate(application.pk, score, groups, cost))
    return found


def _answers(applications: list[int], questions: set[int]) -> dict[int, dict[int, Any]]:
    if not questions:
        return {}
    rows = Answer.objects.filter(application__in=applications, question__in=questions, value__isnull=False)
    said: dict[int, dict[int, Any]] = {}
    for row in rows.select_related("question"):
        plain = kind_of(row.question).plain(row.value or {})
        said.setdefault(row.application_id, {})[row.question_id] = plain
    return said


def _fact(one: Stated, application: Application, answers: Mapping[int, Any]) -> Hashable | None:
    row, person = one.row, application.person
    if row.dimension == Dimension.TRACK:
        return application.track.slug if application.track else None
    said = answers.get(one.question.pk) if one.question else None
    if row.dimension == Dimension.FIRST_FILM:
        return None if said is None else said in (1, "yes")
    if one.question is None and person is not None:
        said = str(person.gender if row.dimension == Dimension.GENDER else person.country or "")
    if isinstance(said, list):  # the main country; of several choices, one that the rule is about
        about = [] if row.dimension == Dimension.COUNTRY else [code for code in said if code in row.values]
        said = next(iter(about or said), None)
    return None if said in UNSAID else str(said)


def _number(one: Stated, answers: Mapping[int, Any]) -> int | None:
    return answers.get(one.question.pk) if one.question else None
