"""The letters of this room: that somebody has written, and that a thread was reported."""

from django.urls import reverse

from alumni.community.models import Message as Written
from alumni.community.models import Report
from alumni.community.selectors import shown_name, takes_messages
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person


def message_mail(message: Message) -> Letter:
    """Who has written, and nothing of what: it is read where she logs in."""
    rows = Written.objects.select_related("author__directory_profile")
    row = rows.filter(pk=message.context["thread_message"]).first()
    if row is None or message.person is None or not takes_messages(row.author, message.person):
        raise NotWanted("she does not want it any more")
    return message_letter(shown_name(row.author), row.thread_id, message.person, message.language)


def message_letter(author: str, thread: int, to: Person, language: str) -> Letter:
    return Letter(
        {"author": author, "path": reverse("community:thread", args=[thread])},
        names={"other": author},
        personal={"name": spoken_name(to, language)},
    )


def report_mail(message: Message) -> Letter:
    row = Report.objects.filter(pk=message.context["thread_report"], closed_at=None).first()
    if row is None:
        raise NotWanted("it is closed")
    return report_letter(row.pk)


def report_letter(number: int) -> Letter:
    return Letter({"path": reverse("admin:community_report_change", args=[number])})
