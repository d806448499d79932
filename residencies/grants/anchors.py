"""The days of a grant that reminders may hang on."""

from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.money import told
from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from residencies.grants.models import Fund, Grant, Instalment, Report


class _OfGrant(Anchor):
    person = "grant__person"
    ends = True
    filters = {
        "fund": Filter(_("fund"), "grant__fund", lambda: [(row.pk, str(row)) for row in Fund.objects.all()])
    }
    words = {
        "purpose": Word(_("what the grant is for"), lambda row: row.grant.purpose),
        "fund": Word(_("the fund"), lambda row: row.grant.fund),
    }
    related = ("grant__fund",)
    page = _("her own grants")

    def path(self, row: Instalment | Report, person: Person) -> str:
        return resolve_url("grants:mine")


class InstalmentDue(_OfGrant):
    title = _("day of an instalment")
    model = Instalment
    on = "due_on"
    words = {
        **_OfGrant.words,
        "amount": Word(_("the amount"), lambda row: told(row.amount, row.grant.fund.currency)),
    }

    def rows(self) -> Facts:
        return Instalment.objects.unpaid().exclude(grant__state=Grant.State.CANCELLED)


class ReportDue(_OfGrant):
    title = _("day a report on a grant is due")
    model = Report
    on = "due_on"
    filters = {
        **_OfGrant.filters,
        "kind": Filter(pgettext_lazy("grant", "report"), "kind", lambda: Report.Kind.choices),
    }
    words = {
        **_OfGrant.words,
        "report": Word(pgettext_lazy("grant", "report"), lambda row: row.get_kind_display()),
    }

    def rows(self) -> Facts:
        return Report.objects.waiting()
