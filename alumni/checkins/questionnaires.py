"""Versions of a questionnaire: one that was sent is not changed, a copy follows it."""

from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from alumni.checkins.models import CheckIn, Option, Questionnaire


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
    for question in source.questions.prefetch_related("options"):
        options = list(question.options.all())
        question.pk, question._state.adding, question.questionnaire = None, True, copy
        question.save()
        for option in options:
            option.pk, option.question = None, question
        Option.objects.bulk_create(options)
    return copy
