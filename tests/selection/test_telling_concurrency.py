"""Presses at once, in real threads: one release, and never more offers than places."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.calls import services as calls_services
from residencies.calls.models import Application
from residencies.programmes.models import Participation
from residencies.selection import services
from residencies.selection.models import Offer
from tests.calls.test_concurrency import together
from tests.selection import cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW


def test_two_who_release_at_once_tell_everyone_once():
    row = cast.held(selected=2, waiting=1, declined=2)
    done = together(*[lambda: services.release_decisions(row, by=None, now=NOW)] * 4)
    assert {one.released_at for one in done} == {NOW}
    assert Message.objects.filter(kind__startswith="decision_").count() == 5
    assert Offer.objects.count() == 2
    assert Application.history.filter(state="selected").count() == 2


def test_a_release_and_those_who_tell_the_ineligible_at_once_write_one_letter_each():
    row = cast.held(selected=1, declined=1)
    for _one in range(3):
        about = cast.application(row.call)
        calls_services.mark_ineligible(about, reason="Third film.", by=None, now=NOW)
    acts = [lambda: services.release_decisions(row, by=None, now=NOW)] * 2
    acts += [lambda: calls_services.tell_out(row.call, by=None, now=NOW)] * 4
    done = together(*acts)
    assert [one for one in done if isinstance(one, Exception)] == []
    assert Message.objects.filter(kind="decision_ineligible").count() == 3
    assert sum(one for one in done if isinstance(one, int)) in (0, 3)
    assert Application.history.filter(state="ineligible").count() == 6  # marked, and told


@pytest.mark.xdist_group("fifty")  # two of them at once would be too many connections
def test_fifty_acts_at_once_never_hold_more_than_there_are_places():
    """Ten places: some accept twice, some decline, planners run, and staff give what is free."""
    row = cast.released(selected=10, waiting=20)
    offers = cast.offers(row)
    waiting = list(row.decisions.filter(outcome="waiting").order_by("-rank")[:12])
    acts: list[Callable[[], Any]] = []
    for offer in offers[:5]:
        acts += [lambda one=offer: services.accept_offer(one, by=None, now=NOW)] * 2
    for offer in offers[5:]:
        acts += [lambda one=offer: services.decline_offer(one, by=None, now=NOW)] * 2
        acts.append(lambda one=offer: services.accept_offer(one, by=None, now=NOW))
    acts += [lambda: services.settle_places(now=NOW)] * 13
    acts += [lambda one=one: services.offer_place(one, reason="fits", by=None, now=NOW) for one in waiting]
    done = together(*acts)
    assert len(acts) == 50
    assert [one for one in done if isinstance(one, Exception) and not isinstance(one, ServiceError)] == []
    services.settle_places(now=NOW)
    held = Offer.objects.holding()
    assert held.count() == 10
    assert Message.objects.filter(kind="offer_place").count() == Offer.objects.count() - 10
    accepted = held.filter(state="accepted").count()
    assert 5 <= accepted == Participation.objects.filter(state="confirmed").count()


def test_planners_at_once_call_the_next_once_and_remind_once():
    row = cast.released(selected=3, waiting=3)
    late = NOW + timedelta(days=11)
    together(*[lambda: services.settle_places(now=late)] * 8)
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["lapsed"] * 3 + ["open"] * 3
    assert Message.objects.filter(kind="offer_lapsed").count() == 3
    due = row.decisions.get(rank=1).offers.get().answer_by - timedelta(days=2)
    due = due.replace(hour=11)
    together(*[lambda: services.remind_offers(now=due + timedelta(days=1))] * 8)
    assert Message.objects.filter(kind="offer_reminder").count() == 3
