"""The mail of this room, to look at."""

from alumni.support.selectors import message_letter
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.mail.previews import example_person


def message_mail(message: Message) -> Letter:
    return message_letter(spoken_name(example_person(), message.language))
