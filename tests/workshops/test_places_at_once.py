"""Presses at once, in real threads: the last place goes to one, a freed place is offered once."""

from datetime import timedelta

import pytest

from foundation.mail.models import Message
from residencies.workshops import services
from residencies.workshops.models import Session
from tests import cast as people
from tests.calls.test_concurrency import refused, together
from tests.many import REPEATS, rounds
from tests.workshops import cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW
LATER = NOW + timedelta(hours=1)


@pytest.mark.xdist_group("fifty")  # two of them at once would be too many connections
def test_the_last_place_for_fifty_at_once():
    rows, fifty = (
        [cast.session(capacity=1) for _one in range(REPEATS)],
        [people.person() for _one in range(50)],
    )
    done = rounds(*[lambda number, she=she: cast.registered(rows[number], she) for she in fifty])
    assert [refused(one) for one in done] == [0] * REPEATS
    found = [cast.states(row) for row in rows]
    assert [(one.count("registered"), one.count("waiting")) for one in found] == [(1, 49)] * REPEATS
    assert set(Session.objects.values_list("held", flat=True)) == {1}
    assert Message.objects.count() == 50 * REPEATS


def test_a_freed_place_is_offered_once_and_to_who_is_next():
    """Given back twice and asked for by a newcomer while two planners run; then taken while they go on."""
    full = [cast.full(waiting=2) for _one in range(REPEATS)]
    newcomer = people.person()

    def give_back(number: int) -> None:
        services.cancel_registration(full[number][1][0], by=None, now=LATER)

    def settle(_number: int) -> None:
        services.settle_sessions(now=LATER)

    def ask(number: int) -> None:
        cast.registered(full[number][0], newcomer, now=LATER)

    done = rounds(give_back, give_back, settle, settle, ask)
    assert [refused(one) for one in done] == [0] * REPEATS
    wanted = ["cancelled", "offered", "waiting", "waiting"]
    assert [cast.states(row) for row, _asked in full] == [wanted] * REPEATS
    assert Message.objects.filter(kind="workshop_offer").count() == REPEATS

    def take(number: int) -> None:
        services.accept_offer(full[number][1][1], by=None, now=LATER)

    done = rounds(take, take, settle, ask)
    assert [refused(one) for one in done] == [0] * REPEATS
    wanted[1] = "registered"
    assert [cast.states(row) for row, _asked in full] == [wanted] * REPEATS
    assert set(Session.objects.values_list("held", flat=True)) == {1}
    assert Message.objects.filter(kind="workshop_offer").count() == REPEATS


def test_places_given_back_taken_and_asked_for_at_once():
    """Ten give back, twice each; five new ones ask; planners run; an offer is accepted twice."""
    row, asked = cast.full(places=10, waiting=8)
    services.cancel_registration(asked[9], by=None, now=LATER)
    offered = row.registrations.get(state="offered")
    acts = [lambda one=one: services.cancel_registration(one, by=None, now=LATER) for one in asked[:5] * 2]
    new = [people.person() for _five in range(5)]
    acts += [lambda she=she: cast.registered(row, she, now=LATER) for she in new]
    acts += [lambda: services.settle_sessions(now=LATER)] * 8
    acts += [lambda: services.accept_offer(offered, by=None, now=LATER)] * 2
    assert refused(together(*acts)) == 0
    held = row.registrations.holding().count()
    assert held == Session.objects.get().held == 10
    assert row.registrations.registered().count() == 5
    earliest = list(row.registrations.filter(state="offered").order_by("asked_at"))
    assert [one.pk for one in earliest] == [one.pk for one in asked[11:16]]
    assert Message.objects.filter(kind="workshop_offer").count() == 6


def test_planners_at_once_pass_a_lapsed_offer_on_once():
    row, asked = cast.full(waiting=2)
    services.cancel_registration(asked[0], by=None, now=NOW)
    together(*[lambda: services.settle_sessions(now=NOW + timedelta(hours=49))] * 8)
    assert cast.states(row) == ["cancelled", "lapsed", "offered"]
    assert Message.objects.filter(kind="workshop_offer").count() == 2
