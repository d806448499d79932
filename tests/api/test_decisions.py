"""What staff do through the API: decide on changes, complete participations."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from alumni.careers.models import Change
from foundation.people.models import Person
from residencies.programmes.models import Participation
from tests import cast

pytestmark = pytest.mark.django_db
COMPLETE = "/api/v1/participations/complete/"


@pytest.fixture
def change() -> Change:
    person = cast.alumna(city="Fès")
    return Change.objects.create(
        person=person,
        kind="facts",
        before={"city": "Fès"},
        after={"city": "Rabat"},
        said_at=cast.NOW,
        source="t:1",
    )


def decide(client, change: Change, verb: str):
    return client.post(f"/api/v1/changes/{change.pk}/{verb}/", content_type="application/json")


def decider(*more: str):
    return cast.staff("careers.view_change", "careers.change_change", *more)


def test_accepting_makes_it_so(api, change):
    account = decider()
    answer = decide(api(account), change, "accept")
    change.refresh_from_db()
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    assert (change.decided_by, change.person.city) == (account, "Rabat")


def test_declining_leaves_it(api, change):
    answer = decide(api(decider()), change, "decline")
    change.refresh_from_db()
    assert (answer.status_code, answer.json()["state"], change.person.city) == (200, "declined", "Fès")


def test_accepting_twice_is_accepting_once_and_a_declined_one_stays_declined(api, change):
    client = api(decider())
    answers = [decide(client, change, verb) for verb in ("accept", "accept", "decline")]
    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert answers[-1].json() == {"detail": "This was decided already: accepted."}


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_only_staff_with_the_right_decide(verb: str, api, change):
    others = [change.person.account, cast.alumna().account, cast.staff("careers.view_change")]
    other_right = cast.staff("careers.change_change")  # may decide, but sees nobody's
    answers = [decide(api(one), change, verb).status_code for one in [*others, other_right]]
    change.refresh_from_db()
    assert (answers, change.state) == ([403, 403, 403, 404], "proposed")


def attending(count: int) -> list[Participation]:
    edition = cast.edition()
    return [
        Participation.objects.create(person=cast.person(), edition=edition, state="attending")
        for _n in range(count)
    ]


def complete(client, rows, on: str = "2026-06-30"):
    numbers = [getattr(row, "pk", row) for row in rows]
    return client.post(COMPLETE, {"participations": numbers, "on": on}, content_type="application/json")


@pytest.fixture
def coordinator():
    return cast.staff("programmes.view_participation", "programmes.change_participation")


def test_a_cohort_is_completed_on_its_day(api, coordinator):
    rows = attending(3)
    answer = complete(api(coordinator), rows)
    assert (answer.status_code, answer.json()) == (200, {"completed": [row.pk for row in rows]})
    done = Participation.objects.values_list("state", "completed_on")
    assert list(done) == [("completed", date(2026, 6, 30))] * 3


def test_completing_again_changes_nothing(api, coordinator):
    rows, client = attending(1), api(coordinator)
    complete(client, rows)
    answer = complete(client, rows, "2026-07-01")
    assert (answer.json(), Participation.objects.get().completed_on) == ({"completed": []}, date(2026, 6, 30))


def test_one_that_cannot_be_completed_leaves_all_as_they_were(api, coordinator):
    rows = attending(2)
    Participation.objects.filter(pk=rows[1].pk).update(state="invited")
    answer = complete(api(coordinator), rows)
    assert (answer.status_code, list(answer.json())) == (400, ["detail"])
    assert Participation.objects.filter(state="completed").count() == 0


@pytest.mark.parametrize(
    ("numbers", "on", "wrong"),
    [
        ([], "2026-06-30", "participations"),
        ([0], "2026-06-30", "participations"),
        ([10**30], "2026-06-30", "participations"),
        ([999_999], "2026-06-30", "participations"),
        (list(range(1, 202)), "2026-06-30", "participations"),
        (["x"], "2026-06-30", "participations"),
        ([1], "30/06/2026", "on"),
    ],
)
def test_numbers_and_days_that_are_none_are_refused(numbers, on: str, wrong: str, api, coordinator):
    answer = complete(api(coordinator), numbers, on)
    assert (answer.status_code, list(answer.json())) == (400, [wrong])


def test_a_day_in_the_future_is_refused(api, coordinator):
    tomorrow = timezone.localdate() + timedelta(days=2)
    answer = complete(api(coordinator), attending(1), tomorrow.isoformat())
    assert answer.json() == {"detail": "The day of completion lies in the future."}


def test_only_staff_with_the_right_complete(api):
    rows = attending(1)
    person: Person = rows[0].person
    person.account = cast.alumna().account.__class__.objects.create_user("own@example.org")
    person.save()
    viewer = cast.staff("programmes.view_participation")
    changer = cast.staff("programmes.change_participation")  # may complete, but sees nobody's
    answers = [complete(api(one), rows).status_code for one in (person.account, viewer, changer)]
    assert (answers, Participation.objects.get().state) == ([403, 403, 400], "attending")


def test_what_was_done_stands_in_the_history_under_who_did_it(api, coordinator, change):
    complete(api(coordinator), attending(1))
    account = decider()
    decide(api(account), change, "accept")
    assert Participation.history.latest().history_user == coordinator
    assert [change.history.latest().history_user, change.person.history.latest().history_user] == [
        account
    ] * 2
