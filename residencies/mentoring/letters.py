"""The mails of mentoring. They say who the other is, and nothing that either wrote."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person
from residencies.mentoring.models import Mentorship, Pulse, Side
from residencies.mentoring.selectors.links import pulse_token, with_pair

State = Mentorship.State
# The states in which each kind is still true when it leaves.
STANDS = {
    "mentoring_request": {State.REQUESTED},
    "mentoring_accepted": {State.ACCEPTED, State.ACTIVE},
    "mentoring_declined": {State.DECLINED},
    "mentoring_closing": {State.CLOSED},
}


def mentorship_mail(message: Message) -> Letter:
    rows = Mentorship.objects.select_related(
        "mentor__person", "participation__person", "participation__edition__programme"
    )
    row = rows.filter(pk=message.context["mentorship"]).first()
    if row is None or row.state not in STANDS[message.kind]:
        raise NotWanted("the mentorship is not at this point any more")
    if message.person is None:
        raise NotWanted("the person is gone")
    side = Side.MENTOR if message.person_id == row.mentor.person_id else Side.MENTEE
    return letter(row, side, message.person, message.language)


def letter(row: Mentorship, side: Side, person: Person, language: str) -> Letter:
    other = row.person_of(Side.MENTEE if side == Side.MENTOR else Side.MENTOR)
    path = reverse("mentoring:mentorship", args=[row.pk]) if row.pk else reverse("mentoring:home")
    return Letter(
        {
            "path": path,
            "side": str(side),
            "until": date_format(row.ends_on),
            "hours": row.hours_agreed,
        },
        names={"edition": str(row.participation.edition), "other": spoken_name(other, language)},
        personal={"name": spoken_name(person, language)},
    )


@dataclass(frozen=True)
class Question:
    """What is asked in a mail, and the name under which the page takes its answer."""

    key: str
    text: str

    def __str__(self) -> str:
        return self.text


def pulse_mail(message: Message) -> Letter:
    row = with_pair(Pulse.objects.all()).filter(pk=message.context["pulse"]).first()
    if row is None or row.mentorship.state != State.ACTIVE:
        raise NotWanted("the mentorship is not active any more")
    if row.answered_at is not None or not row.is_open(timezone.now()):
        raise NotWanted("answered already, or closed")
    return pulse_letter(row, pulse_token(row), message.language)


def pulse_letter(row: Pulse, token: str, language: str) -> Letter:
    other = row.mentorship.person_of(Side.MENTEE if row.side == Side.MENTOR else Side.MENTOR)
    return Letter(
        {
            "path": reverse("mentoring:pulse", args=["~"]).removesuffix("~/"),
            "question": Question("answer", _("How is it going?")),
            "taps": [{"value": value, "text": text} for value, text in Pulse.Answer.choices],
            "until": date_format(timezone.localtime(row.closes_at)),
        },
        secrets={"token": token},
        names={"edition": str(row.mentorship.participation.edition), "other": spoken_name(other, language)},
        personal={"name": spoken_name(row.person, language)},
    )
