"""Pairs and teams: everyone signs for herself, and whoever leaves may be replaced for some days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Role
from foundation.history import save_by
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue, is_address
from residencies.calls.models import Application, Member
from residencies.calls.models.applying import free_ordinal
from residencies.calls.services.beginning import mail_of
from residencies.calls.services.filling import check_open, locked

State = Application.State


@dataclass(frozen=True)
class Invitee:
    """Whom the lead names as a member."""

    name: str
    email: str
    language: str
    role: Role


@transaction.atomic
def invite_member(
    application: Application, invitee: Invitee, *, now: datetime, replaces: Member | None = None
) -> Member:
    """Name a member and mail her the link by which she signs; while it is filled in, or as a replacement.

    The same address twice is the same member. Raises ServiceError for what the call does not provide for.
    """
    row = locked(application)
    _check_invitable(row, now)
    standing = list(row.members.filter(withdrawn_at=None))
    same = [one for one in standing if one.email.lower() == invitee.email.strip().lower()]
    if same:
        return same[0]
    _check_invitee(row, invitee, standing)
    member = Member(
        application=row,
        role=invitee.role,
        name=invitee.name.strip()[:200],
        email=invitee.email.strip(),
        language=invitee.language,
        replaces=replaces,
        invited_at=now,
    )
    save_by(member, None)
    enqueue(_mail(member, f"member:{member.pk}:sign"), now=now)
    return member


def _is_over(row: Application) -> bool:
    """As she knows it: what she may do must not say what she has not been told."""
    return row.state == State.WITHDRAWN or row.is_told_no


def _check_invitable(row: Application, now: datetime) -> None:
    if not row.call.has_members:
        raise ServiceError(_("One person alone applies to this call."))
    if row.is_draft:
        check_open(row, now)
    elif _is_over(row) or row.replace_by is None or now >= row.replace_by:
        raise ServiceError(_("Members are not changed any more."))


def _check_invitee(row: Application, invitee: Invitee, standing: list[Member]) -> None:
    call = row.call
    if not invitee.name.strip():
        raise ServiceError(_("Please give the member’s name."))
    if not is_address(invitee.email.strip()):
        raise ServiceError(_("“%(address)s” is not an e-mail address.") % {"address": invitee.email})
    if invitee.language not in call.languages:
        raise ServiceError(_("Choose one of the languages of the call."))
    seat = call.seats.select_related("role").filter(role=invitee.role).first()
    if seat is None:
        raise ServiceError(_("Choose one of the roles of the call."))
    if len(standing) >= call.most_members:
        raise ServiceError(_("There are as many members as there may be."))
    if sum(member.role_id == seat.role_id for member in standing) >= seat.most:
        raise ServiceError(_("No further %(role)s can be named.") % {"role": seat.role})


@transaction.atomic
def sign(member: Member, *, now: datetime, by: Any = None) -> Member:
    """Her signature under the application; twice is as good as once.

    Raises ServiceError where the application is over, or its time.
    """
    row, member = _locked(member)
    if member.withdrawn_at is not None:
        raise ServiceError(_("You have left this application."))
    if member.signed_at is not None:
        return member
    if row.is_draft:
        check_open(row, now)
    else:
        _check_invitable(row, now)
    member.signed_at = now
    save_by(member, by)
    _end_window(row)
    return member


def _end_window(row: Application) -> None:
    """A replacement has signed: if all have, and nobody is missing, the application is whole again."""
    if row.replace_by is None:
        return
    standing = list(row.members.filter(withdrawn_at=None))
    roles = [member.role_id for member in standing]
    filled = all(roles.count(seat.role_id) >= seat.least for seat in row.call.seats.all())
    signed = all(member.signed_at for member in standing)
    if filled and signed and len(standing) >= row.call.least_members:
        row.replace_by = None
        save_by(row, None)


@transaction.atomic
def withdraw_member(member: Member, *, now: datetime, by: Any = None) -> Member:
    """She leaves. An application that was sent may name another within the call's days.

    Where the lead leaves, one who has signed takes her place; without one, the application itself has
    to be withdrawn. Twice is as good as once.
    """
    row, member = _locked(member)
    if member.withdrawn_at is not None:
        return member
    if _is_over(row):
        raise ServiceError(_("This application is over."))
    was_lead, member.is_lead, member.withdrawn_at = member.is_lead, False, now
    member.link_version += 1
    save_by(member, by)
    if was_lead:
        _pass_on(row, now)
    if row.submitted_at is not None:
        row.replace_by = now + timedelta(days=row.call.replacement_days)
        save_by(row, by)
        key = f"application:{row.pk}:replacement:{member.pk}"
        enqueue(mail_of(row, "application_replacement", key, 2, member=member.pk), now=now)
    return member


@transaction.atomic
def hand_over(application: Application, *, now: datetime, by: Any = None) -> Member:
    """The lead leaves; one who has signed goes on with the application, by a link of her own.

    Raises ServiceError where nobody has, and as `withdraw_member` does.
    """
    lead = application.members.filter(is_lead=True, withdrawn_at=None).first()
    if lead is None:
        raise ServiceError(_("Nobody else has signed: withdraw the application instead."))
    return withdraw_member(lead, now=now, by=by)


def _pass_on(row: Application, now: datetime) -> None:
    """The lead to the first who has signed: hers are the link and the mails from now on."""
    heir = row.members.filter(withdrawn_at=None, signed_at__isnull=False).order_by("pk").first()
    if heir is None:
        raise ServiceError(_("Nobody else has signed: withdraw the application instead."))
    heir.is_lead = True
    save_by(heir, None)
    others = Application.objects.filter(call=row.call_id, email__iexact=heir.email)
    taken = set(others.exclude(state=State.WITHDRAWN).exclude(pk=row.pk).values_list("ordinal", flat=True))
    row.ordinal = free_ordinal(taken)
    row.email, row.name, row.language, row.person = heir.email, heir.name, heir.language, heir.person
    row.link_version += 1
    save_by(row, None)
    key = f"application:{row.pk}:link:{row.link_version}"
    enqueue(mail_of(row, "application_link", key, 1), now=now)


@transaction.atomic
def send_signing_link(member: Member, *, now: datetime) -> bool:
    """Mail her link again, once an hour at most; returns whether it was mailed now."""
    key = f"member:{member.pk}:sign:{now:%Y%m%d%H}"
    if member.withdrawn_at or member.signed_at or Message.objects.filter(dedupe_key=key).exists():
        return False
    enqueue(_mail(member, key), now=now)
    return True


@transaction.atomic
def take_out_member(member: Member, *, now: datetime, by: Any = None) -> Member:
    """The lead takes back that she has named somebody who has not signed, while it is a draft."""
    row, member = _locked(member)
    if member.withdrawn_at is not None:
        return member
    if not row.is_draft or member.is_lead or member.signed_at is not None:
        raise ServiceError(_("Only a member who has not signed yet is taken out, before it is sent in."))
    return withdraw_member(member, now=now, by=by)


def _mail(member: Member, key: str) -> Draft:
    return Draft(
        key=key,
        kind="application_sign",
        to=member.email,
        language=member.language,
        person=member.person,
        context={"member": member.pk},
        priority=2,
    )


def _locked(member: Member) -> tuple[Application, Member]:
    """The application first, as everywhere: two locks are taken in one order."""
    row = locked(member.application)
    return row, Member.objects.select_related("role").get(pk=member.pk)
