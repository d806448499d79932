"""Mail of earlier days, as it was delivered."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from foundation.mail.letters import NotWanted, letters_for, render
from foundation.mail.models import Attempt, Message


def deliver(messages: Iterable[Message], rng: Random) -> None:
    """They left some seconds after they were written, with the text they would have now.

    What would not be written any more, such as an invitation that was answered, is forgotten like old mail.
    """
    written = list(messages)
    letters, sent = letters_for(written), []
    for message in written:
        letter = letters[message.pk]
        if isinstance(letter, NotWanted):
            message.delete()
            continue
        if isinstance(letter, Exception):
            raise letter
        for part, text in render(message, letter).items():
            setattr(message, part, text)
        sent.append(message)
        message.state, message.attempts = Message.State.SENT, 1
        message.sent_at = message.created_at + timedelta(seconds=rng.randrange(2, 40))
    Message.objects.bulk_update(sent, ["state", "attempts", "sent_at", "subject", "text", "html"])
    Attempt.objects.bulk_create(
        Attempt(message=message, number=1, at=message.sent_at, outcome="sent", code=250) for message in sent
    )
