"""Deadlines in the API, and who could go for one: staff of all of ours, anyone else of her own works."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from alumni.careers.selectors.openings import could_go
from foundation.api.records import Instant, Record
from foundation.api.views import FactViewSet
from foundation.api.writing import Changing, RowBody
from foundation.films.filters import DeadlineFilters
from foundation.films.models import Deadline, Entry, Section
from foundation.films.names_api import WorkName
from foundation.films.selectors.entering import with_rules
from foundation.people.api import PersonName

SHOWN = 200


class EntryRecord(Record):
    kinds = serializers.ListField(child=serializers.CharField())
    stages = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Entry
        fields = [
            *("url", "kinds", "stages", "minutes_min", "minutes_max", "completed_months", "features"),
            "director_countries",
        ]


class DeadlineSection(Record):
    class Meta:
        model = Section
        fields = ["id", "name", "edition", "kind", "premiere_asked"]


class DeadlineRecord(Record):
    section = DeadlineSection()
    entry = serializers.SerializerMethodField(help_text="What is asked; null where it is not recorded.")

    class Meta:
        model = Deadline
        fields = ["id", "section", "kind", "closes_at", "time_zone", "fee", "currency", "entry"]

    @extend_schema_field(EntryRecord(allow_null=True))
    def get_entry(self, row: Deadline) -> dict[str, Any] | None:
        rules = getattr(row.section, "entry", None)
        return EntryRecord(rules).data if rules else None


class CandidateWork(serializers.Serializer):
    work = WorkName()
    people = PersonName(many=True, help_text="Those of ours who make it.")
    because = serializers.ListField(child=serializers.CharField(), help_text="What is not known.")


class GoingRecord(serializers.Serializer):
    fits_count = serializers.IntegerField(help_text="Works that could go.")
    might_count = serializers.IntegerField(help_text="Works that might: something is not known.")
    cannot_count = serializers.IntegerField()
    fits = CandidateWork(many=True, help_text=f"The first {SHOWN}.")
    might = CandidateWork(many=True, help_text=f"The first {SHOWN}.")


class DeadlineBody(RowBody):
    closes_at = Instant(help_text="With its offset, as 2027-01-31T23:59:00+01:00; in UTC where it has none.")

    class Meta:
        model = Deadline
        fields = ["section", "kind", "closes_at", "time_zone", "fee", "currency"]


class DeadlineViewSet(Changing, FactViewSet):
    """Until when sections of festivals, markets, labs and funds take submissions, and what they ask."""

    body_class = DeadlineBody

    queryset = with_rules(Deadline.objects.all())
    serializer_class = DeadlineRecord
    filterset_class = DeadlineFilters
    ordering_fields = ("closes_at",)

    @extend_schema(summary="Who could go", responses=GoingRecord)
    @action(detail=True, methods=["get"])
    def could_go(self, request: Request, pk: str) -> Response:
        """Of the works she may see: staff's of all alumnae and participants, anyone else's of her own."""
        found = could_go(self.get_object(), request.user)
        counts = {f"{name}_count": len(getattr(found, name)) for name in ("fits", "might", "cannot")}
        return Response(
            GoingRecord({**counts, "fits": found.fits[:SHOWN], "might": found.might[:SHOWN]}).data
        )
