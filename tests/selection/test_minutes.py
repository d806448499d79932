"""The minutes: whole, in a chain, and never changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from foundation.errors import ServiceError
from residencies.selection import frozen
from residencies.selection.models import Minutes
from residencies.selection.selectors.minutes import faults_of, readable_to
from residencies.selection.services import amend_minutes, close_minutes, decide, decide_all, undecide
from residencies.selection.wording import points
from tests import cast as people
from tests.selection import rooms
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def made():
    """All is decided; the first juror was there, and is recused from the last application."""
    found = rooms.meeting()
    rooms.rules(found.room)
    found.room.present.add(found.jurors[0])
    found.room.also_present = "Hind, coordinator\n\n Youssef "
    found.room.save()
    rooms.recused(None, found.jurors[0], found.rows[-1])
    found.staff = people.staff("selection.decide")
    outcomes = {row.pk: "selected" if number < 3 else "declined" for number, row in enumerate(found.rows)}
    decide_all(found.room, outcomes, by=found.staff, now=NOW, reason="As discussed")
    return found


def close(made) -> Minutes:
    return close_minutes(made.room, by=made.staff, now=NOW)


def test_they_hold_who_was_there_what_was_decided_and_what_the_rules_cost(made):
    content = close(made).content
    name = str(made.jurors[0].person)
    assert [one["name"] for one in content["present"]] == [name]
    assert len(content["absent"]) == 2
    assert content["also_present"] == ["Hind, coordinator", "Youssef"]
    assert content["recusals"] == [{"number": made.rows[-1].number, "juror": name, "kind": "declared"}]
    assert len(content["decisions"]) == 8
    first = content["decisions"][0]
    told = {key: first[key] for key in ("number", "outcome", "reason", "decided_by", "score")}
    assert told == {
        "number": made.rows[0].number, "outcome": "selected", "reason": "As discussed",
        "decided_by": made.staff.email, "score": "86.67",
    }  # fmt: skip
    assert set(content["rules"][0]["text"]) == {"fr", "ar", "en"}
    assert (content["rules"][0]["holds"], content["rules"][0]["stands"]["en"]) == (
        False,
        "1 of 3 known (33.3\u00a0%)",
    )
    assert content["rules"][1]["stands"]["en"] == "Morocco: 2; Tunisia: 1"
    assert (content["rules"][0]["cost"], content["rules"][0]["leaves"]) == ("6.67", [made.rows[4].number])
    assert (content["proposal"]["proven"], content["proposal"]["behind"]) == (True, "-6.67")


def test_they_are_closed_once_everything_is_decided(made):
    undecide(made.room, made.rows[0], by=made.staff, now=NOW)
    with pytest.raises(ServiceError, match="1 "):
        close(made)
    decide(made.room, made.rows[0], "declined", by=made.staff, now=NOW)
    assert close(made) == close(made)  # twice is as good as once
    assert Minutes.objects.count() == 1


def test_a_later_decision_is_an_amendment_with_its_reason(made):
    first = close(made)
    with pytest.raises(ServiceError, match="Say why"):
        decide(made.room, made.rows[0], "waiting", by=made.staff, now=LATER)
    with pytest.raises(ServiceError, match="closed"):
        undecide(made.room, made.rows[0], by=made.staff, now=LATER)
    decide(made.room, made.rows[0], "waiting", by=made.staff, now=LATER, amendment="She has another grant")
    first.refresh_from_db()
    second = made.room.minutes.get(number=2)
    assert (second.reason, second.closed_at) == ("She has another grant", LATER)
    (change,) = second.content["changes"]
    assert (change["number"], change["before"]["outcome"], change["after"]["outcome"]) == (
        made.rows[0].number, "selected", "waiting",
    )  # fmt: skip
    assert second.content["rules"] == first.content["rules"]
    assert second.sha256 != first.sha256
    assert faults_of(made.room) == []


def test_amending_needs_minutes_and_a_reason(made):
    with pytest.raises(ServiceError, match="not closed"):
        amend_minutes(made.room, "Forgot somebody", by=made.staff, now=NOW)
    close(made)
    with pytest.raises(ServiceError, match="Say why"):
        amend_minutes(made.room, "  ", by=made.staff, now=NOW)
    made.room.present.add(made.jurors[1])
    told = amend_minutes(made.room, "Forgot somebody", by=made.staff, now=LATER)
    assert len(told.content["present"]) == 2


@pytest.mark.parametrize(
    "act",
    [lambda rows: rows.update(reason="x"), lambda rows: rows._raw_delete("default")],
    ids=["change", "delete"],
)
def test_the_database_refuses_to_change_them(made, act):
    row = close(made)
    with pytest.raises(DatabaseError, match=frozen.REFUSAL), transaction.atomic():
        act(Minutes.objects.filter(pk=row.pk))
    assert Minutes.objects.get() == row


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody does who holds the database itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            frozen.TRIGGERS.take_away()
        else:
            cursor.execute("DROP TRIGGER selection_minutes_refused ON selection_minutes")
        yield
    frozen.TRIGGERS.put()


def _rewrite(rows) -> None:
    row = rows.get(number=1)
    row.content["decisions"][0]["reason"] = "As ordered"
    row.save()


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (_rewrite, [1]),
        (lambda rows: rows.filter(number=1).update(sha256="ab" * 32), [1, 2]),
        (lambda rows: rows.filter(number=2).update(reason="another one"), [2]),
        (lambda rows: rows.filter(number=1)._raw_delete("default"), [2, 2]),
    ],
    ids=["content", "hash", "column", "missing"],
)
def test_tampering_is_found(made, tamper, found):
    close(made)
    decide(made.room, made.rows[0], "declined", by=made.staff, now=LATER, amendment="A mistake")
    out = StringIO()
    call_command("verify_minutes", stdout=out)
    assert out.getvalue() == "2 minutes, none changed.\n"
    with unguarded():
        tamper(Minutes.objects.all())
    assert [int(fault.split(", ")[-1].split(":")[0]) for fault in faults_of(made.room)] == found
    with pytest.raises(CommandError):
        call_command("verify_minutes", stdout=StringIO(), stderr=StringIO())


def test_nobody_reads_in_them_what_is_kept_from_her(made):
    """Nor what that has a part in: places, ranks, sums, how the rules stand, why it was decided anew."""
    kept, first, second = made.rows[0], *made.rows[3:5]
    decide_all(made.room, dict.fromkeys((kept.pk, first.pk, second.pk), "waiting"), by=made.staff, now=NOW)
    content = close(made).content
    told = readable_to(content, {kept.number})
    assert kept.number not in str(told)
    assert [one["place"] for one in told["decisions"]] == [1, 2, 3, 3, 5, 6, 7]
    assert [one["rank"] for one in told["decisions"] if one["rank"]] == [1, 2]
    assert (told["kept"], told["rules"], told["proposal"]["total"], told["proposal"]["numbers"]) == (
        True, [], None, [],
    )  # fmt: skip
    assert readable_to(content, set()) == {**content, "kept": False}
    decide(made.room, kept, "declined", by=made.staff, now=LATER, amendment="zqwhyqz")
    amended = Minutes.objects.latest("number").content
    told = readable_to(amended, {kept.number})
    assert (told["changes"], told["reason"], amended["reason"]) == ([], "", "zqwhyqz")
    assert len(amended["changes"]) == 3  # the two behind it have moved up


def test_they_wait_for_what_is_kept_from_her_and_say_nothing_of_it(made):
    hers = people.person(account=made.staff)
    rooms.recused(hers, made.jurors[1], made.rows[0])
    undecide(made.room, made.rows[0], by=None, now=NOW)
    with pytest.raises(ServiceError) as refused:
        close(made)
    assert str(refused.value).startswith("Something that is kept from you stands in the way.")
    with pytest.raises(ServiceError, match="1 application has no decision yet"):
        close_minutes(made.room, by=people.staff("selection.decide"), now=NOW)


def test_points_agree_with_their_number():
    assert [points(number) for number in ("1.00", "2", "0.50")] == ["1 point", "2 points", "0.5 points"]
    with translation.override("ar"):
        assert [points(number) for number in ("2", "3", "11")] == ["نقطتان", "3 نقط", "11 نقطة"]
