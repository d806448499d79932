from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.mail.models import Message, Postman
from residencies.grants.models import Report
from residencies.grants.services import hand_in_report, request_instalment
from tests import cast
from tests.desk import rows
from tests.grants import cast as grants
from tests.hooks import cast as hooks
from tests.mentoring import pairs as mentoring
from tests.placement import cast as placement
from tests.workshops import cast as workshops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivery_runs")]
HOME = reverse("admin:index")


@pytest.fixture
def delivery_runs():
    Postman.objects.update_or_create(pk=1, defaults={"looked_at": timezone.now(), "paused": False})


def home(client, viewer):
    client.force_login(viewer)
    client.cookies["django_language"] = "en"
    return client.get(HOME).context


def checkin(state: str, **fields):
    times = {"asked": {}, "planned": {"asked_at": None, "closes_at": None}, "silent": {}}
    answered = {"answered_at": timezone.now()} if state == "answered" else {}
    return cast.asked_checkin(**{"state": state, **times.get(state, {}), **answered, **fields})


def one_of_everything() -> None:
    now, today = timezone.now(), timezone.localdate()
    rows.change(said_at=now)
    rows.change(state="accepted", decided_at=now)
    rows.duplicate()
    ended = cast.edition(ends_on=today - timedelta(days=1))
    running = cast.edition(ends_on=today)
    for edition in (ended, running):
        rows.participation(edition=edition, track=None, state="attending")
    for number, day in enumerate([today, today + timedelta(days=1)]):
        checkin("planned", ask_on=day)
        checkin("planned", ask_on=day, who=cast.person(email="", name=f"Nobody {number}"))
    recently, long_ago = now - timedelta(days=2), now - timedelta(days=90)
    for at in (recently, long_ago):
        checkin("silent", asked_at=at, closes_at=at)
        checkin("answered", asked_at=at, answered_at=at)
    rows.conflict()
    for at in (recently, long_ago):
        rows.conflict(kind="declared", state="recused", at=at)
    for days in (1, 30):
        workshops.session(starts_at=now + timedelta(days=days))
    led = workshops.session(starts_at=now + timedelta(days=1))
    led.speakers.create(person=cast.person())
    for days in (0, 5):
        led.registrations.create(
            person=cast.person(), state="offered", asked_at=now, offered_at=now,
            answer_by=now + timedelta(days=days, hours=1),
        )  # fmt: skip
    long = {"heard_at": now - timedelta(days=22)}
    mentoring.pair(**long)
    asking = mentoring.pair(heard_at=now)
    mentoring.pulse(asking, answer="talk")
    mentoring.pulse(asking, number=2, answer="better")
    mentoring.pulse(asking, number=3, answer="talk", settled_at=now)
    mentoring.pair(state="closed", closed_at=now, **long)
    for due_on in (today, today + timedelta(days=1)):
        rows.task(due_on=due_on)
    grants_that_wait(today)
    work_that_waits(today)
    rows.message(state="dead")
    rows.message(state="failed")
    rows.message(state="queued")
    hooks.delivery()
    hooks.delivery(state="waiting")


def grants_that_wait(today: date) -> None:
    """One instalment is late and one is to be approved; one report is overdue and one to be read."""
    of = grants.grant()
    grants.instalment(of, due_on=today - timedelta(days=1))
    asked = grants.instalment(of, due_on=today + timedelta(days=30))
    request_instalment(asked, by=cast.administrator(), now=timezone.now())
    hand_in_report(grants.report(of), text="Fait.", by=None, now=timezone.now())
    Report.objects.filter(pk=grants.report().pk).update(due_on=today - timedelta(days=1))
    Message.objects.all().delete()


def work_that_waits(today: date) -> None:
    """A draft, an offer that ends tomorrow and one that does not, work that is over and work that is not."""
    now, days = timezone.now(), [today - timedelta(days=1), today]
    placement.draft()
    for state, many in (("sent", (1, 9)), ("accepted", (9, 9))):
        for number, hours in enumerate(many):
            of = placement.draft(starts_on=days[0], ends_on=days[number], state="cancelled")
            of.offers.create(
                person=cast.person(), position=0, days=1, made_at=now, sent_at=now, state=state,
                answer_by=now + timedelta(days=hours), accepted_at=now if state == "accepted" else None,
            )  # fmt: skip


def test_each_card_counts_what_waits_and_nothing_else(client):
    one_of_everything()
    context = home(client, cast.administrator())
    counts = {card.icon: card.count for card in [*context["work"], *context["idle"], *context["week"]]}
    assert counts == {
        "task": 1,
        "shield_person": 0,
        "rule": 1,
        "work": 1,
        "task_alt": 1,
        "timer": 1,
        "join": 1,
        "school": 1,
        "support_agent": 1,
        "speaker_notes_off": 1,
        "call": 3,
        "unsubscribe": 2,
        "webhook": 1,
        "schedule_send": 1,
        "outgoing_mail": 2,
        "mark_email_read": 1,
        "front_hand": 1,
        "back_hand": 1,
        "voice_over_off": 1,
        "hourglass_bottom": 1,
        "payments": 1,
        "event_busy": 1,
        "assignment_late": 1,
        "description": 1,
    }


def test_behind_each_card_is_a_list_of_as_many_rows(client):
    one_of_everything()
    context = home(client, cast.administrator())
    cards = [*context["work"], *context["week"]]
    behind = {card.icon: client.get(card.url).context["cl"].result_count for card in cards}
    assert behind == {card.icon: card.count for card in cards}


def test_the_oldest_comes_first(client):
    late = rows.change(said_at=timezone.now())
    early = rows.change(said_at=timezone.now() - timedelta(days=3))
    (card,) = home(client, cast.staff("careers.view_change"))["work"]
    assert [line.text for line in card.lines] == [early.person.name, late.person.name]


@pytest.mark.one_database  # rights are the same on each
@pytest.mark.parametrize(
    ("permission", "icons"),
    [
        ("careers.view_change", ["rule"]),
        ("people.view_duplicate", ["join"]),
        ("selection.view_conflict", ["front_hand"]),
        ("programmes.view_participation", ["school"]),
        ("mentoring.view_pulse", ["support_agent"]),
        ("mentoring.view_mentorship", ["speaker_notes_off"]),
        ("checkins.view_checkin", ["call"]),
        ("mail.view_message", ["unsubscribe"]),
        ("workshops.view_session", ["voice_over_off"]),
        ("workshops.view_registration", ["hourglass_bottom"]),
        ("desk.view_task", ["task"]),
        ("films.view_work", []),
    ],
)
def test_a_viewer_finds_the_cards_she_has_the_right_to(client, permission, icons):
    one_of_everything()
    assert [card.icon for card in home(client, cast.staff(permission))["work"]] == icons


def test_with_nothing_to_do_it_says_so(client):
    context = home(client, cast.staff("careers.view_change"))
    assert [card.title for card in context["idle"]] == ["Proposed changes"]
    assert context["work"] == []


@pytest.mark.one_database  # the queries are the same on each
def test_the_home_page_takes_as_many_queries_for_fifty_rows_as_for_one(client, monkeypatch):
    monkeypatch.setattr("alumni.desk.waiting.PAGE", 500)  # or a later page holds what was on the first

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(HOME)
        return len(caught)

    client.force_login(cast.administrator())
    one_of_everything()
    queries()
    one = queries()
    for _more in range(10):
        one_of_everything()
    assert queries() == one


def test_a_figure_beyond_a_thousand_is_not_counted_out():
    from alumni.desk.cards import Card

    assert Card("", "", 1001, [], "", {}, True).figure == "1000+"


@pytest.mark.parametrize(
    ("postman", "trouble"),
    [
        ({"paused": True}, "paused"),
        ({"looked_at": None}, "silent"),
        ({"looked_at": cast.NOW - timedelta(days=1000)}, "silent"),
        ({"closed_until": timezone.now() + timedelta(days=1)}, "closed"),
        ({}, ""),
    ],
)
def test_mail_that_does_not_leave_is_told(client, postman, trouble):
    Postman.objects.filter(pk=1).update(**postman)
    assert home(client, cast.staff("mail.view_postman"))["trouble"] == trouble


def test_who_may_not_see_the_delivery_is_not_told_of_it(client):
    Postman.objects.filter(pk=1).update(paused=True)
    assert home(client, cast.staff())["trouble"] == ""


def test_the_week_begins_at_midnight_where_the_staff_is():
    from alumni.desk.selectors import days_ago

    assert days_ago(7, cast.NOW).date() == date(2026, 11, 17)
