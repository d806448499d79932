"""What an alumna finds when she comes home, and the letters of her account."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from alumni.careers import wording
from alumni.careers.models import Change
from alumni.careers.services import RECORDS
from alumni.checkins.models import Answer, CheckIn
from alumni.checkins.selectors import answer_token
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Account, Person
from residencies.calls.models import Application, Member
from residencies.calls.selectors import Standing, application_token, member_token, news_of, standing_of
from residencies.selection.models import Juror
from residencies.selection.selectors import progress_of, seats_of
from residencies.selection.selectors.reading import Progress

RECENT = 20  # changes, and applications, shown at home


@dataclass(frozen=True)
class Waiting:
    """A check-in she can answer, or change her answers to, today."""

    checkin: CheckIn
    token: str

    @property
    def answered(self) -> bool:
        return self.checkin.state == CheckIn.State.ANSWERED

    @property
    def begun(self) -> bool:
        return getattr(self.checkin, "begun", False)


@dataclass(frozen=True)
class Applied:
    """An application of hers; with `seat`, one that another leads and under which she signs."""

    application: Application
    standing: Standing
    token: str
    replace_by: datetime | None
    seat: Member | None = None
    news: str = ""

    @property
    def waits(self) -> bool:
        """For her to do something."""
        if self.seat is not None:
            return self.seat.signed_at is None and self.standing == Standing.DRAFT
        return self.standing in (Standing.DRAFT, Standing.SECOND) or self.replace_by is not None

    @property
    def until(self) -> datetime | None:
        call = self.application.call
        if self.replace_by is not None:
            return self.replace_by
        return call.second_closes_at if self.standing == Standing.SECOND else call.closes_at


@dataclass(frozen=True)
class Said:
    """What she said has changed, in words: (label, before, after) of each part."""

    change: Change
    parts: list[tuple[str, str, str]]


def open_checkins(person: Person, now: datetime) -> list[Waiting]:
    """Those that wait first, then those she has answered and may still change."""
    states = [CheckIn.State.ASKED, CheckIn.State.ANSWERED]
    rows = CheckIn.objects.filter(person=person, state__in=states, closes_at__gt=now)
    begun = Exists(Answer.objects.filter(checkin=OuterRef("pk")))
    rows = rows.select_related("participation__edition__programme").annotate(begun=begun)
    return sorted((Waiting(row, answer_token(row)) for row in rows), key=lambda one: one.answered)


def applications_of(person: Person, now: datetime) -> list[Applied]:
    """Those she has begun or sent, and those of others under which she is to sign or has signed."""
    rows = Application.objects.filter(person=person).select_related("call", "track")[:RECENT]
    found = Member.objects.standing().filter(person=person, is_lead=False)
    seats = found.select_related("application__call", "role")[:RECENT]
    news = news_of([*rows, *(seat.application for seat in seats if seat.signed_at)], now)
    own = [
        Applied(row, standing_of(row, now), application_token(row), row.replace_by, news=news.get(row.pk, ""))
        for row in rows
    ]
    others = [
        Applied(about, standing_of(about, now), member_token(seat), None, seat, news.get(about.pk, ""))
        for seat in seats
        for about in [seat.application]
    ]
    return own + others


def recent_changes(person: Person) -> list[Said]:
    roles = wording.roles()
    rows = Change.objects.filter(person=person).select_related("work")[:RECENT]
    return [Said(row, wording.compared(row, roles)) for row in rows]


def waiting_records(person: Person) -> list[Said]:
    """The credits, selections and prizes she has said that wait for staff’s word; the newest first."""
    rows = Change.objects.waiting().filter(person=person, kind__in=RECORDS)[:RECENT]
    named = wording.roles() if rows else {}
    return [Said(row, wording.compared(row, named)) for row in rows]


def code_mail(message: Message) -> Letter:
    """The letter with a login code. Codes and links are secrets: never stored in a letter's text."""
    return Letter(context={}, secrets={"code": _secret(message)})


def password_mail(message: Message) -> Letter:
    """The letter with the link to a new password."""
    return Letter(context={}, secrets={"link": settings.SITE_URL + _secret(message)})


def account_mail(message: Message) -> Letter:
    """The letter that says that she has a login now."""
    if message.person is None:
        raise NotWanted("the person is gone")
    return welcome(message.person, message.language)


def welcome(person: Person, language: str) -> Letter:
    return Letter(context={"person": person}, names={"name": spoken_name(person, language)})


def _secret(message: Message) -> str:
    if not message.secret:
        raise NotWanted("its secret is gone")
    return message.secret


def open_seats(user: Account) -> list[tuple[Juror, Progress]]:
    """The juries in which she reads now, with how far she is."""
    seats = list(seats_of(user).filter(jury__closed_at=None))
    done = progress_of(seats) if seats else {}
    return [(seat, done.get(seat.pk, Progress())) for seat in seats]
