"""The letters of this room: to an alumna about work for her, to a production about its posting."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alumni.placement import wording
from alumni.placement.models import Offer, Posting
from alumni.placement.selectors.links import done_token, offer_token, posting_token, with_posting
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.zones import at_place

State = Offer.State
# What a letter says is true in these states alone.
WANTED = {
    "placement_offer": {State.SENT},
    "placement_over": {State.TAKEN_BACK, State.ENDED},
    "placement_contact": {State.ACCEPTED, State.DONE},
    "placement_withdrawn": {State.WITHDRAWN},
    "placement_done": {State.ACCEPTED},
}


def posting_mail(message: Message) -> Letter:
    """Asks whoever has the address whether it was they; it says nothing that a stranger has typed."""
    row = Posting.objects.select_related("role").filter(pk=message.context["posting"]).first()
    if row is None or row.state != Posting.State.UNCONFIRMED:
        raise NotWanted("it is confirmed or forgotten")
    return posting_letter(row)


def posting_letter(row: Posting) -> Letter:
    return Letter(
        {"path": _path("placement:confirm"), "role": str(row.role), "days": wording.days(row)},
        secrets={"token": f"{posting_token(row)}/"},
        names={"role": str(row.role)},
    )


def offer_mail(message: Message) -> Letter:
    row = _offer(message)
    if message.kind == "placement_offer" and not row.is_answerable(timezone.now()):
        raise NotWanted("the time to answer is over")
    return offer_letter(row, message.language)


def offer_letter(row: Offer, language: str) -> Letter:
    deadline = date_format(timezone.localtime(row.answer_by), "DATETIME_FORMAT") if row.answer_by else ""
    about = row.posting
    context = {
        **_facts(about),
        "path": _path("placement:offer"),
        "deadline": deadline,
        "reason": row.reason if row.state == State.TAKEN_BACK else about.reason,
        "was_hers": row.accepted_at is not None,
    }
    return Letter(
        context,
        secrets={"token": f"{offer_token(row)}/"},
        names={"film": about.name, "role": str(about.role), "day": deadline},
        personal={"name": spoken_name(row.person, language)},
    )


def production_mail(message: Message) -> Letter:
    return production_letter(_offer(message), message.kind)


def production_letter(row: Offer, kind: str) -> Letter:
    """What she agreed to, and nothing else of her: of who withdrew, or is asked after, her name alone."""
    about = row.posting
    day = date_format(about.ends_on, "DATE_FORMAT")
    asks = kind == "placement_done"
    context = {
        **_facts(about),
        "contact": about.contact_name,
        "her_name": row.person.name,
        "shared": wording.shared(row) if kind == "placement_contact" else [],
        "path": _path("placement:done") if asks else "",
        "day": day,
    }
    return Letter(
        context,
        secrets={"token": f"{done_token(row)}/"} if asks else {},
        names={"name": row.person.name, "film": about.name, "role": str(about.role), "day": day},
    )


def _facts(about: Posting) -> dict[str, str]:
    return {
        "film": about.name,
        "house": about.house,
        "role": str(about.role),
        "grade": str(about.get_grade_display()),
        "days": wording.days(about),
        "place": wording.place(about),
        "pay": wording.pay(about),
        "closes": at_place(about.closes_at, about.time_zone),
    }


def _offer(message: Message) -> Offer:
    row = with_posting(Offer.objects.all()).filter(pk=message.context["work_offer"]).first()
    if row is None or row.state not in WANTED[message.kind]:
        raise NotWanted("the offer has moved on")
    return row


def _path(name: str) -> str:
    return reverse(name, args=["~"]).removesuffix("~/")
