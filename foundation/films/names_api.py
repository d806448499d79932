"""What the API calls people, organisations and works wherever a record names one."""

from rest_framework import serializers

from foundation.api.records import Record
from foundation.films.models import Work
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


class WorkName(Record):
    class Meta:
        model = Work
        fields = ["id", "title", "year"]
