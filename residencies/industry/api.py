"""Industry events in the API: staff with the rights see all; who takes part, what is hers.

Nobody but the staff reads the other side's wishes; notes are in no answer.
"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.filtering import check_parameters
from foundation.api.permissions import MayView
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.api.writing import VisibleKey
from foundation.films.names_api import WorkName
from foundation.filters import BIGGEST
from foundation.people.api import OrganisationName, PersonName, own_person
from foundation.people.models import is_staff_with
from residencies.industry import services
from residencies.industry.filters import (
    EventFilters,
    FollowUpFilters,
    GuestFilters,
    MeetingFilters,
    ProjectFilters,
    WishFilters,
)
from residencies.industry.models import Event, FollowUp, Guest, Meeting, Project, Slot, Table, Wish
from residencies.industry.selectors.own import side_in

MOST_WISHES = 500  # in one request


class EventRecord(Record):
    class Meta:
        model = Event
        fields = [
            *("id", "name_fr", "name_ar", "name_en", "starts_on", "ends_on", "time_zone", "place"),
            *("edition", "festival_edition", "wishes_until", "state", "released_at"),
        ]


class SlotRecord(Record):
    class Meta:
        model = Slot
        fields = ["id", "starts_at", "ends_at", "blocked", "label"]


class TableRecord(Record):
    area = serializers.CharField(source="area.name", allow_null=True, default=None, help_text="Its name.")

    class Meta:
        model = Table
        fields = ["id", "name", "area"]


class WholeEvent(EventRecord):
    slots = SlotRecord(many=True)
    tables = TableRecord(many=True)

    class Meta(EventRecord.Meta):
        fields = [*EventRecord.Meta.fields, "slots", "tables"]


class ProjectRecord(Record):
    work = WorkName()

    class Meta:
        model = Project
        # Its note, and how much it takes, are for the desk.
        fields = ["id", "event", "work", "languages", "is_active"]


class GuestRecord(Record):
    person = PersonName()
    organisation = OrganisationName(allow_null=True)

    class Meta:
        model = Guest
        fields = ["id", "event", "person", "organisation", "kind", "languages", "is_active"]


class WishRecord(Record):
    class Meta:
        model = Wish
        fields = ["id", "project", "guest", "side", "word"]


class MeetingRecord(Record):
    project = ProjectRecord()
    guest = GuestRecord()
    slot = SlotRecord()
    table = TableRecord()

    class Meta:
        model = Meeting
        fields = ["id", "event", "project", "guest", "slot", "table", "state", "is_interpreted", "outcome"]


class FollowUpRecord(Record):
    owner = PersonName()

    class Meta:
        model = FollowUp
        fields = ["id", "meeting", "owner", "what", "due_on", "done_at"]


class PartyWishBody(Body):
    of = serializers.IntegerField(
        min_value=1,
        max_value=BIGGEST,
        help_text="The number of a guest, or of a project where a guest wishes.",
    )
    word = serializers.ChoiceField(Wish.Word.choices, allow_blank=True, help_text="'' takes the wish back.")


class PartyWishesBody(Body):
    wishes = PartyWishBody(many=True, max_length=MOST_WISHES)


class PartyAwayBody(Body):
    slots = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST), max_length=MOST_WISHES
    )


class PartyAwayRecord(serializers.Serializer):
    slots = serializers.ListField(child=serializers.IntegerField(), help_text="Their numbers.")


class FollowUpBody(Body):
    meeting = VisibleKey(queryset=Meeting.objects.all(), help_text="One of her own.")
    what = serializers.CharField(max_length=300)
    due_on = serializers.DateField()


class OutcomeBody(Body):
    outcome = serializers.ChoiceField(
        Meeting.Outcome.choices, allow_blank=True, help_text="'' takes it back."
    )
    seen = serializers.ChoiceField(
        Meeting.Outcome.choices,
        allow_blank=True,
        required=False,
        help_text="The outcome that was read: refused where it is another one by now.",
    )


class NoBody(Body):
    pass


class EventViewSet(RecordViewSet):
    """Events with one-to-one meetings. Staff with the right see all, others those they take part in."""

    queryset = Event.objects.all()
    serializer_class = EventRecord
    record_class = WholeEvent
    record_related = ("slots", "tables__area")
    filterset_class = EventFilters
    ordering_fields = ("starts_on",)


class PartyViewSet(RecordViewSet):
    """Of the parties of her events she writes the wishes of her own; staff with the right those of all."""

    def _hers(self, right: str = "industry.change_wish") -> Any:
        if not is_staff_with(self.request.user, right):
            self.queryset = self.queryset.of_account(self.request.user)
        return self.get_object()

    def _wished(self, request: Request) -> Response:
        said, row = PartyWishesBody.read(request), self._hers()
        words = {one["of"]: one["word"] for one in said["wishes"]}
        services.say_wishes(row, words, by=request.user, now=timezone.now())
        side = type(row)._meta.model_name
        found = Wish.objects.filter(side=side, **{side: row}).order_by("pk")
        return Response(WishRecord(found, many=True).data)

    @extend_schema(summary="When a party cannot meet", responses=PartyAwayRecord)
    @action(detail=True, permission_classes=[MayView])
    def away(self, request: Request, pk: str) -> Response:
        """By herself, or who sits for it, and by staff with the right."""
        return self._away(self._hers("industry.view_away"))

    @extend_schema(summary="Say when a party cannot meet", request=PartyAwayBody, responses=PartyAwayRecord)
    @away.mapping.post
    def say_away(self, request: Request, pk: str) -> Response:
        """The slots of the event in which she cannot come, in the place of those said before."""
        said, row = PartyAwayBody.read(request), self._hers("industry.change_away")
        services.say_away(row, said["slots"], by=request.user, now=timezone.now())
        return self._away(row)

    def _away(self, row: Any) -> Response:
        slots = row.away.order_by("slot").values_list("slot", flat=True)
        return Response(PartyAwayRecord({"slots": list(slots)}).data)


class ProjectViewSet(PartyViewSet):
    """Projects that are shown at events. Who takes part in an event sees its projects."""

    queryset = Project.objects.select_related("work")
    serializer_class = ProjectRecord
    filterset_class = ProjectFilters

    @extend_schema(
        summary="Say which guests a project wishes to meet",
        request=PartyWishesBody,
        responses=WishRecord(many=True),
    )
    @action(detail=True, methods=["post"], permission_classes=[MayView], pagination_class=None)
    def wishes(self, request: Request, pk: str) -> Response:
        """By who sits for it. Guests that are not named stay as they are; all its wishes are returned."""
        return self._wished(request)


class GuestViewSet(PartyViewSet):
    """Guests of events. Who takes part in an event sees its guests."""

    queryset = Guest.objects.select_related("person", "organisation")
    serializer_class = GuestRecord
    filterset_class = GuestFilters

    @extend_schema(
        summary="Say which projects a guest wishes to meet",
        request=PartyWishesBody,
        responses=WishRecord(many=True),
    )
    @action(detail=True, methods=["post"], permission_classes=[MayView], pagination_class=None)
    def wishes(self, request: Request, pk: str) -> Response:
        """By the guest herself. Projects that are not named stay as they are; all her wishes are returned."""
        return self._wished(request)


class WishViewSet(RecordViewSet):
    """What was wished. Staff with the right see all; others what their own side said, never the other's."""

    queryset = Wish.objects.all()
    serializer_class = WishRecord
    filterset_class = WishFilters


class MeetingViewSet(RecordViewSet):
    """Meetings. Staff with the right see all; others their own, once the schedule is released."""

    queryset = Meeting.objects.select_related(
        "project__work", "guest__person", "guest__organisation", "slot", "table__area"
    )
    serializer_class = MeetingRecord
    filterset_class = MeetingFilters

    @extend_schema(summary="Record the outcome of a meeting", request=OutcomeBody, responses=MeetingRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayView])
    def outcome(self, request: Request, pk: str) -> Response:
        """By either side, or by staff with the right; the last word stands."""
        said = OutcomeBody.read(request)
        if not is_staff_with(request.user, "industry.change_meeting"):
            self.queryset = self.queryset.of_account(request.user)
        row = self.get_object()
        services.record_outcome(row, **said, by=request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


class FollowUpViewSet(RecordViewSet):
    """What somebody does after a meeting. Staff with the right see all; others those of their side."""

    queryset = FollowUp.objects.select_related("owner")
    serializer_class = FollowUpRecord
    filterset_class = FollowUpFilters
    ordering_fields = ("due_on",)

    @extend_schema(summary="Plan a follow-up", request=FollowUpBody, responses={201: FollowUpRecord})
    def create(self, request: Request) -> Response:
        """What she does herself after a meeting of hers, by a day."""
        check_parameters(request)
        said, person = FollowUpBody.read(request), own_person(request.user)
        row = Meeting.objects.of_account(request.user).filter(pk=said.pop("meeting").pk).first()
        if row is None:
            raise PermissionDenied
        made = services.plan_follow_up(
            row, person, **said, side=side_in(row, person), by=request.user, now=timezone.now()
        )
        return Response(FollowUpRecord(made).data, status=201)

    @extend_schema(summary="Finish a follow-up", request=NoBody, responses=FollowUpRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayView])
    def finish(self, request: Request, pk: str) -> Response:
        """By who does it, or by staff with the right; twice is as good as once."""
        NoBody.read(request)
        if not is_staff_with(request.user, "industry.change_followup"):
            self.queryset = self.queryset.filter(owner__account=request.user.pk)
        row = services.finish_follow_up(self.get_object(), by=request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


router = SimpleRouter()
router.register("industry-events", EventViewSet, "industry-event")
router.register("industry-projects", ProjectViewSet, "industry-project")
router.register("industry-guests", GuestViewSet, "industry-guest")
router.register("industry-wishes", WishViewSet, "industry-wish")
router.register("meetings", MeetingViewSet, "meeting")
router.register("follow-ups", FollowUpViewSet, "follow-up")
urlpatterns = router.urls
