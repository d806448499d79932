"""Mentors, rounds and pairs of the tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from foundation.people.models import Person
from residencies.mentoring.models import ClosingReview, MentorProfile, Mentorship, Pulse, Round
from residencies.programmes.models import Participation, Track
from tests import cast

NOW = cast.NOW
DAY = timedelta(days=1)


def mentor(**fields: Any) -> MentorProfile:
    person = fields.pop("who", None) or cast.alumna()
    crafts = fields.pop("crafts", [])
    row = MentorProfile.objects.create(**{"person": person, "languages": ["fr"], **fields})
    row.fields.set(crafts)
    return row


def matching_round(**fields: Any) -> Round:
    defaults = {
        "wishes_until": NOW + 7 * DAY,
        "starts_on": date(2026, 12, 1),
        "ends_on": date(2027, 6, 30),
        "hours": 12,
        "fee_per_hour": 500,
    }
    return Round.objects.create(**{**defaults, "edition": fields.pop("of", None) or cast.edition(), **fields})


def mentee(round_: Round, **fields: Any) -> Participation:
    person = fields.pop("who", None) or cast.alumna()
    return Participation.objects.create(
        **{"person": person, "edition": round_.edition, "state": "attending", **fields}
    )


def track(round_: Round, slug: str) -> Track:
    return round_.edition.programme.tracks.create(slug=slug, name_fr=slug)


def pair(**fields: Any) -> Mentorship:
    """One that goes on, since NOW."""
    state = fields.pop("state", "active")
    answered = {"answered_at": NOW, "heard_at": NOW} if state != "requested" else {}
    if state == "active":
        answered |= {"active_at": NOW, "next_pulse_at": NOW + 30 * DAY}
    if "participation" not in fields:
        fields["participation"] = mentee(fields.pop("round", None) or matching_round())
    defaults = {
        "mentor": fields.pop("mentor", None) or mentor(),
        "state": state,
        "starts_on": date(2026, 11, 24),
        "ends_on": date(2027, 6, 30),
        "hours_agreed": 12,
        "requested_at": NOW,
    }
    return Mentorship.objects.create(**{**defaults, **answered, **fields})


def pulse(of: Mentorship | None = None, **fields: Any) -> Pulse:
    """Put at NOW; `answer` makes it an answered one."""
    if fields.get("answer"):
        fields.setdefault("answered_at", NOW)
    defaults = {"side": "mentee", "number": 1, "asked_at": NOW}
    return Pulse.objects.create(mentorship=of or pair(), **{**defaults, **fields})


def review(of: Mentorship | None = None, **fields: Any) -> ClosingReview:
    """Asked for at NOW; `goals` makes it an answered one."""
    if fields.get("goals"):
        fields = {"answered_at": NOW, "recommends": True, "hours_right": True, **fields}
    of = of or pair(state="closed", closed_at=NOW, active_at=NOW)
    return ClosingReview.objects.create(mentorship=of, **{"side": "mentee", "asked_at": NOW, **fields})


def mailed_about(she: Person, kind: str) -> dict[str, Any]:
    """What a letter of a kind to her is about: she is the mentor, at the point at which it is written."""
    state = {
        "mentoring_request": "requested",
        "mentoring_declined": "declined",
        "mentoring_closing": "closed",
    }
    if kind == "mentoring_pulse":
        about = pulse(pair(mentor=mentor(who=she)), side="mentor", asked_at=timezone.now())
        return {"pulse": about.pk}
    if kind == "mentoring_silent":
        account = cast.staff("mentoring.view_mentorship", "mentoring.change_mentorship")
        of = pair(mentor=mentor(who=she), heard_at=timezone.now() - 22 * DAY)
        return {"account": account.pk, "mentorships": [of.pk]}
    closed = {"closed_at": NOW} if kind == "mentoring_closing" else {}
    row = pair(mentor=mentor(who=she), state=state.get(kind, "accepted"), **closed)
    return {"mentorship": row.pk}
