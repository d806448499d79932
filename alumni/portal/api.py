"""`me/`: what an alumna's own application asks for. Here staff, too, get their own record alone."""

from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.careers.api import ChangeRecord, ChangeViewSet
from alumni.careers.models import Change
from alumni.careers.outcomes_api import (
    PAGED,
    CareerRecord,
    CollaboratorRecord,
    PathEventRecord,
    career_of,
    collaborators_of,
    timeline_of,
)
from alumni.careers.services import RECORDS, propose_change, say_record, withdraw_change
from alumni.checkins.api import CheckInViewSet
from alumni.checkins.selectors import known_facts
from foundation.api.filtering import check_parameters
from foundation.api.records import Body, CountryCode
from foundation.api.views import RowsViewSet
from foundation.films.api import CreditViewSet
from foundation.films.models import Role, Work
from foundation.filters import BIGGEST
from foundation.people.api import PersonRecord, own_person
from foundation.people.models import Person
from residencies.programmes.api import ParticipationViewSet


class FactsSaid(Body):
    city = serializers.CharField(required=False, allow_blank=True, max_length=100)
    country = CountryCode(required=False, allow_blank=True)
    occupation = serializers.CharField(required=False, allow_blank=True, max_length=200)


class StageSaid(Body):
    stage = serializers.ChoiceField(Work.Stage.choices)


class CreditSaid(Body):
    title = serializers.CharField(max_length=300)
    role = serializers.SlugField(max_length=50, help_text="The `slug` of a role.")
    year = serializers.IntegerField(required=False, allow_null=True, min_value=1900, max_value=2100)

    def validate_role(self, slug: str) -> str:
        if not Role.objects.filter(slug=slug).exists():
            raise serializers.ValidationError(_("“%(role)s” is not a role in the table.") % {"role": slug})
        return slug


class SelectionSaid(Body):
    title = serializers.CharField(max_length=300)
    festival = serializers.CharField(max_length=200)
    section = serializers.CharField(required=False, allow_blank=True, max_length=200)
    year = serializers.IntegerField(required=False, allow_null=True, min_value=1900, max_value=2100)


class AwardSaid(Body):
    title = serializers.CharField(max_length=300)
    festival = serializers.CharField(max_length=200)
    prize = serializers.CharField(max_length=200)
    year = serializers.IntegerField(required=False, allow_null=True, min_value=1900, max_value=2100)


SAID: dict[str, type[Body]] = {
    Change.Kind.FACTS: FactsSaid,
    Change.Kind.STAGE: StageSaid,
    Change.Kind.CREDIT: CreditSaid,
    Change.Kind.SELECTION: SelectionSaid,
    Change.Kind.AWARD: AwardSaid,
}


class ChangeSaid(Body):
    """What she says has changed. `after` has the keys of its kind and no others."""

    kind = serializers.ChoiceField(Change.Kind.choices)
    work = serializers.IntegerField(
        required=False, min_value=1, max_value=BIGGEST, help_text="For a stage: one of her works."
    )
    after = serializers.DictField()
    link = serializers.URLField(
        required=False,
        allow_blank=True,
        max_length=500,
        help_text="Evidence of a credit, a selection or a prize: a page that shows it.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        after = SAID[said["kind"]](data=said["after"])
        if not after.is_valid():
            raise serializers.ValidationError({"after": after.errors})
        if not after.validated_data:
            raise serializers.ValidationError({"after": [_("Say what has changed.")]})
        if ("work" in said) != (said["kind"] == Change.Kind.STAGE):
            raise serializers.ValidationError(
                {"work": [_("A stage needs its work; other changes have none.")]}
            )
        if said.get("link") and said["kind"] not in RECORDS:
            raise serializers.ValidationError(
                {"link": [_("A link is evidence of a credit, a selection or a prize.")]}
            )
        return {**said, "after": dict(after.validated_data)}


MOVED = OpenApiExample(
    "Where she lives", {"kind": Change.Kind.FACTS.value, "after": {"city": "Tanger"}}, request_only=True
)


class ChangeSaidSchema(ChangeSaid):
    after = PolymorphicProxySerializer("After", list(SAID.values()), resource_type_field_name=None)

    class Meta:
        ref_name = "ChangeSaid"


class MyRecord(GenericAPIView):
    serializer_class = PersonRecord
    queryset = Person.objects.none()

    @extend_schema(summary="My record", operation_id="me_retrieve")
    def get(self, request: Request) -> Response:
        """Her own record as the foundation keeps it. What is wrong in it she says at `me/changes/`."""
        return Response(self.get_serializer(own_person(request.user)).data)


class MyRowsViewSet(RowsViewSet):
    is_own = True

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(person__account=self.request.user.pk)


class MyParticipations(MyRowsViewSet):
    """The editions she takes or took part in."""

    queryset = ParticipationViewSet.queryset
    serializer_class = ParticipationViewSet.serializer_class
    ordering_fields = ParticipationViewSet.ordering_fields


class MyCheckIns(MyRowsViewSet):
    """Her check-ins, with their states. `check-ins/{id}/` tells the questions and takes the answers."""

    queryset = CheckInViewSet.queryset
    serializer_class = CheckInViewSet.serializer_class
    ordering_fields = CheckInViewSet.ordering_fields


class MyCredits(MyRowsViewSet):
    """What she did on which works."""

    queryset = CreditViewSet.queryset
    serializer_class = CreditViewSet.serializer_class


class MyChanges(MyRowsViewSet):
    """What she has said has changed, and whether staff have taken it over."""

    queryset = ChangeViewSet.queryset
    serializer_class = ChangeRecord
    ordering_fields = ChangeViewSet.ordering_fields

    @extend_schema(
        summary="Say what has changed",
        request=ChangeSaidSchema,
        responses={201: ChangeRecord, 204: None},
        examples=[MOVED],
    )
    def create(self, request: Request) -> Response:
        """Propose a change of her record; staff accept or decline it. Nothing changes at once.

        201 with the proposal, or 204 where her record says so already.
        """
        person = own_person(request.user)
        said, now = ChangeSaid.read(request), timezone.now()
        kind, after = said["kind"], said["after"]
        row: Change | None
        if kind in RECORDS:
            row = say_record(person, kind, after, link=said.get("link", ""), now=now)
        else:
            work = _own_work(person, said.get("work"))
            before = _before(person, work, after)
            source = f"api:{person.pk}:{uuid4().hex}"
            row = propose_change(person, kind, before=before, after=after, source=source, work=work, now=now)
        if row is None:
            return Response(status=204)
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(summary="Take back a change", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """While it waits for staff's word; afterwards it is not in the list. 400 once it is decided."""
        Body.read(request)
        withdraw_change(self.get_object())
        return Response(status=204)


def _own_work(person: Person, number: int | None) -> Work | None:
    if number is None:
        return None
    hers = Q(credits__person=person) | Q(participations__person=person)
    work = Work.objects.filter(hers, pk=number).first()
    if work is None:
        raise serializers.ValidationError({"work": [_("This is not one of your works.")]})
    return work


def _before(person: Person, work: Work | None, after: dict[str, Any]) -> dict[str, Any]:
    if work:
        return {"stage": work.stage}
    facts = known_facts(person)
    return {key: facts[key] for key in after}


class MyCareer(GenericAPIView):
    serializer_class = CareerRecord
    queryset = Person.objects.none()
    pagination_class = None

    @extend_schema(summary="My milestones and rungs", operation_id="me_career_retrieve")
    def get(self, request: Request) -> Response:
        """The first of each kind, with its date as far as it is known, and the rungs of each department."""
        check_parameters(request)
        return Response(career_of(own_person(request.user), request.user))


class MyTimeline(GenericAPIView):
    serializer_class = PathEventRecord
    queryset = Person.objects.none()
    pagination_class = None

    @extend_schema(
        summary="My career as events",
        operation_id="me_timeline_list",
        parameters=PAGED,
        responses=PathEventRecord(many=True),
    )
    def get(self, request: Request) -> Response:
        """Programmes, credits, stages, selections, awards and grants, the newest first."""
        return Response(timeline_of(own_person(request.user), request))


class MyCollaborators(GenericAPIView):
    serializer_class = CollaboratorRecord
    queryset = Person.objects.none()
    pagination_class = None

    @extend_schema(
        summary="Who worked with me",
        operation_id="me_collaborators_list",
        parameters=PAGED,
        responses=CollaboratorRecord(many=True),
    )
    def get(self, request: Request) -> Response:
        """Who was credited on the same works, most of them first."""
        return Response(collaborators_of(own_person(request.user), request))


router = SimpleRouter()
router.register("me/participations", MyParticipations, "my-participation")
router.register("me/check-ins", MyCheckIns, "my-checkin")
router.register("me/credits", MyCredits, "my-credit")
router.register("me/changes", MyChanges, "my-change")
urlpatterns = [
    path("me/", MyRecord.as_view(), name="me"),
    path("me/career/", MyCareer.as_view(), name="my-career"),
    path("me/timeline/", MyTimeline.as_view(), name="my-timeline"),
    path("me/collaborators/", MyCollaborators.as_view(), name="my-collaborators"),
    *router.urls,
]
