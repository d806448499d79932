"""What may be asked of workshops, their sessions and who asks for a place."""

from foundation.filters import Filters, IdFilter
from residencies.workshops.models import Attendance, Registration, Session, Workshop


class WorkshopFilters(Filters):
    class Meta:
        model = Workshop
        fields = {"edition": ["exact"], "audience": ["exact"], "is_published": ["exact"]}


class SessionFilters(Filters):
    edition = IdFilter(field_name="workshop__edition")

    class Meta:
        model = Session
        fields = {"workshop": ["exact"], "state": ["exact"], "starts_at": ["gte", "lte"]}


class RegistrationFilters(Filters):
    workshop = IdFilter(field_name="session__workshop")
    edition = IdFilter(field_name="session__workshop__edition")

    class Meta:
        model = Registration
        fields = {
            "session": ["exact"],
            "person": ["exact"],
            "state": ["exact"],
            "asked_at": ["gte", "lte"],
        }


class AttendanceFilters(Filters):
    workshop = IdFilter(field_name="session__workshop")
    edition = IdFilter(field_name="session__workshop__edition")

    class Meta:
        model = Attendance
        fields = {"session": ["exact"], "person": ["exact"], "way": ["exact"], "noted_at": ["gte", "lt"]}
