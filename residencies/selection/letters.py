"""The letters of this room: what was decided, and the place that is offered by it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter, NotWanted, as_she_reads, render
from foundation.mail.models import Message
from foundation.mail.previews import veiled
from foundation.zones import at_place
from residencies.calls.letters import application_path, name_of
from residencies.calls.models import Application, Member
from residencies.calls.out_letters import members_of
from residencies.calls.selectors import application_token
from residencies.selection.models import Decision, Offer
from residencies.selection.selectors.telling import offer_token, with_decision
from residencies.selection.wording import prize_text

Outcome = Decision.Outcome
# The state in which an offer is when these letters about it are true; the others are about an open one.
ABOUT = {
    "offer_accepted": Offer.State.ACCEPTED,
    "offer_lapsed": Offer.State.LAPSED,
    "member_accepted": Offer.State.ACCEPTED,
    "member_declined": Offer.State.DECLINED,
}
Found = dict[int, Letter | Exception]


def decision_mails(messages: list[Message]) -> Found:
    """The letters that tell what was decided, by their messages' numbers; in a fixed number of queries."""
    offers = Prefetch("offers", Offer.objects.order_by("made_at", "pk"), to_attr="made")
    rows = Decision.objects.select_related(
        "deliberation", "application__call__edition__programme", "application__person"
    )
    found = rows.prefetch_related("prizes", offers).in_bulk({one.context["decision"] for one in messages})
    members = members_of(messages)
    return _each(messages, lambda one: _decision_mail(one, found.get(one.context["decision"]), members))


def offer_mails(messages: list[Message]) -> Found:
    """The letters about offers, by their messages' numbers; in a fixed number of queries."""
    found = with_decision(Offer.objects.all()).in_bulk({one.context["offer"] for one in messages})
    members = members_of(messages)
    return _each(messages, lambda one: _offer_mail(one, found.get(one.context["offer"]), members))


def _each(messages: list[Message], letter: Callable[[Message], Letter | Exception]) -> Found:
    letters: Found = {}
    for message in messages:
        with as_she_reads(message):
            letters[message.pk] = letter(message)
    return letters


def _decision_mail(message: Message, row: Any, members: dict[Any, Member]) -> Letter | Exception:
    number = message.context.get("member")
    if row is None or row.deliberation.released_at is None:
        return NotWanted("the decision was not released")
    if row.application.state == Application.State.WITHDRAWN:
        return NotWanted("the application was withdrawn")
    if number and number not in members:
        return NotWanted("she is no longer a member")
    offer = row.made[0] if row.made else None
    # Whoever leads answers for all: a member is told all the same.
    wanted = (Offer.State.OPEN, Offer.State.ACCEPTED) if number else (Offer.State.OPEN,)
    if row.outcome == Outcome.SELECTED and (offer is None or offer.state not in wanted):
        return NotWanted("the offer is not open any more")
    return decision_letter(row, message.language, offer, members.get(number))


def _offer_mail(message: Message, row: Offer | None, members: dict[Any, Member]) -> Letter | Exception:
    number, wanted = message.context.get("member"), ABOUT.get(message.kind, Offer.State.OPEN)
    if number and number not in members:
        return NotWanted("she is no longer a member")
    if row is None or row.state != wanted:
        return NotWanted("the offer has moved on")
    if wanted == Offer.State.OPEN and row.answer_by <= timezone.now():
        return NotWanted("the time to answer is over")
    return offer_letter(row, message.language, members.get(number))


def decision_letter(
    row: Decision, language: str, offer: Offer | None = None, member: Member | None = None
) -> Letter:
    """What was decided; without `offer`, as it will be once it is released. To the applicant, or to a member
    who signed beside her: that one holds no link, for the lead answers. Prizes are read with the row.
    """
    about, selected = row.application, row.outcome == Outcome.SELECTED
    ends = offer.answer_by if offer else row.deliberation.answer_by if selected else _second_ends(row)
    token = (offer_token(offer) if offer else "") if selected else application_token(about)
    path = offer_path() if selected else application_path()
    return _letter(about, language, ends, path, token, row, member)


def _second_ends(row: Decision) -> datetime | None:
    return row.application.call.second_closes_at if row.outcome == Outcome.SHORTLISTED else None


def offer_letter(row: Offer, language: str, member: Member | None = None) -> Letter:
    decision, about = row.decision, row.decision.application
    if member or row.state == Offer.State.LAPSED:  # there is nothing for her to answer
        path, token = application_path(), application_token(about)
        return _letter(about, language, row.answer_by, path, token, decision, member)
    return _letter(about, language, row.answer_by, offer_path(), offer_token(row), decision)


def _letter(
    about: Application,
    language: str,
    ends: datetime | None,
    path: str,
    token: str,
    row: Decision,
    member: Member | None = None,
) -> Letter:
    call = about.call
    deadline = at_place(ends, call.time_zone)
    comment, prizes = row.comment.strip(), [prize_text(one) for one in row.prizes.all()] if row.pk else []
    return Letter(
        {
            "path": path,
            "deadline": deadline,
            "comment": comment,
            "prizes": prizes,
            "edition": str(call.edition),
            "opens": _opens(row),
            "lead": about.name if member else "",
            "token": "",  # of a member's; the mark of a secret stands in its place
        },
        secrets={} if member else {"token": token},
        names={"call": str(call), "day": deadline, **({"lead": about.name} if member else {})},
        personal={
            "name": name_of(member or about, language),
            "number": about.number,
            "title": about.title or _("your project"),
        },
        # What the jury wrote is hers alone; all others read the same letter.
        form=None if comment or prizes or member else (call.pk, row.outcome, deadline),
    )


def _opens(row: Decision) -> str:
    """When the full file may be sent, where that is still to come."""
    opens = row.application.call.second_opens_at
    return at_place(opens, row.application.call.time_zone) if opens and opens > timezone.now() else ""


def previewed(row: Decision, language: str) -> dict[str, str]:
    """{subject, text, html} of the letter as this applicant would get it, in any language."""
    message = Message(
        kind=f"decision_{row.outcome}",
        stream=Message.Stream.TRANSACTIONAL,
        person=row.application.person,
        language=language,
    )
    with translation.override(language):
        return veiled(render(message, decision_letter(row, language)))


def offer_path() -> str:
    return reverse("selection:offer", args=["~"]).removesuffix("~/")
