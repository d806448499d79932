"""Delegations and those who travel with them, for the tests."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.delegations import services
from residencies.delegations.models import Delegation, Leg, Member, Papers, PerDiem, Reserve
from residencies.programmes.models import Participation
from tests import cast

NOW = cast.NOW
TODAY = NOW.date()
LEAVES = TODAY + timedelta(days=60)


def delegation(going: int = 0, **fields: Any) -> Delegation:
    """To Berlin in sixty days, with so many members."""
    fields.setdefault("edition", cast.edition(of=cast.programme(kind="delegation")))
    defaults = {"city": "Berlin", "country": "DE", "time_zone": "Europe/Berlin"}
    days = {"leaves_on": LEAVES, "returns_on": LEAVES + timedelta(days=6)}
    row = Delegation.objects.create(**{**defaults, **days, **fields})
    for _one in range(going):
        member(row)
    return row


def member(of: Delegation | None = None, who: Person | None = None, **fields: Any) -> Member:
    row = of or delegation()
    Participation.objects.create(person=who or cast.alumna(), edition=row.edition, state="confirmed")
    services.open_files(row, by=None, now=NOW)
    made = row.members.order_by("-pk")[0]
    Member.objects.filter(pk=made.pk).update(**fields)
    return Member.objects.select_related("participation__person", "delegation").get(pk=made.pk)


def reserve(of: Delegation, who: Person | None = None) -> Reserve:
    return services.join_reserve(of, who or cast.person(), by=None, now=NOW)


def leg(of: Member, **fields: Any) -> Leg:
    """Casablanca to Berlin, by the clocks of both."""
    on = of.delegation.leaves_on
    there = {
        "to_place": "Berlin",
        "arrives_on": on,
        "arrives_at": time(15, 10),
        "arrives_zone": "Europe/Berlin",
    }
    here = {"from_place": "Casablanca", "departs_on": on, "departs_at": time(10, 30)}
    return Leg.objects.create(**{"member": of, "carrier": "AT 960", **here, **there, **fields})


def back(of: Member) -> Leg:
    on = of.delegation.returns_on
    return leg(
        of, from_place="Berlin", departs_on=on, departs_zone="Europe/Berlin", to_place="Casablanca",
        arrives_on=on, arrives_at=time(14), arrives_zone="Africa/Casablanca",
    )  # fmt: skip


def papers(of: Member, **fields: Any) -> Papers:
    """With a visa for the stay, a passport that lasts, and insurance."""
    trip = of.delegation
    facts = {
        "passport_number": "AB123456", "passport_until": date(2031, 1, 1), "visa": "yes",
        "granted_from": trip.leaves_on, "granted_until": trip.returns_on,
        "insurer": "Wafa", "policy": "P-1", "insured_until": trip.returns_on,
    }  # fmt: skip
    return Papers.objects.create(**{"member": of, **facts, **fields})


def per_diem(of: Member, **fields: Any) -> PerDiem:
    facts = {"days": 7, "rate": 45, "currency": "EUR"}
    return PerDiem.objects.create(**{"member": of, **facts, **fields})


def ready(of: Delegation) -> Member:
    """Who lacks nothing but her report."""
    row = member(of, badge_state="issued", badge_number="B-1", hotel="Hôtel Nord", brief="Bon voyage.")
    leg(row)
    back(row)
    papers(row)
    per_diem(row, paid_on=TODAY, reference=f"V-{row.pk}")
    return row


def states(of: Delegation) -> list[str]:
    return list(of.reserves.order_by("position", "pk").values_list("state", flat=True))


def mailed_about(she: Person, kind: str) -> dict[str, int]:
    """An offer to her, or one that she did not answer."""
    row = reserve(delegation(going=1), she)
    now = timezone.now()
    state, ended = ("offered", None) if kind == "delegation_offer" else ("lapsed", now)
    facts = {"place": row.delegation.members.get(), "offered_at": now, "answer_by": now + timedelta(days=3)}
    Reserve.objects.filter(pk=row.pk).update(state=state, ended_at=ended, **facts)
    Message.objects.filter(kind__startswith="delegation_").delete()
    return {"reserve": row.pk}
