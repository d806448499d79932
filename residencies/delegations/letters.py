"""The letters of this room: a place in a delegation that is offered, and one that was not answered for."""

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.zones import at_place
from residencies.delegations.models import Reserve
from residencies.delegations.selectors.links import place_token

# What a letter says is true in this state alone.
WANTED = {"delegation_offer": Reserve.State.OFFERED, "delegation_lapsed": Reserve.State.LAPSED}


def reserve_mail(message: Message) -> Letter:
    rows = Reserve.objects.select_related("person", "delegation__edition__programme")
    row = rows.filter(pk=message.context["reserve"]).first()
    if row is None or row.state != WANTED[message.kind]:
        raise NotWanted("the offer has moved on")
    if row.state == Reserve.State.OFFERED and not row.is_answerable(timezone.now()):
        raise NotWanted("the time to answer is over")
    return reserve_letter(row, message.language)


def reserve_letter(row: Reserve, language: str) -> Letter:
    trip, offered = row.delegation, row.state == Reserve.State.OFFERED
    day = at_place(row.answer_by, row.person.time_zone)
    facts = {
        "path": reverse("delegations:place", args=["~"]).removesuffix("~/")
        if offered
        else resolve_url(settings.LOGIN_REDIRECT_URL),
        "city": trip.city,
        "leaves": date_format(trip.leaves_on),
        "returns": date_format(trip.returns_on),
        "day": day,
    }
    return Letter(
        facts,
        secrets={"token": f"{place_token(row)}/" if offered else ""},
        names={"edition": str(trip.edition), "day": day},
        personal={"name": spoken_name(row.person, language)},
    )
