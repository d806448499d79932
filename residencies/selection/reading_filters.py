"""What may be asked of juries, of what was given to jurors, and of what they wrote."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.filters import Filters, IdFilter, YesNoFilter
from residencies.selection.models import Assignment, Conflict, Juror, Jury, Review


class JuryFilters(Filters):
    class Meta:
        model = Jury
        fields = {"call": ["exact"], "track": ["exact"], "step": ["exact"], "due_at": ["gte", "lte"]}


class JurorFilters(Filters):
    class Meta:
        model = Juror
        fields = {"jury": ["exact"], "person": ["exact"], "state": ["exact"]}


class ConflictFilters(Filters):
    jury = IdFilter(field_name="juror__jury")

    class Meta:
        model = Conflict
        fields = {"juror": ["exact"], "application": ["exact"], "kind": ["exact"], "state": ["exact"]}


class AssignmentFilters(Filters):
    jury = IdFilter(field_name="juror__jury")
    is_handed_in = YesNoFilter(method="filter_handed_in", label=_("handed in"))

    class Meta:
        model = Assignment
        fields = {"juror": ["exact"], "application": ["exact"]}

    def filter_handed_in(self, rows: QuerySet[Assignment], name: str, value: bool) -> QuerySet[Assignment]:
        return rows.filter(review__submitted_at__isnull=False) if value else rows.open()  # type: ignore[attr-defined]


class ReviewFilters(Filters):
    jury = IdFilter(field_name="assignment__juror__jury")
    juror = IdFilter(field_name="assignment__juror")
    application = IdFilter(field_name="assignment__application")

    class Meta:
        model = Review
        fields = {"submitted_at": ["gte", "lte"]}
