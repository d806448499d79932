"""The letters of this room: a place, the waiting list, an offer; a session that is changed or cancelled."""

from django.urls import reverse
from django.utils import timezone

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person
from foundation.zones import at_place
from residencies.workshops.models import PlaceRequest, Registration, Session
from residencies.workshops.selectors.links import place_token, request_token, with_session
from residencies.workshops.wording import when, when_for_reader, where

State = Registration.State
# What a letter about a registration says is true in these states alone.
WANTED = {
    "workshop_registered": {State.REGISTERED},
    "workshop_waiting": {State.WAITING},
    "workshop_offer": {State.OFFERED},
    "workshop_lapsed": {State.LAPSED},
    "workshop_cancelled": {State.CANCELLED},
}


def registration_mail(message: Message) -> Letter:
    """About a place of hers. Not written where she has moved on, or the session has."""
    row = with_session(Registration.objects.all()).filter(pk=message.context["registration"]).first()
    if row is None or row.state not in WANTED[message.kind]:
        raise NotWanted("the registration has moved on")
    if row.session.is_cancelled or row.session.ends_at <= timezone.now():
        raise NotWanted("the session is cancelled or over")
    if row.state == State.OFFERED and not row.is_answerable(timezone.now()):
        raise NotWanted("the time to answer is over")
    return registration_letter(row, message.language)


def session_mail(message: Message) -> Letter:
    """About a session as it is now: an older revision is told by the letter of the newer one."""
    rows = Session.objects.select_related("workshop__edition__programme")
    row = rows.filter(pk=message.context["session"]).first()
    if row is None or message.person is None:
        raise NotWanted("the session or the person is gone")
    if row.revision != message.context["revision"]:
        raise NotWanted("it has changed again since")
    asked = row.registrations.filter(person=message.person).order_by("-pk").first()
    if message.kind == "workshop_changed" and not _is_concerned(row, message.person, asked):
        raise NotWanted("she has no place in it any more")
    return session_letter(row, message.person, message.language, asked)


def _is_concerned(row: Session, person: Person, asked: Registration | None) -> bool:
    holds = asked is not None and asked.state in Registration.HOLDING
    return holds or row.speakers.filter(person=person).exists()


def confirm_mail(message: Message) -> Letter:
    """Asks whoever has the address whether it was she; it says nothing that a stranger has typed."""
    rows = PlaceRequest.objects.select_related("session__workshop__edition__programme")
    row = rows.filter(pk=message.context["request"], registration=None).first()
    if row is None or not row.session.is_open(timezone.now()):
        raise NotWanted("the request is confirmed or forgotten, or the session not open")
    return confirm_letter(row)


def confirm_letter(row: PlaceRequest) -> Letter:
    day = when(row.session)
    return Letter(
        {
            "path": reverse("workshops:confirm", args=["~"]).removesuffix("~/"),
            "edition": str(row.session.workshop.edition),
            "session": str(row.session),
            "when": day,
            "her_when": "",
            "where": where(row.session),
        },
        secrets={"token": f"{request_token(row)}/"},
        names={"session": str(row.session), "edition": str(row.session.workshop.edition), "day": day},
    )


def cancelled_mail(message: Message) -> Letter:
    """The session is cancelled, or the place of one."""
    return registration_mail(message) if "registration" in message.context else session_mail(message)


def registration_letter(row: Registration, language: str) -> Letter:
    ends = at_place(row.answer_by, row.session.time_zone)
    return _letter(row.session, row.person, language, row, deadline=ends, reason=row.reason)


def session_letter(row: Session, person: Person, language: str, asked: Registration | None) -> Letter:
    return _letter(row, person, language, asked, reason=row.reason)


def _letter(
    row: Session,
    person: Person,
    language: str,
    asked: Registration | None,
    *,
    deadline: str = "",
    reason: str = "",
) -> Letter:
    place, day = where(row), when(row)
    # Of a session that is cancelled she keeps having had her place, and there is nothing to answer.
    has_page = asked is not None and asked.is_active and not row.is_cancelled
    return Letter(
        {
            "path": place_path() if has_page else reverse("workshops:list"),
            "edition": str(row.workshop.edition),
            "session": str(row),
            "when": day,
            "her_when": when_for_reader(row),
            "where": place,
            "is_online": bool(row.online_url),
            "is_cancelled": row.is_cancelled,
            "deadline": deadline,
            "reason": reason,
        },
        secrets={"token": f"{place_token(asked)}/" if asked is not None and has_page else ""},
        names={"session": str(row), "edition": str(row.workshop.edition), "day": deadline or day},
        personal={"name": spoken_name(person, language)},
    )


def place_path() -> str:
    return reverse("workshops:place", args=["~"]).removesuffix("~/")
