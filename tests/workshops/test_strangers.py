"""Whoever comes without a login: a place by name and address, confirmed by mail; a walk-in at the door."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from foundation.people.models import Person
from residencies.workshops import services
from residencies.workshops.models import PlaceRequest, Registration
from residencies.workshops.selectors.links import place_token, request_token
from tests import cast as people
from tests.calls.test_concurrency import refused, together
from tests.workshops import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW, STARTS = cast.NOW, cast.STARTS
WHO = {"name": "Hajar Unique", "email": "Hajar@example.org", "language": "ar"}
MAILED = {"workshop_confirm": 1}


@pytest.fixture(autouse=True)
def _then():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser() -> Client:
    made = Client()
    made.cookies["django_language"] = "en"
    return made


def asked(row, now=NOW, **who) -> PlaceRequest:
    services.ask_for_place(row, **{**WHO, **who}, now=now)
    return PlaceRequest.objects.latest("pk")


def mails() -> dict[str, int]:
    kinds = list(Message.objects.values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in kinds}


def test_she_asks_confirms_by_her_mail_and_only_then_is_on_record(browser):
    row = cast.session(capacity=5)
    page = browser.get(reverse("workshops:session", args=[row.pk])).text
    url = reverse("workshops:ask", args=[row.pk])
    assert url in page
    assert 'value="en" selected' in browser.get(url).text
    done = browser.post(url, WHO)
    assert (WHO["email"] in done.text, Person.objects.count(), mails()) == (True, 0, MAILED)
    message = Message.objects.get()
    letter = letter_for(message)
    link = reverse("workshops:confirm", args=[request_token(PlaceRequest.objects.get())])
    assert link.endswith(letter.secrets["token"])
    assert (message.language, "Hajar" in render(message, letter)["text"]) == ("ar", False)
    for look in (browser.get, browser.head):
        assert look(link).status_code == 200
    assert Person.objects.count() == 0
    page = browser.post(link, {"confirm": "1"})
    made = Registration.objects.get()
    assert page.url == reverse("workshops:place", args=[place_token(made)])
    assert browser.get(page.url).status_code == 200
    assert (made.state, made.person.name, made.person.language) == ("registered", "Hajar Unique", "ar")
    assert made.person.account is None
    request = PlaceRequest.objects.get()
    assert (request.name, request.email) == ("", "")
    assert browser.get(link).status_code == browser.post(link, {"confirm": "1"}).status_code == 302
    assert Registration.objects.count() == 1
    with pytest.raises(NotWanted):
        letter_for(message)


def test_whoever_is_on_record_is_found_and_nothing_of_her_is_typed_over():
    row = cast.session(capacity=1)
    she = people.person(name="Hajar Unique", email="hajar@example.org", language="fr")
    namesake = people.person(name="Omar Benali", email="hajar@example.org")  # a family's address
    first = services.confirm_place(asked(row), now=NOW)
    assert (first.person, first.person.language) == (she, "fr")
    second = services.confirm_place(asked(row, name="Benali Omar"), now=NOW)
    assert (second.person, second.state) == (namesake, "waiting")
    assert Person.objects.count() == 2
    assert services.confirm_place(asked(row), now=NOW) == first  # once more, by another mail


def test_the_answer_is_the_same_whoever_is_on_record(browser):
    row = cast.session()
    known = people.alumna(email="known@example.org")
    url = reverse("workshops:ask", args=[row.pk])
    answers = [browser.post(url, WHO | {"email": email}) for email in (known.email, "nobody@example.org")]
    said = [one.text.replace(known.email, "x").replace("nobody@example.org", "x") for one in answers]
    assert said[0].split("csrf")[0] == said[1].split("csrf")[0]
    assert [one.status_code for one in answers] == [200, 200]
    assert mails() == {"workshop_confirm": 2}


def test_an_address_is_written_to_once_an_hour_and_for_five_sessions_a_day():
    rows = [cast.session() for _one in range(7)]
    for row in rows:
        asked(row)
        asked(row)
    assert mails() == {"workshop_confirm": 5}
    asked(rows[0], NOW + timedelta(hours=1))
    asked(rows[6], NOW + timedelta(hours=25))
    assert mails() == {"workshop_confirm": 7}


def test_a_network_that_asks_without_end_is_told_to_wait_and_keeps_what_was_typed(browser, monkeypatch):
    monkeypatch.setattr("residencies.workshops.asking_views.AskThrottle.rate", "1/hour")
    url = reverse("workshops:ask", args=[cast.session().pk])
    browser.post(url, WHO)
    page = browser.post(url, WHO | {"name": "Salma"})
    assert (page.status_code, "Salma" in page.text, mails()) == (429, True, MAILED)


@pytest.mark.parametrize("who", [{"name": " "}, {"email": "nowhere"}, {"language": "xx"}])
def test_what_is_typed_wrong_is_told_and_kept(browser, who):
    page = browser.post(reverse("workshops:ask", args=[cast.session().pk]), WHO | who)
    assert (page.status_code, "Unique" in page.text or "name" in who) == (422, True)
    assert PlaceRequest.objects.count() == 0


def test_what_is_not_open_to_everyone_is_asked_for_by_nobody_else(browser):
    for hidden in ({"audience": "participants"}, {"is_published": False}):
        row = cast.session(of=cast.workshop(**hidden))
        assert browser.get(reverse("workshops:ask", args=[row.pk])).status_code == 404
        with pytest.raises(ServiceError):
            asked(row)
    request = asked(cast.session(capacity=1))
    for now in (NOW + timedelta(days=2), STARTS):
        with pytest.raises(ServiceError):
            services.confirm_place(request, now=now)
    assert Person.objects.count() == 0


def test_requests_are_forgotten_after_a_week():
    asked(cast.session())
    assert services.forget_requests(now=NOW + timedelta(days=6)) == 0
    assert services.forget_requests(now=NOW + timedelta(days=8)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_are_one_request_one_person_and_one_place():
    row = cast.session(capacity=1)
    done = together(*[lambda: services.ask_for_place(row, **WHO, now=NOW)] * 4)
    assert (refused(done), PlaceRequest.objects.count(), mails()) == (0, 1, MAILED)
    request = PlaceRequest.objects.get()
    done = together(*[lambda: services.confirm_place(request, now=NOW)] * 4)
    assert {one.pk for one in done} == {Registration.objects.get().pk}
    assert Person.objects.count() == 1


# -- at the door -------------------------------------------------------------------------------
DOORS = STARTS - timedelta(minutes=20)
LATER = STARTS + timedelta(minutes=10)


def admit(row, now=DOORS, by=None, **who):
    who = {"name": "Hajar Unique", "email": "hajar@example.org", **who}
    return services.admit(row, **who, by=by, now=now)


def test_a_walk_in_gets_a_place_where_one_is_free_and_is_there():
    row = cast.session(capacity=1)
    first = admit(row)
    assert admit(row) == first  # twice is as good as once
    assert (first.noted_by, first.way, cast.states(row)) == (None, "list", ["registered"])
    with pytest.raises(ServiceError, match="Once the session has begun"):
        admit(row, name="Omar Benali", email="omar@example.org")
    assert Person.objects.count() == 1


def test_whoever_waits_is_not_passed_over_and_who_is_offered_one_takes_it():
    row, asked_ = cast.full(waiting=1)
    with pytest.raises(ServiceError):
        admit(row)
    services.cancel_registration(asked_[0], by=None, now=DOORS)
    offered = asked_[1].person
    admit(row, name=offered.name, email=offered.email)
    assert cast.states(row) == ["cancelled", "registered"]


def test_once_it_has_begun_places_nobody_came_for_are_given():
    row, asked_ = cast.full(places=2)
    services.note_attendance(row, asked_[0].person, way="list", by=None, now=DOORS)
    admit(row, LATER)
    with pytest.raises(ServiceError, match="As many are there"):
        admit(row, LATER, name="Omar Benali", email="omar@example.org")
    assert row.attendances.count() == 2


def test_a_walk_in_is_noted_on_the_list_s_page_by_who_leads_the_session(browser):
    row = cast.session()
    page = reverse("workshops:attendance", args=[row.pk])
    who = {"admit": "1", "name": "Hajar Unique", "email": "hajar@example.org"}
    browser.force_login(people.alumna().account)
    with time_machine.travel(DOORS, tick=False):
        assert browser.post(page, who).status_code == 404
        she = people.alumna()
        row.speakers.create(person=she, role="trainer")
        browser.force_login(she.account)
        wrong = browser.post(page, who | {"email": "x"})
        assert (wrong.status_code, "Hajar Unique" in wrong.text) == (422, True)
        done = browser.post(page, who, follow=True)
    assert "Hajar Unique is noted as there." in done.text
    assert row.attendances.get().noted_by == she.account
