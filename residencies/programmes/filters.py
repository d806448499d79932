"""What may be asked of programmes, their editions and who took part."""

from foundation.filters import Filters, IdFilter
from residencies.programmes.models import (
    Absence,
    Circular,
    Deliverable,
    Edition,
    Participation,
    Programme,
    Requirement,
    Stay,
)


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
            "funder": ["exact"],
            "state": ["exact"],
            "completed_on": ["gte", "lte"],
        }


class RequirementFilters(Filters):
    class Meta:
        model = Requirement
        fields = {"edition": ["exact"], "track": ["exact"], "kind": ["exact"], "due_on": ["gte", "lte"]}


class DeliverableFilters(Filters):
    edition = IdFilter(field_name="participation__edition")

    class Meta:
        model = Deliverable
        fields = {"participation": ["exact"], "requirement": ["exact"], "state": ["exact"]}


class AbsenceFilters(Filters):
    edition = IdFilter(field_name="participation__edition")

    class Meta:
        model = Absence
        fields = {"participation": ["exact"], "away_from": ["gte", "lte"]}


class StayFilters(Filters):
    edition = IdFilter(field_name="participation__edition")

    class Meta:
        model = Stay
        fields = {"participation": ["exact"], "room": ["exact"], "arrives_on": ["gte", "lte"]}


class CircularFilters(Filters):
    class Meta:
        model = Circular
        fields = {"stream": ["exact"], "sent_at": ["gte", "lt"]}
