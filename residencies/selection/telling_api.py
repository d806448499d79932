"""Outcomes, offers and figures in the API: an applicant answers her own; staff release and offer."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.models import is_staff_with
from residencies.calls.api import CallName
from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.models import CallFigures, Decision, Offer, Prize, Release, kept_from_room
from residencies.selection.selectors.statistics import DIMENSIONS, STAGES, Figures, figures, sees_real
from residencies.selection.selectors.telling import outcomes_visible_to
from residencies.selection.telling_filters import (
    FiguresFilters,
    OfferFilters,
    OutcomeFilters,
    ReleaseFilters,
)

Outcome = Decision.Outcome


class MayRelease(BasePermission):
    """Staff with the right to release decisions."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        return is_staff_with(user, "selection.release")


class ApplicationOfCall(Record):
    call = CallName()
    track: Any = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)

    class Meta:
        model = Application
        fields = ["id", "number", "title", "call", "track"]


class PrizeTold(Record):
    class Meta:
        model = Prize
        fields = ["name_fr", "name_ar", "name_en", "amount", "currency"]


class OutcomeRecord(Record):
    application = ApplicationOfCall()
    step = serializers.IntegerField(source="deliberation.step")
    prizes = PrizeTold(many=True)
    released_at = serializers.DateTimeField(source="deliberation.released_at")

    class Meta:
        model = Decision
        # Reasons are for the minutes, and a place on the waiting list is for the staff.
        fields = ["id", "application", "step", "outcome", "comment", "prizes", "released_at"]


class OfferRecord(Record):
    application = ApplicationOfCall(source="decision.application")
    outcome = serializers.IntegerField(source="decision_id", help_text="The decision that it follows.")

    class Meta:
        model = Offer
        # Why she declined is for those who read it at the desk.
        fields = ["id", "application", "outcome", "state", "made_at", "answer_by", "answered_at"]


class ReleaseRecord(Record):
    call = CallName()
    letters = serializers.SerializerMethodField(help_text="How many decisions there are of each outcome.")

    class Meta:
        model = Release
        fields = ["id", "call", "step", "places", "answer_by", "released_at", "letters"]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_letters(self, row: Any) -> dict[str, int]:
        return {outcome: getattr(row, f"are_{outcome}") for outcome in Outcome.values}


class Declining(Body):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class Reasoned(Body):
    reason = serializers.CharField(max_length=2000, help_text="Stays with the offer, for the staff.")


class FiguresLine(Body):
    value = serializers.CharField(help_text="Code of the group; empty: those of whom it is not known.")
    counts = serializers.ListField(
        child=serializers.IntegerField(allow_null=True), help_text="For each of the stages; null: hidden."
    )


class FiguresBreakdown(Body):
    code = serializers.ChoiceField(choices=list(DIMENSIONS))
    lines = FiguresLine(many=True)


class FiguresBody(Body):
    is_published = serializers.BooleanField(help_text="Whether small groups are hidden.")
    begun = serializers.IntegerField(allow_null=True)
    withdrawn = serializers.IntegerField(allow_null=True)
    stages = serializers.ListField(child=serializers.ChoiceField(choices=list(STAGES)))
    totals = serializers.ListField(child=serializers.IntegerField(allow_null=True))
    breakdowns = FiguresBreakdown(many=True)


class CallFiguresRecord(Record):
    class Meta:
        model = CallFigures
        fields = ["id", "slug", "closes_at"]


class WholeFigures(CallFiguresRecord):
    figures = serializers.SerializerMethodField()

    class Meta(CallFiguresRecord.Meta):
        fields = [*CallFiguresRecord.Meta.fields, "figures"]

    @extend_schema_field(FiguresBody)
    def get_figures(self, row: CallFigures) -> dict[str, Any]:
        return FiguresBody(self._figures(row)).data

    def _figures(self, row: CallFigures) -> Figures:
        return figures(row, published=not sees_real(self.context["request"].user, row, timezone.now()))


class OutcomeViewSet(RecordViewSet):
    """What was decided and released: an applicant sees her own, staff with the right all. What is held is
    not here.
    """

    export_right = "selection.export_deliberation"
    queryset = Decision.objects.select_related(
        "deliberation", "application__call", "application__track"
    ).prefetch_related("prizes")
    serializer_class = OutcomeRecord
    filterset_class = OutcomeFilters

    def get_queryset(self) -> QuerySet[Any]:
        seen = outcomes_visible_to(self.request.user).order_by().values("pk")
        return GenericViewSet.get_queryset(self).filter(pk__in=seen)

    @extend_schema(summary="Offer a place out of turn", request=Reasoned, responses=OfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayRelease])
    def offer(self, request: Request, pk: str) -> Response:
        """Offer a free place to this applicant. For staff with the right to release, but not to herself."""
        self.queryset = self.queryset.exclude(application__in=kept_from_room(request.user))
        said = Reasoned.read(request)
        made = services.offer_place(self.get_object(), **said, by=request.user, now=timezone.now())
        return Response(OfferRecord(made).data)


class OfferViewSet(RecordViewSet):
    """Places that were offered: an applicant sees and answers her own, staff with the right see all."""

    queryset = Offer.objects.select_related(
        "decision__deliberation", "decision__application__call", "decision__application__track"
    )
    serializer_class = OfferRecord
    filterset_class = OfferFilters
    ordering_fields = ("made_at", "answer_by")

    @extend_schema(summary="Accept a place", request=None, responses=OfferRecord)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """For the applicant, or the lead of those who apply together."""
        Body.read(request)
        done = services.accept_offer(self._hers(), by=request.user, now=timezone.now())
        return Response(OfferRecord(done).data)

    @extend_schema(summary="Decline a place", request=Declining, responses=OfferRecord)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """For the applicant, or the lead of those who apply together."""
        said = Declining.read(request)
        done = services.decline_offer(self._hers(), **said, by=request.user, now=timezone.now())
        return Response(OfferRecord(done).data)

    @extend_schema(summary="Take an offer back", request=Reasoned, responses=OfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayRelease])
    def take_back(self, request: Request, pk: str) -> Response:
        """Free the place again. For staff with the right to release, but not her own."""
        self.queryset = self.queryset.exclude(decision__application__in=kept_from_room(request.user))
        said = Reasoned.read(request)
        done = services.take_back_offer(self.get_object(), **said, by=request.user, now=timezone.now())
        return Response(OfferRecord(done).data)

    def _hers(self) -> Offer:
        row: Offer = self.get_object()
        if not Offer.objects.led_by(self.request.user).filter(pk=row.pk).exists():
            raise PermissionDenied
        return row


class ReleaseViewSet(RecordViewSet):
    """Deliberations and what a release of their decisions tells. For staff with the right to release."""

    queryset = Release.objects.select_related("call")
    serializer_class = ReleaseRecord
    filterset_class = ReleaseFilters

    def get_queryset(self) -> QuerySet[Any]:
        rows = GenericViewSet.get_queryset(self)
        if not MayRelease().has_permission(self.request, self):
            return rows.none()
        seen = ~Q(decisions__application__in=kept_from_room(self.request.user))
        counts = {
            f"are_{outcome}": Count("decisions", filter=seen & Q(decisions__outcome=outcome))
            for outcome in Outcome.values
        }
        return rows.annotate(**counts)

    @extend_schema(summary="Release the decisions", request=None, responses=ReleaseRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayRelease])
    def release(self, request: Request, pk: str) -> Response:
        """Tell everyone, in one act. Twice is as good as once."""
        Body.read(request)
        services.release_decisions(self.get_object(), by=request.user, now=timezone.now())
        return Response(ReleaseRecord(self.get_object()).data)


class FiguresViewSet(RecordViewSet):
    """Calls in numbers, for staff who see calls: the real numbers for whoever may read applications, else
    those that may be published, without small groups.
    """

    queryset = CallFigures.objects.all()
    serializer_class = CallFiguresRecord
    record_class = WholeFigures
    filterset_class = FiguresFilters
    ordering_fields = ("closes_at",)

    def get_queryset(self) -> QuerySet[Any]:
        user, rows = self.request.user, GenericViewSet.get_queryset(self)
        may = is_staff_with(user, "calls.view_call")
        return rows if may else rows.none()
