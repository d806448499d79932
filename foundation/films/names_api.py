"""What the API calls people, organisations and works wherever a record names one."""

from foundation.api.records import Record
from foundation.films.models import Work
from foundation.people.api import CreditedPerson, credited_name
from foundation.people.models import Organisation

__all__ = ["CreditedOrganisation", "CreditedPerson", "WorkName", "credited_name"]


class CreditedOrganisation(Record):
    class Meta:
        model = Organisation
        fields = ["id", "name"]


class WorkName(Record):
    class Meta:
        model = Work
        fields = ["id", "title", "year"]
