from typing import Any

from django.urls import include, path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import FactViewSet, RecordViewSet
from foundation.filters import BIGGEST
from foundation.people.api import OrganisationName, PersonName
from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.programmes.filters import EditionFilters, ParticipationFilters, ProgrammeFilters
from residencies.programmes.models import Edition, Participation, Places, Programme, Track
from residencies.programmes.selectors.requirements import Standing, standings
from residencies.programmes.services import change_state, complete_participations


class TrackRecord(Record):
    class Meta:
        model = Track
        fields = ["id", "slug", "name_fr", "name_ar", "name_en"]


class ProgrammeRecord(Record):
    organisation = OrganisationName(allow_null=True)
    tracks = TrackRecord(many=True)

    class Meta:
        model = Programme
        fields = ["id", "slug", "kind", "name_fr", "name_ar", "name_en", "organisation", "tracks"]


class ProgrammeSlug(Record):
    class Meta:
        model = Programme
        fields = ["id", "slug"]


class EditionName(Record):
    programme = ProgrammeSlug()

    class Meta:
        model = Edition
        fields = ["id", "programme", "name"]


class PlacesRecord(Record):
    track = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Places
        fields = ["track", "capacity"]


class EditionRecord(EditionName):
    places = PlacesRecord(many=True)

    class Meta(EditionName.Meta):
        fields = [*EditionName.Meta.fields, "starts_on", "ends_on", "place", "places"]


class ParticipationRecord(Record):
    person = PersonName()
    edition = EditionName()
    track = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)

    class Meta:
        model = Participation
        # The work by its number alone: who may know its title asks for the work.
        fields = [
            *("id", "person", "edition", "track", "work", "funder", "replaces", "state"),
            *("completed_on", "certificate"),
        ]


class StandingRecord(serializers.Serializer[Standing]):
    requirement = serializers.IntegerField(source="requirement.pk", help_text="Its number.")
    code = serializers.CharField(source="requirement.code")
    done = serializers.DecimalField(max_digits=8, decimal_places=2)
    amount = serializers.DecimalField(source="requirement.amount", max_digits=6, decimal_places=2)
    is_waived = serializers.BooleanField()
    is_fulfilled = serializers.BooleanField()


class Completion(Body):
    participations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST),
        min_length=1,
        max_length=200,
        help_text="The numbers of the participations, all or none of which are completed.",
    )
    on = serializers.DateField(help_text="The day of completion, not in the future.")
    reason = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=1000,
        help_text="Why those complete who lack something of what the edition requires.",
    )
    tell = serializers.BooleanField(default=True, help_text="Write to them that their certificate is there.")


class Moved(Body):
    to = serializers.ChoiceField(Participation.State.choices, help_text="Completion has an act of its own.")
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    cause = serializers.ChoiceField(
        Participation.Cause.choices, required=False, help_text="Why somebody leaves, to be counted."
    )


class Completed(serializers.Serializer):
    completed = serializers.ListField(
        child=serializers.IntegerField(), help_text="Those that were not completed before."
    )


class ProgrammeViewSet(FactViewSet):
    """What the foundation runs year after year: residencies, trainings, degrees, platforms."""

    queryset = Programme.objects.select_related("organisation").prefetch_related("tracks")
    serializer_class = ProgrammeRecord
    filterset_class = ProgrammeFilters
    ordering_fields = ("slug",)


class EditionViewSet(FactViewSet):
    """The runs of programmes, with their dates and their places by track."""

    queryset = Edition.objects.select_related("programme").prefetch_related("places__track")
    serializer_class = EditionRecord
    filterset_class = EditionFilters
    ordering_fields = ("starts_on",)


class ParticipationViewSet(RecordViewSet):
    """Who takes or took part in an edition, and how it ended. Staff see all, others their own."""

    queryset = Participation.objects.select_related("person", "edition__programme", "track")
    serializer_class = ParticipationRecord
    filterset_class = ParticipationFilters
    ordering_fields = ("completed_on",)

    @extend_schema(summary="Complete participations", request=Completion, responses=Completed)
    @action(detail=False, methods=["post"], permission_classes=[MayChange])
    def complete(self, request: Request) -> Response:
        """Mark participations as completed on a day, all or none of them; completion makes an alumna.

        For staff with the right to change participations. Those completed before stay as they are. Whoever
        lacks something of what the edition requires is completed with a reason alone.
        """
        said = Completion.read(request)
        rows = self._all_of(said["participations"])
        how = {name: said[name] for name in ("on", "reason", "tell")}
        done = complete_participations(rows, **how, by=request.user, now=timezone.now())
        return Response({"completed": [row.pk for row in done]})

    @extend_schema(summary="Move a participation on", request=Moved, responses=ParticipationRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def move(self, request: Request, pk: str) -> Response:
        """For staff with the right to change participations. Whoever leaves gives up her bed."""
        said, row = Moved.read(request), self.get_object()
        change_state(row, said.pop("to"), **said, by=request.user, now=timezone.now())
        return Response(ParticipationRecord(self.get_object()).data)

    @extend_schema(summary="How it stands with a participation", responses=StandingRecord(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def standing(self, request: Request, pk: str) -> Response:
        """What is required for completion, and how far it is done. Staff see all, others their own."""
        row = self.get_object()
        hers = row.person.account_id == request.user.pk
        if not hers and not is_staff_with(request.user, "programmes.view_requirement"):
            raise PermissionDenied
        return Response(StandingRecord(standings([row])[row.pk], many=True).data)

    def _all_of(self, numbers: list[int]) -> list[Any]:
        rows = list(self.get_queryset().filter(pk__in=numbers))
        if missing := sorted(set(numbers) - {row.pk for row in rows}):
            told = listed(missing)
            raise serializers.ValidationError(
                {"participations": [_("There is no participation %(numbers)s.") % {"numbers": told}]}
            )
        return rows


router = SimpleRouter()
router.register("programmes", ProgrammeViewSet)
router.register("editions", EditionViewSet)
router.register("participations", ParticipationViewSet)
urlpatterns = [*router.urls, path("", include("residencies.programmes.year_api"))]
