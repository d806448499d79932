"""A prize that a jury gives to a project at an event: it is an award of its work, as everywhere."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Award, FestivalEdition
from residencies.industry.models import Event, Project
from residencies.industry.services.locks import locked_event
from residencies.programmes.services.prizes import edition_among_festivals, record_award, selection_in


@transaction.atomic
def give_prize(
    project: Project,
    prize: str,
    *,
    by: Any,
    result: str = Award.Result.WON,
    amount: Decimal | None = None,
    currency: str = "",
    note: str = "",
) -> Award:
    """Record it in the festival edition of the event, else in its programme's. Twice is as good as once.

    Raises ServiceError for a project that has left, an event that belongs to neither, and as
    `record_award` does.
    """
    event = locked_event(project.event)
    row = Project.objects.select_related("work").get(pk=project.pk)
    if not row.is_active:
        raise ServiceError(_("%(who)s does not take part now.") % {"who": row})
    chosen = selection_in(_edition_of(event), {"work": row.work, "person": None}, by)
    made = record_award(chosen, prize, result=result, amount=amount, currency=currency, note=note, by=by)
    event.prizes.add(made)
    return made


def _edition_of(event: Event) -> FestivalEdition:
    if event.festival_edition:
        return event.festival_edition
    if event.edition:
        return edition_among_festivals(event.edition)
    raise ServiceError(
        _("Say of which festival’s or programme’s edition the event is; its prizes stand there.")
    )
