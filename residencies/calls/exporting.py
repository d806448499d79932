"""The table of applications that leaves the house: their facts, and a column for each question."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from foundation.importing.files import escaped
from foundation.importing.resources import Link, TableResource
from residencies.calls.kinds import kind_of
from residencies.calls.models import Answer, Application, Question


class ApplicationTable(TableResource):
    """It is written, and never read in."""

    code = "applications"
    number = "application_id"
    call = Link("call__slug")
    track = Link("track__slug")

    class Meta(TableResource.Meta):
        model = Application
        fields = [
            *("id", "number", "call", "track", "title", "name", "email", "language", "state", "reason"),
            *("submitted_at", "second_submitted_at"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Application]) -> QuerySet[Application]:
        answers = Answer.objects.filter(value__isnull=False).select_related("question")
        return rows.select_related("call", "track").prefetch_related(
            Prefetch("answers", answers.prefetch_related("question__options"))
        )

    def after_export(self, queryset: QuerySet[Application], dataset: Any, **kwargs: Any) -> None:
        """The answers, by the code of their questions, in the reader's language."""
        super().after_export(queryset, dataset, **kwargs)
        said = [{answer.question.key: _words(answer) for answer in row.answers.all()} for row in queryset]
        keys = Question.objects.filter(answers__application__in=queryset.order_by().values("pk"))
        for key in dict.fromkeys(keys.values_list("key", flat=True)):
            dataset.append_col([escaped(row.get(key, "")) for row in said], header=key)


def _words(answer: Answer) -> str:
    parts = kind_of(answer.question).words(answer.question, answer.value, {})
    return ", ".join(text for _label, text in parts)
