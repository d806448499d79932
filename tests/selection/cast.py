"""A jury with its criteria and jurors, what they have read, and what a deliberation holds."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.calls.models import Application, Call
from residencies.programmes.models import Track
from residencies.selection import services
from residencies.selection.models import (
    Assignment,
    Criterion,
    Decision,
    Deliberation,
    Juror,
    Jury,
    Mark,
    Offer,
    Review,
)
from tests import cast
from tests.calls import cast as calls

NOW = cast.NOW
DUE = NOW + timedelta(days=10)
LETTERS = ["decision_selected", "decision_waiting", "decision_declined"]
OUT = ["decision_ineligible", "decision_incomplete", "decision_late"]
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def application(to: Call, **fields: Any) -> Application:
    """Sent in, eligible and given to the jury."""
    row = calls.sent(to, **fields)
    row.state = Application.State.REVIEW
    row.save()
    return row


def jury(of: Call | None = None, jurors: int = 0, criteria: int = 2, **fields: Any) -> Jury:
    """It reads since yesterday, with so many jurors who have accepted and so many criteria from 0 to 10."""
    of = of or calls.call()
    made = Jury.objects.create(**{"call": of, "due_at": DUE, "opened_at": NOW - timedelta(days=1), **fields})
    for number in range(1, criteria + 1):
        criterion(made, f"criterion-{number}", position=number)
    for _one in range(jurors):
        juror(made)
    return made


def criterion(of: Jury, code: str, **fields: Any) -> Criterion:
    names = {"name_fr": f"{code} fr", "name_ar": f"{code} ar", "name_en": code}
    return Criterion.objects.create(jury=of, code=code, **{**names, **fields})


def juror(of: Jury, person: Person | None = None, **fields: Any) -> Juror:
    """She has a login and has accepted, unless said."""
    number = next(_numbers)
    person = person or cast.alumna(name=f"Lina Juré {number}")
    state = {"state": "accepted", "invited_at": NOW - timedelta(days=3), "answered_at": NOW}
    return Juror.objects.create(jury=of, person=person, **{**state, **fields})


def assignment(of: Juror, to: Application) -> Assignment:
    return Assignment.objects.create(juror=of, application=to, made_at=NOW)


def review(of: Juror, to: Application, *marks: int | None, **fields: Any) -> Review:
    """Handed in, with a mark for each criterion in order; the assignment is made where there is none."""
    given, _new = Assignment.objects.get_or_create(juror=of, application=to, defaults={"made_at": NOW})
    row = Review.objects.create(assignment=given, **{"saved_at": NOW, "submitted_at": NOW, **fields})
    pairs = zip(of.jury.criteria.all(), marks, strict=True)
    Mark.objects.bulk_create(Mark(review=row, criterion=one, value=value) for one, value in pairs)
    return row


def deliberation(of: Call | None = None, **fields: Any) -> Deliberation:
    return Deliberation.objects.create(**{"call": of or calls.call(), "places": 2, **fields})


def decision(of: Deliberation, about: Application, outcome: str, **fields: Any) -> Decision:
    return Decision.objects.create(
        deliberation=of, application=about, outcome=outcome, **{"decided_at": NOW, **fields}
    )


def held(
    selected: int = 0, waiting: int = 0, declined: int = 0, track: Track | None = None, **fields: Any
) -> Deliberation:
    """A deliberation that has decided about so many applications, and tells nobody yet.

    Its places are as many as are selected; they answer within ten days.
    """
    of = fields.pop("of", None) or calls.call()
    if track:
        of.tracks.add(track)
    defaults = {"places": max(selected, 1), "answer_by": NOW + timedelta(days=10)}
    row = Deliberation.objects.filter(call=of).first() or deliberation(of, **{**defaults, **fields})
    for outcome, count_of in (("selected", selected), ("waiting", waiting), ("declined", declined)):
        for rank in range(1, count_of + 1):
            about = application(of, track=track)
            decision(row, about, outcome, rank=rank if outcome == "waiting" else None)
    return row


def released(**of: Any) -> Deliberation:
    """As `held`, and everyone was told."""
    return services.release_decisions(held(**of), by=None, now=NOW)


def told(kind: str) -> dict[str, int]:
    """What a mail of this kind may be about: a decision with its outcome, an offer in its state, or an
    application that is out.
    """
    if kind in OUT:
        to, state = calls.call(contact="calls@example.org"), kind.partition("_")[2]
        about = calls.filled(to) if state == "late" else application(to)
        fields = {} if state == "late" else {"state": state, "reason": "zqreasonqz"}
        Application.objects.filter(pk=about.pk).update(**fields, told_at=NOW)
        Message.objects.all().delete()
        return {"application": about.pk}
    row = released(selected=1, waiting=1, declined=1)
    decision = row.decisions.get(outcome=kind.partition("_")[2]) if kind in LETTERS else row.decisions.first()
    (offer,) = offers(row)
    answer = kind.partition("_")[2]
    offer.state = answer if answer in ("accepted", "declined", "lapsed") and kind not in LETTERS else "open"
    offer.answered_at = NOW if offer.state in ("accepted", "declined") else None
    offer.answer_by = timezone.now() + timedelta(days=10)
    offer.save()
    Message.objects.filter(kind__in=LETTERS).delete()
    Message.objects.filter(kind__startswith="application_").delete()
    if not kind.startswith("member_"):
        return {"decision": decision.pk, "offer": offer.pk}
    she = {"name": "Hiba Test", "email": "hiba@example.org", "language": "fr", "role": calls.role("producer")}
    member = offer.decision.application.members.create(**she, invited_at=NOW, signed_at=NOW)
    return {"decision": offer.decision_id, "offer": offer.pk, "member": member.pk}


def asked(she: Person, kind: str) -> dict[str, Any]:
    """What a mail of this kind to a juror may be about: an invitation, or something she owes."""
    row = juror(jury(), she, state="invited" if kind == "jury_invitation" else "accepted")
    assignment(row, application(row.jury.call))
    Message.objects.filter(kind__startswith="application_").delete()
    return {"juror": row.pk, "occasion": "before"}


def offers(of: Deliberation, **fields: Any) -> list[Offer]:
    """In the order in which they were made."""
    rows = Offer.objects.filter(decision__deliberation=of, **fields)
    return list(
        rows.select_related("decision__application", "decision__deliberation").order_by("made_at", "pk")
    )
