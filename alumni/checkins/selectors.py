"""Reads of check-ins: what is known of her, her link, and the letter that holds it."""

from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.kinds import Known, kind_of
from alumni.checkins.models import Answer, CheckIn, Question
from foundation.films.models import Work
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.people.models import Person

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


def known_of(row: CheckIn) -> Known:
    return Known(known_facts(row.person), current_work(row))


def last_answers(row: CheckIn, keys: list[str]) -> dict[str, Answer]:
    """Her newest answers to questions of these keys in earlier check-ins of the same questionnaire."""
    earlier = Answer.objects.filter(
        checkin__person=row.person_id,
        checkin__state=CheckIn.State.ANSWERED,
        question__questionnaire__slug=row.questionnaire.slug,
        question__key__in=keys,
    )
    if row.pk:
        earlier = earlier.filter(checkin__due_on__lt=row.due_on)
    answers = earlier.select_related("question").prefetch_related("question__options")
    return {answer.question.key: answer for answer in answers.order_by("checkin__due_on", "pk")}


@dataclass(frozen=True)
class Tap:
    """A one-tap answer in the mail."""

    text: str
    value: str


def checkin_mail(message: Message) -> Letter:
    """The letter of a check-in, or of a new link to it."""
    row = (
        CheckIn.objects.select_related("person", "participation__edition__programme", "questionnaire")
        .filter(pk=message.context["checkin"])
        .first()
    )
    if row is None or row.state in (CheckIn.State.CANCELLED, CheckIn.State.PLANNED):
        raise NotWanted("the check-in was cancelled")
    if row.closes_at is None or row.closes_at <= timezone.now():
        raise NotWanted("the check-in is closed")
    if row.state == CheckIn.State.ANSWERED and message.kind == "checkin":
        raise NotWanted("answered already")
    question = row.questionnaire.questions.filter(in_mail=True).prefetch_related("options").first()
    return Letter(context=_mail_context(row, question), secrets={"token": answer_token(row)})


def _mail_context(row: CheckIn, question: Question | None) -> dict[str, Any]:
    return {
        "person": row.person,
        "edition": row.participation.edition,
        "question": question,
        "taps": _taps(question) if question else [],
        "closes_at": row.closes_at,
        "path": reverse("checkins:answer", args=["~"]).removesuffix("~/"),
    }


def _taps(question: Question) -> list[Tap]:
    return [Tap(text, code) for code, text in kind_of(question).choices(question)]
