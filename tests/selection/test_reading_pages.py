"""A juror's pages: the invitation, her list, an application with her review, conflicts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residencies.selection import services
from residencies.selection.models import Assignment, Conflict, Juror, Review
from residencies.selection.selectors import juror_token
from tests import cast as people
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
BOTH = {"mark.criterion-1": "7", "mark.criterion-2": "3"}


@pytest.fixture(autouse=True)
def _now(time_machine, client) -> None:
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


@pytest.fixture
def juror(client) -> Juror:
    jury = cast.jury(jurors=1)
    juror = jury.jurors.get()
    client.force_login(juror.person.account)
    return juror


def given_to(juror: Juror, **fields) -> Assignment:
    return cast.assignment(juror, cast.application(juror.jury.call, **fields))


def page_of(given: Assignment) -> str:
    return reverse("selection:reading", args=[given.pk])


# -- the invitation ---------------------------------------------------------------------------------
@pytest.mark.parametrize(("press", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_an_invitation_is_answered_with_one_press_and_opening_it_changes_nothing(client, press, state):
    row = cast.juror(cast.jury(), people.person(), state="invited", answered_at=None)
    url = reverse("selection:invitation", args=[juror_token(row)])
    for method in (client.get, client.head):
        assert method(url).status_code == 200
    row.refresh_from_db()
    assert (row.state, row.person.account) == ("invited", None)
    answer = client.post(url, {press: "yes", "reason": "because"})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (302, state)
    assert {"private", "no-store"} <= set(client.get(url)["Cache-Control"].split(", "))


def test_a_link_that_has_ended_or_was_never_ours_opens_nothing(client):
    row = cast.juror(cast.jury())
    token = juror_token(row)
    services.remove_juror(row, reason="", by=None, now=NOW)
    for wrong in (token, token[:-1] + "~", "nonsense"):
        assert client.get(reverse("selection:invitation", args=[wrong])).status_code == 404


# -- the list ---------------------------------------------------------------------------------------
def test_the_list_shows_hers_with_how_far_she_is(client, juror):
    rows = [given_to(juror) for _one in range(3)]
    cast.review(juror, rows[0].application, 5, 5)
    cast.review(juror, rows[1].application, 5, 5, submitted_at=None)
    cast.assignment(cast.juror(juror.jury), cast.application(juror.jury.call))
    page = client.get(reverse("selection:list"))
    assert {(row.pk, state) for row, _title, state in page.context["rows"]} == {
        (rows[0].pk, "handed_in"),
        (rows[1].pk, "draft"),
        (rows[2].pk, "to_read"),
    }
    done = page.context["progress"]
    assert (done.assigned, done.to_read, done.drafts, done.handed_in) == (3, 1, 1, 1)


def test_who_sits_in_no_jury_finds_an_empty_list_and_a_stranger_the_login(client):
    url = reverse("selection:list")
    assert client.get(url)["Location"].startswith("/account/login/")
    client.force_login(people.alumna().account)
    assert "Nothing to read" in client.get(url).content.decode()


@pytest.mark.parametrize("is_blind", [False, True])
def test_the_list_takes_as_many_queries_for_fifty_as_for_one(client, juror, is_blind):
    type(juror.jury.call).objects.update(is_blind=is_blind)

    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            assert client.get(reverse("selection:list")).status_code == 200
        return len(done)

    given_to(juror)
    one = queries()
    for _more in range(49):
        given_to(juror)
    assert queries() == one


# -- reading ----------------------------------------------------------------------------------------
def test_she_saves_without_script_and_hands_in_and_goes_on_to_the_next(client, juror):
    first, second = sorted([given_to(juror), given_to(juror)], key=lambda one: one.application.number)
    page = client.get(page_of(first))
    assert (page.context["before"], page.context["after"]) == (None, second)
    assert client.post(page_of(first), {"save": "1", "version": "0", "notes": "Good"}).status_code == 302
    answer = client.post(page_of(first), {"send": "1", "version": "1", "notes": "Good", **BOTH})
    assert answer["Location"] == page_of(second)
    assert Review.objects.get().submitted_at == NOW
    answer = client.post(page_of(second), {"send": "1", "notes": "Less so"})
    assert (answer.status_code, "Less so" in answer.content.decode()) == (422, True)
    assert "these have a mark: criterion-1, criterion-2" in answer.content.decode()


def test_two_windows_without_script_lose_nothing(client, juror):
    given = given_to(juror)
    client.post(page_of(given), {"save": "1", "version": "0", "notes": "from one"})
    late = {"save": "1", "version": "0", "notes": "from the other", "mark.criterion-1": "4"}
    page = client.post(page_of(given), late)
    text = page.content.decode()
    assert (page.status_code, "from one" in text, "from the other" in text) == (422, True, True)
    again = client.post(page_of(given), {**late, "version": page.context["review"].version})
    assert (again.status_code, Review.objects.get().notes) == (302, "from the other")


def test_what_saved_itself_in_this_window_is_no_conflict_to_its_button(client, juror):
    given = given_to(juror)
    client.post(page_of(given), {"save": "1", "version": "0", "notes": "one"})
    client.post(page_of(given), {"save": "1", "version": "1", "comment": "from another window"})
    typed = {"notes": "one and two", "comment": "", "version": "0", "version.notes": "1"}
    page = client.post(page_of(given), {"save": "1", **typed})
    review = Review.objects.get()
    assert (page.status_code, review.notes) == (422, "one and two")
    assert review.comment == "from another window"


def test_the_script_is_told_what_was_kept_and_what_was_not(client, juror):
    url, json = page_of(given_to(juror)), {"headers": {"accept": "application/json"}}
    saved = client.post(url, {"save": "1", "version": "0", "notes": "a"}, **json)
    assert (saved.status_code, saved.json()) == (200, {"errors": {}, "conflicts": {}, "version": 1})
    late = client.post(url, {"save": "1", "version": "0", "notes": "b"}, **json)
    assert (late.status_code, late.json()["conflicts"]) == (422, {"notes": "a"})
    wrong = client.post(url, {"save": "1", "mark.criterion-1": "99"}, **json)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["mark.criterion-1"])


def test_after_closing_it_is_read_only_and_the_others_are_seen(client, juror):
    given = given_to(juror)
    other = cast.juror(juror.jury)
    cast.review(other, given.application, 9, 8, notes="ZQOTHERQZ")
    assert "ZQOTHERQZ" not in client.get(page_of(given)).content.decode()
    services.close_reading(juror.jury, by=None, now=NOW)
    text = client.get(page_of(given)).content.decode()
    assert ("ZQOTHERQZ" in text, 'name="send"' in text) == (True, False)
    assert client.post(page_of(given), {"save": "1", "notes": "late"}).status_code == 422


def test_what_is_not_hers_is_not_there(client, juror):
    theirs = cast.assignment(cast.juror(juror.jury), cast.application(juror.jury.call))
    for url in (page_of(theirs), reverse("selection:file", args=[theirs.pk, 1])):
        assert client.get(url).status_code == 404
    assert client.post(page_of(theirs), {"save": "1", "notes": "x"}).status_code == 404
    assert client.get(reverse("selection:conflicts", args=[theirs.juror_id])).status_code == 404


def test_she_declares_a_conflict_from_the_list_of_all_and_from_what_she_reads(client, juror):
    given, other = given_to(juror), cast.application(juror.jury.call)
    url = reverse("selection:conflicts", args=[juror.pk])
    assert {row for row, *_rest in client.get(url).context["rows"]} == {given.application, other}
    assert client.post(url, {"application": other.pk, "detail": "my sister"}).status_code == 302
    assert client.post(reverse("selection:conflict", args=[given.pk]), {}).status_code == 302
    assert {row.application for row in Conflict.objects.all()} == {given.application, other}
    assert client.get(url).context["rows"] == []
    assert client.post(url, {"application": other.pk}).status_code == 404
    assert client.get(page_of(given)).status_code == 404
