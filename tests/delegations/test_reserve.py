"""Who cannot go, and who comes in her place: each place offered to one at a time, and mailed once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.delegations import services
from residencies.delegations.models import Member, Papers, Reserve
from residencies.programmes.models import Participation
from residencies.programmes.services import change_state
from tests.delegations import cast

pytestmark = pytest.mark.django_db
NOW, TODAY = cast.NOW, cast.TODAY


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_a_visa_refused_gives_her_place_to_the_next_who_takes_it():
    trip = cast.delegation(going=1)
    first, second = cast.reserve(trip), cast.reserve(trip)
    member = trip.members.get()
    for _twice in range(2):
        services.record_refusal(member, on=TODAY, by=None, now=NOW)
    gone = Participation.objects.get(pk=member.participation_id)
    assert (gone.state, gone.cause, Papers.objects.get().refused_on) == ("withdrawn", "visa", TODAY)
    assert (cast.states(trip), kinds()) == (["offered", "waiting"], ["delegation_offer"])
    first.refresh_from_db()
    assert first.answer_by == NOW + timedelta(days=3)
    for _twice in range(2):
        services.accept_place(first, by=None, now=NOW + timedelta(days=2))
    she = Participation.objects.get(person=first.person)
    assert (she.state, she.replaces_id, she.trip.delegation_id) == ("confirmed", gone.pk, trip.pk)
    with pytest.raises(ServiceError, match=r"(?i)place"):
        services.accept_place(second, by=None, now=NOW)
    assert services.settle_reserves(now=NOW + timedelta(days=5)) == 0
    assert cast.states(trip) == ["accepted", "waiting"]


def test_an_offer_not_answered_goes_on_and_one_declined_at_once():
    trip = cast.delegation(going=1)
    for _one in range(3):
        cast.reserve(trip)
    services.record_withdrawal(trip.members.get(), cause="work", reason="Tournage.", by=None, now=NOW)
    late = NOW + timedelta(days=3)
    with pytest.raises(ServiceError, match=r"(?i)over|passé|terminé"):
        services.accept_place(trip.reserves.first(), by=None, now=late)
    assert [services.settle_reserves(now=late) for _twice in range(2)] == [1, 0]
    assert cast.states(trip) == ["lapsed", "offered", "waiting"]
    services.decline_place(trip.reserves.get(state="offered"), by=None, now=late)
    assert cast.states(trip) == ["lapsed", "declined", "offered"]
    assert kinds() == ["delegation_lapsed", *["delegation_offer"] * 3]


def test_whoever_leaves_by_another_door_is_found_and_who_comes_back_keeps_her_place():
    trip = cast.delegation(going=1)
    cast.reserve(trip)
    place = trip.members.get().participation
    change_state(place, "withdrawn", by=None, now=NOW)
    assert services.settle_reserves(now=NOW) == 1
    offer = trip.reserves.get()
    change_state(place, "confirmed", by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.accept_place(offer, by=None, now=NOW)
    assert services.settle_reserves(now=NOW) == 0
    assert cast.states(trip) == ["ended"]


def test_once_the_delegation_leaves_nobody_is_called_and_no_offer_outlasts_it():
    trip = cast.delegation(going=2, leaves_on=TODAY + timedelta(days=1))
    cast.reserve(trip)
    first, second = trip.members.all()
    services.record_withdrawal(first, by=None, now=NOW)
    offer = trip.reserves.get()
    assert offer.answer_by.astimezone(cast.NOW.tzinfo).isoformat() == "2026-11-24T23:00:00+00:00"
    services.record_withdrawal(second, by=None, now=NOW + timedelta(days=1))
    assert Reserve.objects.filter(state="offered").count() == 1
    services.settle_reserves(now=NOW + timedelta(days=1))
    assert cast.states(trip) == ["lapsed"]


def test_the_reserve_takes_each_once_and_none_who_travels_or_cannot_be_written_to():
    trip = cast.delegation(going=1)
    row = cast.reserve(trip)
    assert cast.reserve(trip, row.person) == row
    with pytest.raises(ServiceError):
        cast.reserve(trip, trip.members.get().person)
    row.person.email = ""
    with pytest.raises(ServiceError):
        cast.reserve(cast.delegation(), row.person)
    services.leave_reserve(row, by=None, now=NOW)
    assert cast.states(trip) == ["ended"]
    services.record_withdrawal(trip.members.get(), by=None, now=NOW)
    late = cast.reserve(trip)  # a place is free already
    assert late.state == "offered"


def test_what_must_never_be_false_the_database_refuses():
    trip = cast.delegation(going=1)
    place = trip.members.get()
    one, other = cast.reserve(trip), cast.reserve(trip)
    services.record_withdrawal(place, by=None, now=NOW)
    one.refresh_from_db()
    offered = {"state": "offered", "place": place, "offered_at": NOW, "answer_by": NOW}
    lies = [
        lambda: Reserve.objects.filter(pk=other.pk).update(**offered),
        lambda: Reserve.objects.filter(pk=other.pk).update(state="offered"),
        lambda: Reserve.objects.filter(pk=one.pk).update(state="declined"),
        lambda: Reserve.objects.create(delegation=trip, person=one.person),
        lambda: Member.objects.update(badge_state="issued"),
        lambda: Member.objects.update(reported_at=NOW),
        lambda: cast.papers(place, granted_until=TODAY - timedelta(days=900)),
        lambda: cast.papers(place, refused_on=TODAY),
        lambda: cast.per_diem(place, paid_on=TODAY),
        lambda: cast.delegation(returns_on=TODAY),
    ]
    for lie in lies:
        with pytest.raises(IntegrityError), transaction.atomic():
            lie()


def test_a_refusal_that_cannot_be_changes_nothing():
    member = cast.member()
    with pytest.raises(ServiceError):
        services.record_refusal(member, on=TODAY + timedelta(days=1), by=None, now=NOW)
    cast.papers(member)
    with pytest.raises(ServiceError):
        services.record_refusal(member, on=TODAY, by=None, now=NOW)
    assert Participation.objects.get(pk=member.participation_id).state == "confirmed"
