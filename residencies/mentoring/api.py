"""Mentoring in the API: each of a pair finds it with its sessions; finance the fees without notes."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Instant, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName
from residencies.mentoring import services
from residencies.mentoring.filters import (
    FeeFilters,
    MentoringSessionFilters,
    MentorshipFilters,
    PulseFilters,
    ReviewFilters,
)
from residencies.mentoring.matching_api import MentorViewSet, RoundViewSet
from residencies.mentoring.models import (
    LONGEST,
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_WORD,
    ClosingReview,
    Fee,
    FeePayment,
    MentoringSession,
    Mentorship,
    Pulse,
    Side,
)
from residencies.mentoring.models.fees import amount_of
from residencies.mentoring.own_api import MyProfile, MyRoundsViewSet
from residencies.programmes.api import EditionName


class MentorshipRecord(Record):
    mentor = PersonName(source="mentor.person")
    mentee = PersonName(source="participation.person")
    edition = EditionName(source="participation.edition")

    class Meta:
        model = Mentorship
        fields = [
            *("id", "mentor", "mentee", "edition", "participation", "state", "starts_on", "ends_on"),
            *("hours_agreed", "requested_at", "answered_at", "closed_at"),
        ]


class MentoringSessionRecord(Record):
    class Meta:
        model = MentoringSession
        fields = ["id", "mentorship", "on", "minutes", "goals", "shared_notes", "version", "logged_at"]


class FeePaymentRecord(Record):
    class Meta:
        model = FeePayment
        fields = ["id", "minutes", "fee_per_hour", "amount", "currency", "reference", "paid_on"]


class FeeRecord(Record):
    mentor = PersonName(source="mentor.person")
    edition = EditionName(source="participation.edition")
    minutes_done = serializers.SerializerMethodField()
    owed = serializers.SerializerMethodField(help_text="For sessions that are not paid yet.")
    payments = FeePaymentRecord(many=True)

    class Meta:
        model = Fee
        fields = [
            *("id", "mentor", "edition", "state", "hours_agreed", "minutes_done"),
            *("fee_per_hour", "currency", "owed", "payments"),
        ]

    def get_minutes_done(self, row: Any) -> int:
        return row.done or 0

    @extend_schema_field({"type": "string", "format": "decimal"})
    def get_owed(self, row: Any) -> str:
        return str(amount_of(row.unpaid or 0, row.fee_per_hour))


class PulseRecord(Record):
    closes_at = Instant(help_text="Until then she may change her answer.")

    class Meta:
        model = Pulse
        fields = [
            *("id", "mentorship", "side", "number", "asked_at", "closes_at"),
            *("answer", "word", "answered_at"),
        ]


class PulseBody(Body):
    answer = serializers.ChoiceField(Pulse.Answer.choices)
    word = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_WORD)


class ClosingReviewRecord(Record):
    closes_at = Instant(help_text="Until then she may change her answers.")

    class Meta:
        model = ClosingReview
        fields = [
            *("id", "mentorship", "side", "asked_at", "closes_at", "answered_at"),
            *("goals", "helped", "recommends", "hours_right"),
        ]


class ClosingReviewBody(Body):
    goals = serializers.ChoiceField(ClosingReview.Goals.choices)
    helped = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_WORD)
    recommends = serializers.BooleanField()
    hours_right = serializers.BooleanField(help_text="Whether the hours are right as they were logged.")


class SessionBody(Body):
    on = serializers.DateField()
    minutes = serializers.IntegerField(min_value=1, max_value=LONGEST)
    goals = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_TEXT)
    shared_notes = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_TEXT
    )


class DeclineBody(Body):
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASON)


class EndBody(Body):
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="For the staff.")


class SessionWords(Body):
    goals = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    shared_notes = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)


class MentorshipViewSet(RecordViewSet):
    """Pairs of mentor and mentee. Staff see all; each of the two theirs, a mentee once it is accepted."""

    queryset = Mentorship.objects.select_related(
        "mentor__person", "participation__person", "participation__edition__programme"
    )
    serializer_class = MentorshipRecord
    filterset_class = MentorshipFilters
    ordering_fields = ("requested_at",)

    @extend_schema(summary="Accept a request", request=None, responses=MentorshipRecord)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """The mentor says yes; both are written to. For her alone."""
        Body.read(request)
        row = services.accept_mentorship(self._as_mentor(request), by=request.user, now=timezone.now())
        return Response(self.get_serializer(row).data)

    @extend_schema(summary="Decline a request", request=DeclineBody, responses=MentorshipRecord)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """The mentor says no. For her alone."""
        said, row = DeclineBody.read(request), self._as_mentor(request)
        row = services.decline_mentorship(row, **said, by=request.user, now=timezone.now())
        return Response(self.get_serializer(row).data)

    @extend_schema(summary="Log a session", request=SessionBody, responses={201: MentoringSessionRecord})
    @action(detail=True, methods=["post"])
    def log(self, request: Request, pk: str) -> Response:
        """A session that has taken place; the first one makes the pair active. For the mentor alone."""
        said, row = SessionBody.read(request), self._as_mentor(request)
        made = services.log_session(row, **said, by=request.user, now=timezone.now())
        return Response(MentoringSessionRecord(made).data, status=201)

    @extend_schema(summary="Close a mentoring", request=Body, responses=MentorshipRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def close(self, request: Request, pk: str) -> Response:
        """It has come to its end; both are asked to look back. For staff with the right to change pairs."""
        Body.read(request)
        row = services.close_mentorship(self.get_object(), by=request.user, now=timezone.now())
        return Response(self.get_serializer(row).data)

    @extend_schema(summary="End a mentoring before its time", request=EndBody, responses=MentorshipRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def end(self, request: Request, pk: str) -> Response:
        """Or take a request back. For staff with the right to change pairs; no mail is written."""
        said, row = EndBody.read(request), self.get_object()
        row = services.end_mentorship(row, **said, by=request.user, now=timezone.now())
        return Response(self.get_serializer(row).data)

    def _as_mentor(self, request: Request) -> Mentorship:
        row: Mentorship = self.get_object()
        if row.side_of(request.user) != Side.MENTOR:
            raise Http404
        return row


class MentoringSessionViewSet(RecordViewSet):
    """Sessions with what both see of them. Private notes are in no answer of the API."""

    queryset = MentoringSession.objects.all()
    serializer_class = MentoringSessionRecord
    filterset_class = MentoringSessionFilters
    ordering_fields = ("on",)

    def locked(self) -> list[QuerySet[Any]]:
        """The pair before its session, as the service does."""
        return [Mentorship.objects.filter(sessions=self.kwargs["pk"]), *super().locked()]

    @extend_schema(
        summary="Write what both see of a session", request=SessionWords, responses=MentoringSessionRecord
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """For either of the pair, while it goes on. What is not named stays as it is."""
        said, row = SessionWords.read(request), self.get_object()
        if row.mentorship.side_of(request.user) is None:
            raise Http404
        words = {"goals": row.goals, "shared_notes": row.shared_notes, **said}
        done = services.change_session(row, **words, version=row.version, by=request.user, now=timezone.now())
        return Response(self.get_serializer(done).data)


class PulseViewSet(RecordViewSet):
    """How each of a pair says it is going. Staff with the right see all, each of the two her own alone."""

    queryset = Pulse.objects.all()
    serializer_class = PulseRecord
    filterset_class = PulseFilters
    ordering_fields = ("asked_at",)

    @extend_schema(summary="Say how it is going", request=PulseBody, responses=PulseRecord)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """For her who was asked. The other of the pair never learns of it."""
        said, row = PulseBody.read(request), self.get_object()
        _check_hers(request, row)
        row = services.answer_pulse(row, **said, now=timezone.now())
        return Response(self.get_serializer(row).data)


class ClosingReviewViewSet(RecordViewSet):
    """How each of a pair looks back on it. Staff with the right see all, each of the two her own alone."""

    queryset = ClosingReview.objects.all()
    serializer_class = ClosingReviewRecord
    filterset_class = ReviewFilters
    ordering_fields = ("asked_at",)

    @extend_schema(
        summary="Look back on a mentoring", request=ClosingReviewBody, responses=ClosingReviewRecord
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """For her who was asked. The other of the pair learns that she has, and not what."""
        said, row = ClosingReviewBody.read(request), self.get_object()
        _check_hers(request, row)
        row = services.answer_review(row, **said, now=timezone.now())
        return Response(self.get_serializer(row).data)


def _check_hers(request: Request, row: Any) -> None:
    if not type(row).objects.of_account(request.user).filter(pk=row.pk).exists():
        raise Http404


class FeeViewSet(RecordViewSet):
    """What mentors are owed and were paid: all for finance and staff with the right, hers for a mentor."""

    queryset = Fee.objects.with_sums().select_related("mentor__person", "participation__edition__programme")
    queryset = queryset.prefetch_related("payments")
    serializer_class = FeeRecord
    filterset_class = FeeFilters


router = SimpleRouter()
router.register("mentors", MentorViewSet, "mentor")
router.register("matching-rounds", RoundViewSet, "matching-round")
router.register("mentorships", MentorshipViewSet)
router.register("mentoring-sessions", MentoringSessionViewSet)
router.register("mentoring-pulses", PulseViewSet)
router.register("mentoring-reviews", ClosingReviewViewSet)
router.register("mentoring-fees", FeeViewSet)
router.register("me/mentoring-rounds", MyRoundsViewSet, "my-mentoring-round")
urlpatterns = [
    path("me/mentor/", MyProfile.as_view({"get": "read", "put": "change"}), name="my-mentor"),
    *router.urls,
]
