"""What runs by itself: each run is noted as it begins and ends, and one that stays away is missed."""

from datetime import timedelta

import pytest
from celery import current_app
from django.core.management import call_command
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from alumni.checkins import services as checkins
from alumni.checkins import tasks as checkin_tasks
from alumni.checkins.models import CheckIn
from alumni.placement import tasks as placement_tasks
from alumni.privacy import tasks as privacy_tasks
from alumni.support import tasks as support_tasks
from foundation.hooks import tasks as hook_tasks
from foundation.jobs.models import Job
from foundation.jobs.services import catch_up
from foundation.mail.models import Postman
from foundation.reminders import tasks as reminder_tasks
from residencies.delegations import tasks as delegation_tasks
from residencies.grants import tasks as grant_tasks
from residencies.industry import tasks as industry_tasks
from residencies.mentoring import tasks as mentoring_tasks
from residencies.selection import tasks as selection_tasks
from residencies.workshops import tasks as workshop_tasks
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TASKS = {
    "checkins.plan": checkin_tasks.plan,
    "checkins.queue_due": checkin_tasks.queue_due,
    "delegations.settle_reserves": delegation_tasks.settle_reserves,
    "grants.remind": grant_tasks.remind,
    "industry.schedule": industry_tasks.schedule,
    "hooks.deliver": hook_tasks.deliver,
    "mentoring.ask_pulses": mentoring_tasks.ask_pulses,
    "mentoring.tell_silences": mentoring_tasks.tell_silences,
    "placement.ask_after_work": placement_tasks.ask_after_work,
    "placement.settle": placement_tasks.settle,
    "privacy.carry_out": privacy_tasks.carry_out,
    "privacy.retain": privacy_tasks.retain,
    "reminders.evaluate": reminder_tasks.evaluate,
    "reminders.queue_due": reminder_tasks.queue_due,
    "selection.look_after_juries": selection_tasks.look_after_juries,
    "selection.settle_places": selection_tasks.settle_places,
    "support.tell_late": support_tasks.tell_late,
    "workshops.settle_sessions": workshop_tasks.settle_sessions,
}


@pytest.fixture
def today(time_machine):
    """The jobs are known since today, and have never run."""
    time_machine.move_to(NOW, tick=False)
    Job.objects.update(known_since=NOW)


def job(name: str = "checkins.plan") -> Job:
    return Job.objects.get(name=name)


def late(now=NOW) -> set[str]:
    return set(Job.objects.late(now).values_list("name", flat=True))


def test_every_job_is_watched_by_the_name_of_its_task(settings):
    assert set(TASKS) == set(settings.JOBS)
    assert {name: task.name for name, task in TASKS.items()} == {name: name for name in TASKS}
    assert set(TASKS) <= {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


@pytest.mark.parametrize("name", TASKS)
def test_a_run_is_noted_as_it_begins_and_as_it_ends(today, name):
    TASKS[name]()
    row = job(name)
    assert (row.began_at, row.ended_at, row.fault) == (NOW, NOW, "")
    assert Job.objects.exclude(ended_at=None).count() == 1


def test_a_planner_that_is_noted_has_planned(today):
    cast.plan()
    cast.completed(NOW.date() - timedelta(days=100))
    checkin_tasks.plan()
    assert CheckIn.objects.count() == 1


def test_a_run_that_fails_has_begun_and_not_ended_and_its_fault_goes_on(today, monkeypatch):
    checkin_tasks.plan()

    def fail(now):
        raise ZeroDivisionError("salma.private@example.org")

    monkeypatch.setattr(checkins, "plan_checkins", fail)
    Job.objects.update(began_at=None, ended_at=NOW - timedelta(hours=1))
    with pytest.raises(ZeroDivisionError):
        checkin_tasks.plan()
    row = job()
    assert (row.began_at, row.ended_at, row.fault) == (NOW, NOW - timedelta(hours=1), "ZeroDivisionError")


def test_a_run_that_ends_well_forgets_the_fault(today):
    Job.objects.update(fault="ZeroDivisionError")
    checkin_tasks.plan()
    assert job().fault == ""


def test_a_row_that_is_gone_is_made_anew(today):
    Job.objects.all().delete()
    checkin_tasks.plan()
    assert job().ended_at == NOW


def test_migrate_knows_each_job_once_and_forgets_no_run(today):
    checkin_tasks.plan()
    Job.objects.exclude(name="checkins.plan").delete()
    for _ in range(2):
        call_command("migrate", "jobs", verbosity=0)
    assert set(Job.objects.values_list("name", flat=True)) == set(TASKS)
    assert job().ended_at == NOW


@pytest.mark.parametrize(("hours", "missed"), [(2.99, set()), (3.01, {"checkins.plan"})])
def test_a_job_that_has_not_ended_for_three_hours_is_late(today, hours, missed):
    Job.objects.update(ended_at=NOW)
    Job.objects.filter(name="checkins.plan").update(ended_at=NOW - timedelta(hours=hours), began_at=NOW)
    assert late() == missed


def test_a_job_that_never_ran_is_late_from_when_it_was_known(today):
    assert (late(), late(NOW + timedelta(hours=4))) == (set(), set(TASKS))


def test_a_job_that_is_no_more_is_missed_by_nobody(today, settings):
    settings.JOBS = {"checkins.plan": "planning"}
    assert late(NOW + timedelta(hours=4)) == {"checkins.plan"}


def test_a_worker_that_starts_wakes_what_was_missed_and_nothing_else(today, monkeypatch):
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **how: sent.append(name))
    Job.objects.update(ended_at=NOW - timedelta(hours=2))
    Job.objects.filter(name="checkins.plan").update(ended_at=NOW - timedelta(hours=4))
    Job.objects.filter(name="reminders.evaluate").update(ended_at=None)
    assert sorted(catch_up(now=NOW)) == sorted(sent) == ["checkins.plan", "reminders.evaluate"]


def test_healthz_names_what_has_not_run(client, today):
    Postman.objects.create(pk=1, looked_at=NOW)
    assert client.get("/healthz").status_code == 200
    Job.objects.filter(name="reminders.evaluate").update(known_since=NOW - timedelta(hours=4))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["reasons"]) == (
        503,
        ["reminders.evaluate has not ended for long"],
    )


def scraped(client) -> dict[str, float]:
    answer = client.get("/metrics", headers={"authorization": "Bearer a-token-of-the-monitor"})
    return {
        f"{sample.name}/{sample.labels['job']}": sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
        if "job" in sample.labels
    }


def test_metrics_say_how_long_ago(client, today, settings):
    settings.METRICS_TOKEN = "a-token-of-the-monitor"
    assert scraped(client) == {f"masar_job_failed/{name}": 0 for name in TASKS}
    Job.objects.filter(name="checkins.plan").update(
        began_at=NOW - timedelta(seconds=30), ended_at=NOW - timedelta(seconds=3600), fault="OperationalError"
    )
    told = {name: value for name, value in scraped(client).items() if name.endswith("checkins.plan")}
    assert told == {
        "masar_job_began_seconds/checkins.plan": 30,
        "masar_job_ended_seconds/checkins.plan": 3600,
        "masar_job_failed/checkins.plan": 1,
    }


def board(client) -> str:
    client.force_login(cast.staff("mail.view_message"))
    client.cookies["django_language"] = "en"
    html = client.get("/admin/mail/message/overview/").content.decode().replace("\xa0", " ")
    return " ".join(html.partition('data-job="checkins.plan"')[2].partition("</tr>")[0].split())


def test_the_board_shows_when_each_last_ran(client):
    now = timezone.now()
    assert board(client).count("never") == 2
    Job.objects.update(
        began_at=now - timedelta(minutes=5), ended_at=now - timedelta(hours=30), fault="OSError"
    )
    html = board(client)
    told = [text in html for text in ("5 minutes ago", "1 day, 6 hours ago", "OSError", "late")]
    assert told == [True] * 4


@pytest.mark.parametrize(("right", "told"), [("mail.view_postman", True), ("people.view_person", False)])
def test_the_desk_warns_of_it_whoever_may_see_the_delivery(client, right, told):
    client.force_login(cast.staff(right))
    client.cookies["django_language"] = "en"
    assert b"Not done for hours" not in client.get("/admin/").content
    Job.objects.filter(name="checkins.plan").update(known_since=timezone.now() - timedelta(days=2))
    html = client.get("/admin/").content.decode()
    assert ("Not done for hours: planning of check-ins." in html) is told
