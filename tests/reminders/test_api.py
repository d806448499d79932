"""Rules and reminders over the API: read, by staff with the right."""

import pytest
from rest_framework.test import APIClient

from foundation.reminders.models import Occurrence
from tests import cast
from tests.reminders.made import DAY, at, deadline, plan, rule

pytestmark = pytest.mark.django_db
TODAY = cast.NOW.date()
RULES, REMINDERS = "/api/v1/reminder-rules/", "/api/v1/reminders/"
RIGHTS = ("reminders.view_rule", "reminders.view_occurrence")


def asker(*rights: str) -> APIClient:
    client = APIClient(headers={"accept-language": "en"})
    client.force_authenticate(cast.staff(*rights))
    return client


@pytest.fixture
def staff(time_machine) -> APIClient:
    time_machine.move_to(cast.NOW, tick=False)
    return asker(*RIGHTS)


def results(answer) -> list[dict]:
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_rule_is_told_whole(staff):
    made = rule(audience={"title": ["Budget"], "country": ["MA"]}, offset_days=-3, button_fr="Ouvrir")
    told = staff.get(f"{RULES}{made.pk}/").json()
    assert {
        name: told[name] for name in ("anchor", "offset_days", "audience", "is_active", "active_since")
    } == {
        "anchor": "deadline",
        "offset_days": -3,
        "audience": {"title": ["Budget"], "country": ["MA"]},
        "is_active": True,
        "active_since": "2026-11-24",
    }
    assert (told["subject_fr"], told["button_fr"], told["body_en"]) == ("Rappel : {{ title }}", "Ouvrir", "")


def test_a_reminder_says_what_became_of_it_and_of_its_mail(staff):
    she, unreached = cast.person(name="Salma"), cast.person(email="")
    rule()
    due = deadline(TODAY, she, unreached)
    plan(at(TODAY))
    told = {row["person"]["id"]: row for row in results(staff.get(REMINDERS))}
    keys = ("state", "reason", "mail", "object_id", "due_on", "queued_at")
    assert [told[she.pk][key] for key in keys] == [
        "queued", "", "queued", due.pk, "2026-11-24", "2026-11-24T10:00:00Z",
    ]  # fmt: skip
    assert [told[unreached.pk][key] for key in keys[:3]] == ["planned", "no_address", None]
    assert told[she.pk]["person"] == {"id": she.pk, "name": "Salma"}


def test_reminders_are_filtered_and_ordered(staff):
    one, two = rule(), rule()
    she = cast.person()
    for days in (3, 1, 2):
        deadline(TODAY + days * DAY, she if days == 1 else cast.person())
    plan(at(TODAY))
    due = [row["due_on"] for row in results(staff.get(REMINDERS, {"rule": one.pk, "ordering": "-due_on"}))]
    assert due == ["2026-11-27", "2026-11-26", "2026-11-25"]
    counts = [
        len(results(staff.get(REMINDERS, asked)))
        for asked in (
            {"rule": two.pk}, {"person": she.pk}, {"state": "planned"}, {"state": "queued"},
            {"reason": "no_address"}, {"due_on__gte": "2026-11-26"}, {"due_on__lte": "2026-11-25"},
        )
    ]  # fmt: skip
    assert counts == [3, 2, 6, 0, 0, 4, 2]


def test_rules_are_filtered(staff):
    on, off = rule(anchor="instant"), rule(on=False, stream="transactional")
    asked = [{"is_active": "true"}, {"anchor": "deadline"}, {"stream": "transactional"}]
    told = [[row["id"] for row in results(staff.get(RULES, one))] for one in asked]
    assert told == [[on.pk], [off.pk], [off.pk]]


@pytest.mark.parametrize("address", [RULES, REMINDERS])
def test_what_is_not_known_is_refused_and_nothing_is_written(staff, address):
    rule()
    for asked in (
        {"audience": "x"},
        {"person__email": "a"},
        {"ordering": "object_id"},
        {"page_size": "1000"},
    ):
        assert staff.get(address, asked).status_code == 400
    assert [staff.post(address, {}).status_code, staff.delete(address).status_code] == [405, 405]


def test_nobody_without_the_right_sees_one():
    row = cast.reminder()
    for client in (asker(), asker("people.view_person", "mail.view_message"), asker("reminders.view_rule")):
        assert results(client.get(REMINDERS)) == []
        assert client.get(f"{REMINDERS}{row.pk}/").status_code == 404
    owner = APIClient()
    owner.force_authenticate(cast.alumna().account)
    assert (results(owner.get(RULES)), Occurrence.objects.count()) == ([], 1)
