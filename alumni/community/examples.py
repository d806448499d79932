"""A message that nobody wrote, to look at its mails with."""

from alumni.community import letters
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person


def message_mail(message: Message) -> Letter:
    return letters.message_letter("Nadia Exemple", 1, example_person(), message.language)


def report_mail(message: Message) -> Letter:
    return letters.report_letter(1)
