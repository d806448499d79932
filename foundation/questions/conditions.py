"""Questions that are asked only where an earlier one was answered in a certain way."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from foundation.questions.base import Kind, Question, Value

HAS = "has"  # the answer is one of `condition_values`; any other condition: it is none of them
KindOf = Callable[[Question], Kind]


def shown(questions: Iterable[Question], values: Mapping[int, Value], kind_of: KindOf) -> list[Question]:
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
    return has == (question.condition == HAS)


def faults(question: Question, earlier: Mapping[int, Question], kind_of: KindOf) -> Iterator[str]:
    """What is wrong with a question's condition; `earlier` are the questions before it, by number."""
    on = earlier.get(question.condition_on_id)
    if on is None:
        yield _("an earlier question to depend on")
        return
    offered = {code for code, _text in kind_of(on).choices(on)}
    wanted = set(question.condition_values)
    if not wanted or wanted - offered:
        yield _("answers to depend on that “%(question)s” offers") % {"question": on.key}


def in_words(question: Question, on: Question, kind_of: KindOf) -> str:
    """When `question` is asked, as a sentence; `on` is the one it depends on, with its choices."""
    texts = dict(kind_of(on).choices(on))
    answers = _(" or ").join(f"“{texts.get(code, code)}”" for code in question.condition_values)
    if question.condition == HAS:
        sentence = _("Only if you answered %(answers)s to “%(question)s”")
    else:
        sentence = _("Only if you did not answer %(answers)s to “%(question)s”")
    return sentence % {"answers": answers, "question": on}
