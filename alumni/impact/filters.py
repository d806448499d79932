"""What may be asked of stated figures, of frozen reports and of stories."""

from alumni.impact.models import FrozenReport, IssuedReport, StatedFigure, Story
from foundation.filters import Filters


class StatedFigureFilters(Filters):
    class Meta:
        model = StatedFigure
        fields = {
            "body": ["exact"],
            "indicator": ["exact"],
            "unit": ["exact"],
            "starts_on": ["gte", "lte"],
            "ends_on": ["gte", "lte"],
        }


class FrozenReportFilters(Filters):
    class Meta:
        model = FrozenReport
        fields = {"on": ["gte", "lte"]}


class IssuedReportFilters(Filters):
    class Meta:
        model = IssuedReport
        fields = {"report": ["exact"], "on": ["gte", "lte"]}


class StoryFilters(Filters):
    class Meta:
        model = Story
        fields = {"person": ["exact"], "state": ["exact"], "language": ["exact"]}
