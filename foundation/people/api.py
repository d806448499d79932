from rest_framework.routers import SimpleRouter

from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.people.filters import OrganisationFilters, PersonFilters
from foundation.people.models import Organisation, Person


class PersonName(Record):
    class Meta:
        model = Person
        fields = ["id", "name"]


class PersonRecord(Record):
    class Meta:
        model = Person
        fields = [
            "id",
            "name",
            "sort_name",
            "name_ar",
            "credited_name",
            "email",
            "phone",
            "gender",
            "birth_date",
            "country",
            "city",
            "occupation",
            "language",
            "time_zone",
            "imdb_id",
            "created_at",
            "updated_at",
        ]


class OrganisationName(Record):
    class Meta:
        model = Organisation
        fields = ["id", "name"]


class OrganisationRecord(Record):
    class Meta:
        model = Organisation
        fields = ["id", "name", "short_name", "kind", "country", "city", "founded"]


class PersonViewSet(RecordViewSet):
    """People the foundation knows, each once, whatever she is to it: participant, mentor, juror …

    Staff with the right to view people get all of them, anyone else her own record alone.
    """

    queryset = Person.objects.all()
    serializer_class = PersonRecord
    filterset_class = PersonFilters
    ordering_fields = ("sort_name", "updated_at")


class OrganisationViewSet(RecordViewSet):
    """Foundations, film centres, schools, companies, broadcasters, markets and funds."""

    queryset = Organisation.objects.all()
    serializer_class = OrganisationRecord
    filterset_class = OrganisationFilters
    ordering_fields = ("name",)


router = SimpleRouter()
router.register("people", PersonViewSet)
router.register("organisations", OrganisationViewSet)
urlpatterns = router.urls
