"""What an edition requires, what is handed in for it, who is away and who lives where."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange, MayView
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.filters import BIGGEST
from foundation.people.models import is_staff_with
from residencies.programmes import services
from residencies.programmes.filters import (
    AbsenceFilters,
    CircularFilters,
    DeliverableFilters,
    RequirementFilters,
    StayFilters,
)
from residencies.programmes.models import Absence, Circular, Deliverable, Participation, Requirement, Stay


class RequirementRecord(Record):
    track = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)

    class Meta:
        model = Requirement
        fields = [
            *("id", "edition", "track", "kind", "code", "name_fr", "name_ar", "name_en", "amount", "due_on"),
        ]


class DeliverableRecord(Record):
    class Meta:
        model = Deliverable
        fields = [
            *(
                "id",
                "participation",
                "requirement",
                "name",
                "size",
                "content_type",
                "link",
                "remark",
                "state",
            ),
            *("word", "handed_in_at", "decided_at"),
        ]


class AbsenceRecord(Record):
    class Meta:
        model = Absence
        fields = ["id", "participation", "away_from", "back_on"]


class StayRecord(Record):
    room = serializers.SlugRelatedField("name", read_only=True, allow_null=True)

    class Meta:
        model = Stay
        fields = ["id", "participation", "arrives_on", "leaves_on", "room", "bed"]


class HandedIn(Body):
    participation = serializers.IntegerField(min_value=1, max_value=BIGGEST, help_text="One of her own.")
    requirement = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    link = serializers.URLField(max_length=500, help_text="Files are handed in on her page.")
    remark = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class StaffWord(Body):
    word = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class RequirementViewSet(RecordViewSet):
    """What completing an edition takes. Staff see all, others those of the editions they are in."""

    queryset = Requirement.objects.select_related("track")
    serializer_class = RequirementRecord
    filterset_class = RequirementFilters


class DeliverableViewSet(RecordViewSet):
    """What participants handed in, and what was said of it. Staff see all, others their own."""

    queryset = Deliverable.objects.all()
    serializer_class = DeliverableRecord
    filterset_class = DeliverableFilters
    ordering_fields = ("handed_in_at",)

    @extend_schema(summary="Hand in a link", request=HandedIn, responses={201: DeliverableRecord})
    def create(self, request: Request) -> Response:
        """Hand in a link for a participation of one’s own; it takes the place of one that still waits."""
        said = HandedIn.read(request)
        hers = Participation.objects.filter(person__account=request.user.pk)
        row = hers.filter(pk=said["participation"]).first()
        asked = Requirement.objects.filter(pk=said["requirement"]).first()
        if row is None or asked is None or not asked.concerns(row):
            raise serializers.ValidationError({"requirement": [_("Nothing is to be handed in here.")]})
        words = {name: said[name] for name in ("link", "remark")}
        made = services.hand_in(row, asked, **words, by=request.user, now=timezone.now())
        return Response(DeliverableRecord(made).data, status=201)

    @extend_schema(summary="Accept a deliverable", request=StaffWord, responses=DeliverableRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def accept(self, request: Request, pk: str) -> Response:
        """Take it as done, with a word if there is one. For staff; twice is as good as once."""
        return self._decided(services.accept_deliverable, request)

    @extend_schema(summary="Send a deliverable back", request=StaffWord, responses=DeliverableRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        """Send it back with a word on what is to be done. For staff; twice is as good as once."""
        return self._decided(services.return_deliverable, request)

    def _decided(self, decide: Any, request: Request) -> Response:
        said = StaffWord.read(request)
        row = decide(self.get_object(), word=said["word"], by=request.user, now=timezone.now())
        return Response(DeliverableRecord(row).data)


class Leaving(Body):
    participation = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    away_from = serializers.DateField()
    back_on = serializers.DateField(required=False, allow_null=True, help_text="If it is known.")
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)


class Return(Body):
    back_on = serializers.DateField(help_text="The day she is back.")


class MayNoteAbsence(BasePermission):
    RIGHTS = {"create": "programmes.add_absence", "end": "programmes.change_absence"}

    def has_permission(self, request: Request, view: Any) -> bool:
        wanted = self.RIGHTS.get(view.action)
        return wanted is None or is_staff_with(request.user, wanted)


class AbsenceViewSet(RecordViewSet):
    """Who is away from an edition, and until when. Staff see all, others their own."""

    permission_classes = [MayView, MayNoteAbsence]

    queryset = Absence.objects.all()
    serializer_class = AbsenceRecord
    filterset_class = AbsenceFilters
    ordering_fields = ("away_from",)

    @extend_schema(summary="Note that somebody is away", request=Leaving, responses={201: AbsenceRecord})
    def create(self, request: Request) -> Response:
        """For staff with the right. Nobody is away twice on one day."""
        said = Leaving.read(request)
        rows = Participation.objects.visible_to(request.user)
        row = rows.filter(pk=said.pop("participation")).first()
        if row is None:
            raise serializers.ValidationError({"participation": [_("There is no such participation.")]})
        made = services.begin_absence(row, **said, by=request.user, now=timezone.now())
        return Response(AbsenceRecord(made).data, status=201)

    @extend_schema(summary="Note when somebody is back", request=Return, responses=AbsenceRecord)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """For staff with the right; a later or an earlier day takes its place."""
        said, row = Return.read(request), self.get_object()
        done = services.end_absence(row, **said, by=request.user, now=timezone.now())
        return Response(AbsenceRecord(done).data)


class StayViewSet(RecordViewSet):
    """Who lives where while an edition runs. Staff see all, others their own."""

    queryset = Stay.objects.select_related("room")
    serializer_class = StayRecord
    filterset_class = StayFilters
    ordering_fields = ("arrives_on",)


class CircularRecord(Record):
    """Its texts are read at the desk."""

    class Meta:
        model = Circular
        fields = [
            *("id", "stream", "subject_fr", "subject_ar", "subject_en", "sent_at", "reached", "left_out"),
        ]


class CircularViewSet(RecordViewSet):
    """What the staff wrote to many at once. For staff with the right."""

    queryset = Circular.objects.all()
    serializer_class = CircularRecord
    filterset_class = CircularFilters
    ordering_fields = ("sent_at",)


router = SimpleRouter()
router.register("requirements", RequirementViewSet)
router.register("deliverables", DeliverableViewSet)
router.register("absences", AbsenceViewSet)
router.register("stays", StayViewSet)
router.register("circulars", CircularViewSet)
urlpatterns = router.urls
