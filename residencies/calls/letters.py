"""The mails of this room: the link back to an application, the receipt, signing and replacing."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from foundation.mail.letters import File, Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.zones import at_place
from residencies.calls import receipts
from residencies.calls.models import Application, Member
from residencies.calls.selectors import application_token, may_be_filled_in, member_token, with_everything

State = Application.State


def closing(row: Application) -> str:
    call = row.call
    return at_place(call.closes_at if row.step == 1 else call.second_closes_at, call.time_zone)


def link_mail(message: Message) -> Letter:
    row = _application(message)
    if row.state == State.WITHDRAWN:
        raise NotWanted("the application was withdrawn")
    return link_letter(row, message.language)


def receipt_mail(message: Message) -> Letter:
    row = _application(message)
    if not row.is_sent:
        raise NotWanted("the application was not sent in")
    return receipt_letter(row, message.language)


def sign_mail(message: Message) -> Letter:
    rows = Member.objects.select_related("role", "application__call", "person")
    member = rows.filter(pk=message.context["member"]).first()
    if member is None or member.withdrawn_at or member.application.state == State.WITHDRAWN:
        raise NotWanted("she is no longer a member")
    if member.signed_at:
        raise NotWanted("she has signed already")
    return sign_letter(member, message.language)


def replacement_mail(message: Message) -> Letter:
    row = _application(message)
    member = Member.objects.select_related("role").filter(pk=message.context["member"]).first()
    if member is None or row.replace_by is None or row.replace_by <= timezone.now():
        raise NotWanted("no member is to be replaced any more")
    return replacement_letter(row, member, message.language)


def again_mail(message: Message) -> Letter:
    """To who was told that it was late, or to one who has signed beside her: it may be sent after all."""
    row, number = _application(message), message.context.get("member")
    if not may_be_filled_in(row, timezone.now()):
        raise NotWanted("it cannot be sent any more, or was")
    member = Member.objects.standing().select_related("person").filter(pk=number).first() if number else None
    if number and member is None:
        raise NotWanted("she is no longer a member")
    return again_letter(row, message.language, member)


def again_letter(row: Application, language: str, member: Member | None = None) -> Letter:
    deadline, lead = closing(row), {"lead": row.name} if member else {}
    return Letter(
        {"path": application_path(), "deadline": deadline, **lead},
        secrets={} if member else {"token": application_token(row)},
        names={"call": str(row.call), "day": deadline, **lead},
        personal={"name": name_of(member or row, language), "number": row.number},
    )


def link_letter(row: Application, language: str) -> Letter:
    personal = {"name": name_of(row, language), "number": row.number}
    context = {"step": row.step, "path": application_path(), "deadline": closing(row)}
    return Letter(
        context,
        secrets={"token": application_token(row)},
        names={"call": str(row.call), "day": context["deadline"]},
        personal=personal,
        form=(row.call_id, row.step, context["deadline"]),
    )


def receipt_letter(row: Application, language: str) -> Letter:
    context = {
        "path": application_path(),
        "sent": at_place(row.submitted_at if row.step == 1 else row.second_submitted_at, row.call.time_zone),
        "until": at_place(row.call.addendum_until, row.call.time_zone),
    }
    return Letter(
        context,
        secrets={"token": application_token(row)},
        names={"call": str(row.call)},
        personal={"name": name_of(row, language), "number": row.number},
        files=partial(_receipt, row.pk, language),
    )


def sign_letter(member: Member, language: str) -> Letter:
    row = member.application
    return Letter(
        {"path": sign_path(), "role": str(member.role), "deadline": _to_sign_by(row)},
        secrets={"token": member_token(member)},
        names={"call": str(row.call), "day": _to_sign_by(row)},
        personal={"name": name_of(member, language), "lead": row.name, "title": row.title},
    )


def replacement_letter(row: Application, member: Member, language: str) -> Letter:
    by = at_place(row.replace_by, row.call.time_zone)
    return Letter(
        {"path": application_path(), "role": str(member.role), "deadline": by},
        secrets={"token": application_token(row)},
        names={"call": str(row.call), "day": by},
        personal={"name": name_of(row, language), "member": member.name, "number": row.number},
    )


def _to_sign_by(row: Application) -> str:
    return at_place(row.replace_by, row.call.time_zone) if row.replace_by else closing(row)


def name_of(row: Any, language: str) -> str:
    return spoken_name(row.person, language) if row.person else row.name


def _application(message: Message) -> Application:
    rows = Application.objects.select_related("call", "person")
    row = rows.filter(pk=message.context["application"]).first()
    if row is None:
        raise NotWanted("the application is gone")
    return row


def _receipt(number: int, language: str) -> list[File]:
    row = with_everything(Application.objects.all()).get(pk=number)
    return [File(f"{row.number}.pdf", receipts.receipt(row, language), "application/pdf")]


def application_path() -> str:
    return reverse("calls:application", args=["~"]).removesuffix("~/")


def sign_path() -> str:
    return reverse("calls:sign", args=["~"]).removesuffix("~/")
