"""Who is not asked, and whom the staff tried to reach."""

from alumni.checkins.filters import ContactFilters, PauseFilters
from alumni.checkins.models import Contact, Pause
from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName


class PauseRecord(Record):
    person = PersonName()

    class Meta:
        model = Pause
        fields = ["id", "person", "since", "until", "source"]


class ContactRecord(Record):
    """What was noted of it is read at the desk."""

    person = PersonName()

    class Meta:
        model = Contact
        fields = ["id", "person", "checkin", "at", "channel", "outcome", "call_back_on"]


class PauseViewSet(RecordViewSet):
    """Who is not asked until a day, or never again. Staff see all, others their own word."""

    queryset = Pause.objects.select_related("person")
    serializer_class = PauseRecord
    filterset_class = PauseFilters
    ordering_fields = ("since",)


class ContactViewSet(RecordViewSet):
    """Each time somebody of the staff tried to reach a person. For staff with the right."""

    queryset = Contact.objects.select_related("person")
    serializer_class = ContactRecord
    filterset_class = ContactFilters
    ordering_fields = ("at",)
