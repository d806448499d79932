"""An answer in words, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from alumni.careers import wording
from alumni.checkins.models import Answer


@dataclass(frozen=True)
class Said:
    """A question and what was answered to it: (label, text) of each part; a label may be ''."""

    question: str
    parts: list[tuple[str, str]]


def said(answers: Iterable[Answer], roles: wording.Roles) -> list[Said]:
    """`answers` with their question and its options already read."""
    return [Said(str(answer.question), _parts(answer, roles)) for answer in answers]


def _parts(answer: Answer, roles: wording.Roles) -> list[tuple[str, str]]:
    value = answer.value
    if "choice" in value:
        options = {option.value: str(option) for option in answer.question.options.all()}
        return [("", options.get(value["choice"], value["choice"]))]
    if "text" in value:
        return [("", value["text"])]
    parts = wording.in_words(value, roles)
    return [("", words) for _label, words in parts] if len(parts) == 1 else parts
