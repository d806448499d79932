"""Reads of check-ins: what is known of her, her link, and the letter that holds it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alumni.checkins.models import CheckIn, Question
from foundation.films.models import Work
from foundation.mail.letters import Letter, NotWanted, as_she_reads
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person
from residencies.programmes.models import Edition

Context = dict[str, Any] | Callable[[], dict[str, Any]]
_LINK = Signer(salt="checkins.answer")


def answer_token(row: CheckIn) -> str:
    """Opens this check-in and nothing else. It ends when the check-in closes or a new link is sent."""
    return _LINK.sign(f"{row.pk}.{row.link_version}")


def checkin_of_token(token: str) -> tuple[CheckIn | None, bool]:
    """(check-in, whether its link still counts); (None, False) for a link that was never ours."""
    try:
        number, _dot, version = _LINK.unsign(token).partition(".")
        rows = CheckIn.objects.select_related(
            "person", "questionnaire", "participation__work", "participation__edition__programme"
        )
        row = rows.filter(pk=int(number)).first()
    except (BadSignature, ValueError):
        return None, False
    return row, row is not None and str(row.link_version) == version


def known_facts(person: Person) -> dict[str, str]:
    return {"city": person.city, "country": str(person.country), "occupation": person.occupation}


def current_work(row: CheckIn) -> Work | None:
    """The project she is asked about: that of the programme, else her newest unfinished one."""
    work = row.participation.work
    if work is not None:
        return work
    done = [Work.Stage.COMPLETED, Work.Stage.RELEASED]
    return Work.objects.filter(credits__person=row.person_id).exclude(stage__in=done).order_by("-pk").first()


@dataclass(frozen=True)
class Tap:
    """A one-tap answer in the mail."""

    text: str
    value: str


def checkin_mails(messages: list[Message]) -> dict[int, Letter | Exception]:
    """The letters of check-ins, or of new links to them, by their messages' numbers."""
    rows = CheckIn.objects.annotate(edition=F("participation__edition"))
    found = rows.in_bulk({message.context["checkin"] for message in messages})
    editions = Edition.objects.select_related("programme").in_bulk({row.edition for row in found.values()})
    return {
        message.pk: _checkin_mail(message, found.get(message.context["checkin"]), editions)
        for message in messages
    }


def _checkin_mail(message: Message, row: CheckIn | None, editions: dict[int, Edition]) -> Letter | Exception:
    if row is None or message.person is None or row.state in (CheckIn.State.CANCELLED, CheckIn.State.PLANNED):
        return NotWanted("the check-in was cancelled")
    if row.closes_at is None or row.closes_at <= timezone.now():
        return NotWanted("the check-in is closed")
    if row.state == CheckIn.State.ANSWERED and message.kind == "checkin":
        return NotWanted("answered already")
    with as_she_reads(message):
        personal = {
            "name": spoken_name(message.person, message.language),
            "edition": str(editions[row.edition]),
        }
        return letter_about(row, personal, context=partial(_asked_in_mail, row), token=answer_token(row))


def letter_about(row: CheckIn, personal: dict[str, str], *, context: Context, token: str) -> Letter:
    """The letter about a check-in; `context` is from `mail_context`."""
    closes = timezone.localtime(row.closes_at)
    names = {"day": date_format(closes, "j F Y")}
    form = (row.questionnaire_id, closes.date())
    return Letter(context, secrets={"token": token}, names=names, personal=personal, form=form)


def _asked_in_mail(row: CheckIn) -> dict[str, Any]:
    question = row.questionnaire.questions.filter(in_mail=True).prefetch_related("options").first()
    taps = [Tap(str(option), option.value) for option in question.options.all()] if question else []
    return mail_context(row, question, taps)


def mail_context(row: CheckIn, question: Question | None, taps: list[Tap]) -> dict[str, Any]:
    """With its question and the answers one tap away, where there is one."""
    return {
        "question": question,
        "taps": taps,
        "closes_at": row.closes_at,
        "path": reverse("checkins:answer", args=["~"]).removesuffix("~/"),
    }
