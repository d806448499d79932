"""A prize that a jury gives to those who take part in an edition."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Award, Festival, FestivalEdition, Selection
from foundation.films.services import tell_selected
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
    if row.state in Participation.LEFT:
        raise ServiceError(_("%(who)s does not take part now.") % {"who": row.person})
    check_prize(prize, amount, currency)
    who = {"work": row.work, "person": None if row.work else row.person}
    chosen = selection_in(edition_among_festivals(edition), who, by)
    made = record_award(chosen, prize, result=result, amount=amount, currency=currency, note=note, by=by)
    edition.prizes.add(made)
    return made


def record_award(
    chosen: Selection,
    prize: str,
    *,
    by: Any,
    result: str = Award.Result.WON,
    amount: Decimal | None = None,
    currency: str = "",
    note: str = "",
) -> Award:
    """The award of a selection: the one that stands, or a new one. The caller holds what gives the prize.

    Raises ServiceError for another amount than the one that stands, and as `check_prize` does.
    """
    prize = " ".join(prize.split())
    check_prize(prize, amount, currency)
    made = Award.objects.filter(selection=chosen, prize__iexact=prize, result=result).first()
    if made and amount is not None and (made.amount, made.currency) != (amount, currency):
        raise ServiceError(
            _("This prize is recorded already, with another amount. Change it among the awards of the work.")
        )
    if made is None:
        made = Award(selection=chosen, prize=prize, result=result)
        made.amount, made.currency, made.note = amount, currency, note.strip()
        save_by(made, by)
    return made


def check_prize(prize: str, amount: Decimal | None, currency: str) -> None:
    """Raises ServiceError without a name, or for an amount without its currency."""
    if not prize.strip():
        raise ServiceError(_("Name the prize."))
    if (amount is None) != (not currency):
        raise ServiceError(_("An amount has a currency, such as MAD or EUR."))
    others = {field.name for field in Award._meta.fields} - {"amount", "currency"}
    try:
        Award(amount=amount, currency=currency).clean_fields(exclude=others)
    except ValidationError as fault:
        raise ServiceError(" ".join(fault.messages)) from fault


def edition_among_festivals(edition: Edition) -> FestivalEdition:
    """The edition as it stands among festivals and labs."""
    with translation.override("fr"):
        name = str(edition.programme)
    day = edition.ends_on or edition.starts_on
    house, _new = Festival.objects.get_or_create(name=name, defaults={"kind": Festival.Kind.LAB})
    return FestivalEdition.objects.get_or_create(festival=house, year=day.year if day else None)[0]


def selection_in(there: FestivalEdition, who: dict[str, Any], by: Any) -> Selection:
    """That it chose this work or person (`who` names both, one of them None), once."""
    found = Selection.objects.filter(edition=there, section=None, **who).first()
    if found is None:
        found = Selection(edition=there, **who)
        save_by(found, by)
        tell_selected([found])
    return found
