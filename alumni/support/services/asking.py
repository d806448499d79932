"""She asks, and says whether it helped."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from alumni.support.models import DAYS, HarassmentReader, Kind, SupportRequest, Urgency
from alumni.support.selectors import answering, responsible
from alumni.support.services.moving import tell
from alumni.support.services.saying import clean_text, forget_files, say, stored
from foundation.errors import ServiceError
from foundation.hours import CLOSES, workdays_after
from foundation.people.models import Account, Person

MOST_OPEN = 20  # requests of one person
MOST_PARTIES = 2000


@dataclass(frozen=True)
class Asking:
    """What she says: a report of harassment has no urgency but the highest, and may be kept from one of the
    two readers.
    """

    kind: str
    text: str = field(repr=False)
    urgency: str = Urgency.SOON
    language: str = ""
    parties: str = field(default="", repr=False)
    uploads: Sequence[Any] = ()
    kept_from: int | None = None


@sensitive_variables()
def ask(person: Person, said: Asking, *, by: Any, now: datetime, token: UUID | None = None) -> SupportRequest:
    """Open a request; those who may answer are told that there is a message. Twice with the same `token` is
    as good as once. Raises ServiceError, and then nothing is kept.
    """
    text, parties = clean_text(said.text), clean_text(said.parties)
    _check(said, text, parties)
    with stored(said.uploads) as files, transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # a second press waits here
        if there := _asked(person, token):
            if there.messages.all()[0].text == text:
                forget_files(files)
                return there
            token = None  # written anew in a page that was kept: nothing typed is lost
        if SupportRequest.objects.filter(person=person).open().count() >= MOST_OPEN:
            raise ServiceError(_("You have many open requests: please write in one of them, or close some."))
        row = _made(person, said, parties, token, now)
        if not responsible(row) and answering(row.kind):
            raise ServiceError(
                _(
                    "Everybody who answers such requests is close to somebody you name, so nothing was sent."
                    " Please call us."
                )
            )
        message = say(row, text, files, author=by, is_hers=True, at=now)
        tell(row, responsible(row), key=f"message:{message.pk}", now=now)
        return row


def due_after(urgency: str, now: datetime) -> datetime:
    """The end of the working day by which a first answer is due; feasts of Morocco are no working days."""
    zone = ZoneInfo(settings.TIME_ZONE)
    day = workdays_after(now.astimezone(zone).date(), DAYS[Urgency(urgency)])
    return datetime.combine(day, CLOSES, zone)


@transaction.atomic
def say_helped(request: SupportRequest, helped: str, *, by: Any, now: datetime) -> SupportRequest:
    """Her word on a closed request; she may change it. Raises ServiceError."""
    row = SupportRequest.objects.hers(by).select_for_update(of=("self",)).filter(pk=request.pk).first()
    if row is None or row.state != SupportRequest.State.CLOSED:
        raise ServiceError(_("This is asked once the request is closed."))
    if helped not in SupportRequest.Helped.values:
        raise ServiceError(_("Choose one of the answers."))
    row.helped = helped
    row.save(update_fields=["helped"])
    return row


def _asked(person: Person, token: UUID | None) -> SupportRequest | None:
    return SupportRequest.objects.filter(person=person, token=token).first() if token else None


@sensitive_variables()
def _check(said: Asking, text: str, parties: str) -> None:
    if said.kind not in Kind.values:
        raise ServiceError(_("Choose what you need."))
    if said.urgency not in Urgency.values:
        raise ServiceError(_("Choose how urgent it is."))
    if not text:
        raise ServiceError(_("Write a few words: what happened, or what you need."))
    if len(parties) > MOST_PARTIES:
        raise ServiceError(_("Please name the other side in fewer words."))
    if said.kind == Kind.HARASSMENT and HarassmentReader.objects.count() < 2:
        raise ServiceError(
            _("The two people who read such reports are not named yet, so nothing was sent. Please call us.")
        )


@sensitive_variables()
def _made(person: Person, said: Asking, parties: str, token: UUID | None, now: datetime) -> SupportRequest:
    is_report = said.kind == Kind.HARASSMENT
    urgency = Urgency.URGENT if is_report else Urgency(said.urgency)
    row = SupportRequest(
        person=person,
        kind=said.kind,
        urgency=urgency,
        language=said.language if said.language in Person.Language.values else person.language,
        parties=parties,
        kept_from=_reader(said.kept_from) if is_report else None,
        asked_at=now,
        moved_at=now,
        due_at=due_after(urgency, now),
        token=token,
    )
    row.save(force_insert=True)
    return row


def _reader(number: int | None) -> Account | None:
    if number is None:
        return None
    row = HarassmentReader.objects.filter(account=number).select_related("account").first()
    if row is None:
        raise ServiceError(_("Who reads such reports has changed meanwhile: please choose again."))
    return row.account
