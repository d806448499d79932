"""What an edition requires, what is handed in for it, who is away and who lives where."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.filters import BIGGEST
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


class AbsenceViewSet(RecordViewSet):
    """Who is away from an edition, and until when. Staff see all, others their own."""

    queryset = Absence.objects.all()
    serializer_class = AbsenceRecord
    filterset_class = AbsenceFilters
    ordering_fields = ("away_from",)


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
