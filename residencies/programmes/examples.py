"""A participation that never was, to look at its mail with."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.programmes.letters import certificate_letter
from residencies.programmes.models import Edition, Participation, Programme


def certificate_mail(message: Message) -> Letter:
    now, name = timezone.now(), _("Writing residency")
    edition = Edition(programme=Programme(name_fr=name, name_ar=name, name_en=name), name=f"{now:%Y}")
    row = Participation(person=example_person(), edition=edition, certificate=f"{now:%Y}-7KX4M2PR")
    return certificate_letter(row, message.language)
