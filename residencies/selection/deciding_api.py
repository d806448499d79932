"""Deliberations, decisions and minutes in the API: for staff who may look into the selection room."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.filters import BIGGEST
from residencies.calls.api import CallName
from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.blinding import seen_title, with_seen_title
from residencies.selection.filters import DecisionFilters, DeliberationFilters, MinutesFilters
from residencies.selection.models import (
    ChoiceRule,
    Decision,
    Deliberation,
    Minutes,
    Prize,
    kept_from_room,
    may_decide,
)
from residencies.selection.selectors.deciding import hidden_from, standing
from residencies.selection.selectors.minutes import readable_to
from residencies.selection.selectors.ranking import Line, ranking


class MayDecide(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return may_decide(request.user)


class ApplicationName(Record):
    """As the room is told of it: in a blind call nothing says who applies."""

    title = serializers.SerializerMethodField()
    track = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)

    class Meta:
        model = Application
        fields = ["id", "number", "title", "track"]

    def get_title(self, row: Application) -> str:
        return seen_title(row)


class ChoiceRuleRecord(Record):
    values = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = ChoiceRule
        fields = ["id", "kind", "dimension", "question", "values", "least", "most", "is_used"]


class PrizeRecord(Record):
    class Meta:
        model = Prize
        fields = ["id", "name_fr", "name_ar", "name_en", "amount", "currency"]


class DeliberationRecord(Record):
    call = CallName()

    class Meta:
        model = Deliberation
        fields = [
            *("id", "call", "step", "places", "held_at", "place", "chooses_by_calibrated"),
            *("answer_by", "offer_days", "version", "released_at"),
        ]


class WholeDeliberation(DeliberationRecord):
    rules = ChoiceRuleRecord(many=True)
    prizes = PrizeRecord(many=True)

    class Meta(DeliberationRecord.Meta):
        fields = [*DeliberationRecord.Meta.fields, "rules", "prizes"]


class DecisionRecord(Record):
    """Its `reason` is in the minutes."""

    application = ApplicationName()
    rank: Any = serializers.IntegerField(
        source="seen_rank", allow_null=True, help_text="Among those that its reader may see."
    )

    class Meta:
        model = Decision
        fields = [
            *("id", "deliberation", "application", "outcome", "rank", "comment", "prizes"),
            *("decided_at", "version"),
        ]


class MinutesRecord(Record):
    class Meta:
        model = Minutes
        fields = ["id", "deliberation", "number", "sha256", "closed_at"]


class WholeMinutes(MinutesRecord):
    content = serializers.SerializerMethodField(
        help_text="As it was closed; without what is kept from its reader. `kept`: whether anything is."
    )

    class Meta(MinutesRecord.Meta):
        fields = [*MinutesRecord.Meta.fields, "content"]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_content(self, row: Minutes) -> dict[str, Any]:
        hidden = kept_from_room(self.context["request"].user).filter(call__deliberations=row.deliberation_id)
        return readable_to(row.content, set(hidden.values_list("number", flat=True)))


class RankedReading(serializers.Serializer):
    juror = serializers.CharField(source="juror.person")
    raw = serializers.DecimalField(9, 2)
    calibrated = serializers.DecimalField(9, 2, source="adjusted")
    place_without = serializers.IntegerField(source="without", allow_null=True)


class Ranked(serializers.Serializer):
    """One application. Scores are on a scale from 0 to 100; calibrated ones may leave it."""

    place = serializers.IntegerField(allow_null=True)
    application = serializers.SerializerMethodField()
    score = serializers.DecimalField(9, 2, allow_null=True)
    raw = serializers.SerializerMethodField()
    raw_place = serializers.SerializerMethodField()
    calibrated = serializers.SerializerMethodField()
    calibrated_place = serializers.SerializerMethodField()
    readings = serializers.IntegerField()
    deviation = serializers.DecimalField(9, 4, allow_null=True)
    range = serializers.DecimalField(9, 4, allow_null=True)
    jurors = RankedReading(many=True, source="voices")

    @extend_schema_field(ApplicationName)
    def get_application(self, line: Line) -> dict[str, Any]:
        row = line.application
        track = row.track.slug if row.track else None
        return {"id": row.pk, "number": row.number, "title": line.title, "track": track}

    @extend_schema_field({"type": "string", "format": "decimal", "nullable": True})
    def get_raw(self, line: Line) -> str | None:
        return str(line.raw.score) if line.raw else None

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_raw_place(self, line: Line) -> int | None:
        return line.raw.place if line.raw else None

    @extend_schema_field({"type": "string", "format": "decimal", "nullable": True})
    def get_calibrated(self, line: Line) -> str | None:
        return str(line.calibrated.score) if line.calibrated else None

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_calibrated_place(self, line: Line) -> int | None:
        return line.calibrated.place if line.calibrated else None


class Decided(Body):
    application = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    outcome = serializers.ChoiceField(Decision.Outcome.choices)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    comment = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    prizes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST), required=False, max_length=100
    )
    version = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, help_text="Of the deliberation, as it was read."
    )
    amendment = serializers.CharField(
        required=False, max_length=2000, help_text="Why the minutes are amended, once they are closed."
    )


class DeliberationViewSet(RecordViewSet):
    """Meetings that choose, with their rules and prizes. For staff who may look into the room."""

    queryset = Deliberation.objects.select_related("call")
    serializer_class = DeliberationRecord
    record_class = WholeDeliberation
    record_related = ("rules", "prizes")
    filterset_class = DeliberationFilters
    ordering_fields = ("held_at",)

    @extend_schema(summary="The ranking of a deliberation", responses=Ranked(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def ranking(self, request: Request, pk: str) -> Response:
        """Every application that stands in the step, from the first to the last, with what each juror says
        and the place it would have without her. What is kept from the reader has no part in it.
        """
        row = self.get_object()
        found = ranking(row, unseen=hidden_from(row, request.user))
        return Response(Ranked(found.lines, many=True).data)

    @extend_schema(summary="Decide about an application", request=Decided, responses=DecisionRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayDecide])
    def decide(self, request: Request, pk: str) -> Response:
        """Decide about one application of the step; it is held until the release. What has changed since
        `version` is told and not overwritten. For staff with the right to decide.
        """
        data = Decided.read(request)
        row = self.get_object()
        about = standing(row).exclude(pk__in=hidden_from(row, request.user))
        application = about.filter(pk=data.pop("application")).first()
        if application is None:
            raise serializers.ValidationError({"application": [_("It is not one of this step.")]})
        if "prizes" in data:
            data["prizes"] = self._prizes(row, data["prizes"])
        made = services.decide(
            row, application, data.pop("outcome"), by=request.user, now=timezone.now(), **data
        )
        seen = Decision.objects.visible_to(request.user).get(pk=made.pk)
        return Response(DecisionRecord(seen).data)

    def _prizes(self, row: Deliberation, keys: list[int]) -> list[Prize]:
        found = list(row.prizes.filter(pk__in=keys))
        if len(found) < len(set(keys)):
            raise serializers.ValidationError({"prizes": [_("There is no such prize.")]})
        return found


class DecisionViewSet(RecordViewSet):
    """What was decided: held until it is released. For staff who may look into the room."""

    export_right = "selection.export_deliberation"
    queryset = with_seen_title(
        Decision.objects.select_related("application__track", "application__call__form").prefetch_related(
            "prizes"
        ),
        "application__",
    )
    serializer_class = DecisionRecord
    filterset_class = DecisionFilters
    ordering_fields = ("decided_at",)


class MinutesViewSet(RecordViewSet):
    """The minutes and their amendments. For staff who may look into the room."""

    export_right = "selection.export_deliberation"
    queryset = Minutes.objects.all()
    serializer_class = MinutesRecord
    record_class = WholeMinutes
    filterset_class = MinutesFilters
    ordering_fields = ("closed_at",)
