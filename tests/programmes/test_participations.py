from datetime import date, timedelta

import pytest

from foundation.errors import ServiceError
from residencies.programmes.models import Participation
from residencies.programmes.services import (
    MOVES,
    change_state,
    complete_participations,
    replace_participation,
)
from tests import cast
from tests.many import REPEATS, rounds
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db
NOW = cast.NOW
TODAY = NOW.date()


def attending(**fields) -> Participation:
    return Participation.objects.create(
        person=cast.person(), edition=cast.edition(), **{"state": "attending", **fields}
    )


def test_a_list_is_completed_with_date_certificate_and_history():
    by = cast.administrator()
    rows = [attending(), attending()]
    assert len(complete_participations(rows, on=TODAY, by=by, now=NOW)) == 2
    for row in Participation.objects.all():
        assert (row.state, row.completed_on, len(row.certificate)) == ("completed", TODAY, 13)
        assert row.history.latest("history_id").history_user == by


def test_completing_again_keeps_the_first_day_and_number():
    row = attending()
    complete_participations([row], on=TODAY - timedelta(days=9), by=None, now=NOW)
    first = Participation.objects.values("completed_on", "certificate").get()
    assert complete_participations([row], on=TODAY, by=None, now=NOW) == []
    assert Participation.objects.values("completed_on", "certificate").get() == first


def test_a_list_with_one_that_cannot_be_completed_is_refused_whole():
    rows = [attending(), attending(state="withdrawn")]
    with pytest.raises(ServiceError):
        complete_participations(rows, on=TODAY, by=None, now=NOW)
    assert Participation.objects.completed().count() == 0


def test_nobody_completes_in_the_future():
    with pytest.raises(ServiceError):
        complete_participations([attending()], on=TODAY + timedelta(days=1), by=None, now=NOW)


@pytest.mark.parametrize(("start", "to"), [(s, t) for s in MOVES for t in MOVES if t != "completed"])
def test_a_state_moves_only_where_the_table_says(start, to):
    row = attending(state="invited") if start == "completed" else attending(state=start)
    if start == "completed":
        row = cast.completed(date(2026, 1, 1))
    if to in MOVES[start]:
        assert change_state(row, to, by=None, now=NOW).state == to
    else:
        with pytest.raises(ServiceError):
            change_state(row, to, by=None, now=NOW)


def test_completion_without_a_date_is_refused():
    with pytest.raises(ServiceError):
        change_state(attending(), "completed", by=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_come_in_each_others_place_at_once_do_not_wait_for_ever():
    of = enrolled.edition()
    pairs = [[enrolled.enrolment(of=of, state="withdrawn") for _two in "ab"] for _round in range(REPEATS)]

    def swap(left: int, comes: int):
        return lambda number: replace_participation(
            pairs[number][left], pairs[number][comes].person, by=None, now=NOW
        )

    done = rounds(swap(0, 1), swap(1, 0))
    assert [sum(isinstance(one, ServiceError) for one in both) for both in done] == [1] * REPEATS
