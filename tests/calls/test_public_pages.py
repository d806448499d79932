"""The list of calls, one call with its dates, beginning without an account, and a lost link."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.models import Application
from residencies.calls.selectors import application_token
from tests import cast as people
from tests.calls import cast
from tests.calls.calendars import events_of

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def _now(time_machine, client) -> None:
    time_machine.move_to(NOW, tick=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    cache.clear()


def path(name: str, call) -> str:
    return reverse(f"calls:{name}", args=[call.slug])


def begin(client, call, **fields):
    data = {"name": "Hiba Idrissi", "email": "hiba@example.org", "language": "fr"}
    return client.post(path("begin", call), {**data, **fields})


def link_of(row: Application) -> str:
    return reverse("calls:application", args=[application_token(row)])


# -- looking -----------------------------------------------------------------------------------
def test_open_calls_come_first_then_those_to_come_then_the_closed(client):
    later = cast.call(closes_at=CLOSES + timedelta(days=9))
    closed = cast.call(closes_at=NOW - timedelta(seconds=1), grace_minutes=0)
    coming, soon = cast.call(opens_at=NOW + timedelta(days=1)), cast.call()
    cast.call(published_at=None)
    listed = client.get("/apply/").context["listed"]
    assert listed == [(soon, "open"), (later, "open"), (coming, "announced"), (closed, "closed")]


def test_the_list_costs_the_same_for_few_and_many(client, django_assert_num_queries):
    for count in (1, 21):
        for _number in range(count):
            cast.call()
        with django_assert_num_queries(3):  # how many, the calls, their tracks
            client.get("/apply/")


def test_a_call_says_who_may_apply_what_is_asked_and_how_long_it_is_open(client):
    call = cast.pair(contact="appel@example.org", needs_code=True)
    call.rules.create(kind="film", values={"most": 1}, sources=["film"])
    page = client.get(path("call", call)).content.decode()
    for said in (
        call.text_en, "The project is your first film.", "Two people apply together", "by invitation",
        "script?", "1 MB at most", "5 words at most", "appel@example.org",
        f'data-countdown="2026-12-14T10:00:00Z" data-now="{int(NOW.timestamp())}">2\xa0weeks, 6\xa0days<',
        "Times of Casablanca", path("begin", call), "14 December 2026, 10:00",
    ):  # fmt: skip
        assert said in page


def test_a_closed_call_says_so_and_takes_nobody(client, time_machine):
    call = cast.call()
    time_machine.move_to(call.ends_at, tick=False)
    page = client.get(path("call", call)).content.decode()
    assert ("This call is closed." in page, path("begin", call) in page) == (True, False)
    assert begin(client, call).headers["Location"] == path("call", call)
    assert Application.objects.count() == 0


def test_a_call_that_is_not_announced_is_a_preview_for_staff_and_nothing_to_others(client):
    call = cast.call(published_at=None)
    for name in ("call", "calendar", "begin", "lost"):
        assert client.get(path(name, call)).status_code == 404
    client.force_login(people.staff("calls.view_call"))
    assert "only staff see this page" in client.get(path("call", call)).content.decode()
    assert client.get(path("begin", call)).status_code == 302


def test_its_dates_are_events_that_keep_their_name_and_move_when_it_is_extended(client):
    call = cast.call(title_en="Résidence d’écriture ; fiction, série — " * 4)
    (before,) = events_of(client.get(path("calendar", call)).content)
    services.extend_call(call, CLOSES + timedelta(days=1), by=None, now=NOW)
    answer = client.get(path("calendar", call))
    (after,) = events_of(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (before["DTSTART"], after["DTSTART"]) == ("20261214T100000Z", "20261215T100000Z")
    assert (after["UID"], int(after["SEQUENCE"]) > int(before["SEQUENCE"])) == (before["UID"], True)
    assert after["SUMMARY"].replace("\\", "") == " ".join(f"{call} closes".split())


# -- beginning ---------------------------------------------------------------------------------
def test_a_new_one_goes_straight_in_and_has_her_link_mailed(client):
    call = cast.call()
    answer = begin(client, call)
    row = Application.objects.get()
    assert answer.headers["Location"].endswith("/?begun")
    assert (row.name, row.email, row.language, row.person) == ("Hiba Idrissi", "hiba@example.org", "fr", None)
    assert Message.objects.get().to_addr == "hiba@example.org"
    page = client.get(answer.headers["Location"], headers={"accept-language": "fr"})
    assert page.status_code == 200


def test_an_address_that_is_not_hers_shows_a_stranger_nothing_and_keeps_its_owner_from_nothing(client):
    call = cast.call()
    stranger = begin(client, call, name="Stranger").headers["Location"].partition("?")[0]
    client.post(stranger, {"title": "Not hers"})
    assert "link_sent" in [
        one.name.partition("/")[2].removesuffix(".html") for one in begin(client, call).templates
    ]
    row = Application.objects.get()
    assert "Not hers" in client.get(link_of(row)).content.decode()  # looking ends nothing
    assert client.get(stranger).status_code == 200
    client.post(link_of(row), {"title": "Hers", "form.version": 1})
    assert [client.get(stranger).status_code, client.get(f"{stranger}check/").status_code] == [404, 404]
    assert client.post(f"{stranger}check/").status_code == 404
    assert client.post(f"{stranger}withdraw/").status_code == 404
    # What she does not want she gives up, and begins one of her own.
    client.post(f"{link_of(row)}withdraw/", {"reason": ""})
    own = begin(client, call).headers["Location"]
    assert (client.get(own).status_code, Application.objects.count()) == (200, 2)
    assert "Hers" not in client.get(own).content.decode()


def test_who_has_begun_gets_her_link_by_mail_and_the_page_holds_nothing_of_it(client):
    call = cast.call()
    row = cast.filled(call, email="hiba@example.org", name="Hiba la vraie")
    answer = begin(client, call, email="HIBA@example.org", name="Someone else")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [
        said for said in (application_token(row), row.number, "la vraie", row.title) if said in page
    ] == []
    assert Application.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(client):
    call = cast.pair(needs_code=True)
    answer = begin(client, call, role=cast.role("director").pk, code="nonsense")
    page = answer.content.decode()
    assert (answer.status_code, "invitation code is not valid" in page) == (422, True)
    assert 'value="Hiba Idrissi"' in page
    call.codes.create(code="Amis-2026")
    answer = begin(client, call, role=cast.role("director").pk, code="amis-2026")
    assert answer.status_code == 302
    assert Application.objects.get().members.get().is_lead


def test_who_is_logged_in_finds_her_name_filled_in_and_comes_back_to_her_own(client):
    she, call = people.alumna(name="Salma Benjelloun"), cast.call()
    client.force_login(she.account)
    form = client.get(f"{path('begin', call)}?code=x").context["form"]
    assert (form.initial["name"], form.initial["email"]) == ("Salma Benjelloun", she.email)
    begin(client, call, email=she.email)
    row = Application.objects.get()
    assert row.person == she
    assert begin(client, call, email=she.email).headers["Location"] == f"{link_of(row)}?begun"


def test_who_is_logged_in_reads_nothing_of_what_she_began_with_the_address_of_another(client):
    she = people.alumna()
    client.force_login(she.account)
    begin(client, cast.call(), email="victim@example.org")
    row = Application.objects.get()
    assert row.person is None
    services.save_answers(row, {"title": "Hers"}, now=NOW)
    assert client.get("/api/v1/applications/").json()["results"] == []
    assert "Hers" not in client.get("/").content.decode()


# -- a lost link -------------------------------------------------------------------------------
def test_a_lost_link_comes_by_mail_and_the_answer_is_the_same_for_any_address(client, time_machine):
    call = cast.call()
    row = cast.draft(call, email="hiba@example.org")
    Message.objects.all().delete()
    time_machine.move_to(NOW + timedelta(hours=2), tick=False)
    pages = []
    for email in ("hiba@example.org", "nobody@example.org"):
        answer = client.post(path("lost", call), {"email": email})
        assert answer.status_code == 200
        pages.append(TOKEN.sub("", answer.content.decode()).replace(email, "~"))
    assert pages[0] == pages[1]
    assert [mail.context["application"] for mail in Message.objects.all()] == [row.pk]


def test_asking_is_limited_by_network_and_says_so(client):
    call = cast.call()
    codes = [client.post(path("lost", call), {"email": "a@example.org"}).status_code for _ in range(61)]
    assert set(codes[:60]) == {200}
    assert codes[60] == 429
