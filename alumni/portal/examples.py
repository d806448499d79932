"""What the mails of an account are looked at with: nobody's name, and no code that opens anything."""

from alumni.portal.selectors import welcome
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person


def code_mail(message: Message) -> Letter:
    return Letter(context={}, secrets={"code": ""})


def password_mail(message: Message) -> Letter:
    return Letter(context={}, secrets={"link": ""})


def account_mail(message: Message) -> Letter:
    return welcome(example_person(), message.language)
