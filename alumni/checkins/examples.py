"""A check-in that never was, to look at its mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.checkins.models import CheckIn, Question
from alumni.checkins.selectors import Tap, letter_about, mail_context
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.mail.previews import example_person
from residencies.programmes.models import Edition, Participation, Programme


def checkin_mail(message: Message) -> Letter:
    edition = Edition(programme=Programme(name_fr=_("Writing residency")), name="2026")
    person = example_person()
    row = CheckIn(
        person=person,
        participation=Participation(person=person, edition=edition),
        closes_at=timezone.now() + timedelta(days=60),
    )
    question = Question(key="example", text_fr=_("Are you working in film these days?"))
    taps = [Tap(_("Yes"), "yes"), Tap(_("Sometimes"), "sometimes"), Tap(_("Not at the moment"), "no")]
    personal = {"name": spoken_name(person, message.language), "edition": str(edition)}
    return letter_about(row, personal, context=mail_context(row, question, taps))
