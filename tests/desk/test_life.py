"""One page a person: everything she is to the foundation, by day, for who may see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.desk.life import PAGE
from tests import cast
from tests.desk import rows
from tests.grants import cast as grants
from tests.mentoring import pairs as mentoring
from tests.placement import cast as placement
from tests.support import cast as support
from tests.workshops import cast as workshops

pytestmark = pytest.mark.django_db


def page(person) -> str:
    return reverse("admin:people_person_life", args=[person.pk])


def a_life(she) -> None:
    """A row of hers in nearly every room, and one of a colleague to come."""
    now, today = timezone.now(), timezone.localdate()
    taken = rows.participation(
        person=she, edition=cast.edition(starts_on=today - timedelta(days=400)), track=None
    )
    rows.change(person=she, said_at=now - timedelta(days=2))
    rows.credit(person=she)
    rows.message(person=she, state="sent", sent_at=now - timedelta(days=1))
    cast.asked_checkin(who=she)
    session = workshops.session(starts_at=now + timedelta(days=3))
    session.registrations.create(person=she, state="registered", asked_at=now)
    pair = mentoring.pair(participation=taken)
    pair.sessions.create(on=today - timedelta(days=9), minutes=60, logged_at=now)
    grants.grant(person=she, participation=None)
    placement.offered(placement.posting(), she)
    rows.task(person=she, due_on=today)
    she.city = "Tanger"
    she.save()


def shown(client, viewer, she, **asked) -> list[tuple[str, str]]:
    client.force_login(viewer)
    return [(strand.code, line.text) for strand, _row, line in client.get(page(she), asked).context["events"]]


def test_all_that_was_stands_by_day_with_what_is_open_above(client):
    she, boss = cast.alumna(name="Souad"), cast.administrator()
    a_life(she)
    support.request(she)
    codes = [code for code, _text in shown(client, boss, she)]
    assert set(codes) == {
        "people.history", "programmes.participation", "careers.change", "films.credit", "mail.message",
        "checkins.checkin", "mentoring.mentorship", "mentoring.mentoringsession", "grants.grant",
        "placement.offer", "desk.task",
    }  # fmt: skip
    context = client.get(page(she)).context
    moments = [line.when for _strand, _row, line in context["events"] if line.when]
    days = [timezone.localtime(when).date() if hasattr(when, "hour") else when for when in moments]
    assert days == sorted(days, reverse=True)
    assert {strand.code for strand, _row, _line in context["open"]} >= {"changes", "tasks"}
    assert [strand.code for strand, _row, _line in context["coming"]] == ["workshops.registration"]
    assert not [kind for kind in context["kinds"] if "support" in kind.code]
    assert support.WORDS not in client.get(page(she)).content.decode()


def test_one_kind_is_chosen_and_an_unknown_one_is_none(client):
    she, boss = cast.person(), cast.administrator()
    a_life(she)
    assert {code for code, _text in shown(client, boss, she, kind="desk.task")} == {"desk.task"}
    assert shown(client, boss, she, kind="support.request") == shown(client, boss, she)


@pytest.mark.parametrize(
    ("right", "codes"),
    [
        ("films.view_credit", {"people.history", "films.credit"}),
        ("checkins.view_checkin", {"people.history", "checkins.checkin"}),
        ("mail.view_message", {"people.history", "mail.message"}),
        ("desk.view_task", {"people.history", "desk.task"}),
        ("organisations", {"people.history"}),
    ],
)
def test_each_kind_needs_its_right(client, right, codes):
    she = cast.person()
    a_life(she)
    rights = ["people.view_person", *([right] if "." in right else [])]
    assert {code for code, _text in shown(client, cast.staff(*rights), she)} == codes


def test_who_may_not_see_people_finds_no_page(client):
    she = cast.person()
    client.force_login(cast.staff("checkins.view_checkin"))
    assert client.get(page(she)).status_code == 403
    client.force_login(cast.administrator())
    assert client.get(page(she).replace(f"/{she.pk}/", "/0/")).status_code == 404


@pytest.mark.one_database  # the queries are the same on each
def test_it_is_told_in_pages_and_takes_as_many_queries_for_many_rows_as_for_one(client, monkeypatch):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(page(she))
        return len(caught)

    she = cast.person()
    client.force_login(cast.administrator())
    a_life(she)
    queries()
    one = queries()
    for _more in range(5):
        a_life(she)
    assert len(client.get(page(she), {"page": 2}).context["events"]) > 0
    monkeypatch.setattr("alumni.desk.life.PAGE", 500)
    monkeypatch.setattr("alumni.desk.life.SHOWN", 100)
    assert queries() == one
    monkeypatch.undo()
    context = client.get(page(she), {"page": 2}).context
    assert (context["page"].number, len(context["events"])) == (2, context["page"].paginator.count - PAGE)
