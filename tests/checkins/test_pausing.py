from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.signing import Signer
from django.db import IntegrityError
from django.test import Client

from alumni.checkins.models import CheckIn, Pause
from alumni.checkins.pausing import pause_checkins, resume_checkins
from alumni.checkins.selectors import pause_token
from alumni.checkins.services import close_silent_checkins, plan_checkins, queue_due_checkins
from foundation.errors import ServiceError
from foundation.mail.delivery import drain
from foundation.mail.models import Suppression
from foundation.mail.services import Draft, enqueue
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def pause(person, months: int | None = 3, now=NOW) -> Pause:
    return pause_checkins(person, months=months, source="mail", by=None, now=now)


def link(person) -> str:
    return f"/c/pause/{pause_token(person.pk)}/"


def kept(person) -> list[tuple]:
    return list(Pause.objects.filter(person=person).values_list("since", "until", "source"))


# -- the rules ---------------------------------------------------------------------------------
def test_a_pause_ends_so_many_months_later_where_she_lives():
    she = cast.person(time_zone="Pacific/Auckland")
    row = pause(she, 3, now=datetime(2026, 11, 29, 12, tzinfo=UTC))
    assert (row.since, row.until) == (date(2026, 11, 30), date(2027, 2, 28))


def test_a_second_press_replaces_the_first_and_the_history_has_both():
    she = cast.person()
    pause(she, 3)
    pause(she, None)
    assert kept(she) == [(NOW.date(), None, "mail")]
    assert list(Pause.history.order_by("history_id").values_list("until", flat=True)) == [
        date(2027, 2, 24),
        None,
    ]


def test_resuming_takes_it_away_and_twice_is_as_good_as_once():
    she = cast.person()
    pause(she)
    assert [resume_checkins(she, by=None, now=NOW) for _ in range(2)] == [True, False]
    assert kept(she) == []


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_pause_of_no_length_is_refused(months):
    with pytest.raises(ServiceError):
        pause(cast.person(), months)


def test_the_database_refuses_a_pause_that_ends_before_it_begins():
    with pytest.raises(IntegrityError):
        Pause.objects.create(person=cast.person(), since=NOW.date(), until=NOW.date(), source="mail")


# -- respected by the planner ------------------------------------------------------------------
def planned_each_day(days: int) -> list[tuple[int, date]]:
    for number in range(days):
        plan_checkins(now=NOW + number * DAY)
    return list(CheckIn.objects.order_by("ask_on").values_list("months", "ask_on"))


def test_after_a_pause_she_is_asked_once_and_not_for_every_month_missed():
    cast.plan()
    done = cast.completed(date(2026, 8, 24))  # due at 3, 6 and 12 months
    pause(done.person, 12)
    assert planned_each_day(500) == [(12, date(2027, 11, 24))]


def test_whoever_stopped_is_planned_no_more_until_she_wants_it():
    cast.plan()
    done = cast.completed(date(2026, 8, 24))
    pause(done.person, None)
    assert planned_each_day(40) == []
    resume_checkins(done.person, by=None, now=NOW)
    assert planned_each_day(2) == [(3, date(2026, 11, 24))]


def test_the_others_are_planned_meanwhile():
    cast.plan()
    pause(cast.completed(date(2026, 8, 24)).person)
    other = cast.completed(date(2026, 8, 24)).person
    plan_checkins(now=NOW)
    assert [row.person for row in CheckIn.objects.all()] == [other]


def test_what_was_planned_before_waits_for_the_end_of_the_pause():
    cast.plan()
    done = cast.completed(date(2026, 8, 24))
    plan_checkins(now=NOW)
    pause(done.person, 3)
    asked = [NOW + n * DAY for n in range(120) if queue_due_checkins(now=NOW + n * DAY)]
    assert [moment.date() for moment in asked] == [date(2027, 2, 24)]


def test_nobody_is_asked_twice_within_the_gap_after_a_pause():
    """She is asked late, for the third month; the sixth is due the same day and waits."""
    cast.plan()
    done = cast.completed(date(2026, 8, 24))
    plan_checkins(now=NOW)
    pause(done.person, 3)
    for number in range(200):
        queue_due_checkins(now=NOW + number * DAY)
        plan_checkins(now=NOW + number * DAY)
    asked = sorted(moment for moment in CheckIn.objects.values_list("asked_at", flat=True) if moment)
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 60 * DAY


def test_whoever_paused_is_not_counted_as_silent():
    paused, other = cast.asked_checkin(), cast.asked_checkin()
    pause(paused.person)
    assert close_silent_checkins(now=other.closes_at) == 1
    assert [CheckIn.objects.get(pk=row.pk).state for row in (paused, other)] == ["cancelled", "silent"]


# -- her page ----------------------------------------------------------------------------------
@pytest.fixture
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("choice", "until"),
    [("3", date(2027, 2, 24)), ("6", date(2027, 5, 24)), ("12", date(2027, 11, 24)), ("stop", None)],
)
def test_one_press_without_login_cookie_or_token_pauses(choice, until):
    she = cast.person()
    client = Client(enforce_csrf_checks=True)
    response = client.post(link(she), {"choice": choice})
    assert (response.status_code, response.headers["Location"]) == (302, link(she))
    assert kept(she) == [(NOW.date(), until, "mail")]
    assert client.get(link(she)).context["pause"].until == until


@pytest.mark.usefixtures("today")
def test_one_press_asks_her_again():
    she = cast.person()
    pause(she, None)
    Client(enforce_csrf_checks=True).post(link(she), {"choice": "resume"})
    assert kept(she) == []


@pytest.mark.usefixtures("today")
def test_opening_the_page_changes_nothing(client):
    she = cast.person()
    client.get(link(she))
    client.head(link(she))
    assert (kept(she), Suppression.objects.count()) == ([], 0)


@pytest.mark.parametrize("choice", ["", "4", "for ever", "-3", "3\0"])
def test_what_is_no_button_does_nothing(client, choice):
    she = cast.person()
    assert client.post(link(she), {"choice": choice}).status_code == 302
    assert kept(she) == []


@pytest.mark.parametrize(
    "token",
    ["x", "1:altered", Signer(salt="checkins.answer").sign("1.1"), Signer(salt="checkins.pause").sign("no")],
)
def test_a_link_that_was_never_ours_is_not_found(client, token):
    cast.person()
    for method in (client.get, client.post):
        assert method(f"/c/pause/{token}/", {"choice": "stop"}).status_code == 404
    assert Pause.objects.count() == 0


def test_the_link_of_one_opens_nobody_elses(client):
    one, other = cast.person(), cast.person()
    client.post(link(one), {"choice": "stop"})
    assert [bool(kept(person)) for person in (one, other)] == [True, False]


@pytest.mark.parametrize(("language", "side"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_the_page_speaks_her_language_and_gives_nothing_of_her_away(client, language, side):
    she = cast.person(language=language, phone="+212612345678")
    page = client.get(link(she))
    assert f'<html lang="{language}" dir="{side}">' in page.content.decode()
    assert [one for one in (she.email, "612345678", she.name) if one in page.content.decode()] == []
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_stop_leaves_mail_she_asks_for_alone(sink):
    she = cast.person()
    pause(she, None)
    enqueue(Draft(key="welcome", kind="account", to=she.email, language="fr", person=she), now=NOW)
    assert drain() == {"sent": 1}


# -- at home -----------------------------------------------------------------------------------
@pytest.mark.usefixtures("today")
def test_at_home_one_press_pauses_and_one_resumes(client):
    she = cast.alumna()
    client.force_login(she.account)
    client.post("/pause/", {"choice": "6"})
    assert kept(she) == [(NOW.date(), date(2027, 5, 24), "portal")]
    assert client.get("/").context["pause"].by == she.account
    client.post("/pause/", {"choice": "resume"})
    assert kept(she) == []


def test_at_home_a_form_from_elsewhere_is_refused():
    she = cast.alumna()
    client = Client(enforce_csrf_checks=True)
    client.force_login(she.account)
    assert client.post("/pause/", {"choice": "stop"}).status_code == 403
    assert kept(she) == []


def test_without_a_record_a_press_at_home_does_nothing(client):
    client.force_login(cast.staff())
    assert client.post("/pause/", {"choice": "stop"}).status_code == 302
    assert Pause.objects.count() == 0
