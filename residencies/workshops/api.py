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
from foundation.api.writing import VisibleKey
from foundation.filters import BIGGEST
from foundation.people.api import PersonName
from foundation.people.models import Person
from residencies.programmes.api import EditionName
from residencies.workshops import services
from residencies.workshops.filters import (
    AttendanceFilters,
    RegistrationFilters,
    SessionFilters,
    WorkshopFilters,
)
from residencies.workshops.models import Attendance, Registration, Session, Speaker, Workshop
from residencies.workshops.selectors.pages import on_list

MOST = 500  # people noted in one request


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


class Placing(Body):
    person = VisibleKey(queryset=Person.objects.all())


class Admitting(Body):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField()


class Noting(Body):
    there = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST),
        required=False,
        max_length=MOST,
        help_text="The numbers of people who were there; all or none are noted.",
    )
    away = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST),
        required=False,
        max_length=MOST,
        help_text="Those noted by mistake. Whoever is in neither stays as she is.",
    )


class ListedRecord(serializers.Serializer):
    person = PersonName(source="*")
    was_there = serializers.SerializerMethodField()

    def get_was_there(self, row: Any) -> bool:
        return bool(row.noted)


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

    @extend_schema(summary="Who has a place", responses=ListedRecord(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def attendance(self, request: Request, pk: str) -> Response:
        """By name, with who is noted as there. For staff with the right, and for who leads the session."""
        return Response(ListedRecord(on_list(self._led()), many=True).data)

    @extend_schema(summary="Note who was there", request=Noting, responses=ListedRecord(many=True))
    @attendance.mapping.post
    def note_list(self, request: Request, pk: str) -> Response:
        """A list at once, all or none. For staff with the right, and for who leads the session."""
        said, row = Noting.read(request), self._led()
        there, away = said.get("there", []), said.get("away", [])
        now = timezone.now()
        services.note_list(row, ticked=there, unticked=away, by=request.user, now=now, is_strict=True)
        return Response(ListedRecord(on_list(row), many=True).data)

    @extend_schema(summary="Let somebody in", request=Admitting, responses={201: ListedRecord})
    @action(detail=True, methods=["post"])
    def admit(self, request: Request, pk: str) -> Response:
        """Somebody at the door without a place: noted as there. For staff, and for who leads the session."""
        said, row = Admitting.read(request), self._led()
        made = services.admit(row, **said, by=request.user, now=timezone.now())
        return Response(ListedRecord(on_list(row).get(pk=made.person_id)).data, status=201)

    @extend_schema(summary="Say that I am there", request=None, responses=SessionRecord)
    @action(detail=True, methods=["post"])
    def attend(self, request: Request, pk: str) -> Response:
        """By herself, online, while the session runs. Twice is as good as once."""
        Body.read(request)
        row, person = self.get_object(), getattr(request.user, "person", None)
        if person is None:
            raise PermissionDenied
        services.note_self(row, person, by=request.user, now=timezone.now())
        return Response(SessionRecord(self.get_object()).data)

    @extend_schema(summary="Give somebody a place", request=Placing, responses={201: RegistrationRecord})
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def place(self, request: Request, pk: str) -> Response:
        """On the word of staff, whoever the workshop is open to; nobody in line is passed over."""
        said, row = Placing.read(request), self.get_object()
        made = services.register_guest(row, said["person"], by=request.user, now=timezone.now())
        return Response(_told(made, request.user), status=201)

    def _led(self) -> Session:
        self.queryset = self.queryset.led_by(self.request.user)
        row: Session = self.get_object()
        return row

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

    @extend_schema(summary="Take a place back", request=Cancelling, responses=RegistrationRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def take_back(self, request: Request, pk: str) -> Response:
        """For staff with the right to change registrations; she is told by mail, and the next gets it."""
        said, row = Cancelling.read(request), self.get_object()
        done = services.cancel_registration(row, **said, by=request.user, now=timezone.now(), tells_her=True)
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
