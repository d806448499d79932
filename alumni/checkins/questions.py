"""The questions of one check-in together: which are asked, which are missing, what their answers move."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alumni.checkins.kinds import Value, kind_of
from alumni.checkins.models import CheckIn, Question, Questionnaire
from alumni.checkins.selectors import known_of


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    """In the order in which they are asked, with their choices."""
    return list(questionnaire.questions.prefetch_related("options"))


def shown(questions: Iterable[Question], values: Mapping[int, Value]) -> list[Question]:
    """Those whose condition holds, given the answers so far by the question's number.

    One that is not shown counts as not answered for those that follow. Each looks back alone, at what
    was passed before it, so that conditions cannot go in a circle.
    """
    said: dict[int, set[str]] = {}
    asked = []
    for question in questions:
        if _holds(question, said):
            asked.append(question)
            value = values.get(question.pk)
            said[question.pk] = kind_of(question).codes(value) if value else set()
    return asked


def _holds(question: Question, said: Mapping[int, set[str]]) -> bool:
    if not question.condition:
        return True
    has = bool(said.get(question.condition_on_id, set()) & set(question.condition_values))
    return has == (question.condition == Question.Condition.HAS)


def missing(questions: Iterable[Question], values: Mapping[int, Value]) -> list[Question]:
    """Those that are shown, have to be answered and are not."""
    asked = shown(questions, values)
    return [question for question in asked if question.is_required and not values.get(question.pk)]


def changes_said(row: CheckIn) -> Iterator[dict[str, Any]]:
    """What her answers say has changed: keyword arguments for `careers.services.propose_change`."""
    known = known_of(row)
    for answer in row.answers.select_related("question"):
        said = kind_of(answer.question).change(answer.value, known)
        if said:
            yield {"source": f"checkin:{row.pk}:{answer.question.key}", **said}
