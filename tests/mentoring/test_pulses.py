"""How it is going: asked of both in time, never in a burst, and read by the staff alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from alumni.checkins.pausing import pause_checkins
from foundation.errors import ServiceError
from foundation.jobs.services import count_rows
from foundation.mail.letters import NotWanted, letters_for
from foundation.mail.models import Message
from residencies.mentoring import services
from residencies.mentoring.models import Pulse
from residencies.mentoring.selectors.links import pulse_token
from residencies.mentoring.selectors.year import agenda, week
from tests import cast
from tests.calls.test_concurrency import together
from tests.checkins.test_due_by_index import read_whole
from tests.many import analyze, copies
from tests.mentoring import pairs
from tests.mentoring.pairs import DAY, NOW

pytestmark = pytest.mark.django_db
# A decent hour of a working day, so and so many days after NOW.
RUN = datetime(2026, 12, 24, 10, tzinfo=UTC)  # the thirtieth, a Thursday


def asked() -> list[tuple[str, int]]:
    return sorted(Pulse.objects.values_list("side", "number"))


@pytest.mark.parametrize(
    ("days", "number"), [(29, 0), (30, 1), (89, 1), (90, 2), (149, 2), (150, 3), (210, 4)]
)
def test_the_first_after_thirty_days_then_every_sixty(days, number):
    from residencies.mentoring.services.pulses import number_due

    assert number_due(NOW, NOW + days * DAY) == number


def test_both_are_asked_once_however_often_it_runs():
    row = pairs.pair()
    assert services.ask_pulses(now=RUN - DAY) == 0
    assert services.ask_pulses(now=RUN) == 2
    assert services.ask_pulses(now=RUN + timedelta(hours=1)) == services.ask_pulses(now=RUN + DAY) == 0
    assert asked() == [("mentee", 1), ("mentor", 1)]
    mails = Message.objects.filter(kind="mentoring_pulse")
    assert {mail.person for mail in mails} == {row.mentor.person, row.participation.person}


def test_after_downtime_she_is_asked_the_latest_alone_and_not_again_at_once():
    pairs.pair()
    late = NOW + 149 * DAY
    assert late.weekday() < 5
    assert services.ask_pulses(now=late) == 2
    assert asked() == [("mentee", 2), ("mentor", 2)]
    assert services.ask_pulses(now=late + DAY) == 0  # the third is due, and waits for its thirty days
    assert services.ask_pulses(now=late + 32 * DAY) == 2
    assert asked() == [("mentee", 2), ("mentee", 3), ("mentor", 2), ("mentor", 3)]


def test_nobody_is_asked_of_what_is_not_going_on():
    pairs.pair(state="requested")
    pairs.pair(state="accepted")
    pairs.pair(state="declined")
    pairs.pair(state="closed", active_at=NOW, closed_at=NOW)
    pairs.pair(state="ended", active_at=NOW, closed_at=NOW, reason="moved")
    pairs.pair(ends_on=RUN.date() - DAY)
    assert services.ask_pulses(now=RUN) == 0


def test_who_has_paused_has_no_address_or_sleeps_is_not_asked():
    row = pairs.pair()
    she, he = row.participation.person, row.mentor.person
    pause_checkins(she, months=None, source="mail", by=None, now=NOW)
    he.time_zone = "Asia/Tokyo"
    he.save()
    assert services.ask_pulses(now=RUN) == 0
    assert services.ask_pulses(now=RUN.replace(day=25, hour=1)) == 1
    other = pairs.pair()
    type(she).objects.filter(pk=other.participation.person_id).update(email="")
    assert services.ask_pulses(now=RUN) == 1
    assert asked() == [("mentor", 1), ("mentor", 1)]
    assert services.ask_pulses(now=RUN.replace(day=26)) == 0  # a Saturday


def test_a_mail_that_is_not_true_any_more_does_not_leave(time_machine):
    time_machine.move_to(RUN, tick=False)
    row, other = pairs.pair(), pairs.pair()
    services.ask_pulses(now=RUN)
    services.end_mentorship(row, reason="moved", by=None, now=RUN)
    services.answer_pulse(other.pulses.get(side="mentor"), answer="well", now=RUN)
    letters = letters_for(Message.objects.filter(kind="mentoring_pulse"))
    kept = [one for one in letters.values() if not isinstance(one, NotWanted)]
    assert (len(letters), len(kept)) == (4, 1)


def test_of_pairs_that_have_been_asked_nothing_is_read():
    for _one in range(3):
        pairs.pair()
    services.ask_pulses(now=RUN)
    for now in (RUN + DAY, RUN + 59 * DAY):
        with CaptureQueriesContext(connection) as found:
            assert services.ask_pulses(now=now) == 0
        assert len(found) == 1
    assert services.ask_pulses(now=RUN + 61 * DAY) == 6


@pytest.mark.parametrize("act", [services.ask_pulses, services.tell_silences])
def test_what_is_due_among_many_is_found_by_an_index(act):
    cast.staff("mentoring.change_mentorship")
    copies(pairs.pair(state="closed", closed_at=NOW, active_at=NOW), 2_000)
    pairs.pair()
    count_rows() if connection.vendor == "sqlite" else analyze()
    with CaptureQueriesContext(connection) as said:
        assert act(now=RUN)
    asked = [query["sql"] for query in said if 'FROM "mentoring_mentorship"' in query["sql"]]
    assert [sql for sql in asked if "mentoring_mentorship" in read_whole(sql)] == []
    assert asked


def test_one_who_could_not_be_asked_is_asked_when_she_can():
    row = pairs.pair()
    pause_checkins(row.participation.person, months=1, source="mail", by=None, now=RUN)
    assert services.ask_pulses(now=RUN) == 1
    assert services.ask_pulses(now=RUN + 33 * DAY) == 1
    assert services.ask_pulses(now=RUN + 61 * DAY) == 1  # the mentor; she had hers less than 30 days ago
    assert services.ask_pulses(now=RUN + 63 * DAY) == 1
    assert asked() == [("mentee", 1), ("mentee", 2), ("mentor", 1), ("mentor", 2)]


def test_the_queries_do_not_grow_with_the_pairs():
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            services.ask_pulses(now=RUN)
        return len(found)

    of = pairs.matching_round()
    pairs.pair(round=of)
    few = queries()
    for _one in range(50):
        pairs.pair(round=of)
    assert queries() <= few + 2  # SQLite takes a thousand values at a time
    assert Pulse.objects.count() == 102


# -- one tap -----------------------------------------------------------------------------------
@pytest.fixture
def today(time_machine, client):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


@pytest.mark.usefixtures("today")
def test_a_tap_opens_the_answer_chosen_and_a_press_keeps_it(client):
    row = pairs.pulse()
    page = reverse("mentoring:pulse", args=[pulse_token(row)])
    for look in (client.get, client.head):
        assert look(f"{page}?answer=talk").status_code == 200
    row.refresh_from_db()
    assert (row.answer, row.answered_at) == ("", None)
    assert 'value="talk" required checked' in client.get(f"{page}?answer=talk").text
    done = client.post(page, {"answer": "talk", "word": "since March"}, follow=True)
    assert "Somebody will get in touch" in done.text
    row.refresh_from_db()
    assert (row.answer, row.word, row.answered_at) == ("talk", "since March", NOW)
    wrong = client.post(page, {"answer": "x", "word": "kept here"})
    assert (wrong.status_code, "kept here" in wrong.text) == (422, True)


@pytest.mark.usefixtures("today")
def test_a_link_that_is_over_or_was_never_ours_keeps_nothing(client, time_machine):
    row = pairs.pulse()
    page = reverse("mentoring:pulse", args=[pulse_token(row)])
    assert client.get(page[:-4] + "abc/").status_code == 404
    time_machine.move_to(NOW + 31 * DAY, tick=False)
    assert client.get(page).status_code == 410
    late = client.post(page, {"answer": "well", "word": ""})
    assert (late.status_code, "is closed" in late.text) == (422, True)
    assert Pulse.objects.get().answer == ""


@pytest.mark.usefixtures("today")
def test_neither_finds_what_the_other_said_and_staff_who_are_one_of_the_two_neither(client):
    row = pairs.pair()
    hers = pairs.pulse(row, answer="talk", word="zqhers")
    his = pairs.pulse(row, side="mentor", answer="better", word="zqhis")
    for person, own, other in [
        (row.participation.person, hers, his),
        (row.mentor.person, his, hers),
    ]:
        assert list(Pulse.objects.visible_to(person.account)) == [own]
        account = person.account
        account.is_staff = True
        account.save()
        rights = ["view_pulse", "view_mentorship", "change_pulse"]
        account.user_permissions.add(*Permission.objects.filter(codename__in=rights))
        account = type(account).objects.get(pk=account.pk)
        assert list(Pulse.objects.visible_to(account)) == [own]
        client.force_login(account)
        told = client.get(reverse("admin:mentoring_pulse_changelist")).text + client.get("/admin/").text
        told += client.get(reverse("mentoring:mentorship", args=[row.pk])).text
        assert other.word not in told
        assert client.get(reverse("admin:mentoring_pulse_change", args=[other.pk])).status_code in (302, 404)
    boss = cast.administrator()
    assert Pulse.objects.visible_to(boss).count() == 2
    assert Pulse.objects.visible_to(cast.staff("mentoring.view_mentorship")).count() == 0


@pytest.mark.usefixtures("today")
def test_who_wants_to_talk_waits_at_the_desk_until_she_was_spoken_to(client):
    row = pairs.pulse(answer="better")
    boss, edition = cast.administrator(), row.mentorship.participation.edition
    client.force_login(boss)
    assert [line for line in week(edition, boss, NOW) if "talk" in line.part] == []
    services.answer_pulse(row, answer="talk", now=NOW)
    (line,) = [line for line in week(edition, boss, NOW) if "talk" in line.part]
    assert (line.text, line.when) == (str(row.person), NOW)
    assert "Wants to talk to somebody" in client.get("/admin/").text
    listed = client.get(reverse("admin:mentoring_pulse_changelist"), {"waits": "yes"})
    assert row.person.name in listed.text
    settle = reverse("admin:mentoring_pulse_settle", args=[row.pk])
    client.post(settle, {"confirm": "1"})
    row.refresh_from_db()
    assert (row.settled_by, list(Pulse.objects.wanting_talk())) == (boss, [])
    services.answer_pulse(row, answer="talk", now=NOW)
    assert list(Pulse.objects.wanting_talk()) == []
    services.answer_pulse(row, answer="talk", word="again", now=NOW)
    assert list(Pulse.objects.wanting_talk()) == [row]
    with pytest.raises(ServiceError):
        services.settle_pulse(pairs.pulse(answer="well"), by=boss, now=NOW)


@pytest.mark.usefixtures("today")
def test_her_pages_ask_her_while_it_is_open(client):
    row = pairs.pulse()
    link = reverse("mentoring:pulse", args=[pulse_token(row)])
    client.force_login(row.person.account)
    home = client.get(reverse("mentoring:home")).text
    assert link in home
    until = [row.closes_at, row.mentorship.starts_on, row.mentorship.ends_on]
    assert [date_format(day) in home for day in until] == [True] * 3
    assert [one.url for one in agenda(row.mentorship.participation, NOW)] == [link]
    services.answer_pulse(row, answer="well", now=NOW)
    assert link not in client.get(reverse("mentoring:home")).text
    assert list(agenda(row.mentorship.participation, NOW)) == []


@pytest.mark.usefixtures("today")
def test_nobody_is_asked_how_it_is_going_with_a_pair_that_is_over(client):
    row = pairs.pulse()
    link = reverse("mentoring:pulse", args=[pulse_token(row)])
    services.end_mentorship(row.mentorship, reason="moved", by=None, now=NOW)
    client.force_login(row.person.account)
    assert link not in client.get(reverse("mentoring:home")).text
    assert list(agenda(row.mentorship.participation, NOW)) == []
    assert client.post(link, {"answer": "talk", "word": ""}).status_code == 302  # by the link she still may
    assert list(Pulse.objects.wanting_talk()) == [row]


@pytest.mark.usefixtures("today")
def test_by_the_api_each_answers_her_own(client):
    row = pairs.pulse()
    url = f"/api/v1/mentoring-pulses/{row.pk}/answer/"
    said = {"answer": "better", "word": "slowly"}
    for other in (row.mentorship.mentor.person.account, cast.administrator()):
        client.force_login(other, "allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(url, said, content_type="application/json").status_code == 404
    client.force_login(row.person.account, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(url, said, content_type="application/json").json()["word"] == "slowly"
    assert Pulse.objects.get().answer == "better"


@pytest.mark.django_db(transaction=True)
def test_planners_at_once_ask_once():
    for _one in range(3):
        pairs.pair()
    done = together(*[lambda: services.ask_pulses(now=RUN)] * 4)
    assert sum(done) == Message.objects.filter(kind="mentoring_pulse").count() == Pulse.objects.count() == 6
