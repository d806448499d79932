"""What is found at `/`, by whoever comes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alumni.careers.models import Change
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import save_answers
from foundation.films.models import Credit, Episode, Role, Season, Work
from residencies.calls import services
from residencies.calls.selectors import application_token, member_token
from tests import cast
from tests.calls import cast as calls
from tests.calls import test_members
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def home(client, account):
    client.force_login(account)
    return client.get("/")


def said(person, **fields):
    defaults = {"kind": "facts", "before": {"city": "Fès"}, "after": {"city": "Rabat"}, "said_at": NOW}
    return Change.objects.create(
        person=person, **{**defaults, "source": f"test:{Change.objects.count()}", **fields}
    )


def credit(person, title, year=2024):
    work = Work.objects.create(title=title, year=year)
    return Credit.objects.create(work=work, person=person, role=Role.objects.get(slug="director"))


def test_the_anonymous_find_three_ways_in(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/")
    page = response.content.decode()
    links = ["/account/login/code/", "/account/login/?next=/admin/", "/c/", "/apply/"]
    assert [link for link in links if f'href="{link}"' not in page] == []


def test_she_finds_what_waits_and_her_own_link_to_it(client):
    she = cast.alumna()
    row = cast.asked_checkin(who=she)
    response = home(client, she.account)
    (one,) = response.context["waiting"]
    assert (one.checkin, one.begun, one.answered) == (row, False, False)
    assert f'href="/c/{answer_token(row)}/"' in response.content.decode()


def test_what_she_began_waits_before_what_she_answered(client):
    she = cast.alumna()
    cast.asked_checkin(who=she, state="answered", answered_at=NOW)
    begun = cast.asked_checkin(who=she)
    save_answers(begun, {"text": "…"}, now=NOW)
    waiting = home(client, she.account).context["waiting"]
    assert [(one.begun, one.answered) for one in waiting] == [(True, False), (False, True)]


def test_what_is_closed_planned_or_cancelled_does_not_wait(client):
    she = cast.alumna()
    cast.asked_checkin(who=she, closes_at=NOW)
    cast.asked_checkin(who=she, state="planned")
    cast.asked_checkin(who=she, state="cancelled")
    assert home(client, she.account).context["waiting"] == []


def test_she_finds_her_path_and_nobody_elses(client):
    she, other = cast.alumna(), cast.alumna()
    cast.completed(NOW.date() - timedelta(days=400), who=she)
    credit(she, "Ourika")
    credit(other, "Another film")
    said(other)
    cast.asked_checkin(who=other)
    context = home(client, she.account).context
    assert [event.kind for event in context["events"]] == ["programme", "credit"]
    assert (context["waiting"], context["changes"]) == ([], [])


def test_a_role_on_many_episodes_is_one_line_of_her_path(client):
    she = cast.alumna()
    first = credit(she, "Lignes")
    season = Season.objects.create(work=first.work, number=1)
    for number in (1, 2):
        episode = Episode.objects.create(season=season, number=number)
        Credit.objects.create(work=first.work, person=she, role=first.role, episode=episode, scope="episode")
    assert [event.title for event in home(client, she.account).context["events"]] == ["Lignes"]


def test_she_finds_what_she_said_and_what_became_of_it(client):
    she = cast.alumna()
    said(she, state="accepted", decided_at=NOW)
    (one,) = home(client, she.account).context["changes"]
    assert (one.change.state, [(before, after) for _, before, after in one.parts]) == (
        "accepted",
        [("Fès", "Rabat")],
    )


def test_staff_without_a_record_are_shown_to_the_desk(client):
    response = home(client, cast.staff())
    assert next(one.name for one in response.templates) == "portal/staff.html"
    assert 'class="button" href="/admin/"' in response.content.decode()


def test_a_login_without_a_record_is_not_shown_to_the_desk(client):
    she = cast.alumna()
    account, she.account = she.account, None
    she.save()
    assert "/admin/" not in home(client, account).content.decode()


def test_an_alumna_is_offered_no_door_of_the_staff(client):
    page = home(client, cast.alumna().account).content.decode()
    assert [door for door in ("/admin/", "/account/2fa/") if door in page] == []


def test_home_costs_the_same_for_a_short_and_a_long_life(client):
    she = cast.alumna()
    client.force_login(she.account)
    counts = []
    for _ in range(2):
        for number in range(10):
            credit(she, f"Film {number}")
            said(she)
            cast.asked_checkin(who=she)
            calls.draft(person=she)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_home_is_not_kept_by_a_shared_computer(client):
    headers = home(client, cast.alumna().account).headers
    assert "no-store" in headers["Cache-Control"]


def test_names_stand_in_the_script_of_the_page(client):
    she = cast.alumna(name="Salma Benjelloun", name_ar="سلمى بنجلون", language="ar")
    assert home(client, she.account).context["name"] == "سلمى بنجلون"


def test_a_name_is_never_markup(client):
    she = cast.alumna(name="<b>Salma</b> & أمل")
    assert "<bdi>&lt;b&gt;Salma&lt;/b&gt; &amp; أمل</bdi>" in home(client, she.account).content.decode()


def test_she_finds_her_applications_with_what_waits_and_nobody_else_s(client):
    she, other = cast.alumna(), cast.alumna()
    draft, sent = calls.draft(person=she, email=she.email), calls.sent(person=she, email="x@example.org")
    seat = services.invite_member(
        calls.filled(calls.pair(), person=other), test_members.invitee(email=she.email), now=NOW
    )
    seat.person = she
    seat.save()
    response = home(client, she.account)
    applied = response.context["applied"]
    told = {(one.application.pk, one.standing, one.waits, one.seat) for one in applied}
    assert told == {
        (draft.pk, "draft", True, None),
        (sent.pk, "received", False, None),
        (seat.application_id, "draft", True, seat),
    }
    page = response.content.decode()
    assert f'href="/apply/a/{application_token(draft)}/"' in page
    assert f'href="/apply/s/{member_token(seat)}/"' in page
    assert application_token(seat.application) not in page
