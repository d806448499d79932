"""A participation that never was, to look at its mails with."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.programmes.letters import certificate_letter, deliverable_letter
from residencies.programmes.models import Deliverable, Edition, Participation, Programme, Requirement


def _participation() -> Participation:
    now, name = timezone.now(), _("Writing residency")
    edition = Edition(programme=Programme(name_fr=name, name_ar=name, name_en=name), name=f"{now:%Y}")
    return Participation(person=example_person(), edition=edition, certificate=f"{now:%Y}-7KX4M2PR")


def certificate_mail(message: Message) -> Letter:
    return certificate_letter(_participation(), message.language)


def deliverable_mail(message: Message) -> Letter:
    row, name = _participation(), _("Shooting script")
    asked = Requirement(edition=row.edition, name_fr=name, name_ar=name, name_en=name)
    word = _("The last sequence is still to be written.") if message.kind == "deliverable_returned" else ""
    handed_in = Deliverable(participation=row, requirement=asked, word=word)
    return deliverable_letter(handed_in, message.language)
