"""Works, roles and credits in the API, and the addresses of all that the room shows there."""

from typing import Any, ClassVar

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record, StaffsNote
from foundation.api.schema import NUMBER
from foundation.api.views import FactViewSet, RecordViewSet, RowsViewSet
from foundation.api.writing import Changing, RowBody
from foundation.films import services
from foundation.films.festival_api import (
    AwardViewSet,
    FestivalEditionViewSet,
    FestivalViewSet,
    PremieresRecord,
    ScreeningViewSet,
    SectionViewSet,
    SeesScreenings,
    SelectionViewSet,
)
from foundation.films.filters import (
    CreditFilters,
    RoleFilters,
    WorkFilters,
)
from foundation.films.financing_api import (
    CoproductionRuleViewSet,
    FinancingPlanViewSet,
    RebateRuleViewSet,
)
from foundation.films.models import (
    CountryShare,
    Credit,
    CreditEvidence,
    Episode,
    Role,
    Season,
    StageChange,
    Work,
    WorkTitle,
)
from foundation.films.names_api import CreditedOrganisation, CreditedPerson, WorkName, credited_name
from foundation.films.project_api import DossierDocumentViewSet, RightsOptionViewSet
from foundation.films.selectors.filmography import filmography
from foundation.films.selectors.premieres import premieres
from foundation.numbers import number_of
from foundation.people.models import is_staff_with


class WorkRecord(Record):
    class Meta:
        model = Work
        fields = [
            "id",
            "title",
            "original_title",
            "title_ar",
            "kind",
            "form",
            "stage",
            "year",
            "running_time",
            "countries",
            "languages",
            "logline",
            "imdb_id",
            "is_public",
        ]


class StageRecord(Record):
    class Meta:
        model = StageChange
        fields = ["stage", "on"]


class EpisodeRecord(Record):
    class Meta:
        model = Episode
        fields = ["id", "number", "title"]


class SeasonRecord(Record):
    episodes = EpisodeRecord(many=True)

    class Meta:
        model = Season
        fields = ["number", "episodes"]


class TitleRecord(Record):
    class Meta:
        model = WorkTitle
        fields = ["title", "language", "kind"]


class CountryShareRecord(Record):
    class Meta:
        model = CountryShare
        fields = ["country", "percent"]


class WholeWork(WorkRecord):
    titles = TitleRecord(many=True)
    country_shares = CountryShareRecord(many=True)
    stages = StageRecord(many=True, source="stage_changes")
    seasons = SeasonRecord(many=True)
    note = StaffsNote("films.view_work")

    class Meta(WorkRecord.Meta):
        fields = [
            *WorkRecord.Meta.fields,
            *(
                "synopsis_fr",
                "synopsis_ar",
                "synopsis_en",
                "titles",
                "country_shares",
                "stages",
                "seasons",
                "note",
            ),
        ]


class RoleSlugs(serializers.ListField):
    """Roles by their slugs; each must be one of the table. Gives the roles."""

    child = serializers.SlugField(max_length=50)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": "The `slug` of each role.", **kwargs})

    def to_internal_value(self, data: Any) -> list[Role]:
        slugs = super().to_internal_value(data)
        known = Role.objects.in_bulk(slugs, field_name="slug")
        if unknown := [slug for slug in slugs if slug not in known]:
            raise serializers.ValidationError(
                _("“%(role)s” is not a role in the table.") % {"role": unknown[0]}
            )
        return list(known.values())


class RoleRecord(Record):
    class Meta:
        model = Role
        fields = ["id", "slug", "department", "grade", "name_fr", "name_ar", "name_en"]


class EpisodeNumber(Record):
    season = serializers.IntegerField(source="season.number")

    class Meta:
        model = Episode
        fields = ["id", "season", "number", "title"]


def _party(number: int | None, credited_as: str, *names: str) -> dict[str, Any] | None:
    """A credited person, by the first of her names that there is."""
    return None if number is None else {"id": number, "name": credited_as or names[0] or names[1]}


class CreditRecord(Record):
    columns: ClassVar = {
        "person": (_party, "person_id", "credited_as", "person__credited_name", "person__name")
    }
    work = WorkName()
    episode = EpisodeNumber(allow_null=True)
    person = serializers.SerializerMethodField()
    organisation = CreditedOrganisation(allow_null=True)
    role = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Credit
        fields = [
            "id",
            "work",
            "scope",
            "episode",
            "person",
            "organisation",
            "role",
            "credited_as",
            *("status", "order", "verification", "verified_on"),
        ]

    @extend_schema_field(CreditedPerson(allow_null=True))
    def get_person(self, row: Credit) -> dict[str, Any] | None:
        return row.person and _party(row.person_id, row.credited_as, credited_name(row.person))


class CreditOfWork(CreditRecord):
    work = None

    class Meta(CreditRecord.Meta):
        fields = [name for name in CreditRecord.Meta.fields if name != "work"]


class CreditedWork(WorkRecord):
    credits = CreditOfWork(many=True)

    class Meta(WorkRecord.Meta):
        fields = [*WorkRecord.Meta.fields, "credits"]


class EvidenceRecord(Record):
    class Meta:
        model = CreditEvidence
        fields = ["kind", "url", "reference"]


class WholeCredit(CreditRecord):
    evidence = serializers.SerializerMethodField(help_text="For staff who see credits; else empty.")
    note = StaffsNote("films.view_credit")

    class Meta(CreditRecord.Meta):
        fields = [*CreditRecord.Meta.fields, "evidence", "note"]

    @extend_schema_field(EvidenceRecord(many=True))
    def get_evidence(self, row: Credit) -> Any:
        may = is_staff_with(self.context["request"].user, "films.view_creditevidence")
        return EvidenceRecord(row.evidence.all(), many=True).data if may else []


class FilmographyLine(serializers.Serializer):
    work = WorkName()
    role = serializers.CharField(source="role.slug")
    episodes = serializers.IntegerField(
        allow_null=True, help_text="How many; null if on episodes that nobody knows."
    )
    is_whole = serializers.BooleanField(help_text="Credited on the whole work as well, or on nothing else.")
    is_verified = serializers.BooleanField()


class FilmographyRecord(serializers.Serializer):
    works = serializers.IntegerField(help_text="A series is one, however many episodes.")
    lines = FilmographyLine(many=True)


class WorkBody(RowBody):
    class Meta:
        model = Work
        # Its stage has a history: it is moved by an act of its own.
        fields = [
            *("title", "original_title", "title_ar", "kind", "form", "year", "running_time", "countries"),
            *("languages", "logline", "synopsis_fr", "synopsis_ar", "synopsis_en", "imdb_id"),
            *("is_public", "note"),
        ]


class CreditBody(RowBody):
    class Meta:
        model = Credit
        # Whether it is verified is said by an act of its own.
        fields = [
            *("work", "scope", "episode", "person", "organisation", "role", "credited_as", "status"),
            *("order", "note"),
        ]

    role = serializers.SlugRelatedField("slug", queryset=Role.objects.all())


class StageMoved(Body):
    stage = serializers.ChoiceField(Work.Stage.choices)
    on = serializers.DateField(required=False, help_text="Today unless it is said.")
    source = serializers.CharField(required=False, allow_blank=True, max_length=200)


class Verdict(Body):
    verdict = serializers.ChoiceField(Credit.Verification.choices)


class WorkViewSet(Changing, RecordViewSet):
    """Films, series and projects: a project and the film it becomes are one work at different stages.

    Staff see all, others what is public or credited to them. A single work also tells its stages
    with their dates, its seasons and their episodes.
    """

    queryset = Work.objects.all()
    body_class = WorkBody
    serializer_class = WorkRecord
    record_class = WholeWork
    record_related = ("titles", "country_shares", "stage_changes", "seasons__episodes")
    filterset_class = WorkFilters
    ordering_fields = ("title", "year")

    @extend_schema(summary="Move a work to a stage", request=StageMoved, responses=WholeWork)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def move(self, request: Request, pk: str) -> Response:
        """For staff with the right to change works; the stage it is in already changes nothing."""
        said = StageMoved.read(request)
        row = self.get_object()
        services.change_stage(row, said.pop("stage"), **said, by=request.user, now=timezone.now())
        return self._seen(row)

    @extend_schema(summary="What a work is still a premiere for", responses=PremieresRecord)
    @action(detail=True, permission_classes=[SeesScreenings])
    def premieres(self, request: Request, pk: str) -> Response:
        """What is claimed of it, and which sections of editions to come it is open to; for staff."""
        return Response(PremieresRecord(premieres(self.get_object(), timezone.localdate())).data)


class CreditedWorkViewSet(RowsViewSet):
    """Works, each with all its credits in their order: the same works, and the same credits, as in the lists
    of their own.
    """

    queryset = Work.objects.all()
    serializer_class = CreditedWork
    filterset_class = WorkFilters
    ordering_fields = ("title", "year")

    def get_queryset(self) -> QuerySet[Any]:
        credits = Credit.objects.visible_to(self.request.user).select_related(
            "episode__season", "person", "organisation", "role"
        )
        placed = credits.order_by(F("order").asc(nulls_last=True), "pk")
        return super().get_queryset().prefetch_related(Prefetch("credits", placed))


class RoleViewSet(FactViewSet):
    """What someone does on a work, by department: director, showrunner, sound designer …"""

    queryset = Role.objects.all()
    serializer_class = RoleRecord
    filterset_class = RoleFilters
    ordering_fields = ("slug",)


class CreditViewSet(Changing, RecordViewSet):
    """Who did what on which work, or on which episode of it. A credit is seen with its work."""

    queryset = Credit.objects.select_related("work", "episode__season", "person", "organisation", "role")
    body_class = CreditBody
    serializer_class = CreditRecord
    record_class = WholeCredit
    record_related = ("evidence",)
    filterset_class = CreditFilters

    @extend_schema(summary="Say whether a credit is right", request=Verdict, responses=WholeCredit)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def verify(self, request: Request, pk: str) -> Response:
        """For staff with the right to change credits. Verified it is on evidence alone."""
        said, row = Verdict.read(request), self.get_object()
        services.verify_credit(row, said["verdict"], by=request.user, now=timezone.now())
        return self._seen(row)

    @extend_schema(
        summary="What one person did",
        responses=FilmographyRecord,
        filters=False,
        parameters=[OpenApiParameter("person", NUMBER, required=True, description="Whose.")],
    )
    @action(detail=False, pagination_class=None)
    def filmography(self, request: Request) -> Response:
        """What one person did, by work and role: a series counts once, with the number of its episodes."""
        wanted = number_of(request.query_params.get("person"))
        if set(request.query_params) != {"person"} or wanted is None:
            raise ValidationError({"person": [_("Say whose: one number, and nothing else.")]})
        lines = filmography(Credit.objects.visible_to(request.user).filter(person=wanted))
        works = len({line.work.pk for line in lines})
        return Response(FilmographyRecord({"works": works, "lines": lines}).data)


router = SimpleRouter()
router.register("works/credits", CreditedWorkViewSet, "credited-work")
router.register("works", WorkViewSet)
router.register("screenings", ScreeningViewSet)
router.register("roles", RoleViewSet)
router.register("credits", CreditViewSet)
router.register("festivals", FestivalViewSet)
router.register("festival-editions", FestivalEditionViewSet)
router.register("festival-sections", SectionViewSet, "festival-section")
router.register("selections", SelectionViewSet)
router.register("awards", AwardViewSet)
router.register("financing-plans", FinancingPlanViewSet)
router.register("co-production-rules", CoproductionRuleViewSet)
router.register("rebate-rules", RebateRuleViewSet)
router.register("dossier-documents", DossierDocumentViewSet)
router.register("rights-options", RightsOptionViewSet)
urlpatterns = router.urls
