"""What follows the work: somebody's word that it was done, and the credit."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.placement.models import Offer
from alumni.placement.services.locks import locked_offer
from alumni.placement.services.offers import announce
from alumni.placement.services.telling import tell_production
from foundation.errors import ServiceError
from foundation.films.models import CreditEvidence
from foundation.films.services import confirm_credit
from foundation.history import save_by

State = Offer.State


@transaction.atomic
def confirm_work(offer: Offer, *, by: Any, now: datetime) -> Offer:
    """The work was done: her credit is confirmed, with the placement as its evidence. Twice is as good as
    once. `by` is staff, or None where the production says so by its link.

    Raises ServiceError before the first day of the work, and where nobody knows on which film it was.
    """
    row = locked_offer(offer)
    if row.state == State.DONE:
        return row
    if row.state != State.ACCEPTED:
        raise ServiceError(_("She has not accepted it: %(state)s.") % {"state": row.get_state_display()})
    if timezone.localdate(now) < row.posting.starts_on:
        raise ServiceError(_("The work has not begun yet."))
    if row.posting.work is None:
        raise ServiceError(_("Say first which film it was: choose the work in the posting."))
    announce(row, by=by)
    if row.credit is not None:
        confirm_credit(row.credit, by=by)
        CreditEvidence.objects.get_or_create(
            credit=row.credit,
            kind=CreditEvidence.Kind.OTHER,
            reference=_evidence(row, by),
        )
    row.state, row.done_by, row.ended_at = State.DONE, by, now
    save_by(row, by)
    return row


def _evidence(row: Offer, by: Any) -> str:
    """In French, as records are kept; it names nobody of the production."""
    who = "l’équipe" if by else "la production"
    return f"Placement {row.pk}, du {row.posting.starts_on} au {row.posting.ends_on}, confirmé par {who}"


def deny_work(offer: Offer, *, now: datetime) -> Offer:
    """The production says that she did not work there: staff look at it, nothing is lost before."""
    with transaction.atomic():
        row = locked_offer(offer)
        if row.state == State.ACCEPTED and not row.reason:
            row.reason = _("The production says that the work was not done.")
            save_by(row, None)
    return row


def ask_after_work(*, now: datetime) -> int:
    """Ask each production, once, whether the work was done, on the day after its last; returns how many."""
    rows = Offer.objects.to_confirm(timezone.localdate(now)).filter(asked_end_at=None)
    asked = 0
    for key in rows.order_by("pk").values_list("pk", "posting"):
        asked += _ask(Offer(pk=key[0], posting_id=key[1]), now)
    return asked


@transaction.atomic
def _ask(offer: Offer, now: datetime) -> int:
    row = locked_offer(offer)
    if row.state != State.ACCEPTED or row.asked_end_at is not None:
        return 0
    row.asked_end_at = now
    save_by(row, None)
    tell_production(row, "placement_done", now)
    return 1
