"""Jurors and windows at once, in real threads: each effect once, nothing lost."""

import pytest

from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.models import Assignment, Mark, Review
from tests.calls.test_concurrency import refused, together
from tests.selection import cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW
BOTH = {"mark.criterion-1": "7", "mark.criterion-2": "3"}


def writer(given: Assignment, said: dict[str, str], **fields):
    account = given.juror.person.account
    return lambda: services.save_review(given, said, by=account, now=NOW, **fields)


def test_windows_of_one_juror_keep_what_each_has_written_and_tell_of_the_same():
    jury = cast.jury(jurors=1)
    given = cast.assignment(jury.jurors.get(), cast.application(jury.call))
    apart = [{"notes": "a"}, {"comment": "b"}, {"mark.criterion-1": "7"}]
    same = [{"mark.criterion-2": mark} for mark in ("1", "2", "3")]
    done = together(*[writer(given, said, version=0) for said in (*apart, *same)])
    kept = Review.objects.get()
    assert (kept.notes, kept.comment, kept.version, Mark.objects.count()) == ("a", "b", 4, 2)
    mark = str(Mark.objects.get(criterion__code="criterion-2").value)
    assert sorted(len(one.conflicts) for one in done) == [0, 0, 0, 0, 1, 1]
    assert {told for one in done for told in one.conflicts.values()} == {mark}


def test_jurors_who_hand_in_at_once_all_have_and_one_who_presses_twice_has_once():
    jury = cast.jury(jurors=2)
    row = cast.application(jury.call)
    given = [cast.assignment(juror, row) for juror in jury.jurors.all()]
    for one in given:
        writer(one, BOTH)()
    acts = [lambda one=one: services.hand_in(one, by=one.juror.person.account, now=NOW) for one in given * 3]
    assert refused(together(*acts)) == 0
    assert [review.history.filter(submitted_at=NOW).count() for review in Review.objects.all()] == [1, 1]


def test_giving_out_pressed_by_several_gives_once():
    jury = cast.jury(jurors=3, readers=2)
    for _one in range(4):
        cast.application(jury.call)
    Application.objects.update(state="eligible")
    together(*[lambda: services.give_out(jury, by=None, now=NOW)] * 5)
    assert Assignment.objects.count() == 8
    assert [row.history.filter(state="review").count() for row in Application.objects.all()] == [2] * 4


def test_accepting_while_she_is_removed_ends_in_one_of_both():
    juror = cast.juror(cast.jury(), state="invited", answered_at=None)
    done = together(
        lambda: services.accept_seat(juror, now=NOW),
        lambda: services.remove_juror(juror, reason="", by=None, now=NOW),
    )
    juror.refresh_from_db()
    assert (juror.state, refused(done) <= 1) == ("removed", True)
