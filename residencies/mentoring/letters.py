"""The mails of mentoring. They say who the other is, and nothing that either wrote."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.figures import plain
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Account, Person
from residencies.mentoring.models import SILENT_AFTER, Mentorship, Pulse, Side
from residencies.mentoring.selectors.links import pulse_token, review_token, with_pair

State = Mentorship.State
MOST_NAMED = 30  # pairs in one mail
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
    review = row.reviews.filter(side=side).first() if message.kind == "mentoring_closing" else None
    token = review_token(review) if review else ""
    return letter(row, side, message.person, message.language, token)


def letter(row: Mentorship, side: Side, person: Person, language: str, review: str = "") -> Letter:
    """`review` is the token of the page on which she looks back."""
    other = row.person_of(Side.MENTEE if side == Side.MENTOR else Side.MENTOR)
    path = reverse("mentoring:mentorship", args=[row.pk]) if row.pk else reverse("mentoring:home")
    if review:
        path = reverse("mentoring:review", args=["~"]).removesuffix("~/")
    return Letter(
        {
            "path": path,
            "side": str(side),
            "until": date_format(row.ends_on),
            "hours": plain(row.hours_agreed),
        },
        secrets={"token": f"{review}/"} if review else {},
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
    return Letter(
        {
            "path": reverse("mentoring:pulse", args=["~"]).removesuffix("~/"),
            "question": Question("answer", _("How is it going?")),
            "taps": [{"value": value, "text": text} for value, text in Pulse.Answer.choices],
            "until": date_format(timezone.localtime(row.closes_at)),
        },
        secrets={"token": token},
        names={
            "edition": str(row.mentorship.participation.edition),
            "other": spoken_name(row.other, language),
        },
        personal={"name": spoken_name(row.person, language)},
    )


def silent_mail(message: Message) -> Letter:
    """Those of them that are silent still, and that the reader may see."""
    account = Account.objects.filter(pk=message.context["account"], is_active=True, is_staff=True).first()
    if account is None:
        raise NotWanted("the account is not of the staff any more")
    rows = Mentorship.objects.visible_to(account).silent(timezone.now())
    rows = rows.filter(pk__in=message.context["mentorships"]).order_by("heard_at", "pk")
    found = list(
        rows.select_related("mentor__person", "participation__person", "participation__edition__programme")
    )
    if not found:
        raise NotWanted("all of them were heard of meanwhile")
    return silent_letter(found, message.language)


def silent_letter(rows: list[Mentorship], language: str) -> Letter:
    pairs = [
        {
            "mentee": spoken_name(row.participation.person, language),
            "mentor": spoken_name(row.mentor.person, language),
            "edition": str(row.participation.edition),
        }
        for row in rows[:MOST_NAMED]
    ]
    return Letter(
        {
            "path": reverse("admin:mentoring_mentorship_changelist") + "?silent=yes",
            "pairs": pairs,
            "count": len(rows),
            "more": len(rows) - len(pairs),
            "days": SILENT_AFTER.days,
        }
    )
