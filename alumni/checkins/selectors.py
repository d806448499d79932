"""Reads of check-ins: what is known of her, her link, and the letter that holds it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.models import CheckIn, Pause, Question
from foundation.films.models import Work
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.people.models import Person

_LINK = Signer(salt="checkins.answer")
_PAUSE = Signer(salt="checkins.pause")


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


def pause_token(person: Person) -> str:
    """Opens the page where she pauses and resumes, and nothing else; good for as long as she is here."""
    return _PAUSE.sign(str(person.pk))


def person_of_pause_token(token: str) -> Person | None:
    try:
        return Person.objects.filter(pk=int(_PAUSE.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


def running_pause(person: Person, on: date) -> Pause | None:
    """Her pause, or her stop, if it holds on that day."""
    return Pause.objects.running(on).filter(person=person).first()


def known_facts(person: Person) -> dict[str, str]:
    return {"city": person.city, "country": str(person.country), "occupation": person.occupation}


def current_work(row: CheckIn) -> Work | None:
    """The project she is asked about: that of the programme, else her newest unfinished one."""
    work = row.participation.work
    if work is not None:
        return work
    done = [Work.Stage.COMPLETED, Work.Stage.RELEASED]
    return Work.objects.filter(credits__person=row.person_id).exclude(stage__in=done).order_by("-pk").first()


ASKING = ("checkin", "reminder")  # kinds that ask; a new link is sent because she asked for it


@dataclass(frozen=True)
class Tap:
    """A one-tap answer in the mail."""

    text: str
    value: str


def checkin_mail(message: Message) -> Letter:
    """The letter of a check-in, of a reminder, or of a new link to it."""
    row = (
        CheckIn.objects.select_related("person", "participation__edition__programme", "questionnaire")
        .filter(pk=message.context["checkin"])
        .first()
    )
    if row is None or row.state in (CheckIn.State.CANCELLED, CheckIn.State.PLANNED):
        raise NotWanted("the check-in was cancelled")
    if row.closes_at is None or row.closes_at <= timezone.now():
        raise NotWanted("the check-in is closed")
    if message.kind in ASKING:
        _check_it_is_wanted(row)
    question = row.questionnaire.questions.filter(in_mail=True).prefetch_related("options").first()
    return Letter(
        context=_mail_context(row, question),
        secrets={"token": answer_token(row), "pause": pause_token(row.person)},
        follows=_first_mail(row) if message.kind == "reminder" else "",
    )


def _check_it_is_wanted(row: CheckIn) -> None:
    if row.state == CheckIn.State.ANSWERED:
        raise NotWanted("answered already")
    if running_pause(row.person, timezone.localdate()):
        raise NotWanted("she has paused check-ins")


def _first_mail(row: CheckIn) -> str:
    """Its Message-ID, so that a reminder stands in the same conversation."""
    first = Message.objects.filter(dedupe_key=f"checkin:{row.pk}:first")
    return first.values_list("message_id", flat=True).first() or ""


def _mail_context(row: CheckIn, question: Question | None) -> dict[str, Any]:
    return {
        "person": row.person,
        "edition": row.participation.edition,
        "question": question,
        "taps": [Tap(str(option), option.value) for option in question.options.all()] if question else [],
        "closes_at": row.closes_at,
        "path": reverse("checkins:answer", args=["~"]).removesuffix("~/"),
        "pause_path": reverse("checkins:pause", args=["~"]).removesuffix("~/"),
        "begun": row.answers.exists(),
    }
