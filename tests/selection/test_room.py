"""The pages of a deliberation at the desk: what staff press, what they are told, what is kept from whom."""

import csv
import io
import re

import pytest
from django.urls import reverse

from foundation.lists.models import Export
from residencies.calls.models import Application
from residencies.selection.models import Decision, Prize
from residencies.selection.services import decide, decide_all
from tests import cast as people
from tests.selection import rooms
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def made(client):
    found = rooms.meeting()
    found.staff = people.staff("selection.decide", "calls.view_application")
    client.force_login(found.staff)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def url(made, page: str, *more) -> str:
    return reverse(f"admin:selection_deliberation_{page}", args=[made.room.pk, *more])


def press(client, made, **data):
    made.room.refresh_from_db()
    return client.post(url(made, "room"), {"version": made.room.version, **data}, follow=True)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def said(made) -> dict[str, str]:
    return dict(made.room.decisions.values_list("application__number", "outcome"))


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# -- the ranking -------------------------------------------------------------------------------
def test_the_ranking_shows_all_and_sorts_by_disagreement(client, made):
    page = client.get(url(made, "ranking"))
    assert [line.application for line, _strip in page.context["lines"]] == made.rows
    torn = client.get(url(made, "ranking"), {"order": "range"}).context["lines"]
    assert torn[0][0].application == made.rows[6]  # 60, 30 and 90


def test_the_ranking_leaves_as_a_table_that_runs_no_formula(client, made):
    made.rows[0].title = "=1+1"
    made.rows[0].save()
    answer = client.get(url(made, "ranking"), {"csv": 1})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (len(rows), rows[0]["title"], rows[0]["score"], rows[0]["juror_raw"]) == (
        24,
        "'=1+1",
        "86.67",
        "90.00",
    )
    taken = Export.objects.values_list("table", "form", "count", "by", "filters").get()
    count = len(made.rows)
    assert taken == ("calls.application", "csv", count, made.staff.pk, f"deliberation={made.room.pk}")


# -- the room ----------------------------------------------------------------------------------
def test_the_proposal_is_taken_as_it_stood_on_the_page(client, made):
    rooms.rules(made.room)
    page = client.get(url(made, "room"))
    proposed = re.findall(r'name="proposed" value="(\d+)"', text(page))
    made.room.rules.all().delete()  # another would be proposed by now
    answer = press(client, made, act="take", proposed=proposed)
    assert told(answer) == ["3 decisions: selected."]
    assert said(made) == {made.rows[place].number: "selected" for place in (0, 1, 4)}


def test_the_rest_is_declined_in_one_press(client, made):
    decide(made.room, made.rows[0], "selected", by=made.staff, now=NOW)
    assert told(press(client, made, act="rest")) == ["7 decisions: declined."]
    assert list(said(made).values()).count("declined") == 7


def test_those_ticked_wait_in_the_order_of_the_page_and_are_moved(client, made):
    keys = [row.pk for row in made.rows[3:6]]
    press(client, made, act="many", application=keys, outcome="waiting", reason="Strong, and no place")
    press(client, made, act="move", application=keys[2], way="up")
    ranks = made.room.decisions.order_by("rank").values_list("application", "reason")
    assert list(ranks) == [(key, "Strong, and no place") for key in (keys[0], keys[2], keys[1])]


def test_a_rule_is_left_out_and_used_again_by_one_press(client, made):
    rooms.rules(made.room)
    rule = made.room.rules.first()
    for used in ("0", "1"):
        press(client, made, act="rule", rule=rule.pk, used=used)
        rule.refresh_from_db()
        assert rule.is_used == (used == "1")


def test_who_is_late_is_told_and_keeps_what_she_ticked_and_wrote(client, made):
    decide(made.room, made.rows[0], "selected", by=people.staff(), now=NOW)
    sent = {
        "act": "many",
        "application": [made.rows[0].pk],
        "outcome": "declined",
        "reason": "My long reason",
    }
    answer = client.post(url(made, "room"), {**sent, "version": 0})
    assert "changed meanwhile" in told(answer)[0]
    assert 'value="My long reason"' in text(answer)
    assert re.search(rf'value="{made.rows[0].pk}"[^>]* checked', text(answer))
    assert said(made) == {made.rows[0].number: "selected"}
    press(client, made, **sent)  # she has seen it, and decides again
    assert said(made) == {made.rows[0].number: "declined"}


@pytest.mark.parametrize("sent", [
    {}, {"act": "nothing"}, {"act": "many", "application": "x", "outcome": "declined"},
    {"act": "many", "outcome": "declined"}, {"act": "many", "application": 1, "outcome": "nonsense"},
    {"act": "rule", "rule": 10**12}, {"act": "move", "application": 10**8, "way": "up"},
])  # fmt: skip
def test_nonsense_is_answered_with_words(client, made, sent):
    answer = client.post(url(made, "room"), {"version": 0, **sent})
    assert answer.status_code == 200
    assert len(told(answer)) == 1
    assert said(made) == {}


# -- one decision ------------------------------------------------------------------------------
def test_a_decision_begins_with_what_the_jurors_wrote(client, made):
    prize = Prize.objects.create(deliberation=made.room, name_en="Grant")
    page = client.get(url(made, "decide", made.rows[0].pk))
    comment = page.context["form"].initial["comment"]
    assert comment == "Comment 9\n\nComment 9\n\nComment 8"
    sent = {"outcome": "selected", "reason": "Voice", "comment": comment, "prizes": [prize.pk], "version": 0}
    client.post(url(made, "decide", made.rows[0].pk), sent)
    row = Decision.objects.get()
    assert (row.outcome, row.reason, row.comment, list(row.prizes.all())) == (
        "selected",
        "Voice",
        comment,
        [prize],
    )
    client.post(url(made, "decide", made.rows[0].pk), {"take_back": "1", "version": 1})
    assert said(made) == {}


def test_a_decision_that_comes_late_keeps_what_was_written(client, made):
    decide(made.room, made.rows[0], "waiting", by=people.staff(), now=NOW)
    sent = {"outcome": "selected", "reason": "A long reason", "comment": "Dear", "version": 0}
    answer = client.post(url(made, "decide", made.rows[0].pk), sent)
    assert "changed meanwhile" in str(answer.context["form"].non_field_errors())
    assert "A long reason" in text(answer)
    version = re.search(r'name="version" value="(\d+)"', text(answer))[1]
    client.post(url(made, "decide", made.rows[0].pk), {**sent, "version": version})
    assert said(made) == {made.rows[0].number: "selected"}


# -- the minutes -------------------------------------------------------------------------------
def test_minutes_are_closed_read_and_amended(client, made):
    decide_all(made.room, {row.pk: "declined" for row in made.rows}, by=made.staff, now=NOW)
    client.post(url(made, "minutes"), {"close": "1"})
    assert made.room.minutes.count() == 1
    refused = press(client, made, act="many", application=[made.rows[0].pk], outcome="selected")
    assert "Say why they are amended" in told(refused)[-1]
    press(client, made, act="many", application=[made.rows[0].pk], outcome="selected", amendment="A slip")
    client.post(url(made, "minutes"), {"reason": "Also"})
    assert list(made.room.minutes.values_list("number", "reason")) == [(1, ""), (2, "A slip"), (3, "Also")]
    for language in ("fr", "ar", "en"):
        answer = client.get(url(made, "minutes_pdf", 2, language))
        assert answer.content.startswith(b"%PDF")
    taken = Export.objects.values_list("table", "form", "count", "filters")
    assert [*taken] == [("calls.application", "pdf", len(made.rows), f"deliberation={made.room.pk}")] * 3
    assert client.get(url(made, "minutes_pdf", 4, "fr")).status_code == 404
    assert client.get(url(made, "minutes_pdf", 1, "de")).status_code == 404


# -- who sees what -----------------------------------------------------------------------------
def test_who_is_recused_or_applies_finds_nothing_of_it_anywhere(client, made):
    hers, other = made.rows[0], made.rows[1]
    her = people.person(account=made.staff)
    rooms.recused(her, made.jurors[0], hers)
    other.person.account = None
    other.person = her
    other.save()
    decide_all(made.room, {row.pk: "declined" for row in made.rows}, by=None, now=NOW)
    client.post(url(made, "minutes"), {"close": "1"})
    for path in (
        url(made, "room"),
        url(made, "ranking"),
        url(made, "ranking") + "?csv=1",
        url(made, "minutes"),
    ):
        body = client.get(path).content.decode()
        assert made.rows[2].number in body or "minutes" in path
        for row in (hers, other):
            assert row.number not in body
            assert row.title not in body
    assert client.get(url(made, "decide", hers.pk)).status_code == 404
    answer = press(client, made, act="many", application=[hers.pk], outcome="selected", amendment="Mine")
    assert "not one of this step" in told(answer)[0]


def test_what_is_left_for_her_to_decline_is_not_what_is_kept_from_her(client, made):
    rooms.recused(people.person(account=made.staff), made.jurors[0], made.rows[0])
    assert told(press(client, made, act="rest")) == ["7 decisions: declined."]


def test_where_all_is_decided_no_clash_tells_that_what_is_kept_from_her_has_a_place(client, made):
    rooms.recused(people.person(account=made.staff), made.jurors[0], made.rows[0])
    outcomes = {row.pk: "selected" if number < 3 else "declined" for number, row in enumerate(made.rows)}
    decide_all(made.room, outcomes, by=None, now=NOW)
    page = client.get(url(made, "room"))
    assert (page.context["room"].clash, page.context["pins"]) == ([], [])
    assert len(page.context["proposed"].pick) == 2


def test_the_waiting_list_is_moved_past_what_is_kept_from_her(client, made):
    """Hers has two: the one between them, of which she finds nothing, stays where it is."""
    rooms.recused(people.person(account=made.staff), made.jurors[0], made.rows[1])
    decide_all(made.room, {row.pk: "waiting" for row in made.rows[:3]}, by=None, now=NOW)
    press(client, made, act="move", application=made.rows[0].pk, way="down")
    ranks = made.room.decisions.values_list("application", "rank")
    assert dict(ranks) == {made.rows[2].pk: 1, made.rows[1].pk: 2, made.rows[0].pk: 3}
    page = client.get(url(made, "room"))
    ((_strand, line),) = page.context["waiting"]
    assert [(one.application_id, one.seen_rank) for one, _line in line] == [
        (made.rows[2].pk, 1), (made.rows[0].pk, 2),
    ]  # fmt: skip
    assert "Part of this call is kept from you" in page.content.decode()


def test_who_may_look_on_presses_nothing(client, made):
    client.force_login(people.staff("selection.view_deliberation"))
    for page in ("room", "ranking", "minutes"):
        answer = client.get(url(made, page))
        assert answer.status_code == 200
        assert 'name="act" value="take"' not in text(answer)
    assert client.post(url(made, "room"), {"act": "rest", "version": 0}).status_code == 403
    assert client.post(url(made, "minutes"), {"close": "1"}).status_code == 403
    assert client.get(url(made, "decide", made.rows[0].pk)).status_code == 403


@pytest.mark.parametrize("page", ["room", "ranking", "minutes"])
def test_without_a_right_there_is_no_way_in(client, made, page):
    client.force_login(people.staff("calls.view_application", "calls.change_application"))
    assert client.get(url(made, page)).status_code == 403


def test_nothing_of_a_decision_shows_outside_the_room(client, made):
    decide(
        made.room, made.rows[0], "selected", by=made.staff, now=NOW, reason="zqreason", comment="zqcomment"
    )
    client.force_login(people.staff("calls.view_application", "calls.export_application"))
    for path in (
        reverse("admin:calls_application_changelist"),
        reverse("admin:calls_application_change", args=[made.rows[0].pk]),
        f"/api/v1/applications/{made.rows[0].pk}/",
    ):
        body = client.get(path).content.decode()
        assert "zqreason" not in body
        assert "zqcomment" not in body
    assert client.get(f"/api/v1/applications/{made.rows[0].pk}/").json()["state"] == "review"


def test_a_blind_call_shows_no_names(client):
    made = rooms.meeting(is_blind=True)
    client.force_login(people.staff("selection.decide"))
    name = made.rows[0].name
    Application.objects.filter(pk=made.rows[0].pk).update(title=f"Lettre à {name.upper()}")
    pages = [url(made, "room"), url(made, "ranking"), url(made, "decide", made.rows[0].pk)]
    for page in [*pages, url(made, "ranking") + "?csv=1"]:
        said = client.get(page).content.decode()
        assert "Lettre à [hidden]" in said
        assert name.lower() not in said.lower()


def test_the_pages_take_as_many_queries_for_many_as_for_few(client, made, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    many = rooms.meeting(many=20)
    for one in (made, many):
        rooms.rules(one.room)
        decide_all(one.room, {row.pk: "waiting" for row in one.rows[4:]}, by=made.staff, now=NOW)
    for page in ("room", "ranking", "minutes"):
        counts = []
        for one in (made, made, many):
            with CaptureQueriesContext(connection) as done:
                client.get(url(one, page))
            counts.append(len(done))
        assert counts[1] == counts[2] <= 40
