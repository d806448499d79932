"""What may be asked of postings, offers of work and availability."""

import django_filters

from alumni.placement.models import Offer, Posting, Profile
from foundation.films.models import Role
from foundation.filters import Filters, IdFilter


class PostingFilters(Filters):
    department = django_filters.ChoiceFilter(field_name="role__department", choices=Role.Department.choices)

    class Meta:
        model = Posting
        fields = {
            "role": ["exact"],
            "work": ["exact"],
            "grade": ["exact"],
            "state": ["exact"],
            "country": ["exact"],
            "starts_on": ["gte", "lte"],
            "ends_on": ["gte", "lte"],
        }


class OfferFilters(Filters):
    class Meta:
        model = Offer
        fields = {"posting": ["exact"], "person": ["exact"], "state": ["exact"], "answer_by": ["gte", "lt"]}


class ProfileFilters(Filters):
    person = IdFilter()

    class Meta:
        model = Profile
        fields = {"said_at": ["gte", "lt"]}
