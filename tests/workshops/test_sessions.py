"""A session that is changed or cancelled, and the letters: each once, in her language, true as it leaves."""

from datetime import timedelta

import pytest
import time_machine

from foundation.errors import ServiceError
from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from foundation.reminders.anchors import anchor_named
from residencies.workshops import services
from tests import cast as people
from tests.workshops import cast

pytestmark = pytest.mark.django_db
NOW, STARTS = cast.NOW, cast.STARTS
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(LATER, tick=False):
        yield


def letters(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).select_related("person").order_by("pk"))


def is_wanted(message: Message) -> bool:
    try:
        letter_for(message)
    except NotWanted:
        return False
    return True


def test_a_late_change_is_told_once_to_each_who_is_concerned():
    row, (first, second, third) = cast.full(places=2, waiting=1)
    speaker = row.speakers.create(person=people.person(), role="trainer")
    services.change_session(row, place="Salle 2", by=None, now=LATER)
    services.change_session(row, place="Salle 2", by=None, now=LATER)  # the same again changes nothing
    moved = services.change_session(row, place="Salle 3", by=None, now=LATER)
    told = letters("workshop_changed")
    assert (moved.revision, len(told)) == (2, 6)
    leaving = [one for one in told if is_wanted(one)]
    assert {one.person for one in leaving} == {first.person, second.person, speaker.person}
    assert len(leaving) == 3
    assert {one.not_before for one in told} == {LATER + timedelta(minutes=5)}
    assert "Salle 3" in render(leaving[0], letter_for(leaving[0]))["text"]
    assert third.person not in {one.person for one in told}


def test_more_places_or_another_title_are_no_news():
    row, _asked = cast.full()
    services.change_session(row, capacity=9, title_fr="Prise de son", by=None, now=LATER)
    row.refresh_from_db()
    assert (row.revision, row.capacity, letters("workshop_changed")) == (0, 9, [])


def test_cancelled_it_ends_offers_and_the_line_and_all_are_told_once():
    row, asked = cast.full(places=2, waiting=2)
    services.cancel_registration(asked[0], by=None, now=LATER)
    services.change_session(row, place="Ailleurs", by=None, now=LATER)
    for _twice in range(2):
        done = services.cancel_session(row, reason="La formatrice est malade.", by=None, now=LATER)
    assert (done.state, done.revision, done.held) == ("cancelled", 2, 1)
    assert cast.states(row) == ["cancelled", "registered", "ended", "ended"]
    told = letters("workshop_cancelled")
    assert [one.person for one in told] == [one.person for one in asked[1:]]
    for text in (render(one, letter_for(one))["text"] for one in told):
        assert "malade" in text
        assert "/workshops/place/" not in text  # nothing is left to answer
    others = Message.objects.exclude(kind="workshop_cancelled").select_related("person")
    assert not any(is_wanted(one) for one in others)
    for act in (
        lambda: services.change_session(row, place="x", by=None, now=LATER),
        lambda: cast.registered(row),
        lambda: services.accept_offer(asked[2], by=None, now=LATER),
        lambda: services.cancel_session(cast.session(), reason=" ", by=None, now=LATER),
    ):
        with pytest.raises(ServiceError):
            act()


def test_a_session_that_comes_earlier_leaves_no_offer_that_lasts_longer():
    row, (first, second) = cast.full(waiting=1)
    services.cancel_registration(first, by=None, now=LATER)
    early = LATER + timedelta(hours=6)
    services.change_session(row, starts_at=early, ends_at=early + timedelta(hours=1), by=None, now=LATER)
    second.refresh_from_db()
    assert second.answer_by == second.history.latest().answer_by == early
    with pytest.raises(ServiceError):
        services.change_session(row, ends_at=early, by=None, now=LATER)


def test_staff_who_cancel_a_place_tell_her_and_she_who_does_it_herself_is_not_written_to():
    _row, (first, second) = cast.full(places=2, waiting=0)
    services.cancel_registration(first, by=None, now=LATER)
    services.cancel_registration(second, by=None, now=LATER, reason="Doublon", tells_her=True)
    (told,) = letters("workshop_cancelled")
    assert told.person == second.person
    assert "Doublon" in render(told, letter_for(told))["html"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_letter_says_what_when_and_where_in_her_language_and_her_time(language):
    she = people.person(language=language, time_zone="Asia/Tokyo", name_ar="سلمى")
    row = cast.session(capacity=1, online_url="https://meet.example.org/secret")
    held = cast.registered(row)
    waiting = cast.registered(row, she)
    texts = []
    for kind in ("workshop_waiting", "workshop_offer", "workshop_registered", "workshop_changed"):
        message = Message.objects.filter(person=she, kind=kind).select_related("person").get()
        texts.append(render(message, letter_for(message)))
        if kind == "workshop_waiting":
            services.cancel_registration(held, by=None, now=NOW)
        elif kind == "workshop_offer":
            waiting.refresh_from_db()
            services.accept_offer(waiting, by=None, now=NOW)
        elif kind == "workshop_registered":
            services.change_session(row, place="Rabat", by=None, now=NOW)
    for text in texts:
        assert "2026" in text["text"]
        assert ("Tanger" in text["text"]) or ("Rabat" in text["text"])
        assert "19:00" in text["text"]  # in Tokyo
        assert "secret" not in text["text"] + text["html"]
        assert "~~token~~" in text["text"]


def test_a_letter_that_is_true_no_more_does_not_leave():
    _row, (first, second) = cast.full(waiting=1)
    services.cancel_registration(first, by=None, now=NOW)
    gone = {one.kind: is_wanted(one) for one in Message.objects.select_related("person").order_by("pk")}
    assert gone == {"workshop_registered": False, "workshop_waiting": False, "workshop_offer": True}
    assert second.pk


def test_a_rule_may_hang_on_the_day_of_a_session():
    row, (first, _waits) = cast.full(waiting=1)
    anchor = anchor_named("session")
    (fact,) = anchor.facts({"workshop": [row.workshop_id]})
    assert (fact.pk, fact.whom, fact.anchored) == (first.pk, first.person_id, STARTS)
    values = anchor.values(fact, first.person, STARTS.date())
    assert (values["session"], values["place"]) == ("Le son", "Cinémathèque, Tanger")
    assert anchor.path(fact, first.person) == f"/workshops/sessions/{row.pk}/"
    services.cancel_session(row, reason="x", by=None, now=NOW)
    assert not anchor.facts({}).exists()
