"""A delegation that never was, to look at its mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.delegations import letters
from residencies.delegations.models import Delegation, Reserve
from residencies.programmes.models import Edition, Programme


def reserve_mail(message: Message) -> Letter:
    name, now = _("Delegation to a market"), timezone.now()
    edition = Edition(programme=Programme(name_fr=name, name_ar=name, name_en=name), name="2027")
    trip = Delegation(
        edition=edition,
        city=_("Berlin"),
        country="DE",
        leaves_on=timezone.localdate(now) + timedelta(days=40),
        returns_on=timezone.localdate(now) + timedelta(days=46),
    )
    row = Reserve(
        delegation=trip,
        person=example_person(),
        state=letters.WANTED[message.kind],
        answer_by=now + timedelta(days=3),
    )
    return letters.reserve_letter(row, message.language)
