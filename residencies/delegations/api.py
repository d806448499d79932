"""Delegations and the files of their members in the API: a member gets hers, staff what their rights allow.

Passport, visa, insurance and per diem are on her page and at the desk alone.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from foundation.api.permissions import MayChange, MayView
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName
from residencies.delegations import services
from residencies.delegations.filters import DelegationFilters, MemberFilters, ReserveFilters
from residencies.delegations.models import Delegation, Leg, Member, Reserve
from residencies.delegations.services.files import LONGEST


class DelegationRecord(Record):
    class Meta:
        model = Delegation
        # Its note is for those who read it at the desk.
        fields = [
            *("id", "edition", "market", "country", "city", "time_zone", "leaves_on", "returns_on"),
            *("badge_by", "report_due_on", "brief"),
        ]


class LegRecord(Record):
    class Meta:
        model = Leg
        fields = [
            *("from_place", "departs_on", "departs_at", "departs_zone"),
            *("to_place", "arrives_on", "arrives_at", "arrives_zone", "carrier", "reference"),
        ]


class TravellerRecord(Record):
    person = PersonName(source="participation.person")
    legs = LegRecord(many=True)

    class Meta:
        model = Member
        fields = [
            *("id", "delegation", "participation", "person", "badge", "badge_state", "badge_number"),
            *("hotel", "hotel_address", "hotel_reference", "brief", "met", "follows", "reported_at", "legs"),
        ]


class Report(Body):
    met = serializers.CharField(max_length=LONGEST, help_text="Whom she met.")
    follows = serializers.CharField(max_length=LONGEST, required=False, help_text="What follows from it.")


class Refused(Body):
    on = serializers.DateField(help_text="The day on which the visa was refused.")


class DelegationViewSet(RecordViewSet):
    """Delegations to markets and festivals. Staff with the right see all, others those they travel with."""

    queryset = Delegation.objects.all()
    serializer_class = DelegationRecord
    filterset_class = DelegationFilters
    ordering_fields = ("leaves_on",)


class MemberViewSet(RecordViewSet):
    """Who travels with a delegation: badge, way, hotel, report. Staff see all, others their own."""

    queryset = Member.objects.select_related("participation__person").prefetch_related("legs")
    serializer_class = TravellerRecord
    filterset_class = MemberFilters

    def _done(self, act: Any, said: dict[str, Any]) -> Response:
        row = self.get_object()
        act(row, **said, by=self.request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(summary="Report on a journey", request=Report, responses=TravellerRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayView])
    def report(self, request: Request, pk: str) -> Response:
        """Her own, once the delegation has left; sent anew it takes the place of what was there."""
        self.queryset = self.queryset.filter(participation__person__account=request.user.pk)
        return self._done(services.hand_in_report, Report.read(request))

    @extend_schema(summary="Record a visa refused", request=Refused, responses=TravellerRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def refuse_visa(self, request: Request, pk: str) -> Response:
        """She declines, and the next in reserve is offered her place by mail; all of it or nothing."""
        return self._done(services.record_refusal, Refused.read(request))


class ReserveRecord(Record):
    person = PersonName()

    class Meta:
        model = Reserve
        fields = [
            *(
                "id",
                "delegation",
                "person",
                "position",
                "state",
                "place",
                "offered_at",
                "answer_by",
                "ended_at",
            ),
        ]


class ReserveViewSet(RecordViewSet):
    """Who stands ready to travel in somebody's place. For staff with the right."""

    queryset = Reserve.objects.select_related("person")
    serializer_class = ReserveRecord
    filterset_class = ReserveFilters
    ordering_fields = ("position",)


class JourneyRecord(Record):
    class Meta:
        model = Delegation
        fields = ["id", "country", "city", "leaves_on", "returns_on"]


class PlaceRecord(Record):
    delegation = JourneyRecord()

    class Meta:
        model = Reserve
        fields = ["id", "delegation", "state", "offered_at", "answer_by", "ended_at"]


class MyPlaces(RecordViewSet):
    """Places on a journey that she was offered; of a list from which nobody was called she is not told."""

    is_own = True
    queryset = Reserve.objects.select_related("delegation")
    serializer_class = PlaceRecord
    ordering_fields = ("offered_at",)

    def get_queryset(self) -> QuerySet[Any]:
        rows = GenericViewSet.get_queryset(self)
        return rows.filter(person__account=self.request.user.pk, offered_at__isnull=False)

    @extend_schema(summary="Take a place on a journey", request=None, responses=PlaceRecord)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """She travels in the place of who left. Twice is as good as once."""
        return self._answered(services.accept_place)

    @extend_schema(summary="Decline a place on a journey", request=None, responses=PlaceRecord)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """It is offered to the next. Twice is as good as once."""
        return self._answered(services.decline_place)

    def _answered(self, act: Any) -> Response:
        Body.read(self.request)
        done = act(self.get_object(), by=self.request.user, now=timezone.now())
        return Response(PlaceRecord(self.get_queryset().get(pk=done.pk)).data)


router = SimpleRouter()
router.register("me/delegation-places", MyPlaces, "my-delegation-place")
router.register("delegations", DelegationViewSet)
router.register("delegation-members", MemberViewSet, "delegation-member")
router.register("delegation-reserves", ReserveViewSet, "delegation-reserve")
urlpatterns = router.urls
