"""Reads of check-ins: what is known of her, her link, and the letter that holds it."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alumni.checkins.models import CheckIn, Question
from foundation.films.models import Work
from foundation.mail.letters import Letter, NotWanted, spoken_name
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
    taps = [Tap(str(option), option.value) for option in question.options.all()] if question else []
    return letter_about(row, question, taps, token=answer_token(row), language=message.language)


def letter_about(
    row: CheckIn, question: Question | None, taps: list[Tap], *, token: str, language: str
) -> Letter:
    """The letter about a check-in: with its question and the answers one tap away, where there is one."""
    edition = row.participation.edition
    context = {
        "person": row.person,
        "edition": edition,
        "question": question,
        "taps": taps,
        "closes_at": row.closes_at,
        "path": reverse("checkins:answer", args=["~"]).removesuffix("~/"),
    }
    names = {
        "name": spoken_name(row.person, language),
        "edition": str(edition),
        "day": date_format(timezone.localtime(row.closes_at), "j F Y"),
    }
    return Letter(context, secrets={"token": token}, names=names)
