"""Workshops, sessions and places in the API: each sees what is open to her and her own; staff see all."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName
from residencies.programmes.api import EditionName
from residencies.workshops import services
from residencies.workshops.filters import (
    AttendanceFilters,
    RegistrationFilters,
    SessionFilters,
    WorkshopFilters,
)
from residencies.workshops.models import Attendance, Registration, Session, Speaker, Workshop


class WorkshopRecord(Record):
    edition = EditionName()
    languages: Any = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Workshop
        fields = [
            *("id", "edition", "name_fr", "name_ar", "name_en", "about_fr", "about_ar", "about_en"),
            *("languages", "audience", "is_published"),
        ]


class WorkshopName(Record):
    class Meta:
        model = Workshop
        fields = ["id", "name_fr", "name_ar", "name_en"]


class SpeakerRecord(Record):
    person = PersonName()

    class Meta:
        model = Speaker
        fields = ["person", "role"]


class SessionRecord(Record):
    workshop = WorkshopName()
    speakers = SpeakerRecord(many=True)
    free: Any = serializers.IntegerField(allow_null=True, help_text="Places nobody holds; null: any number.")

    class Meta:
        model = Session
        # The link to a meeting is for those who have a place: it stands on their page.
        fields = [
            *("id", "workshop", "title_fr", "title_ar", "title_en", "starts_at", "ends_at", "time_zone"),
            *("place", "capacity", "free", "state", "revision", "speakers"),
        ]


class SessionName(Record):
    class Meta:
        model = Session
        fields = ["id", "workshop", "starts_at"]


class RegistrationRecord(Record):
    session = SessionName()
    person = PersonName()
    was_there = serializers.SerializerMethodField(
        help_text="Whether her attendance is noted, for who may see attendances."
    )

    class Meta:
        model = Registration
        # Why it was cancelled is for those who read it at the desk.
        fields = ["id", "session", "person", "state", "asked_at", "answer_by", "was_there"]

    def get_was_there(self, row: Any) -> bool:
        return bool(row.there)


class Cancelling(Body):
    reason = serializers.CharField(max_length=2000, help_text="Told to everybody concerned.")


class WorkshopViewSet(RecordViewSet):
    """Workshops: those open to her, or that she has to do with; staff with the right see all."""

    queryset = Workshop.objects.select_related("edition__programme")
    serializer_class = WorkshopRecord
    filterset_class = WorkshopFilters


class SessionViewSet(RecordViewSet):
    """Sessions of workshops, with what is free in them. One asks for a place here."""

    queryset = Session.objects.select_related("workshop").prefetch_related("speakers__person")
    serializer_class = SessionRecord
    filterset_class = SessionFilters
    ordering_fields = ("starts_at",)

    @extend_schema(summary="Ask for a place", request=None, responses=RegistrationRecord)
    @action(detail=True, methods=["post"])
    def register(self, request: Request, pk: str) -> Response:
        """A place for herself, at once or in line. Twice is as good as once."""
        Body.read(request)
        person = getattr(request.user, "person", None)
        row = self.get_object()
        if person is None:
            raise PermissionDenied
        made = services.register(row, person, by=request.user, now=timezone.now())
        return Response(_told(made, request.user))

    @extend_schema(summary="Cancel a session", request=Cancelling, responses=SessionRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def cancel(self, request: Request, pk: str) -> Response:
        """For staff with the right to change sessions; everybody concerned is told once."""
        said = Cancelling.read(request)
        services.cancel_session(self.get_object(), **said, by=request.user, now=timezone.now())
        return Response(SessionRecord(self.get_object()).data)


class RegistrationViewSet(RecordViewSet):
    """Who asks for a place and what came of it: staff with the right see all, others their own."""

    queryset = Registration.objects.select_related("person", "session")
    serializer_class = RegistrationRecord
    filterset_class = RegistrationFilters
    ordering_fields = ("asked_at",)

    def get_queryset(self) -> QuerySet[Any]:
        return with_presence(super().get_queryset(), self.request.user)

    @extend_schema(summary="Accept a place", request=None, responses=RegistrationRecord)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Take the place that is offered to her."""
        Body.read(request)
        done = services.accept_offer(self._hers(), by=request.user, now=timezone.now())
        return Response(_told(done, request.user))

    @extend_schema(summary="Give a place back", request=None, responses=RegistrationRecord)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Give her place back, decline an offer or leave the line."""
        Body.read(request)
        done = services.cancel_registration(self._hers(), by=request.user, now=timezone.now())
        return Response(_told(done, request.user))

    def _hers(self) -> Registration:
        row: Registration = self.get_object()
        if row.person.account_id != self.request.user.pk:
            raise PermissionDenied
        return row


def with_presence(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """`there`, among the attendances that she may see."""
    seen = Attendance.objects.visible_to(user)
    return rows.annotate(there=Exists(seen.filter(session=OuterRef("session"), person=OuterRef("person"))))


def _told(row: Registration, user: Any) -> Any:
    rows = with_presence(Registration.objects.select_related("person", "session"), user)
    return RegistrationRecord(rows.get(pk=row.pk)).data


class AttendanceRecord(Record):
    """Whether she gave feedback is not told: it is given without a name."""

    person = PersonName()

    class Meta:
        model = Attendance
        fields = ["id", "session", "person", "way", "noted_at"]


class AttendanceViewSet(RecordViewSet):
    """Who was there. Staff with the right see all, others their own."""

    queryset = Attendance.objects.select_related("person")
    serializer_class = AttendanceRecord
    filterset_class = AttendanceFilters
    ordering_fields = ("noted_at",)


router = SimpleRouter()
router.register("workshops", WorkshopViewSet)
router.register("sessions", SessionViewSet)
router.register("registrations", RegistrationViewSet)
router.register("attendances", AttendanceViewSet)
urlpatterns = router.urls
