"""Who the two are that read reports of harassment."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.support.models import HarassmentReader, holds
from alumni.support.services.moving import draft_to
from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.mail.services import enqueue_many, is_address
from foundation.people.models import Account


@transaction.atomic
def name_reader(place: int, account: Account, *, by: Any, now: datetime) -> HarassmentReader:
    """Name one of the two, by whoever was given that right. It stays in the history, and all whom it concerns
    are told: the other one, who is named, and who was before. Raises ServiceError.
    """
    if not holds(by, "name_readers"):
        raise ServiceError(_("Only the director names who reads reports of harassment."))
    if not account.is_active:
        raise ServiceError(_("This account is not in use."))
    rows = list(HarassmentReader.objects.select_for_update(of=("self",)).select_related("account__person"))
    row = next((one for one in rows if one.place == place), None)
    if any(one.account_id == account.pk and one.place != place for one in rows):
        raise ServiceError(_("The two have to be two people."))
    if row is not None and row.account_id == account.pk:
        return row
    concerned = {one.account_id: one.account for one in rows} | {account.pk: account}
    row = row or HarassmentReader(place=place)
    row.account, row.named_at, row.named_by = account, now, by
    save_by(row, by)
    stamp = f"{now:%Y%m%d%H%M%S%f}"
    told = [one for one in concerned.values() if is_address(one.email)]
    enqueue_many([draft_to(one, f"support:readers:{stamp}:{one.pk}") for one in told], now=now)
    return row
