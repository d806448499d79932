"""What may be asked of pairs, their sessions and their fees."""

from foundation.filters import Filters, IdFilter, YesNoFilter
from residencies.mentoring.models import (
    ClosingReview,
    Fee,
    MentoringSession,
    MentorProfile,
    Mentorship,
    Pulse,
    Round,
)


class MentorshipFilters(Filters):
    edition = IdFilter(field_name="participation__edition")

    class Meta:
        model = Mentorship
        fields = {"mentor": ["exact"], "participation": ["exact"], "state": ["exact"]}


class MentoringSessionFilters(Filters):
    class Meta:
        model = MentoringSession
        fields = {"mentorship": ["exact"], "on": ["gte", "lte"]}


class PulseFilters(Filters):
    edition = IdFilter(field_name="mentorship__participation__edition")

    class Meta:
        model = Pulse
        fields = {"mentorship": ["exact"], "side": ["exact"], "answer": ["exact"]}


class ReviewFilters(Filters):
    edition = IdFilter(field_name="mentorship__participation__edition")

    class Meta:
        model = ClosingReview
        fields = {"mentorship": ["exact"], "side": ["exact"]}


class FeeFilters(Filters):
    edition = IdFilter(field_name="participation__edition")

    class Meta:
        model = Fee
        fields = {"mentor": ["exact"], "state": ["exact"]}


class MentorFilters(Filters):
    is_open = YesNoFilter()

    class Meta:
        model = MentorProfile
        fields = {"person": ["exact"]}


class RoundFilters(Filters):
    class Meta:
        model = Round
        fields = {"edition": ["exact"], "wishes_until": ["gte", "lt"]}
