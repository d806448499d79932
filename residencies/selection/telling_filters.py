"""What may be asked of outcomes and offers."""

from django.db.models import QuerySet

from foundation.filters import Filters, IdFilter, YesNoFilter
from residencies.calls.models import Call
from residencies.selection.models import Decision, Offer, Release


class OutcomeFilters(Filters):
    call = IdFilter(field_name="application__call")
    track = IdFilter(field_name="application__track")
    step = IdFilter(field_name="deliberation__step")

    class Meta:
        model = Decision
        fields = {"application": ["exact"], "outcome": ["exact"]}


class OfferFilters(Filters):
    call = IdFilter(field_name="decision__application__call")
    track = IdFilter(field_name="decision__application__track")
    application = IdFilter(field_name="decision__application")

    class Meta:
        model = Offer
        fields = {
            "state": ["exact"],
            "made_at": ["gte", "lte"],
            "answer_by": ["gte", "lte"],
        }


class ReleaseFilters(Filters):
    is_released = YesNoFilter(field_name="released_at", method="filter_released")

    class Meta:
        model = Release
        fields = {"call": ["exact"], "step": ["exact"]}

    def filter_released(self, rows: QuerySet[Release], name: str, value: bool) -> QuerySet[Release]:
        return rows.filter(released_at__isnull=not value)


class FiguresFilters(Filters):
    class Meta:
        model = Call
        fields = {"edition": ["exact"], "slug": ["exact"]}
