"""What may be asked of tasks."""

from typing import Any

from django.db.models import QuerySet

from alumni.desk.models import Task
from foundation.filters import Filters, YesNoFilter


class TaskFilters(Filters):
    is_done = YesNoFilter(method="done")

    class Meta:
        model = Task
        fields = {
            "owner": ["exact"],
            "person": ["exact"],
            "work": ["exact"],
            "edition": ["exact"],
            "due_on": ["gte", "lte"],
        }

    def done(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.filter(done_at__isnull=not value)
