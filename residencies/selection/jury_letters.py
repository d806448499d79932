"""The mails to jurors: the invitation, and what is theirs to read. They say nothing of an application."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from residencies.selection.models import Juror
from residencies.selection.selectors import juror_token, progress_of
from residencies.selection.selectors.reading import Progress

State = Juror.State


def invitation_mail(message: Message) -> Letter:
    row = _juror(message)
    if row.state != State.INVITED or row.jury.closed_at:
        raise NotWanted("she has answered, or is not asked any more")
    return invitation_letter(row, message.language)


def reading_mail(message: Message) -> Letter:
    row = _juror(message)
    done = progress_of([row]).get(row.pk, Progress())
    if row.state != State.ACCEPTED or row.jury.closed_at or not done.owed:
        raise NotWanted("there is nothing she owes")
    return reading_letter(row, done, str(message.context["occasion"]), message.language)


def invitation_letter(row: Juror, language: str) -> Letter:
    day = day_in_zone(row.jury.due_at)
    return Letter(
        {"path": reverse("selection:invitation", args=["~"]).removesuffix("~/"), "deadline": day},
        secrets={"token": juror_token(row)},
        names={"call": str(row.jury.call), "day": day},
        personal={"name": spoken_name(row.person, language)},
    )


def reading_letter(row: Juror, done: Progress, occasion: str, language: str) -> Letter:
    day = day_in_zone(row.jury.due_at)
    return Letter(
        {
            "path": reverse("selection:list"),
            "deadline": day,
            "occasion": occasion,
            "owed": done.owed,
            "assigned": done.assigned,
        },
        names={"call": str(row.jury.call), "day": day},
        personal={"name": spoken_name(row.person, language)},
    )


def day_in_zone(at: datetime) -> str:
    """In the zone of whoever reads it, which the mail room has set."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _juror(message: Message) -> Juror:
    rows = Juror.objects.select_related("person", "jury__call", "jury__track")
    row = rows.filter(pk=message.context["juror"]).first()
    if row is None:
        raise NotWanted("the juror is gone")
    return row
