"""An answer, and the condition of a question, in words of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from alumni.careers import wording
from alumni.checkins.kinds import kind_of
from alumni.checkins.models import Answer, Question
from foundation.questions import conditions
from foundation.translated import listed


@dataclass(frozen=True)
class Said:
    """A question and what was answered to it: (label, text) of each part; a label may be ''."""

    question: str
    parts: list[tuple[str, str]]


def said(answers: Iterable[Answer], roles: wording.Roles) -> list[Said]:
    """`answers` with their question and its options already read."""
    return [Said(str(answer.question), _parts(answer, roles)) for answer in answers]


def _parts(answer: Answer, roles: wording.Roles) -> list[tuple[str, str]]:
    return kind_of(answer.question).words(answer.question, answer.value, roles)


def in_line(answer: Answer) -> str:
    """What was answered to a question without parts, in one line."""
    return listed(text for _label, text in _parts(answer, {}))


def condition(question: Question, on: Question) -> str:
    """When `question` is asked, as a sentence; `on` is the one it depends on, with its choices."""
    return conditions.in_words(question, on, kind_of)
