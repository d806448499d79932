"""Webhooks in the API: where Masar tells of events, and what became of it. For staff with the right."""

import json
from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Instant, Record
from foundation.api.views import RecordViewSet
from foundation.errors import ServiceError
from foundation.hooks import services
from foundation.hooks.filters import DeliveryFilters, EndpointFilters, kinds
from foundation.hooks.models import Attempt, Delivery, Endpoint
from foundation.people.models import is_staff_with


class EndpointRecord(Record):
    events = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Endpoint
        fields = [
            *("id", "url", "description", "events", "is_active", "paused_because", "older_until"),
            *("rests_until", "faults", "made_at"),
        ]


class NewEndpointRecord(EndpointRecord):
    secret = serializers.CharField(help_text="Shown this once: `whsec_` and its base64.")

    class Meta(EndpointRecord.Meta):
        fields = [*EndpointRecord.Meta.fields, "secret"]


class AttemptRecord(Record):
    class Meta:
        model = Attempt
        fields = ["number", "at", "outcome", "code", "detail"]


class DeliveryRecord(Record):
    webhook_id = serializers.CharField(source="event.uid", help_text="The same in every try.")
    type = serializers.CharField(source="event.kind")
    at = Instant(source="event.at")

    class Meta:
        model = Delivery
        fields = [
            *("id", "endpoint", "webhook_id", "type", "at", "state", "attempts", "not_before", "tries_until"),
            *("code", "reason", "delivered_at"),
        ]


class WholeDeliveryRecord(DeliveryRecord):
    payload = serializers.SerializerMethodField(help_text="What is sent.")
    tries = AttemptRecord(many=True)

    class Meta(DeliveryRecord.Meta):
        fields = [*DeliveryRecord.Meta.fields, "payload", "tries"]

    def get_payload(self, row: Delivery) -> dict[str, Any]:
        return json.loads(row.event.body)


class MayRegister(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return is_staff_with(request.user, "hooks.add_endpoint")


class EndpointBody(Body):
    url = serializers.CharField(max_length=500)
    events = serializers.ListField(
        child=serializers.ChoiceField(kinds()), min_length=1, max_length=len(settings.HOOK_EVENTS)
    )
    description = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ChangeBody(Body):
    """What is not in it stays as it was."""

    url = serializers.CharField(max_length=500, required=False)
    events = serializers.ListField(
        child=serializers.ChoiceField(kinds()),
        min_length=1,
        max_length=len(settings.HOOK_EVENTS),
        required=False,
    )
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)
    is_active = serializers.BooleanField(
        required=False, help_text="False keeps what waits, and sends nothing."
    )


class EndpointViewSet(RecordViewSet):
    """Addresses of other systems that Masar tells of events."""

    queryset = Endpoint.objects.all()
    shown_once = ("secret",)
    serializer_class = EndpointRecord
    filterset_class = EndpointFilters
    ordering_fields = ("made_at",)

    def get_permissions(self) -> list[Any]:
        right = {"create": [MayRegister()], "partial_update": [MayChange()]}
        return right.get(self.action) or super().get_permissions()

    @extend_schema(summary="Register an endpoint", request=EndpointBody, responses={201: NewEndpointRecord})
    def create(self, request: Request) -> Response:
        """The answer holds the secret, and no other answer does."""
        said = EndpointBody.read(request)
        row, _secret = services.register_endpoint(**said, by=request.user, now=timezone.now())
        return Response(NewEndpointRecord(row, context=self.get_serializer_context()).data, status=201)

    @extend_schema(summary="Change an endpoint", request=ChangeBody, responses=EndpointRecord)
    def partial_update(self, request: Request, pk: str) -> Response:
        row, said = self.get_object(), ChangeBody.read(request)
        is_active = said.pop("is_active", row.is_active)
        if said:
            known = {"url": row.url, "events": row.events, "description": row.description}
            row = services.change_endpoint(row, **{**known, **said}, by=request.user)
        if is_active and not row.is_active:
            row = services.resume_endpoint(row, by=request.user, now=timezone.now())
        elif row.is_active and not is_active:
            row = services.pause_endpoint(row, because="", by=request.user)
        return Response(self.get_serializer(row).data)

    @extend_schema(summary="Make a new secret", request=None, responses=NewEndpointRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def rotate(self, request: Request, pk: str) -> Response:
        """The older one is good for another week: all is signed with both."""
        Body.read(request)
        row = self.get_object()
        services.rotate_secret(row, by=request.user, now=timezone.now())
        row.refresh_from_db()
        return Response(NewEndpointRecord(row, context=self.get_serializer_context()).data)


class DeliveryViewSet(RecordViewSet):
    """Each event on its way to an endpoint."""

    queryset = Delivery.objects.select_related("event")
    serializer_class = DeliveryRecord
    record_class = WholeDeliveryRecord
    record_related = ("tries",)
    filterset_class = DeliveryFilters

    @extend_schema(summary="Send again", request=None, responses=DeliveryRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def redeliver(self, request: Request, pk: str) -> Response:
        """What was delivered or given up, under the same `webhook-id`."""
        Body.read(request)
        row = self.get_object()
        if not services.redeliver(Delivery.objects.filter(pk=row.pk), now=timezone.now()):
            raise ServiceError(str(services.STILL_OPEN))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


router = SimpleRouter()
router.register("webhook-endpoints", EndpointViewSet, "webhook-endpoint")
router.register("webhook-deliveries", DeliveryViewSet, "webhook-delivery")
urlpatterns = router.urls
