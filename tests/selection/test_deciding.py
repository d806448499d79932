"""What people decide: held, versioned, and in order on the waiting list."""

import pytest
from django.db.utils import IntegrityError

from foundation.errors import ServiceError
from residencies.calls.models import Application
from residencies.calls.services import withdraw
from residencies.programmes.models import Track
from residencies.selection.models import Decision, Prize
from residencies.selection.services.deciding import decide, decide_all, move_waiting, undecide
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """A deliberation of two places among four applications."""
    call = calls.call()
    of = cast.deliberation(call)
    of.four = [cast.application(call) for _one in range(4)]
    of.staff = people.staff("selection.decide")
    return of


def said(of) -> dict[int, str]:
    return dict(of.decisions.values_list("application", "outcome"))


def line(of) -> list[tuple[int, int]]:
    return list(of.decisions.filter(outcome="waiting").order_by("rank").values_list("application", "rank"))


def put(of, *outcomes: str, **how) -> None:
    for one, outcome in zip(of.four, outcomes, strict=False):
        decide(of, one, outcome, by=of.staff, now=NOW, **how)


def test_it_is_held_with_who_decided_and_why(room):
    prize = Prize.objects.create(deliberation=room, name_en="Development grant")
    made = decide(
        room, room.four[0], "selected", by=room.staff, now=NOW,
        reason=" Strong voice ", comment="Bravo", prizes=[prize],
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.outcome, made.reason, made.comment, made.decided_at) == (
        "selected",
        "Strong voice",
        "Bravo",
        NOW,
    )
    assert list(made.prizes.all()) == [prize]
    assert [(row.outcome, row.history_user) for row in made.history.all()] == [("selected", room.staff)]
    room.four[0].refresh_from_db()
    assert room.four[0].state == Application.State.REVIEW  # nothing shows before the release


def test_twice_is_as_good_as_once(room):
    for _time in range(2):
        made = decide(room, room.four[0], "declined", by=room.staff, now=NOW, reason="No", version=0)
    room.refresh_from_db()
    assert (room.version, made.history.count()) == (1, 1)


def test_what_is_not_said_stays(room):
    put(room, "selected", reason="Strong", comment="Bravo")
    made = decide(room, room.four[0], "declined", by=room.staff, now=NOW)
    assert (made.outcome, made.reason, made.comment) == ("declined", "Strong", "Bravo")


def test_the_second_of_two_is_told_what_has_changed_and_loses_nothing(room):
    put(room, "selected")
    with pytest.raises(ServiceError, match=rf"“selected”, by {room.staff}"):
        decide(room, room.four[0], "declined", by=people.staff(), now=NOW, version=0)
    decide(room, room.four[1], "declined", by=people.staff(), now=NOW, version=0)  # another one is free
    assert said(room) == {room.four[0].pk: "selected", room.four[1].pk: "declined"}
    decide(room, room.four[0], "declined", by=room.staff, now=NOW, version=2)
    assert said(room)[room.four[0].pk] == "declined"


def test_many_at_once_are_all_or_none(room):
    first, second, third, fourth = (one.pk for one in room.four)
    put(room, "selected")
    with pytest.raises(ServiceError):
        decide_all(room, {second: "declined", first: "declined"}, by=room.staff, now=NOW, version=0)
    assert said(room) == {first: "selected"}
    done = decide_all(
        room, {first: "selected", second: "waiting", fourth: "waiting", third: "declined"},
        by=room.staff, now=NOW, version=1,
    )  # fmt: skip
    assert len(done) == 3
    assert line(room) == [(second, 1), (fourth, 2)]
    assert {row.history_user for row in Decision.history.all()} == {room.staff}


def test_many_take_as_many_queries_as_one(room, django_assert_max_num_queries):
    more = [cast.application(room.call) for _one in range(20)]
    decide_all(room, {room.four[0].pk: "declined"}, by=room.staff, now=NOW)
    with django_assert_max_num_queries(14):
        decide_all(room, {one.pk: "declined" for one in more}, by=room.staff, now=NOW)
    assert room.decisions.count() == 21


def test_a_waiting_list_has_an_order_and_no_gap(room):
    first, second, third, fourth = room.four
    put(room, *["waiting"] * 4)
    move_waiting(room, third, up=True, by=room.staff, now=NOW)
    move_waiting(room, first, up=True, by=room.staff, now=NOW)  # it is the first already
    move_waiting(room, fourth, up=False, by=room.staff, now=NOW)
    assert line(room) == [(first.pk, 1), (third.pk, 2), (second.pk, 3), (fourth.pk, 4)]
    decide(room, first, "selected", by=room.staff, now=NOW)
    undecide(room, second, by=room.staff, now=NOW)
    assert line(room) == [(third.pk, 1), (fourth.pk, 2)]
    decide(room, first, "waiting", by=room.staff, now=NOW)
    assert line(room) == [(third.pk, 1), (fourth.pk, 2), (first.pk, 3)]


def test_each_strand_has_a_waiting_list_of_its_own(room):
    tracks = [
        Track.objects.create(programme=room.call.edition.programme, slug=slug, name_en=slug)
        for slug in ("fiction", "series")
    ]
    for one, track in zip(room.four, [*tracks, *tracks], strict=True):
        Application.objects.filter(pk=one.pk).update(track=track)
        one.refresh_from_db()
    put(room, *["waiting"] * 4)
    assert [decision.rank for decision in room.decisions.order_by("pk")] == [1, 1, 2, 2]
    move_waiting(room, room.four[2], up=True, by=room.staff, now=NOW)
    assert [decision.rank for decision in room.decisions.order_by("pk")] == [2, 1, 1, 2]


def test_a_move_seen_too_late_is_told(room):
    put(room, "waiting", "waiting")
    move_waiting(room, room.four[1], up=True, by=room.staff, now=NOW, version=2)
    with pytest.raises(ServiceError, match="changed meanwhile"):
        move_waiting(room, room.four[0], up=True, by=people.staff(), now=NOW, version=2)


def test_what_cannot_be_decided_is_refused(room):
    withdraw(room.four[1], by=None, now=NOW)
    elsewhere = cast.application(calls.call())
    unjudged = calls.sent(room.call)
    for about, outcome in [
        (room.four[0], "shortlisted"),  # that is for the first of two steps
        (room.four[0], "nonsense"),
        (room.four[1], "declined"),
        (elsewhere, "declined"),
        (unjudged, "declined"),
    ]:
        with pytest.raises(ServiceError):
            decide(room, about, outcome, by=room.staff, now=NOW)
    assert said(room) == {}


def test_the_first_of_two_steps_makes_a_shortlist():
    call = calls.call(steps=2, second_opens_at=calls.CLOSES, second_closes_at=calls.CLOSES.replace(year=2027))
    room, one = cast.deliberation(call), cast.application(call)
    assert room.outcomes == ["shortlisted", "declined"]
    assert decide(room, one, "shortlisted", by=None, now=NOW).outcome == "shortlisted"
    second = cast.deliberation(call, step=2)
    with pytest.raises(ServiceError):  # it has not sent its full file
        decide(second, one, "selected", by=None, now=NOW)


def test_nothing_is_decided_any_more_after_the_release(room):
    put(room, "selected")
    room.released_at = NOW
    room.save()
    for act in (
        lambda: decide(room, room.four[1], "declined", by=room.staff, now=NOW),
        lambda: undecide(room, room.four[0], by=room.staff, now=NOW),
    ):
        with pytest.raises(ServiceError, match="released"):
            act()


def test_the_table_itself_keeps_one_decision_each(room):
    put(room, "selected")
    with pytest.raises(IntegrityError):
        cast.decision(room, room.four[0], "declined")
