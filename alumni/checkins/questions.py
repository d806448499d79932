"""The questions of one check-in together: which are asked, which are missing, what their answers move."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alumni.checkins.kinds import Value, kind_of
from alumni.checkins.models import CheckIn, Question, Questionnaire
from alumni.checkins.selectors import known_of
from foundation.questions import conditions


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    """In the order in which they are asked, with their choices."""
    return list(questionnaire.questions.prefetch_related("options"))


def shown(questions: Iterable[Question], values: Mapping[int, Value]) -> list[Question]:
    """Those whose condition holds, given the answers so far by the question's number."""
    return conditions.shown(questions, values, kind_of)


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
