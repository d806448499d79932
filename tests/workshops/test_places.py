"""Places in a session: one press, a fair line, timed offers, and never more than there are."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.programmes.services import change_state
from residencies.workshops import services
from residencies.workshops.models import Registration, Session
from residencies.workshops.selectors.places import place_in_line
from residencies.workshops.services import places
from residencies.workshops.services.places import fill
from tests import cast as people
from tests.workshops import cast

pytestmark = pytest.mark.django_db
NOW, STARTS = cast.NOW, cast.STARTS
LATER = NOW + timedelta(hours=1)


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_she_has_a_place_at_once_then_others_wait_in_the_order_of_asking():
    row, asked = cast.full(places=2, waiting=2)
    assert cast.states(row) == ["registered", "registered", "waiting", "waiting"]
    assert (row.held, [place_in_line(one) for one in asked[2:]]) == (2, [1, 2])
    again = cast.registered(row, asked[0].person)
    assert (again.pk, row.registrations.count()) == (asked[0].pk, 4)
    assert kinds() == ["workshop_registered"] * 2 + ["workshop_waiting"] * 2


def test_a_place_given_back_is_offered_to_the_next_who_accepts_it():
    row, (first, second, third) = cast.full(waiting=2)
    services.cancel_registration(first, by=None, now=LATER)
    assert cast.states(row) == ["cancelled", "offered", "waiting"]
    second.refresh_from_db()
    assert second.answer_by == LATER + timedelta(hours=48)
    done = services.accept_offer(second, by=None, now=LATER + timedelta(hours=47))
    assert services.accept_offer(done, by=None, now=STARTS).state == "registered"
    with pytest.raises(ServiceError, match=r"(?i)place"):
        services.accept_offer(third, by=None, now=LATER)
    assert (Session.objects.get().held, kinds().count("workshop_offer")) == (1, 1)


def test_an_offer_that_lapses_goes_on_and_who_missed_it_asks_again_at_the_end():
    row, (first, second, third) = cast.full(waiting=2)
    services.cancel_registration(first, by=None, now=LATER)
    late = LATER + timedelta(hours=48)
    with pytest.raises(ServiceError):
        services.accept_offer(second, by=None, now=late)
    assert [services.settle_sessions(now=late) for _twice in range(2)] == [1, 0]
    assert cast.states(row) == ["cancelled", "lapsed", "offered"]
    again = cast.registered(row, second.person, now=late)
    assert (again.state, place_in_line(again)) == ("waiting", 1)
    services.cancel_registration(third, by=None, now=late)  # she declines
    again.refresh_from_db()
    assert again.state == "offered"
    assert kinds().count("workshop_lapsed") == 1


@pytest.mark.parametrize(
    ("before", "given"),
    [
        (timedelta(days=9), timedelta(hours=48)),
        (timedelta(hours=10), timedelta(hours=5)),
        (timedelta(minutes=40), timedelta(minutes=30)),
        (timedelta(minutes=10), timedelta(minutes=10)),
    ],
)
def test_the_time_to_answer_leaves_time_for_another_and_ends_with_the_beginning(before, given):
    _row, (first, second) = cast.full(waiting=1)
    services.cancel_registration(first, by=None, now=STARTS - before)
    second.refresh_from_db()
    assert second.answer_by == STARTS - before + given


def test_more_places_are_offered_and_fewer_than_are_taken_are_refused():
    row, _asked = cast.full(places=2, waiting=3)
    services.change_session(row, capacity=4, by=None, now=LATER)
    assert cast.states(row) == ["registered"] * 2 + ["offered"] * 2 + ["waiting"]
    with pytest.raises(ServiceError, match="4"):
        services.change_session(row, capacity=3, by=None, now=LATER)
    services.change_session(row, capacity=None, by=None, now=LATER)
    assert cast.states(row)[-1] == "offered"
    assert Session.objects.get().held == 5


def test_the_database_itself_refuses_a_place_too_many_and_a_second_asking():
    row, (first,) = cast.full()
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=row.pk).update(held=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(session=row, person=first.person, state="waiting", asked_at=NOW)


def test_whom_it_is_open_to():
    of = people.edition()
    closed = cast.workshop(of=of, audience="participants")
    row, she, guest = cast.session(of=closed), cast.participant(closed), people.person()
    assert cast.registered(row, she).state == "registered"
    with pytest.raises(ServiceError):
        cast.registered(row, guest)
    assert services.register_guest(row, guest, by=None, now=NOW).state == "registered"
    hidden = cast.session(of=cast.workshop(is_published=False))
    with pytest.raises(ServiceError):
        cast.registered(hidden)
    with pytest.raises(ServiceError):
        cast.registered(cast.session(), now=STARTS)


def test_who_leaves_the_edition_leaves_its_sessions_and_guests_stay():
    closed = cast.workshop(audience="participants")
    row, she, next_one = cast.session(of=closed, capacity=2), *[cast.participant(closed) for _two in "ab"]
    cast.registered(row, she)
    services.register_guest(row, people.person(), by=None, now=NOW)
    cast.registered(row, next_one)
    part = she.participations.get()
    change_state(part, "withdrawn", by=None, now=NOW, reason="films")
    services.settle_sessions(now=LATER)
    assert cast.states(row) == ["cancelled", "registered", "offered"]


def test_who_has_left_the_edition_may_come_as_a_guest_and_stays_one():
    closed = cast.workshop(audience="participants")
    row, she = cast.session(of=closed, capacity=2), cast.participant(closed)
    cast.registered(row, she)
    change_state(she.participations.get(), "withdrawn", by=None, now=NOW, reason="films")
    services.settle_sessions(now=LATER)
    services.register_guest(row, she, by=None, now=LATER)
    assert [services.settle_sessions(now=LATER) for _twice in range(2)] == [0, 0]
    assert cast.states(row) == ["cancelled", "registered"]


def test_a_session_that_cannot_be_settled_holds_up_no_other_and_is_told(monkeypatch, caplog):
    (bad, _asked), (good, _line) = cast.full(waiting=1), cast.full(waiting=1)
    Registration.objects.filter(state="registered").update(state="cancelled", ended_at=LATER)
    Session.objects.update(held=0)

    def fails(session, now):
        if session.pk == bad.pk:
            raise DatabaseError("broken")
        return fill(session, now)

    monkeypatch.setattr(places, "fill", fails)
    with pytest.raises(ExceptionGroup) as told:
        services.settle_sessions(now=LATER)
    assert [type(fault) for fault in told.value.exceptions] == [DatabaseError]
    assert f"Session {bad.pk}" in caplog.text
    assert (cast.states(bad), cast.states(good)) == (["cancelled", "waiting"], ["cancelled", "offered"])


def test_a_whole_edition_is_registered_and_a_line_ends_as_the_session_begins():
    row, _asked = cast.full(places=3)
    services.change_session(row, capacity=5, by=None, now=NOW)
    new = [people.person() for _one in range(4)]
    assert services.register_all(row, [*new, *new[:1]], by=None, now=LATER) == 4
    assert cast.states(row) == ["registered"] * 5 + ["waiting"] * 2
    services.settle_sessions(now=STARTS)
    assert cast.states(row)[-2:] == ["ended"] * 2
    with pytest.raises(ServiceError):
        services.cancel_registration(row.registrations.first(), by=None, now=STARTS)


def test_at_the_door_staff_give_a_place_that_is_free():
    row, _asked = cast.full()
    with pytest.raises(ServiceError):
        services.register_guest(row, people.person(), by=None, now=STARTS)
    services.change_session(row, capacity=2, by=None, now=STARTS)
    assert services.register_guest(row, people.person(), by=None, now=STARTS).state == "registered"
