"""A pair that never was, to look at the mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from foundation.people.models import Person
from residencies.mentoring import letters
from residencies.mentoring.models import MentorProfile, Mentorship, Side
from residencies.programmes.models import Edition, Participation, Programme


def mentorship_mail(message: Message) -> Letter:
    title, today = _("Writing residency"), timezone.localdate()
    edition = Edition(
        programme=Programme(name_fr=title, name_ar=title, name_en=title),
        name=str(today.year),
        starts_on=today,
    )
    mentor = MentorProfile(person=Person(name="Karim El Fassi", name_ar="كريم الفاسي"))
    row = Mentorship(
        mentor=mentor,
        participation=Participation(person=example_person(), edition=edition),
        starts_on=today,
        ends_on=today + timedelta(days=180),
        hours_agreed=12,
    )
    side = Side.MENTEE if message.kind in ("mentoring_accepted", "mentoring_closing") else Side.MENTOR
    return letters.letter(row, side, row.person_of(side), message.language)
