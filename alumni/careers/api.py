from collections.abc import Callable
from typing import Any

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.careers.deadlines_api import DeadlineViewSet
from alumni.careers.filters import ChangeFilters
from alumni.careers.models import Change
from alumni.careers.outcomes_api import CareerViewSet, EditionOutcomesViewSet, TimeTo
from alumni.careers.services import accept_change, decline_change
from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName


@extend_schema_field({"type": "object", "additionalProperties": True})
class Said(serializers.JSONField):
    """What was known, or is said now; its keys follow from the kind of change."""


class ChangeRecord(Record):
    person = PersonName()
    before = Said()
    after = Said()

    class Meta:
        model = Change
        fields = ["id", "person", "kind", "work", "before", "after", "link", "state", "said_at"]
        fields += ["decided_at"]


class ChangeViewSet(RecordViewSet):
    """What people say has changed (a stage, a credit, a selection, facts) and staff's word on it."""

    queryset = Change.objects.select_related("person")
    serializer_class = ChangeRecord
    filterset_class = ChangeFilters
    ordering_fields = ("said_at",)

    @extend_schema(summary="Accept a change", request=None)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def accept(self, request: Request, pk: str) -> Response:
        """Make it so: the record changes. For staff; accepting twice changes nothing more."""
        return self._decided(accept_change)

    @extend_schema(summary="Decline a change", request=None)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def decline(self, request: Request, pk: str) -> Response:
        """Leave the record as it is. For staff; declining twice changes nothing more."""
        return self._decided(decline_change)

    def _decided(self, decide: Callable[..., Any]) -> Response:
        Body.read(self.request)  # a body is not needed: one with fields is a mistake
        row = decide(self.get_object(), by=self.request.user, now=timezone.now())
        return Response(self.get_serializer(row).data)


router = SimpleRouter()
router.register("changes", ChangeViewSet)
router.register("deadlines", DeadlineViewSet)
router.register("careers", CareerViewSet, "career")
router.register("edition-outcomes", EditionOutcomesViewSet, "edition-outcome")
urlpatterns = [path("time-to/", TimeTo.as_view(), name="time-to"), *router.urls]
