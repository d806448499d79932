"""A juror who never was, to look at the mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.calls.models import Call
from residencies.selection import jury_letters
from residencies.selection.models import Juror, Jury
from residencies.selection.selectors.reading import Progress


def _juror() -> Juror:
    title = _("Writing residency: call for projects")
    call = Call(title_fr=title, title_ar=title, title_en=title)
    return Juror(jury=Jury(call=call, due_at=timezone.now() + timedelta(days=20)), person=example_person())


def invitation_mail(message: Message) -> Letter:
    return jury_letters.invitation_letter(_juror(), message.language)


def reading_mail(message: Message) -> Letter:
    done = Progress(assigned=12, drafts=1, handed_in=4)
    return jury_letters.reading_letter(_juror(), done, "before", message.language)
