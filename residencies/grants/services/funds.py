"""What is put into a fund."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.money import is_payable, told
from residencies.grants.models import Contribution, Fund
from residencies.grants.services.locks import locked_fund


@transaction.atomic
def top_up_fund(
    fund: Fund,
    amount: Decimal,
    *,
    on: date,
    by: Any,
    now: datetime,
    note: str = "",
    token: UUID | None = None,
) -> Contribution:
    """Put so much into a fund; less than nothing takes it out again, as far as it is not committed. Twice
    with the same `token` is as good as once.
    """
    row = locked_fund(fund)
    if token and (there := Contribution.objects.filter(fund=row, token=token).first()):
        return there
    if not is_payable(abs(amount), row.currency):
        raise ServiceError(_("This is no amount in %(currency)s.") % {"currency": row.currency})
    if on > timezone.localdate(now):
        raise ServiceError(_("The day lies in the future."))
    if row.free + amount < 0:
        raise ServiceError(
            _("%(free)s of this fund are free: no more can be taken out.")
            % {"free": told(row.free, row.currency)}
        )
    made = Contribution(fund=row, amount=amount, on=on, note=note, by=by, token=token)
    made.save()
    return made
