"""Who is not asked, and whom the staff tried to reach."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from alumni.checkins.filters import ContactFilters, PauseFilters
from alumni.checkins.models import Contact, Pause
from alumni.checkins.pausing import CHOICES, MONTHS, follow_choice, pause_checkins, resume_checkins
from alumni.checkins.selectors import running_pause
from foundation.api.filtering import check_parameters
from foundation.api.permissions import MayView
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet, RowsViewSet
from foundation.api.writing import VisibleKey
from foundation.people.api import PersonName, own_person
from foundation.people.models import Person, is_staff_with


class PauseRecord(Record):
    person = PersonName()

    class Meta:
        model = Pause
        fields = ["id", "person", "since", "until", "source"]


class ContactRecord(Record):
    """What was noted of it is read at the desk."""

    person = PersonName()

    class Meta:
        model = Contact
        fields = ["id", "person", "checkin", "at", "channel", "outcome", "call_back_on"]


class Pausing(Body):
    person = VisibleKey(queryset=Person.objects.all())
    months = serializers.ChoiceField(MONTHS, allow_null=True, help_text="null: until she wants to be asked.")
    reason = serializers.CharField(max_length=300, help_text="For colleagues; she does not see it.")


class Resuming(Body):
    reason = serializers.CharField(max_length=300, help_text="For colleagues; she does not see it.")


class Choice(Body):
    choice = serializers.ChoiceField(
        CHOICES, help_text="So many months from today, never again (`stop`), or from now on (`resume`)."
    )


class OwnPause(serializers.Serializer):
    is_paused = serializers.BooleanField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True, help_text="null in a pause: until she resumes.")


class MayPause(BasePermission):
    """Staff with the rights that the buttons of the desk ask for."""

    RIGHTS = {"create": ["add", "delete"], "resume": ["delete"]}

    def has_permission(self, request: Request, view: Any) -> bool:
        wanted = self.RIGHTS.get(view.action, [])
        return all(is_staff_with(request.user, f"checkins.{verb}_pause") for verb in wanted)


class PauseViewSet(RecordViewSet):
    """Who is not asked until a day, or never again. Staff see all, others their own word."""

    permission_classes = [MayView, MayPause]

    queryset = Pause.objects.select_related("person")
    serializer_class = PauseRecord
    filterset_class = PauseFilters
    ordering_fields = ("since",)

    @extend_schema(summary="Pause somebody’s check-ins", request=Pausing, responses={201: PauseRecord})
    def create(self, request: Request) -> Response:
        """For staff with the right: from today, in the place of a pause that is there."""
        check_parameters(request)
        said = Pausing.read(request)
        person, by = said.pop("person"), request.user
        row = pause_checkins(person, **said, source=Pause.Source.STAFF, by=by, now=timezone.now())
        return Response(PauseRecord(row).data, status=201)

    @extend_schema(summary="Ask somebody again", request=Resuming, responses={204: None})
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """For staff with the right: her pause is gone, and its history stays."""
        said, row = Resuming.read(request), self.get_object()
        resume_checkins(row.person, **said, by=request.user, now=timezone.now())
        return Response(status=204)


class MyPause(RowsViewSet):
    """Her own word on whether she is asked."""

    queryset = Pause.objects.all()
    serializer_class = OwnPause
    pagination_class = None

    @extend_schema(summary="Whether I am asked", responses=OwnPause)
    def read(self, request: Request) -> Response:
        """Whether her check-ins are paused or stopped, since when and until when."""
        return self._told(own_person(request.user))

    @extend_schema(summary="Pause, stop or resume my check-ins", request=Choice, responses=OwnPause)
    def choose(self, request: Request) -> Response:
        """As with the buttons of her page; what is open can still be answered."""
        person, said = own_person(request.user), Choice.read(request)
        follow_choice(person, **said, source=Pause.Source.PORTAL, by=request.user, now=timezone.now())
        return self._told(person)

    def _told(self, person: Person) -> Response:
        row = running_pause(person, timezone.localdate())
        told = {"since": row and row.since, "until": row and row.until, "is_paused": row is not None}
        return Response(OwnPause(told).data)


class ContactViewSet(RecordViewSet):
    """Each time somebody of the staff tried to reach a person. For staff with the right."""

    queryset = Contact.objects.select_related("person")
    serializer_class = ContactRecord
    filterset_class = ContactFilters
    ordering_fields = ("at",)
