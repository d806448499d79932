"""An application that never was, to look at its mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.films.models import Role
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.calls import letters, out_letters
from residencies.calls.models import Application, Call, Member


def _application(message: Message) -> Application:
    now, person = timezone.now(), example_person()
    title = _("Writing residency: call for projects")
    call = Call(title_fr=title, title_ar=title, title_en=title, closes_at=now + timedelta(days=20))
    call.addendum_until = call.closes_at + timedelta(days=10)
    return Application(
        call=call,
        number="A26-7KX4M2P",
        name=person.name,
        person=person,
        title=_("The dam’s children"),
        language=message.language,
        submitted_at=now,
        replace_by=now + timedelta(days=10),
    )


def _member(message: Message) -> Member:
    names = {"name_fr": "productrice", "name_ar": "منتجة", "name_en": "producer"}
    return Member(application=_application(message), role=Role(slug="producer", **names), name="Rajaa Fahim")


def link_mail(message: Message) -> Letter:
    return letters.link_letter(_application(message), message.language)


def receipt_mail(message: Message) -> Letter:
    return letters.receipt_letter(_application(message), message.language)


def sign_mail(message: Message) -> Letter:
    return letters.sign_letter(_member(message), message.language)


def out_mail(message: Message) -> Letter:
    row, state = _application(message), Application.State
    row.state = {out_letters.INELIGIBLE: state.INELIGIBLE, out_letters.INCOMPLETE: state.INCOMPLETE}.get(
        message.kind, state.DRAFT
    )
    unmet = [_("The project is your first film.")] if row.state == state.INELIGIBLE else []
    return out_letters.out_letter(row, message.language, unmet)


def again_mail(message: Message) -> Letter:
    member = _member(message) if message.kind == "member_again" else None
    return letters.again_letter(_application(message), message.language, member)


def replacement_mail(message: Message) -> Letter:
    member = _member(message)
    return letters.replacement_letter(member.application, member, message.language)
