"""A story nobody told, to look at its mail with."""

from alumni.impact.selectors.letters import story_letter
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person


def story_mail(message: Message) -> Letter:
    return story_letter(1, example_person(), message.language)
