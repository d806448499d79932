"""Reads of check-ins: what is known of her, her link, and the letter that holds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alumni.checkins.kinds import Known, kind_of
from alumni.checkins.models import Answer, CheckIn, Contact, Pause, Question
from foundation.films.models import Work
from foundation.links import Link
from foundation.mail.letters import Letter, NotWanted, as_she_reads
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person
from foundation.strands import Line, Strand, instant, opened, strand
from residencies.programmes.models import Edition

Context = dict[str, Any] | Callable[[], dict[str, Any]]
_LINK = Link("checkins.answer")
_PAUSE = Signer(salt="checkins.pause")


def answer_token(row: CheckIn) -> str:
    """Opens this check-in and nothing else. It ends when the check-in closes or a new link is sent."""
    return _LINK.token(row)


def checkin_of_token(token: str) -> tuple[CheckIn | None, bool]:
    """(check-in, whether its link still counts); (None, False) for a link that was never ours."""
    rows = CheckIn.objects.select_related(
        "person", "questionnaire", "participation__work", "participation__edition__programme"
    )
    return _LINK.row(token, rows)


def pause_token(person: int | None) -> str:
    """Opens the page where she, by her number, pauses and resumes, and nothing else; good for good."""
    return _PAUSE.sign(str(person))


def person_of_pause_token(token: str) -> Person | None:
    try:
        return Person.objects.filter(pk=int(_PAUSE.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


def running_pause(person: Person, on: date) -> Pause | None:
    """Her pause, or her stop, if it holds on that day."""
    return Pause.objects.running(on).filter(person=person).first()


def paused_people(people: list[int], on: date) -> set[int]:
    """Those of them whose pause, or stop, holds on that day."""
    return set(Pause.objects.running(on).filter(person__in=people).values_list("person", flat=True))


def known_facts(person: Person) -> dict[str, str]:
    return {"city": person.city, "country": str(person.country), "occupation": person.occupation}


def current_work(row: CheckIn) -> Work | None:
    """The project she is asked about: that of the programme, else her newest unfinished one."""
    work = row.participation.work
    if work is not None:
        return work
    return (
        Work.objects.filter(credits__person=row.person_id)
        .exclude(stage__in=Work.FINISHED)
        .order_by("-pk")
        .first()
    )


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


ASKING = ("checkin", "checkin_reminder")  # kinds that ask; a new link is sent because she asked for it


@dataclass(frozen=True)
class Tap:
    """A one-tap answer in the mail."""

    text: str
    value: str


@dataclass(frozen=True)
class Background:
    """What the letters of several check-ins are written from."""

    editions: dict[int, Edition]
    pauses: dict[int, Pause]
    first_mails: dict[str, str]  # Message-IDs by the mails' keys

    def is_paused(self, row: CheckIn) -> bool:
        pause = self.pauses.get(row.person_id)
        return pause is not None and (pause.until is None or pause.until > timezone.localdate())


def checkin_mails(messages: list[Message]) -> dict[int, Letter | Exception]:
    """The letters of check-ins, of reminders, or of new links to them, by their messages' numbers."""
    begun = Exists(Answer.objects.filter(checkin=OuterRef("pk")))
    rows = CheckIn.objects.select_related("participation").annotate(begun=begun)
    found = rows.in_bulk({message.context["checkin"] for message in messages})
    about = _background(list(found.values()), messages)
    return {
        message.pk: _checkin_mail(message, found.get(message.context["checkin"]), about)
        for message in messages
    }


def _background(rows: list[CheckIn], messages: list[Message]) -> Background:
    """A reminder stands in the same conversation as the first mail."""
    reminded = [message.context["checkin"] for message in messages if message.kind == "checkin_reminder"]
    first = Message.objects.filter(dedupe_key__in=[f"checkin:{number}:first" for number in reminded])
    pauses = Pause.objects.filter(person__in=[row.person_id for row in rows])
    return Background(
        editions=Edition.objects.select_related("programme").in_bulk(
            {row.participation.edition_id for row in rows}
        ),
        pauses={pause.person_id: pause for pause in pauses},
        first_mails=dict(first.values_list("dedupe_key", "message_id")) if reminded else {},
    )


def _checkin_mail(message: Message, row: CheckIn | None, about: Background) -> Letter | Exception:
    if row is None or message.person is None or row.state in (CheckIn.State.CANCELLED, CheckIn.State.PLANNED):
        return NotWanted("the check-in was cancelled")
    if row.closes_at is None or row.closes_at <= timezone.now():
        return NotWanted("the check-in is closed")
    with as_she_reads(message):
        if message.kind in ASKING and row.state == CheckIn.State.ANSWERED:
            return NotWanted("answered already")
        if message.kind in ASKING and about.is_paused(row):
            return NotWanted("she has paused check-ins")
        personal = {
            "name": spoken_name(message.person, message.language),
            "edition": str(about.editions[row.participation.edition_id]),
        }
        follows = about.first_mails.get(f"checkin:{row.pk}:first", "")
        return letter_about(row, personal, context=partial(_asked_in_mail, row), follows=follows)


def letter_about(row: CheckIn, personal: dict[str, str], *, context: Context, follows: str = "") -> Letter:
    """The letter about a check-in; `context` is from `mail_context`."""
    closes = timezone.localtime(row.closes_at)
    return Letter(
        context,
        secrets={"token": answer_token(row), "pause": pause_token(row.person_id)},
        names={"day": date_format(closes)},
        personal=personal,
        form=(row.questionnaire_id, closes.date(), getattr(row, "begun", False)),
        follows=follows,
    )


def _asked_in_mail(row: CheckIn) -> dict[str, Any]:
    question = row.questionnaire.questions.filter(in_mail=True).prefetch_related("options").first()
    return mail_context(row, question, _taps(question) if question else [])


def mail_context(row: CheckIn, question: Question | None, taps: list[Tap]) -> dict[str, Any]:
    """With its question and the answers one tap away, where there is one."""
    return {
        "question": question,
        "taps": taps,
        "closes_at": row.closes_at,
        "path": reverse("checkins:answer", args=["~"]).removesuffix("~/"),
        "pause_path": reverse("checkins:pause", args=["~"]).removesuffix("~/"),
        "begun": getattr(row, "begun", False),
    }


def _taps(question: Question) -> list[Tap]:
    return [Tap(text, code) for code, text in kind_of(question).choices(question)]


def life(person: Person, viewer: Any) -> list[Strand]:
    """How she was asked and called, on her page at the desk; not what she answered."""
    asked = CheckIn.objects.visible_to(viewer).filter(person=person).exclude(state=CheckIn.State.CANCELLED)
    called = Contact.objects.visible_to(viewer).filter(person=person)
    return [
        strand(
            asked.select_related("participation__edition__programme"),
            instant("answered_at", "asked_at", "ask_on"),
            lambda row: Line(
                str(row.participation.edition),
                str(row.get_state_display()),
                row.answered_at or row.asked_at or row.ask_on,
                opened(row),
            ),
        ),
        strand(
            called.select_related("by__person"),
            "at",
            lambda row: Line(
                str(row.get_channel_display()),
                " · ".join([str(row.get_outcome_display()), *([row.by.get_full_name()] if row.by else [])]),
                row.at,
                opened(row),
            ),
        ),
    ]
