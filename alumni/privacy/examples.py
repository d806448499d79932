"""The mails of this room, to look at: nobody's name, and no link that opens anything."""

from django.utils.translation import gettext as _

from alumni.privacy.models import Request
from alumni.privacy.selectors.letters import confirm_letter
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.mail.previews import example_person


def _name(message: Message) -> str:
    return spoken_name(example_person(), message.language)


def privacy_confirm(message: Message) -> Letter:
    return confirm_letter(_name(message), Request.Kind.ERASURE, "/")


def privacy_refused(message: Message) -> Letter:
    return Letter(
        {"reason": _("We could not make sure that it is you who asks.")}, personal={"name": _name(message)}
    )


def privacy_erased(message: Message) -> Letter:
    return Letter({}, personal={"name": _name(message)})
