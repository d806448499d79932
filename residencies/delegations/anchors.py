"""The days of a journey that reminders may hang on."""

from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from residencies.delegations.models import Delegation, Member


class _OfMember(Anchor):
    model = Member
    person = "participation__person"
    ends = True
    filters = {
        "delegation": Filter(
            _("delegation"),
            "delegation",
            lambda: [(row.pk, str(row)) for row in Delegation.objects.select_related("edition__programme")],
        )
    }
    words = {
        "delegation": Word(_("the delegation"), lambda row: row.delegation),
        "city": Word(_("where it travels to"), lambda row: row.delegation.city),
    }
    related = ("delegation__edition__programme",)


class TripReport(_OfMember):
    title = _("day a report on a journey is due")
    on = "delegation__report_due_on"
    page = _("her report")

    def rows(self) -> Facts:
        return Member.objects.owing()

    def path(self, row: Member, person: Person) -> str:
        return resolve_url("delegations:report", row.pk)


class VisaAppointment(_OfMember):
    title = _("day of an appointment for a visa")
    on = "papers__appointment_on"
    page = _("her trip")

    def rows(self) -> Facts:
        return Member.objects.going().filter(papers__applied_on=None, papers__granted_until=None)

    def path(self, row: Member, person: Person) -> str:
        return resolve_url("delegations:trip", row.pk)
