"""Some who do not answer: calls that were made, pauses, and whom to ask instead."""

from datetime import datetime, timedelta
from typing import Any

from alumni.checkins.calling import to_call
from alumni.checkins.contacting import record_contact
from alumni.checkins.models import CheckIn, Contact, Pause
from alumni.checkins.pausing import pause_checkins
from foundation.people.models import Account, Person, SecondContact

Outcome, Channel = Contact.Outcome, Contact.Channel
# (days ago, channel, outcome, note) of the calls to the first of the list, the second …
CALLS: list[list[tuple[int, str, str, str]]] = [
    [(2, Channel.PHONE, Outcome.NO_ANSWER, "Répondeur, pas de message laissé.")],
    [
        (9, Channel.PHONE, Outcome.NO_ANSWER, ""),
        (6, Channel.WHATSAPP, Outcome.NO_ANSWER, "Message lu, sans réponse."),
        (1, Channel.PHONE, Outcome.NO_ANSWER, ""),
    ],
    [(3, Channel.PHONE, Outcome.WRONG_NUMBER, "Le numéro est celui d’un magasin.")],
    [(1, Channel.PHONE, Outcome.CALL_BACK, "En tournage, rappeler après.")],
    [(1, Channel.PHONE, Outcome.REACHED, "Elle va bien et répondra par écrit.")],
]
SECONDS = [
    {"name": "Hafida", "relation": "mère", "may_be_told": "que nous cherchons à la joindre"},
    {"name": "Othmane", "relation": "frère", "may_be_told": "tout"},
    {"name": "Ghizlane", "relation": "productrice de son film", "may_be_told": ""},
]
PAUSES: list[tuple[int | None, str]] = [(6, Pause.Source.MAIL), (None, Pause.Source.PORTAL)]


def fall_silent(*, by: Account, now: datetime) -> None:
    rows = list(to_call(CheckIn.objects.exclude(person__phone=""), now=now).order_by("ask_on", "pk"))
    for row, calls in zip(rows, CALLS, strict=False):
        for days, channel, outcome, note in calls:
            back = now.date() + timedelta(days=3) if outcome == Outcome.CALL_BACK else None
            at = now - timedelta(days=days)
            said: dict[str, Any] = {"channel": channel, "outcome": outcome, "note": note}
            record_contact(row.person, checkin=row, call_back_on=back, by=by, now=at, **said)
    for row, fields in zip(rows, SECONDS, strict=False):
        # A range kept for films and books, as for the people themselves.
        SecondContact.objects.create(person=row.person, phone=f"+3319900{row.person_id % 10000:04}", **fields)
    _pause_some(now)


def _pause_some(now: datetime) -> None:
    """Of those who have answered before, and have nothing open now."""
    people = Person.objects.filter(checkins__state=CheckIn.State.ANSWERED, account=None).exclude(
        checkins__state__in=[CheckIn.State.PLANNED, CheckIn.State.ASKED]
    )
    for person, (months, source) in zip(people.distinct().order_by("pk"), PAUSES, strict=False):
        pause_checkins(person, months=months, source=source, by=None, now=now - timedelta(days=20))
