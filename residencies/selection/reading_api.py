"""Juries in the API: what is a juror's to read, and her reviews; for staff all of it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.conditions import NotYet
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName
from residencies.calls.api import CallName
from residencies.calls.models import Application
from residencies.calls.selectors import with_everything
from residencies.selection import services
from residencies.selection.blinding import seen_title, sight, with_seen_title
from residencies.selection.models import Assignment, Conflict, Criterion, Juror, Jury, Review
from residencies.selection.reading_filters import (
    AssignmentFilters,
    ConflictFilters,
    JurorFilters,
    JuryFilters,
    ReviewFilters,
)
from residencies.selection.services.conflicts import LONGEST
from residencies.selection.services.reading import MARK, NONE, TEXTS


class CriterionRecord(Record):
    class Meta:
        model = Criterion
        fields = [
            *("code", "name_fr", "name_ar", "name_en", "help_fr", "help_ar", "help_en"),
            *("weight", "low", "high", "may_be_left"),
        ]


class JuryRecord(Record):
    call = CallName()
    track: Any = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    criteria = CriterionRecord(many=True)

    class Meta:
        model = Jury
        fields = ["id", "call", "track", "step", "readers", "due_at", "opened_at", "closed_at", "criteria"]


class JurorRecord(Record):
    person = PersonName()
    languages = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Juror
        fields = [
            *("id", "jury", "person", "is_chair", "capacity", "languages", "state"),
            *("invited_at", "answered_at"),
        ]


class ConflictRecord(Record):
    class Meta:
        model = Conflict
        fields = ["id", "juror", "application", "kind", "state", "detail", "at"]


class Title(Record):
    """An application as a jury is told of it: in a blind call nothing says who applies."""

    title = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = ["id", "number", "title", "language"]

    def get_title(self, row: Application) -> str:
        return seen_title(row)


class AssignmentRecord(Record):
    application = Title()
    state = serializers.CharField(source="stage", read_only=True, help_text="to_read, draft or handed_in.")

    class Meta:
        model = Assignment
        fields = ["id", "juror", "application", "state", "made_at"]


class SeenFileRecord(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="row.pk")
    name = serializers.CharField()
    size = serializers.IntegerField(source="row.size", help_text="Bytes.")
    content_type = serializers.CharField(source="row.content_type")
    is_kept = serializers.BooleanField(help_text="It is not handed out: it would say who made it.")


class SeenReplyRecord(serializers.Serializer[Any]):
    code = serializers.CharField()
    question = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())
    files = SeenFileRecord(many=True)


class SeenSectionRecord(serializers.Serializer[Any]):
    title = serializers.CharField()
    replies = SeenReplyRecord(many=True)


class SeenAdditionRecord(serializers.Serializer[Any]):
    text = serializers.CharField()
    files = SeenFileRecord(many=True)


class SightRecord(serializers.Serializer[Any]):
    """What a juror reads, in the asked language; `hidden` counts what is left out in a blind call."""

    track = serializers.CharField()
    applicants = serializers.SerializerMethodField()
    sections = SeenSectionRecord(many=True)
    additions = SeenAdditionRecord(many=True)
    hidden = serializers.IntegerField()

    def get_applicants(self, seen: Any) -> list[str]:
        return [name for name, _role in seen.applicants]


class WholeAssignment(AssignmentRecord):
    reading = serializers.SerializerMethodField()

    class Meta(AssignmentRecord.Meta):
        fields = [*AssignmentRecord.Meta.fields, "reading"]

    @extend_schema(responses=SightRecord)
    def get_reading(self, row: Assignment) -> dict[str, Any]:
        whole = with_everything(Application.objects.all()).get(pk=row.application_id)
        return dict(SightRecord(sight(whole)).data)


class ReviewRecord(Record):
    juror = serializers.IntegerField(source="assignment.juror_id")
    application = Title(source="assignment.application")
    marks = serializers.SerializerMethodField(help_text="By code; null where a criterion does not apply.")

    class Meta:
        model = Review
        fields = [
            *("id", "assignment", "juror", "application", "marks", "notes", "comment"),
            *("version", "saved_at", "submitted_at"),
        ]

    def get_marks(self, row: Review) -> dict[str, int | None]:
        return {mark.criterion.code: mark.value for mark in row.marks.all()}


class ReviewBody(Body):
    """What is not named stays as it is."""

    marks = serializers.DictField(
        child=serializers.IntegerField(allow_null=True),
        required=False,
        help_text="By code of the criterion; null where it does not apply.",
    )
    notes = serializers.CharField(required=False, allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="Of the review as it was read: what was changed since is told, not overwritten.",
    )
    hand_in = serializers.BooleanField(required=False, default=False)


class ConflictBody(Body):
    detail = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST, help_text="What it is; read by the staff alone."
    )


class Conflicting(serializers.Serializer[Any]):
    conflicts = serializers.DictField(child=serializers.CharField(), help_text="What stands there by now.")
    version = serializers.IntegerField()


class JuryViewSet(RecordViewSet):
    """Juries: staff see all, a juror those in which she sits and that have begun to read."""

    queryset = Jury.objects.select_related("call", "track").prefetch_related("criteria")
    serializer_class = JuryRecord
    filterset_class = JuryFilters
    ordering_fields = ("due_at",)


class JurorViewSet(RecordViewSet):
    """Jurors: staff see all, a juror her own seats."""

    queryset = Juror.objects.select_related("person")
    serializer_class = JurorRecord
    filterset_class = JurorFilters


class ConflictViewSet(RecordViewSet):
    """Conflicts of interest, for staff; never those of the one who asks."""

    queryset = Conflict.objects.all()
    serializer_class = ConflictRecord
    filterset_class = ConflictFilters
    ordering_fields = ("at",)


class AssignmentViewSet(RecordViewSet):
    """What was given to jurors to read: hers for a juror, all for staff. One alone holds what is read."""

    queryset = with_seen_title(
        Assignment.objects.select_related("review", "application__call__form"), "application__"
    )
    serializer_class = AssignmentRecord
    record_class = WholeAssignment
    filterset_class = AssignmentFilters
    ordering_fields = ("made_at",)

    @extend_schema(summary="My review", responses=ReviewRecord, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def review(self, request: Request, pk: str) -> Response:
        """A juror's own review of what she was given; 404 until she has begun it."""
        self.queryset = Assignment.objects.of_account(request.user)
        row = Review.objects.filter(assignment=self.get_object()).first()
        if row is None:
            raise NotYet
        return Response(ReviewRecord(row).data)

    @extend_schema(
        summary="Write a review", request=ReviewBody, responses={200: ReviewRecord, 409: Conflicting}
    )
    @review.mapping.put
    @review.mapping.patch
    def write_review(self, request: Request, pk: str) -> Response:
        """Save a juror's own review of what she was given, and hand it in if asked. For her alone."""
        self.queryset = Assignment.objects.of_account(request.user)
        given, said = self.get_object(), ReviewBody.read(request)
        words = {name: said[name] for name in TEXTS if name in said}
        marks = {MARK + code: NONE if mark is None else mark for code, mark in said.get("marks", {}).items()}
        who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        saved = services.save_review(given, {**marks, **words}, version=said.get("version"), **who)
        if saved.errors:
            raise serializers.ValidationError({name: [told] for name, told in saved.errors.items()})
        if saved.conflicts:
            told = {"conflicts": saved.conflicts, "version": saved.review.version}
            return Response(told, status=409)
        if said["hand_in"]:
            services.hand_in(given, **who)
        return Response(ReviewRecord(Review.objects.get(pk=saved.review.pk)).data)

    @extend_schema(summary="State a conflict of interest", request=ConflictBody, responses={204: None})
    @action(detail=True, methods=["post"])
    def conflict(self, request: Request, pk: str) -> Response:
        """A juror says that she may not judge what she was given: from then on she finds nothing of it.

        For her alone. It is for the staff to clear it.
        """
        said = ConflictBody.read(request)
        self.queryset = Assignment.objects.of_account(request.user)
        given = self.get_object()
        who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        services.declare_conflict(given.juror, given.application, detail=said.get("detail", ""), **who)
        return Response(status=204)


class ReviewViewSet(RecordViewSet):
    """Reviews. A juror sees her own, and those of her jury once it has closed; staff what is handed in."""

    queryset = with_seen_title(
        Review.objects.select_related(
            "assignment__juror", "assignment__application__call__form"
        ).prefetch_related("marks__criterion"),
        "assignment__application__",
    )
    serializer_class = ReviewRecord
    filterset_class = ReviewFilters
    export_rights = {"notes": "selection.export_review_notes"}
    ordering_fields = ("saved_at", "submitted_at")
