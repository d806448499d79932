from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from foundation.api.records import Record
from foundation.api.views import FactViewSet, RecordViewSet
from foundation.films.filters import (
    AwardFilters,
    CreditFilters,
    FestivalEditionFilters,
    FestivalFilters,
    RoleFilters,
    SelectionFilters,
    WorkFilters,
)
from foundation.films.financing_api import (
    CoproductionRuleViewSet,
    FinancingPlanViewSet,
    RebateRuleViewSet,
)
from foundation.films.models import (
    Award,
    Credit,
    Episode,
    Festival,
    FestivalEdition,
    Role,
    Season,
    Section,
    Selection,
    StageChange,
    Work,
)
from foundation.people.models import Organisation, Person


def credited_name(person: Person) -> str:
    return person.credited_name or person.name


class CreditedPerson(Record):
    """Of a person on a film the world may know two things: a number, and the name she goes by there."""

    name = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ["id", "name"]

    def get_name(self, row: Person) -> str:
        return credited_name(row)


class CreditedOrganisation(Record):
    class Meta:
        model = Organisation
        fields = ["id", "name"]


class WorkTitle(Record):
    class Meta:
        model = Work
        fields = ["id", "title", "year"]


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


class WholeWork(WorkRecord):
    stages = StageRecord(many=True, source="stage_changes")
    seasons = SeasonRecord(many=True)

    class Meta(WorkRecord.Meta):
        fields = [*WorkRecord.Meta.fields, "stages", "seasons"]


class RoleRecord(Record):
    class Meta:
        model = Role
        fields = ["id", "slug", "department", "name_fr", "name_ar", "name_en"]


class EpisodeNumber(Record):
    season = serializers.IntegerField(source="season.number")

    class Meta:
        model = Episode
        fields = ["id", "season", "number", "title"]


class CreditRecord(Record):
    work = WorkTitle()
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
            "status",
        ]

    @extend_schema_field(CreditedPerson(allow_null=True))
    def get_person(self, row: Credit) -> dict[str, Any] | None:
        if row.person is None:
            return None
        return {"id": row.person_id, "name": row.credited_as or credited_name(row.person)}


class FestivalRecord(Record):
    class Meta:
        model = Festival
        fields = ["id", "name", "short_name", "kind", "country", "city"]


class FestivalName(Record):
    class Meta:
        model = Festival
        fields = ["id", "name"]


class SectionRecord(Record):
    class Meta:
        model = Section
        fields = ["id", "name"]


class FestivalYear(Record):
    festival = FestivalName()

    class Meta:
        model = FestivalEdition
        fields = ["id", "festival", "year"]


class FestivalEditionRecord(FestivalYear):
    sections = SectionRecord(many=True)

    class Meta(FestivalYear.Meta):
        fields = [*FestivalYear.Meta.fields, "starts_on", "ends_on", "sections"]


class Chosen(Record):
    """What was chosen, and where: a selection in short."""

    edition = FestivalYear()
    section = serializers.SlugRelatedField("name", read_only=True, allow_null=True)
    work = WorkTitle(allow_null=True)
    person = CreditedPerson(allow_null=True)

    class Meta:
        model = Selection
        fields = ["id", "edition", "section", "work", "person"]


class SelectionRecord(Chosen):
    class Meta(Chosen.Meta):
        fields = [*Chosen.Meta.fields, "premiere", "on"]


class AwardRecord(Record):
    selection = Chosen()
    shared_with = CreditedPerson(many=True)

    class Meta:
        model = Award
        fields = [
            *("id", "selection", "prize", "category", "result", "number", "amount", "currency"),
            "shared_with",
        ]


class WorkViewSet(RecordViewSet):
    """Films, series and projects: a project and the film it becomes are one work at different stages.

    Staff see all, others what is public or credited to them. A single work also tells its stages
    with their dates, its seasons and their episodes.
    """

    queryset = Work.objects.all()
    serializer_class = WorkRecord
    record_class = WholeWork
    record_related = ("stage_changes", "seasons__episodes")
    filterset_class = WorkFilters
    ordering_fields = ("title", "year")


class RoleViewSet(FactViewSet):
    """What someone does on a work, by department: director, showrunner, sound designer …"""

    queryset = Role.objects.all()
    serializer_class = RoleRecord
    filterset_class = RoleFilters
    ordering_fields = ("slug",)


class CreditViewSet(RecordViewSet):
    """Who did what on which work, or on which episode of it. A credit is seen with its work."""

    queryset = Credit.objects.select_related("work", "episode__season", "person", "organisation", "role")
    serializer_class = CreditRecord
    filterset_class = CreditFilters


class FestivalViewSet(FactViewSet):
    """Festivals, markets, labs and industry workshops that choose works or people."""

    queryset = Festival.objects.all()
    serializer_class = FestivalRecord
    filterset_class = FestivalFilters
    ordering_fields = ("name",)


class FestivalEditionViewSet(FactViewSet):
    """The years of festivals, each with its sections; without a year where it is not known."""

    queryset = FestivalEdition.objects.select_related("festival").prefetch_related("sections")
    serializer_class = FestivalEditionRecord
    filterset_class = FestivalEditionFilters
    ordering_fields = ("year",)


class SelectionViewSet(RecordViewSet):
    """Works, and people, chosen by a festival, market, lab or delegation."""

    queryset = Selection.objects.select_related("edition__festival", "section", "work", "person")
    serializer_class = SelectionRecord
    filterset_class = SelectionFilters
    ordering_fields = ("on",)


class AwardViewSet(RecordViewSet):
    """Prizes, special mentions and nominations; two prizes are two awards."""

    queryset = Award.objects.prefetch_related(Prefetch("selection", SelectionViewSet.queryset), "shared_with")
    serializer_class = AwardRecord
    filterset_class = AwardFilters


router = SimpleRouter()
router.register("works", WorkViewSet)
router.register("roles", RoleViewSet)
router.register("credits", CreditViewSet)
router.register("festivals", FestivalViewSet)
router.register("festival-editions", FestivalEditionViewSet)
router.register("selections", SelectionViewSet)
router.register("awards", AwardViewSet)
router.register("financing-plans", FinancingPlanViewSet)
router.register("co-production-rules", CoproductionRuleViewSet)
router.register("rebate-rules", RebateRuleViewSet)
urlpatterns = router.urls
