"""Kinds of question that more than one room asks, each in a class of its own."""

from foundation.questions.base import Kind, Known, Question, Roles, Value, as_text, one_of
from foundation.questions.closed import Choice, Closed, Scale, Several, Stage, YesNo
from foundation.questions.written import Day, Number, Text

__all__ = [
    "Choice",
    "Closed",
    "Day",
    "Kind",
    "Known",
    "Number",
    "Question",
    "Roles",
    "Scale",
    "Several",
    "Stage",
    "Text",
    "Value",
    "YesNo",
    "as_text",
    "one_of",
]
