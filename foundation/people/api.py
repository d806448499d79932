from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from foundation.api.records import Record, StaffsNote
from foundation.api.views import RecordViewSet
from foundation.api.writing import Changing, RowBody
from foundation.people.filters import AffiliationFilters, OrganisationFilters, PersonFilters
from foundation.people.models import Affiliation, Organisation, Person


def own_person(user: Any) -> Person:
    """Whose login it is. Raises Http404 where it is nobody's on record, as of staff."""
    person = Person.objects.filter(account=user.pk).first()
    if person is None:
        raise Http404(_("This login belongs to nobody’s record."))
    return person


def credited_name(person: Person) -> str:
    return person.credited_name or person.name


class CreditedPerson(Record):
    """Of a person in public the world may know two things: a number, and the name she goes by there."""

    name = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ["id", "name"]

    def get_name(self, row: Person) -> str:
        return credited_name(row)


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


class WholeOrganisation(OrganisationRecord):
    note = StaffsNote("people.view_organisation")

    class Meta(OrganisationRecord.Meta):
        fields = [*OrganisationRecord.Meta.fields, "note"]


class AffiliationRecord(Record):
    person = CreditedPerson()
    organisation = OrganisationName()

    class Meta:
        model = Affiliation
        fields = ["id", "person", "organisation", "role", "from_year", "to_year", "is_public"]


class WholePerson(PersonRecord):
    affiliations = serializers.SerializerMethodField()
    note = StaffsNote("people.view_person")

    class Meta(PersonRecord.Meta):
        fields = [*PersonRecord.Meta.fields, "affiliations", "note"]

    @extend_schema_field(AffiliationRecord(many=True))
    def get_affiliations(self, row: Person) -> Any:
        rows = row.affiliations.visible_to(self.context["request"].user)
        told = rows.select_related("person", "organisation").order_by("pk")
        return AffiliationRecord(told, many=True, context=self.context).data


class PersonBody(RowBody):
    class Meta:
        model = Person
        # Her login is opened by an act of its own, at the desk.
        fields = [
            *("name", "sort_name", "name_ar", "credited_name", "email", "phone", "gender", "birth_date"),
            *("country", "city", "occupation", "language", "time_zone", "imdb_id", "note"),
        ]


class OrganisationBody(RowBody):
    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "country", "city", "founded", "note"]


class AffiliationBody(RowBody):
    class Meta:
        model = Affiliation
        fields = ["person", "organisation", "role", "from_year", "to_year", "is_public"]


class PersonViewSet(Changing, RecordViewSet):
    """People the foundation knows, each once, whatever she is to it: participant, mentor, juror …

    Staff with the right to view people get all of them, anyone else her own record alone. Staff with the
    rights add and change them.
    """

    body_class = PersonBody

    queryset = Person.objects.all()
    serializer_class = PersonRecord
    record_class = WholePerson
    filterset_class = PersonFilters
    ordering_fields = ("sort_name", "updated_at")


class OrganisationViewSet(Changing, RecordViewSet):
    """Foundations, film centres, schools, companies, broadcasters, markets and funds."""

    body_class = OrganisationBody

    queryset = Organisation.objects.all()
    serializer_class = OrganisationRecord
    record_class = WholeOrganisation
    filterset_class = OrganisationFilters
    ordering_fields = ("name",)


class AffiliationViewSet(Changing, RecordViewSet):
    """Who is, or was, what in which organisation. Staff see all, others what is public or their own."""

    body_class = AffiliationBody

    export_right = "people.export_organisation"
    queryset = Affiliation.objects.select_related("person", "organisation")
    serializer_class = AffiliationRecord
    filterset_class = AffiliationFilters


router = SimpleRouter()
router.register("people", PersonViewSet)
router.register("organisations", OrganisationViewSet)
router.register("affiliations", AffiliationViewSet)
urlpatterns = router.urls
