"""The kinds of question that a workshop asks in its feedback."""

from django.utils.translation import gettext as _

from foundation.questions import Kind, Question, Scale, Text, YesNo
from residencies.workshops.models import FeedbackQuestion


class Mark(Scale):
    """From 1 to 5, with the same words at its ends for all."""

    has_options = False

    def choices(self, question: Question) -> list[tuple[str, str]]:
        ends = {"1": _("not at all"), "5": _("very much so")}
        return [(step, f"{step} · {ends[step]}" if step in ends else step) for step in self.STEPS]


KINDS: dict[str, Kind] = {kind.code: kind for kind in (Mark(), YesNo(), Text())}


def kind_of(question: FeedbackQuestion) -> Kind:
    return KINDS[question.kind]
