"""Telling applicants: everyone or nobody, once, and nothing of it before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.calls import services as calls_services
from residencies.calls.models import Application
from residencies.calls.selectors import application_token
from residencies.selection import services
from residencies.selection.models import Decision, Offer
from residencies.selection.services import telling
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def letters() -> dict[str, int]:
    kinds = list(Message.objects.filter(kind__startswith="decision_").values_list("kind", flat=True))
    return {kind.removeprefix("decision_"): kinds.count(kind) for kind in sorted(set(kinds))}


def states(of) -> list[str]:
    return sorted(Application.objects.filter(call=of.call).values_list("state", flat=True))


def release(row, now=NOW):
    return services.release_decisions(row, by=None, now=now)


def test_everyone_is_told_in_one_act_and_a_second_press_adds_nothing():
    row, boss = cast.held(selected=2, waiting=1, declined=2), people.staff()
    for _press in range(2):
        done = services.release_decisions(row, by=boss, now=NOW)
    assert (done.released_at, done.released_by) == (NOW, boss)
    assert states(row) == ["declined", "declined", "selected", "selected", "waiting"]
    assert letters() == {"declined": 2, "selected": 2, "waiting": 1}
    assert {(one.state, one.answer_by) for one in cast.offers(row)} == {("open", row.answer_by)}
    assert len(cast.offers(row)) == 2
    about = cast.offers(row)[0].decision.application
    assert (about.history.first().history_user, about.history.first().state) == (boss, "selected")
    assert cast.offers(row)[0].history.first().history_user == boss


def test_it_says_which_application_lacks_a_decision_and_tells_nobody():
    row = cast.held(selected=1)
    missing = cast.application(row.call)
    with pytest.raises(services.NotReady, match=f"1 application has no decision yet: {missing.number}"):
        release(row)
    assert (letters(), Offer.objects.count(), states(row)) == ({}, 0, ["review", "review"])


def test_whoever_has_withdrawn_is_told_nothing_and_who_is_not_eligible_that_alone():
    row = cast.held(selected=2, declined=1)
    first, second, _third = Application.objects.filter(call=row.call).order_by("pk")
    calls_services.withdraw(first, by=None, now=NOW)
    calls_services.mark_ineligible(second, reason="Third film.", by=None, now=NOW)
    release(row)
    assert (letters(), Offer.objects.count()) == ({"declined": 1, "ineligible": 1}, 0)
    assert states(row) == ["declined", "ineligible", "withdrawn"]


def test_each_page_says_the_outcome_from_the_release_on_and_not_before(time_machine, client):
    row = cast.held(selected=1, waiting=1, declined=1)
    out = calls_services.mark_ineligible(cast.application(row.call), reason="Third.", by=None, now=NOW)

    def told() -> dict[str, str]:
        pages = [
            reverse("calls:application", args=[application_token(one)]) for one in row.call.applications.all()
        ]
        found = [client.get(page).context for page in pages]
        return {str(one["application"].state): str(one["standing"]) for one in found}

    time_machine.move_to(row.call.ends_at + timedelta(days=1), tick=False)
    now = row.call.ends_at + timedelta(days=1)
    row.answer_by = now + timedelta(days=9)
    row.save()
    assert set(told().values()) == {"review"}
    release(row, now)
    assert told() == {state: state for state in ("selected", "waiting", "declined", "ineligible")}
    calls_services.mark_eligible(out, by=None, now=now)
    assert told()["eligible"] == "review"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"answer_by": None}, "until when those selected have to answer"),
        ({"answer_by": NOW}, "until when those selected have to answer"),
        ({"places": 1}, r"2 are selected for 1 place\."),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_reason(fields, said):
    with pytest.raises(services.NotReady, match=said):
        release(cast.held(selected=2, **fields))
    assert letters() == {}


@pytest.mark.parametrize("met", ["jury", "day", "guests"])
def test_it_waits_for_the_minutes_where_somebody_has_met(met):
    row = cast.held(selected=1, declined=1)
    if met == "jury":
        cast.jury(row.call)
    else:
        type(row).objects.filter(pk=row.pk).update(
            **({"held_at": NOW} if met == "day" else {"also_present": "Guest"})
        )
        row.refresh_from_db()
    with pytest.raises(services.NotReady, match="The minutes of the deliberation are not closed yet"):
        release(row)
    assert letters() == {}
    services.close_minutes(row, by=people.administrator(), now=NOW)
    assert release(row).released_at == NOW


def test_an_application_that_was_never_judged_is_named_and_nobody_is_told():
    row = cast.held(selected=1)
    raw = calls.sent(row.call)
    cast.decision(row, raw, "declined")
    with pytest.raises(ServiceError, match=raw.number):
        release(row)
    row.refresh_from_db()
    assert (letters(), row.released_at, Offer.objects.count()) == ({}, None, 0)


def test_a_crash_in_the_middle_leaves_nothing_half_done(monkeypatch):
    row = cast.held(selected=1, declined=1)

    def crash(drafts, now):
        list(drafts)
        raise OSError("the disk is full")

    monkeypatch.setattr(telling, "enqueue_many", crash)
    with pytest.raises(OSError, match="full"):
        release(row)
    row.refresh_from_db()
    assert (row.released_at, states(row), Offer.objects.count(), letters()) == (None, ["review"] * 2, 0, {})


def test_the_first_of_two_steps_opens_the_second_and_tells_the_others():
    to = calls.call(
        steps=2,
        second_opens_at=calls.CLOSES + timedelta(days=5),
        second_closes_at=calls.CLOSES + timedelta(days=40),
    )
    row = cast.deliberation(to, places=5)
    on, out = cast.application(to), cast.application(to)
    cast.decision(row, on, "shortlisted")
    cast.decision(row, out, "declined")
    release(row)
    on.refresh_from_db()
    out.refresh_from_db()
    assert (on.state, on.step, out.state, out.step) == ("shortlisted", 2, "declined", 1)
    assert (letters(), Offer.objects.count()) == ({"declined": 1, "shortlisted": 1}, 0)


def test_a_first_step_selects_nobody():
    to = calls.call(steps=2, second_opens_at=calls.CLOSES, second_closes_at=calls.CLOSES + timedelta(days=40))
    row = cast.deliberation(to)
    cast.decision(row, cast.application(to), "selected")
    with pytest.raises(services.NotReady, match="which this step cannot tell"):
        release(row)


def test_a_thousand_take_as_many_statements_as_ten():
    """For each few hundred rows there is one more of each bulk statement, and nothing for each row."""

    def statements(count: int) -> int:
        row = cast.held(selected=2, declined=count - 2)
        with CaptureQueriesContext(connection) as done:
            release(row)
        return len(done)

    assert statements(12) == statements(4)
    assert statements(4) < 30


def test_nothing_of_a_held_decision_shows_on_her_page_or_in_the_api(client):
    she = people.alumna()
    to = calls.call()
    row, about = cast.deliberation(to, answer_by=NOW + timedelta(days=9)), cast.application(to, person=she)
    cast.decision(row, about, "selected", comment="zqcommentqz", reason="zqreasonqz")
    client.force_login(she.account)
    places = [
        reverse("calls:application", args=[application_token(about)]),
        reverse("portal:home"),
        f"/api/v1/applications/{about.pk}/",
        "/api/v1/outcomes/",
        "/api/v1/offers/",
    ]
    seen = "".join(client.get(one).content.decode() for one in places)
    assert not [word for word in ("selected", "zqcommentqz", "zqreasonqz") if word in seen]
    release(row)
    told = client.get("/api/v1/outcomes/").json()["results"]
    assert [(one["outcome"], one["comment"]) for one in told] == [("selected", "zqcommentqz")]
    assert "zqreasonqz" not in str(told)
    assert Decision.objects.released().count() == 1
