"""A session that never was, to look at its mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.programmes.models import Edition, Programme
from residencies.workshops import letters
from residencies.workshops.models import PlaceRequest, Registration, Session, Workshop

STATES = {
    "workshop_waiting": Registration.State.WAITING,
    "workshop_offer": Registration.State.OFFERED,
    "workshop_lapsed": Registration.State.LAPSED,
}


def _session() -> Session:
    name, title = _("Open workshops"), _("Sound for documentary film")
    edition = Edition(programme=Programme(name_fr=name, name_ar=name, name_en=name), name="2027")
    starts = timezone.now().replace(hour=17, minute=0, second=0) + timedelta(days=12)
    return Session(
        workshop=Workshop(edition=edition, name_fr=title, name_ar=title, name_en=title),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place=_("Cinémathèque, Tangier"),
    )


def registration_mail(message: Message) -> Letter:
    state = STATES.get(message.kind, Registration.State.REGISTERED)
    row = Registration(session=_session(), person=example_person(), state=state)
    if state == Registration.State.OFFERED:
        row.answer_by = timezone.now() + timedelta(hours=48)
    return letters.registration_letter(row, message.language)


def confirm_mail(message: Message) -> Letter:
    return letters.confirm_letter(PlaceRequest(session=_session()))


def session_mail(message: Message) -> Letter:
    row = _session()
    if message.kind == "workshop_cancelled":
        row.state, row.reason = Session.State.CANCELLED, _("The trainer is ill. We look for another day.")
    asked = Registration(session=row, person=example_person(), state=Registration.State.REGISTERED)
    return letters.session_letter(row, example_person(), message.language, asked)
