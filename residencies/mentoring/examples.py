"""A pair that never was, to look at the mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from foundation.people.models import Person
from residencies.mentoring import letters
from residencies.mentoring.models import MentorProfile, Mentorship, Pulse, Side
from residencies.programmes.models import Edition, Participation, Programme


def mentorship_mail(message: Message) -> Letter:
    row = _pair()
    side = Side.MENTEE if message.kind in ("mentoring_accepted", "mentoring_closing") else Side.MENTOR
    token = "example" if message.kind == "mentoring_closing" else ""
    return letters.letter(row, side, row.person_of(side), message.language, token)


def pulse_mail(message: Message) -> Letter:
    row = Pulse(mentorship=_pair(), side=Side.MENTEE, number=1, asked_at=timezone.now())
    return letters.pulse_letter(row, "example", message.language)


def silent_mail(message: Message) -> Letter:
    return letters.silent_letter([_pair()], message.language)


def _pair() -> Mentorship:
    title, today = _("Writing residency"), timezone.localdate()
    edition = Edition(
        programme=Programme(name_fr=title, name_ar=title, name_en=title),
        name=str(today.year),
        starts_on=today,
    )
    mentor = MentorProfile(person=Person(name="Karim El Fassi", name_ar="كريم الفاسي"))
    return Mentorship(
        mentor=mentor,
        participation=Participation(person=example_person(), edition=edition),
        starts_on=today,
        ends_on=today + timedelta(days=180),
        hours_agreed=12,
    )
