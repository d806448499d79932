"""What may be asked of programmes, their editions and who took part."""

from foundation.filters import Filters, IdFilter
from residencies.programmes.models import Edition, Participation, Programme


class ProgrammeFilters(Filters):
    class Meta:
        model = Programme
        fields = {"kind": ["exact"], "slug": ["exact"], "organisation": ["exact"]}


class EditionFilters(Filters):
    class Meta:
        model = Edition
        fields = {"programme": ["exact"], "starts_on": ["gte", "lte"], "ends_on": ["gte", "lte"]}


class ParticipationFilters(Filters):
    programme = IdFilter(field_name="edition__programme")

    class Meta:
        model = Participation
        fields = {
            "person": ["exact"],
            "edition": ["exact"],
            "track": ["exact"],
            "work": ["exact"],
            "state": ["exact"],
            "completed_on": ["gte", "lte"],
        }
