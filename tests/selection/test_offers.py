"""Offers of places: answered, reminded of, over; and a place that is free goes to whoever is next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.calls import services as calls_services
from residencies.calls.models import Application
from residencies.programmes.models import Participation
from residencies.selection import services
from residencies.selection.models import Offer
from residencies.selection.selectors.telling import occupancy
from residencies.selection.services.telling import last_moment
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
LATER = NOW + timedelta(days=11)  # the ten days to answer are over


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def accept(offer: Offer, now=NOW) -> Offer:
    return services.accept_offer(offer, by=None, now=now)


def decline(offer: Offer, now=NOW, **fields) -> Offer:
    return services.decline_offer(offer, by=None, now=now, **fields)


def held_states(of) -> list[str]:
    return [one.state for one in cast.offers(of)]


# -- accepting ---------------------------------------------------------------------------------
def test_accepting_twice_makes_one_participation_with_her_project():
    (offer,) = cast.offers(cast.released(selected=1))
    for _press in range(2):
        done = accept(offer)
    about = offer.decision.application
    row = Participation.objects.get()
    assert (done.state, done.answered_at, row.state, row.edition) == (
        "accepted",
        NOW,
        "confirmed",
        about.call.edition,
    )
    assert (row.work.title, row.person.email, row.person.language) == (about.title, about.email, "fr")
    assert (mails("offer_accepted"), Work.objects.count(), Person.objects.count()) == (1, 1, 1)


def test_she_is_found_by_her_address_and_what_she_said_is_not_typed_over():
    known = people.person(name="Aïcha Benali", email="Aicha@Example.org", gender="", country="TN")
    form = calls.full_form()
    calls.question(form, "gender", "choice", ("woman", "man"), is_required=False)
    calls.question(form, "home", "country", is_required=False)
    calls.question(form, "stage", "stage", is_required=False)
    to = calls.call(asks=form)
    to.rules.create(kind="gender", values={"one_of": ["woman"]}, sources=["gender"], is_strict=False)
    to.rules.create(kind="country", values={"one_of": ["MA"]}, sources=["home"], is_strict=False)
    draft = calls.filled(to, name="Aicha Benali", email="aicha@example.org")
    said = {"gender": "woman", "home": "MA", "stage": "development"}
    calls_services.save_answers(draft, said, now=NOW)
    about = calls_services.submit(draft, by=None, now=NOW)
    calls_services.mark_eligible(about, by=None, now=NOW)
    row = cast.deliberation(to, places=1, answer_by=NOW + timedelta(days=5))
    cast.decision(row, about, "selected")
    services.release_decisions(row, by=None, now=NOW)
    accept(cast.offers(row)[0])
    known.refresh_from_db()
    assert (known.gender, known.country.code) == ("woman", "TN")
    part = Participation.objects.get()
    assert (part.person, part.work.stage) == (known, "development")


def test_somebody_else_with_the_same_address_is_not_taken_for_her():
    people.person(name="Youssef Benali", email="maison@example.org")
    to = calls.call()
    about = cast.application(to, name="Rajaa El Fahim", email="maison@example.org")
    row = cast.deliberation(to, places=1, answer_by=NOW + timedelta(days=5))
    cast.decision(row, about, "selected")
    services.release_decisions(row, by=None, now=NOW)
    accept(cast.offers(row)[0])
    assert Participation.objects.get().person.name == "Rajaa El Fahim"


def test_all_who_signed_take_part_with_one_project():
    about = calls.whole()
    about.state = "review"
    about.save()
    row = cast.deliberation(about.call, places=1, answer_by=NOW + timedelta(days=5))
    cast.decision(row, about, "selected")
    services.release_decisions(row, by=None, now=NOW)
    accept(cast.offers(row)[0])
    rows = Participation.objects.all()
    assert {(one.person.email, one.state) for one in rows} == {
        (member.email, "confirmed") for member in about.members.all()
    }
    assert {(one.track, one.work) for one in rows} == {(about.track, Work.objects.get())}
    assert not about.members.filter(person=None).exists()


def test_an_invited_participation_that_is_there_is_confirmed_and_kept():
    she = people.person()
    to = calls.call()
    there = Participation.objects.create(person=she, edition=to.edition)
    row = cast.deliberation(to, places=1, answer_by=NOW + timedelta(days=5))
    cast.decision(row, cast.application(to, person=she), "selected")
    services.release_decisions(row, by=None, now=NOW)
    accept(cast.offers(row)[0])
    there.refresh_from_db()
    assert (Participation.objects.count(), there.state) == (1, "confirmed")


# -- declining and lapsing ---------------------------------------------------------------------
def test_a_place_that_is_declined_goes_to_the_next_for_some_days():
    row = cast.released(selected=1, waiting=2)
    decline(cast.offers(row)[0], reason="I am shooting then.")
    first, second = cast.offers(row)
    assert (first.state, first.reason, second.state, second.decision.rank) == (
        "declined",
        "I am shooting then.",
        "open",
        1,
    )
    assert second.decision.application.state == "selected"
    assert second.answer_by.astimezone(ZoneInfo("Africa/Casablanca")) == datetime(
        2026, 11, 30, 18, tzinfo=ZoneInfo("Africa/Casablanca")
    )  # five days from Tuesday the 24th would be a Sunday
    assert mails("offer_place") == 1


def test_no_answer_in_time_lapses_and_the_next_is_called_once():
    row = cast.released(selected=2, waiting=1)
    accept(cast.offers(row)[0])
    assert services.settle_places(now=LATER - timedelta(days=2)) == 0
    assert [services.settle_places(now=LATER) for _run in range(2)] == [1, 0]
    assert held_states(row) == ["accepted", "lapsed", "open"]
    assert (mails("offer_lapsed"), mails("offer_place")) == (1, 1)


@pytest.mark.parametrize("state", ["open", "accepted", "declined", "lapsed", "taken_back"])
def test_an_answer_that_comes_too_late_changes_nothing(state):
    (offer,) = cast.offers(cast.released(selected=1))
    answered = {"answered_at": NOW} if state in ("accepted", "declined") else {}
    Offer.objects.update(state=state, note="because", **answered)
    for act, same in ((accept, "accepted"), (decline, "declined")):
        if state == same:
            continue
        with pytest.raises(ServiceError, match="over" if state == "open" else "cannot be answered"):
            act(offer, now=LATER)
    assert (Offer.objects.get().state, Participation.objects.count()) == (state, 0)


@pytest.mark.parametrize("gone", ["withdrawn", "a member"])
def test_an_application_that_does_not_stand_any_more_frees_its_place(gone):
    row = cast.released(selected=1, waiting=1)
    about = accept(cast.offers(row)[0]).decision.application
    if gone == "withdrawn":
        calls_services.withdraw(about, by=None, now=NOW)
    else:
        Application.objects.filter(pk=about.pk).update(replace_by=NOW)
    assert services.settle_places(now=NOW) == 1
    assert held_states(row) == ["taken_back", "open"]
    assert Participation.objects.get().state == "withdrawn"


def test_nobody_is_called_once_the_edition_has_begun():
    to = calls.call(of=people.edition(starts_on=NOW.date()))
    row = cast.released(selected=1, waiting=1, of=to)
    decline(cast.offers(row)[0])
    assert (services.settle_places(now=NOW), held_states(row)) == (0, ["declined"])


# -- the waiting list --------------------------------------------------------------------------
def test_each_strand_calls_its_own():
    programme = people.programme()
    one, two = (programme.tracks.create(slug=slug, name_fr=slug) for slug in ("a", "b"))
    to = calls.call(of=people.edition(of=programme))
    row = cast.held(selected=1, waiting=1, track=one, of=to, places=2)
    cast.held(selected=1, waiting=1, track=two, of=to)
    services.release_decisions(row, by=None, now=NOW)
    second = next(offer for offer in cast.offers(row) if offer.decision.application.track == two)
    decline(second)
    called = cast.offers(row, state="open", decision__outcome="waiting")
    assert [offer.decision.application.track for offer in called] == [two]
    strands = {strand.track: (strand.places, strand.held) for strand in occupancy(row).strands.values()}
    assert strands == {one: (1, 1), two: (1, 1)}


def test_out_of_turn_takes_a_reason_and_a_free_place():
    row = cast.released(selected=1, waiting=2)
    first, last = row.decisions.filter(outcome="waiting").order_by("rank")
    act = {"by": None, "now": NOW}
    with pytest.raises(ServiceError, match="No place is free"):
        services.offer_place(last, reason="She fits.", **act)
    with pytest.raises(ServiceError, match="Say why"):
        services.offer_place(last, reason=" ", **act)
    with pytest.raises(ServiceError, match="Say why"):
        services.take_back_offer(cast.offers(row)[0], reason="", **act)
    for _press in range(2):
        services.take_back_offer(cast.offers(row)[0], reason="A mistake.", **act)
        made = services.offer_place(last, reason="She fits.", **act)
    assert (made.note, made.decision, held_states(row)) == ("She fits.", last, ["taken_back", "open"])
    assert (services.settle_places(now=NOW), first.offers.count()) == (0, 0)


def test_taking_back_what_was_accepted_withdraws_who_took_part():
    (offer,) = cast.offers(cast.released(selected=1))
    accept(offer)
    services.take_back_offer(offer, reason="She has moved.", by=None, now=NOW)
    assert Participation.objects.get().state == "withdrawn"


# -- reminders ---------------------------------------------------------------------------------
def test_she_is_reminded_a_week_and_two_days_before_once_each_and_never_at_night():
    cast.released(selected=1)  # ten days: reminders on Friday the 27th and on Wednesday the 2nd
    sent = []
    hour = NOW
    while hour < NOW + timedelta(days=11):
        sent += [hour] * services.remind_offers(now=hour)
        hour += timedelta(hours=1)
    assert [one.date() for one in sent] == [date(2026, 11, 27), date(2026, 12, 2)]
    assert mails("offer_reminder") == 2
    assert all(9 <= one.astimezone(ZoneInfo("Africa/Casablanca")).hour < 18 for one in sent)


def test_whoever_has_answered_is_not_reminded():
    (offer,) = cast.offers(cast.released(selected=1))
    accept(offer)
    assert services.remind_offers(now=NOW + timedelta(days=4)) == 0


def test_an_offer_ends_on_the_evening_of_a_working_day():
    call = calls.call()
    friday = datetime(2026, 11, 27, 23, tzinfo=ZoneInfo("Africa/Casablanca"))
    ends = last_moment(call, 1, friday).astimezone(ZoneInfo("Africa/Casablanca"))
    assert (ends.date(), ends.hour) == (date(2026, 11, 30), 18)
