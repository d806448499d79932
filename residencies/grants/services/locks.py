"""Rows held, so that nobody else acts on them: always a fund, then its grant, then what is of it.

`by` acts for the foundation: raises ServiceError where the grant is her own. Of these services none but the
handing in of a report is for the grantee.
"""

from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.people.models import Person
from residencies.grants.models import Fund, Grant, Instalment, Report


def locked_fund(fund: Fund) -> Fund:
    """With its figures, as they are under the lock."""
    row = Fund.objects.select_for_update().get(pk=fund.pk)
    return Fund.objects.with_figures().get(pk=row.pk)


def locked_grant(grant: Grant, *, by: Any) -> Grant:
    fund = locked_fund(Fund.objects.get(grants=grant.pk))
    rows = Grant.objects.select_for_update(of=("self",)).select_related("person", "rate")
    row = rows.get(pk=grant.pk)
    check_not_hers(row.person, by)
    row.fund = fund
    return row


def locked_instalment(instalment: Instalment, *, by: Any) -> Instalment:
    grant = locked_grant(Grant.objects.get(instalments=instalment.pk), by=by)
    rows = Instalment.objects.select_for_update(of=("self",)).select_related("report")
    row = rows.get(pk=instalment.pk)
    row.grant = grant
    return row


def locked_report(report: Report, *, by: Any) -> Report:
    grant = locked_grant(Grant.objects.get(reports=report.pk), by=by)
    row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    row.grant = grant
    return row


def check_not_hers(grantee: Person, by: Any) -> None:
    """Whatever is done for a grantee is done by an account that is not hers; raises ServiceError."""
    if by is not None and grantee.account_id == by.pk:
        raise ServiceError(_("This is your own grant: somebody else has to do it."))
