"""Postings, those who may be asked, and offers, for the tests."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from alumni.placement import services
from alumni.placement.models import Offer, Posting, Profile, TrackCraft
from foundation.films.models import Credit, Role, Work
from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.programmes.models import Track
from tests import cast

NOW = cast.NOW
FIRST, LAST = date(2027, 1, 11), date(2027, 1, 22)
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def role(slug: str = "sound_recordist") -> Role:
    return Role.objects.get(slug=slug)


def work(**fields: Any) -> Work:
    return Work.objects.create(**{"title": f"Le film {next(_numbers)}", "stage": "shooting", **fields})


def draft(**fields: Any) -> Posting:
    """In Tangier, for two weeks of January, as staff write it."""
    fields.setdefault("role", role())
    fields.setdefault("work", work() if "title" not in fields else None)
    facts = {
        "contact_name": "Nadia Production", "contact_email": "nadia@production.example",
        "starts_on": FIRST, "ends_on": LAST, "city": "Tanger", "country": "MA", "languages": "fr",
        "grade": "assistant", "is_paid": True, "pay_words": "6 000 MAD la semaine",
    }  # fmt: skip
    return Posting.objects.create(**{**facts, **fields})


def posting(now: Any = NOW, **fields: Any) -> Posting:
    """Open for 30 days."""
    return services.open_posting(draft(**fields), by=None, now=now)


def track(department: str = "sound", kind: str = "bachelor") -> Track:
    """One that trains for a department."""
    of = cast.programme(kind=kind)
    made = Track.objects.create(programme=of, slug="son", name_fr="Son", name_ar="الصوت", name_en="Sound")
    TrackCraft.objects.create(track=made, department=department)
    return made


def graduate(of: Track | None = None, on: date = date(2026, 6, 30), **fields: Any) -> Person:
    """Of a track of sound, with a login."""
    known = TrackCraft.objects.filter(department="sound").order_by("pk").first()
    of = of or (known.track if known else track())
    she = cast.alumna(**fields)
    edition = of.programme.editions.first() or cast.edition(of=of.programme)
    cast.completed(on, who=she, of=edition, track=of)
    return she


def credit(who: Person, slug: str = "sound_recordist", **fields: Any) -> Credit:
    return Credit.objects.create(work=work(), person=who, role=role(slug), **fields)


def profile(who: Person, **said: Any) -> Profile:
    return services.say_availability(who, by=None, now=NOW, **said)


def offered(
    of: Posting | None = None, *people: Person, at_once: bool = True, now: Any = NOW, days: int = 5
) -> list[Offer]:
    """Sent, in order of the people; to a graduate where nobody is named."""
    of = of or posting(now)
    asked = people or (graduate(),)
    services.offer_posting(of, list(asked), at_once=at_once, days=days, by=None, now=now)
    return list(of.offers.filter(person__in=asked).order_by("pk").select_related("person", "posting"))


def accepted(of: Posting | None = None, who: Person | None = None, now: Any = NOW, **how: Any) -> Offer:
    row = offered(of, *([who] if who else []), now=now)[0]
    return services.accept_offer(row, by=None, now=now, **how)


def done(now: Any = None) -> Offer:
    row = accepted(posting(starts_on=NOW.date(), ends_on=NOW.date()))
    return services.confirm_work(row, by=None, now=now or NOW)


def states(of: Posting) -> list[str]:
    return list(of.offers.order_by("pk").values_list("state", flat=True))


def mailed(she: Person, kind: str) -> dict[str, int]:
    """What a letter of a kind is about, as it is now; nothing else is written."""
    now = timezone.now()
    day = timezone.localdate(now)
    if kind == "posting_confirm":
        about = {"posting": draft(state="unconfirmed", asked_at=now).pk}
    else:
        states = {
            "placement_offer": {"state": "sent"},
            "placement_over": {"state": "ended"},
            "placement_contact": {"state": "accepted", "accepted_at": now, "word": "À bientôt."},
            "placement_withdrawn": {"state": "withdrawn"},
            "placement_done": {"state": "accepted", "accepted_at": now},
        }
        about = {"work_offer": draft(starts_on=day, ends_on=day).offers.create(
            person=she, position=0, days=5, made_at=now, sent_at=now,
            answer_by=now + timedelta(days=5), **states[kind],
        ).pk}  # fmt: skip
    Message.objects.filter(kind__startswith="placement").delete()
    return about
