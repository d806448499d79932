"""Beginning an application, and the link that leads back to it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Role
from foundation.history import save_by
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue, is_address
from foundation.people.models import Person
from residencies.calls.models import Application, Call, InvitationCode, Member
from residencies.calls.models.applying import free_ordinal
from residencies.calls.services.filling import check_track
from residencies.calls.services.forms import freeze_form
from residencies.programmes.models import Track

State = Application.State


@dataclass(frozen=True)
class Begun:
    """`is_new` is False for an application that was there: then its link is in her mail, and nowhere else."""

    application: Application
    is_new: bool


@dataclass(frozen=True)
class Applicant:
    """Who begins: `role` for a pair or a team, `code` for a call by invitation, `person` if she is known."""

    name: str
    email: str
    language: str
    track: Track | None = None
    role: Role | None = None
    code: str = ""
    person: Person | None = None


def who_begins(person: Person | None, email: str) -> Person | None:
    """Whoever is logged in, where the address she gives is hers: what is begun with another's is not, and
    whoever reads its mail goes on with it.
    """
    if person is None:
        return None
    hers = {person.email.lower(), person.account.email.lower() if person.account else ""}
    return person if email.strip().lower() in hers else None


@transaction.atomic
def begin_application(call: Call, applicant: Applicant, *, by: Any, now: datetime) -> Begun:
    """Begin an application and mail the link that leads back to it.

    Whoever has begun already, and may not send more than that, gets her link again instead. Raises
    ServiceError where the call is not open or something of this cannot be.
    """
    _check_applicant(call, applicant, now)
    hers = Application.objects.filter(call=call, email__iexact=applicant.email.strip())
    standing = list(hers.exclude(state=State.WITHDRAWN).order_by("ordinal"))
    untouched = [row for row in standing if row.is_draft and row.version == 0]
    if untouched or len(standing) >= call.most_applications:
        row = untouched[-1] if untouched else standing[-1]
        send_link(row, now=now)
        return Begun(row, is_new=False)
    code = _code(call, applicant.code, now)
    row = _new(call, applicant, code, {one.ordinal for one in standing}, now)
    try:
        with transaction.atomic():
            save_by(row, by)
    except IntegrityError:  # the same press twice: the other one was a moment earlier
        return Begun(hers.exclude(state=State.WITHDRAWN).latest("ordinal"), is_new=False)
    if call.has_members:
        _seat_lead(row, applicant, now)
    freeze_form(call.form_id, now=now)
    enqueue(mail_of(row, "application_link", f"application:{row.pk}:link", priority=1), now=now)
    return Begun(row, is_new=True)


def _check_applicant(call: Call, applicant: Applicant, now: datetime) -> None:
    if not call.is_open(now):
        raise ServiceError(_("This call is not open."))
    if not applicant.name.strip():
        raise ServiceError(_("Please give your name."))
    if not is_address(applicant.email.strip()):
        raise ServiceError(_("“%(address)s” is not an e-mail address.") % {"address": applicant.email})
    if applicant.language not in call.languages:
        raise ServiceError(_("Choose one of the languages of the call."))
    check_track(call, applicant.track)
    if call.has_members and not call.seats.filter(role=applicant.role).exists():
        raise ServiceError(_("Choose your own role among those of the call."))


def _code(call: Call, typed: str, now: datetime) -> InvitationCode | None:
    if not call.needs_code:
        return None
    rows = InvitationCode.objects.select_for_update(of=("self",))
    code = rows.filter(call=call, code__iexact=typed.strip()).first()
    if code is None or (code.valid_until and now >= code.valid_until):
        raise ServiceError(_("This invitation code is not valid, or not any more."))
    used = code.applications.exclude(state=State.WITHDRAWN).count()
    if code.most_uses is not None and used >= code.most_uses:
        raise ServiceError(_("This invitation code was used already."))
    return code


def _new(
    call: Call, applicant: Applicant, code: InvitationCode | None, taken: set[int], now: datetime
) -> Application:
    return Application(
        call=call,
        number=application_number(now),
        email=applicant.email.strip(),
        name=applicant.name.strip()[:200],
        language=applicant.language,
        person=applicant.person,
        track=applicant.track,
        code=code,
        ordinal=free_ordinal(taken),
        begun_at=now,
        saved_at=now,
    )


def application_number(now: datetime) -> str:
    """Not counted, so that a number does not tell how many apply; without letters taken for others."""
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return f"A{now:%y}-" + "".join(secrets.choice(alphabet) for _place in range(7))


def _seat_lead(row: Application, applicant: Applicant, now: datetime) -> None:
    lead = Member(
        application=row,
        role=applicant.role,
        name=row.name,
        email=row.email,
        language=row.language,
        person=row.person,
        is_lead=True,
        invited_at=now,
    )
    save_by(lead, None)


@transaction.atomic
def send_link(application: Application, *, now: datetime) -> bool:
    """Mail the link to an application again, once an hour at most; returns whether it was mailed now.

    Links mailed before keep working: the newest mail is not always the first to be found.
    """
    key = f"application:{application.pk}:link:{now:%Y%m%d%H}"
    if Message.objects.filter(dedupe_key=key).exists():
        return False
    enqueue(mail_of(application, "application_link", key, priority=1), now=now)
    return True


def claim_application(application: Application, *, now: datetime) -> None:
    """Whoever holds the link in the mail goes on with it, and from now on nobody by another link. Twice is
    as good as once.
    """
    if application.claimed_at is None:
        Application.objects.filter(pk=application.pk, claimed_at=None).update(claimed_at=now)


def send_links(call: Call, email: str, *, now: datetime) -> int:
    """To all that this address has begun for a call. For a page that says nothing of what it found."""
    rows = Application.objects.filter(call=call, email__iexact=email.strip())
    return sum(send_link(row, now=now) for row in rows.exclude(state=State.WITHDRAWN))


def mail_of(row: Application, kind: str, key: str, priority: int = 5, **context: int) -> Draft:
    """A mail to the applicant about her application."""
    return Draft(
        key=key,
        kind=kind,
        to=row.email,
        language=row.language,
        person=row.person,
        context={"application": row.pk, **context},
        priority=priority,
    )
