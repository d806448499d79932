"""A prize that a jury gives to those who take part in an edition."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Award, Festival, FestivalEdition, Selection
from foundation.history import save_by
from residencies.programmes.models import Edition, Participation


@transaction.atomic
def give_prize(
    to: Participation,
    prize: str,
    *,
    by: Any,
    result: str = Award.Result.WON,
    amount: Decimal | None = None,
    currency: str = "",
    note: str = "",
) -> Award:
    """Record what her work was given in her edition; what nobody has a work for is given to herself.

    It stands among the awards of the work, once for all who share it. The same prize again is as good as
    once. Raises ServiceError for who has left, without a name, for an amount without its currency, or for
    another amount than the one that stands.
    """
    edition = (
        Edition.objects.select_for_update(of=("self",)).select_related("programme").get(pk=to.edition_id)
    )
    row = Participation.objects.select_related("person", "work").get(pk=to.pk)
    prize = " ".join(prize.split())
    if row.state in Participation.LEFT:
        raise ServiceError(_("%(who)s does not take part now.") % {"who": row.person})
    if not prize:
        raise ServiceError(_("Name the prize."))
    _check_worth(amount, currency)
    chosen = _selection(edition, row, by)
    made = Award.objects.filter(selection=chosen, prize__iexact=prize, result=result).first()
    if made and amount is not None and (made.amount, made.currency) != (amount, currency):
        raise ServiceError(
            _("This prize is recorded already, with another amount. Change it among the awards of the work.")
        )
    if made is None:
        made = Award(selection=chosen, prize=prize, result=result)
        made.amount, made.currency, made.note = amount, currency, note.strip()
        save_by(made, by)
    edition.prizes.add(made)
    return made


def _check_worth(amount: Decimal | None, currency: str) -> None:
    if (amount is None) != (not currency):
        raise ServiceError(_("An amount has a currency, such as MAD or EUR."))
    others = {field.name for field in Award._meta.fields} - {"amount", "currency"}
    try:
        Award(amount=amount, currency=currency).clean_fields(exclude=others)
    except ValidationError as fault:
        raise ServiceError(" ".join(fault.messages)) from fault


def _selection(edition: Edition, row: Participation, by: Any) -> Selection:
    """The edition as it stands among festivals and labs, and the work or the person that it chose."""
    with translation.override("fr"):
        name = str(edition.programme)
    day = edition.ends_on or edition.starts_on
    house, _new = Festival.objects.get_or_create(name=name, defaults={"kind": Festival.Kind.LAB})
    there, _new = FestivalEdition.objects.get_or_create(festival=house, year=day.year if day else None)
    who = {"work": row.work, "person": None if row.work else row.person}
    found = Selection.objects.filter(edition=there, section=None, **who).first()
    if found is None:
        found = Selection(edition=there, **who)
        save_by(found, by)
    return found
