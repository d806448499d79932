"""The kinds of question, each in a class of its own: what counts as an answer, how it is asked and told."""

from alumni.checkins.kinds.told import Award, Credit, Facts, Selection
from alumni.checkins.models import Question
from foundation.questions import (
    Choice,
    Closed,
    Day,
    Kind,
    Known,
    Number,
    Scale,
    Several,
    Stage,
    Text,
    Value,
    YesNo,
)

__all__ = ["CLOSED", "KINDS", "Kind", "Known", "Value", "kind_of"]

_CLASSES = (Choice, Several, YesNo, Scale, Number, Day, Text, Stage, Credit, Selection, Award, Facts)
KINDS: dict[str, Kind] = {made.code: made() for made in _CLASSES}
CLOSED = [code for code, kind in KINDS.items() if isinstance(kind, Closed)]  # those with codes for answers


def kind_of(question: Question) -> Kind:
    return KINDS[question.kind]
