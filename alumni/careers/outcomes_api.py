"""Careers in the API: what is read from credits and selections, and nothing that is stored."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from alumni.careers.forms import NEWEST, OLDEST, ScopeForm
from alumni.careers.selectors import (
    attributions,
    attributions_in,
    collaborators,
    ladders,
    milestones_of,
    participations_in,
    path_of,
    timeline,
    waits,
    with_titles,
)
from alumni.careers.selectors.attribution import Kind as OutcomeKind
from alumni.careers.selectors.attribution import Verdict, sees_outcomes
from alumni.careers.selectors.milestones import Kind, Side
from alumni.careers.selectors.waits import By, Group
from foundation.api.filtering import check_asked, check_parameters
from foundation.api.schema import NUMBER
from foundation.numbers import number_of
from foundation.people.api import PersonName
from foundation.people.models import Person
from residencies.programmes.models import Edition

PAGE = 50
MOST_PAGES = 10_000
_YEAR = {"type": "integer", "minimum": OLDEST, "maximum": NEWEST}


class SeesOutcomes(BasePermission):
    """Staff who see who took part, and all credits, selections and awards."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return sees_outcomes(request.user)


class WhenRecord(serializers.Serializer):
    first = serializers.DateField(allow_null=True, help_text="It was on this day or later …")
    last = serializers.DateField(allow_null=True, help_text="… and on this one or earlier; null: not known.")


class MilestoneRecord(serializers.Serializer):
    kind = serializers.ChoiceField(Kind.choices)
    when = WhenRecord()
    undated = serializers.IntegerField(help_text="Rows without a date that may have been earlier.")
    stands = serializers.ChoiceField(
        Side.choices, source="side", help_text="Beside the first programme she took."
    )
    title = serializers.CharField(source="row.title")
    detail = serializers.CharField(source="row.detail")
    row = serializers.CharField(source="row.model", help_text="The table of the row it follows from.")
    row_id = serializers.IntegerField(source="row.pk")
    work = serializers.IntegerField(source="row.film", allow_null=True)


class RungRecord(serializers.Serializer):
    grade = serializers.CharField()
    when = WhenRecord()
    credits = serializers.IntegerField()
    credit = serializers.IntegerField(source="part.pk")


class LadderRecord(serializers.Serializer):
    department = serializers.CharField(source="department.value")
    climbed = serializers.BooleanField(
        allow_null=True, help_text="From below to its head; null where dates do not tell."
    )
    rungs = RungRecord(many=True)


class CareerRecord(serializers.Serializer):
    milestones = MilestoneRecord(many=True)
    ladders = LadderRecord(many=True)


class PathEventRecord(serializers.Serializer):
    year = serializers.IntegerField(help_text="0: not known.")
    on = serializers.DateField(allow_null=True)
    kind = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    milestones = serializers.ListField(child=serializers.CharField())


class CollaboratorRecord(serializers.Serializer):
    person = serializers.IntegerField()
    name = serializers.CharField()
    works = serializers.IntegerField(help_text="How many together.")
    last = serializers.IntegerField(allow_null=True, help_text="The latest year of them.")
    titles = serializers.ListField(child=serializers.CharField(), help_text="The latest five.")


class AttributionRecord(serializers.Serializer):
    kind = serializers.ChoiceField(OutcomeKind.choices, source="outcome.kind.value")
    id = serializers.IntegerField(source="outcome.pk")
    title = serializers.CharField(source="outcome.title")
    detail = serializers.CharField(source="outcome.detail")
    when = WhenRecord(source="outcome.when")
    verdict = serializers.ChoiceField(Verdict.choices, source="verdict.value")
    reason = serializers.CharField()


class AttributedRecord(serializers.Serializer):
    person = PersonName(source="participation.person")
    participation = serializers.IntegerField(source="participation.pk")
    edition = serializers.IntegerField(source="participation.edition_id")
    counts = serializers.DictField(child=serializers.IntegerField())
    outcomes = AttributionRecord(many=True, source="found")


_PAGES = {"type": "integer", "minimum": 1, "maximum": MOST_PAGES}
PAGED = [OpenApiParameter("page", _PAGES, description="From 1 on; 50 on each.")]


def page_of(request: Request) -> slice:
    """The rows of the page that is asked for; raises ValidationError for any other question."""
    check_parameters(request, ["page"])
    page = number_of(request.query_params.get("page", "1"))
    if page is None or not 1 <= page <= MOST_PAGES:
        raise ValidationError({"page": [_("A number from 1 on.")]})
    return slice((page - 1) * PAGE, page * PAGE)


def career_of(person: Person, viewer: Any) -> dict[str, Any]:
    path = path_of(person, viewer)
    reached = milestones_of(path, timezone.localdate())
    return CareerRecord({"milestones": reached, "ladders": ladders(path)}).data


def timeline_of(person: Person, request: Request) -> list[Any]:
    events = timeline(person, request.user, timezone.localdate())
    return PathEventRecord(events[page_of(request)], many=True).data


def collaborators_of(person: Person, request: Request) -> list[Any]:
    lines = list(collaborators(person, request.user)[page_of(request)])
    return CollaboratorRecord(with_titles(person, request.user, lines)[0], many=True).data


class CareerViewSet(GenericViewSet):
    """A career as its reader may see it; nothing of it is stored. Staff see all, others their own."""

    queryset = Person.objects.all()
    lookup_value_regex = "[0-9]+"
    pagination_class = None

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.request.user)

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset  # each act reads its own parameters

    @extend_schema(summary="Milestones and rungs", responses=CareerRecord)
    @action(detail=True)
    def milestones(self, request: Request, pk: str) -> Response:
        """The first of each kind, with its date as far as it is known, and the rungs of each department."""
        check_parameters(request)
        return Response(career_of(self.get_object(), request.user))

    @extend_schema(summary="A career as events", parameters=PAGED, responses=PathEventRecord(many=True))
    @action(detail=True)
    def timeline(self, request: Request, pk: str) -> Response:
        """Programmes, credits, stages, selections, awards and grants, the newest first."""
        return Response(timeline_of(self.get_object(), request))

    @extend_schema(summary="Collaborators", parameters=PAGED, responses=CollaboratorRecord(many=True))
    @action(detail=True)
    def collaborators(self, request: Request, pk: str) -> Response:
        """Who was credited on the same works, most of them first."""
        return Response(collaborators_of(self.get_object(), request))

    @extend_schema(summary="What came of her programmes", responses=AttributedRecord(many=True))
    @action(detail=True, permission_classes=[SeesOutcomes])
    def outcomes(self, request: Request, pk: str) -> Response:
        """Each outcome counted, possible or excluded for each of her programmes, and why; for staff."""
        check_parameters(request)
        found = attributions(self.get_object().pk, request.user, timezone.localdate())
        return Response(AttributedRecord(found, many=True).data)


class EditionOutcomesViewSet(GenericViewSet):
    """What came of an edition; for staff."""

    queryset = Edition.objects.select_related("programme")
    lookup_value_regex = "[0-9]+"
    permission_classes = [SeesOutcomes]
    pagination_class = None

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset

    @extend_schema(summary="What came of an edition", parameters=PAGED, responses=AttributedRecord(many=True))
    @action(detail=True)
    def people(self, request: Request, pk: str) -> Response:
        """Of each who takes part, each outcome counted, possible or excluded, and why."""
        rows, edition = page_of(request), self.get_object()
        taken = participations_in(edition, request.user)[rows]
        found = attributions_in(edition, taken, request.user, timezone.localdate())
        return Response(AttributedRecord(found, many=True).data)


class StepRecord(serializers.Serializer):
    months = serializers.IntegerField(source="time")
    at_risk = serializers.IntegerField()
    events = serializers.IntegerField()
    censored = serializers.IntegerField()
    waiting = serializers.FloatField(help_text="The part for whom it has not come.")
    low = serializers.FloatField(help_text="The interval of 95 %.")
    high = serializers.FloatField()


class GroupRecord(serializers.Serializer):
    group = serializers.CharField(source="label", allow_blank=True)
    hidden = serializers.SerializerMethodField(help_text="Fewer than five people: nothing else is told.")
    before = serializers.SerializerMethodField(help_text="It had come before they completed.")
    unknown = serializers.SerializerMethodField(help_text="It has come, and nobody knows when.")
    dated_by_year = serializers.SerializerMethodField(help_text="In the middle of the year that is known.")
    median = serializers.SerializerMethodField(help_text="Months; null: not for half of them yet.")
    steps = serializers.SerializerMethodField()

    def get_hidden(self, group: Group) -> bool:
        return not group.is_shown

    def get_before(self, group: Group) -> int | None:
        return group.before if group.is_shown else None

    def get_unknown(self, group: Group) -> int | None:
        return group.unknown if group.is_shown else None

    def get_dated_by_year(self, group: Group) -> int | None:
        return group.by_year if group.is_shown else None

    def get_median(self, group: Group) -> int | None:
        return group.curve.median if group.is_shown else None

    @extend_schema_field(StepRecord(many=True))
    def get_steps(self, group: Group) -> list[Any]:
        return StepRecord(group.curve.steps, many=True).data if group.is_shown else []


class TimeTo(GenericAPIView):
    """How long a milestone takes after a programme was completed."""

    queryset = Person.objects.none()
    serializer_class = GroupRecord
    permission_classes = [SeesOutcomes]
    pagination_class = None

    @extend_schema(
        summary="Time to a milestone",
        operation_id="time_to_retrieve",
        responses=GroupRecord(many=True),
        filters=False,
        parameters=[
            OpenApiParameter("milestone", str, required=True, enum=Kind.values),
            OpenApiParameter("programme", NUMBER, description="One programme; else all."),
            OpenApiParameter("since", _YEAR, description="The first year of completion."),
            OpenApiParameter("until", _YEAR, description="The last year of completion."),
            OpenApiParameter("by", str, enum=By.values, description="How the people are divided."),
        ],
    )
    def get(self, request: Request) -> Response:
        """Kaplan and Meier's estimate in months, for staff. Groups of fewer than five are hidden."""
        form = check_asked(request, ScopeForm)
        groups = waits(form.scope(), request.user, timezone.localdate())
        return Response(self.get_serializer(groups, many=True).data)
