"""Presses at once, in real threads: a place is offered to one, and taken by one."""

from datetime import timedelta

import pytest

from foundation.mail.models import Message
from residencies.delegations import services
from residencies.delegations.models import Reserve
from residencies.delegations.services import reserve as places
from residencies.programmes.models import Participation
from tests.calls.test_concurrency import refused
from tests.delegations import cast
from tests.many import REPEATS, rounds

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW


def test_of_two_offers_of_one_place_the_database_takes_one_every_time():
    """By the database alone: no service looks."""
    trips = [cast.delegation(going=1) for _one in range(REPEATS)]
    rows = [[cast.reserve(trip) for _one in range(2)] for trip in trips]
    seats = [trip.members.get() for trip in trips]
    offer = {"state": "offered", "offered_at": NOW, "answer_by": NOW + timedelta(days=3)}

    def act(column: int):
        return lambda n: Reserve.objects.filter(pk=rows[n][column].pk).update(place=seats[n], **offer)

    assert [refused(both) for both in rounds(act(0), act(1))] == [1] * REPEATS


def test_a_refusal_a_lapse_and_an_answer_at_once_leave_one_offer_and_one_in_the_place():
    trips = [cast.delegation(going=1) for _one in range(REPEATS)]
    for trip in trips:
        cast.reserve(trip), cast.reserve(trip)
    members = [trip.members.get() for trip in trips]
    refuse = lambda n: services.record_refusal(members[n], on=cast.TODAY, by=None, now=NOW)  # noqa: E731
    settle = lambda n: places._settle(trips[n], NOW)  # noqa: E731
    rounds(refuse, refuse, settle)
    assert [cast.states(trip) for trip in trips] == [["offered", "waiting"]] * REPEATS
    assert Message.objects.filter(kind="delegation_offer").count() == REPEATS
    offers = [trip.reserves.get(state="offered") for trip in trips]
    late = NOW + timedelta(days=3)
    accept = lambda n: services.accept_place(offers[n], by=None, now=late - timedelta(seconds=1))  # noqa: E731
    lapse = lambda n: places._settle(trips[n], late)  # noqa: E731
    rounds(accept, lapse, accept)
    for trip in trips:
        came = Participation.objects.filter(edition=trip.edition_id, state="confirmed").count()
        assert (cast.states(trip), came) in [(["accepted", "waiting"], 1), (["lapsed", "offered"], 0)]
