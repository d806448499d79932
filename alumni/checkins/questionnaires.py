"""Versions of a questionnaire: one that was sent is not changed, a copy follows it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from alumni.checkins.kinds import kind_of
from alumni.checkins.models import CheckIn, Option, Question, Questionnaire
from alumni.checkins.questions import questions_of
from foundation.questions import conditions


def asked_with(questionnaire: Any) -> QuerySet[CheckIn]:
    """The check-ins that were asked with it, or were called off after that."""
    return CheckIn.objects.filter(questionnaire=questionnaire, asked_at__isnull=False)


def was_sent(questionnaire: Questionnaire) -> bool:
    return asked_with(questionnaire).exists()


@transaction.atomic
def copy_questionnaire(source: Questionnaire) -> Questionnaire:
    """The next version, with the same questions and choices; what was answered stays with the old one."""
    last = Questionnaire.objects.filter(slug=source.slug).aggregate(last=Max("version"))["last"]
    copy = Questionnaire.objects.create(slug=source.slug, version=last + 1)
    copied: dict[int | None, int] = {}
    for question in questions_of(source):
        old, options = question.pk, list(question.options.all())
        question.pk, question._state.adding, question.questionnaire = None, True, copy
        # What it depends on stands before it and was copied already.
        question.condition_on_id = copied.get(question.condition_on_id)
        question.save()
        copied[old] = question.pk
        for option in options:
            option.pk, option.question = None, question
        Option.objects.bulk_create(options)
    return copy


def place_questions(questions: Iterable[Question]) -> None:
    """Move questions to their positions, and those that depend on them along, in one statement.

    One by one, a question might stand before the one it depends on for a moment, which no row may.
    """
    moved = {question.pk: question for question in questions}
    others = Question.objects.filter(condition_on__in=moved).exclude(pk__in=moved)
    rows = [*moved.values(), *others]
    for row in rows:
        if row.condition_on_id in moved:
            row.condition_position = moved[row.condition_on_id].position
    Question.objects.bulk_update(rows, ["position", "condition_position"])


def lacks(questionnaire: Questionnaire) -> list[str]:
    """What is missing before anybody can be asked with it, each in a sentence; [] for a ready one."""
    questions = questions_of(questionnaire)
    if not questions:
        return [_("It has no question yet.")]
    said = _("“%(question)s” lacks %(what)s.")
    return [
        said % {"question": question.key, "what": what}
        for question in questions
        for what in _lacks(question, questions)
    ]


def _lacks(question: Question, questions: list[Question]) -> Iterator[str]:
    if not all(getattr(question, f"text_{language}") for language in ("fr", "ar", "en")):
        yield _("its text in all three languages")
    units = [getattr(question, f"unit_{language}") for language in ("fr", "ar", "en")]
    if any(units) and not all(units):
        yield _("its unit in all three languages")
    yield from kind_of(question).lacks(question)
    if question.condition:
        earlier = {one.pk: one for one in questions if one.position < question.position}
        yield from conditions.faults(question, earlier, kind_of)
