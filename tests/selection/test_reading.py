"""A review: kept as she goes on, in as many windows as she likes, handed in, changed till reading closes."""

import pytest

from foundation.errors import ServiceError
from residencies.selection import services
from residencies.selection.models import Assignment, Mark, Review
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
BOTH = {"mark.criterion-1": "7", "mark.criterion-2": "3"}


@pytest.fixture
def given() -> Assignment:
    jury = cast.jury(jurors=1)
    return cast.assignment(jury.jurors.get(), cast.application(jury.call))


@pytest.fixture
def save(given):
    def save(said, **fields):
        return services.save_review(given, said, by=given.juror.person.account, now=NOW, **fields)

    return save


def hand_in(given: Assignment) -> Review:
    return services.hand_in(given, by=given.juror.person.account, now=NOW)


def marks() -> dict[str, int | None]:
    return dict(Mark.objects.values_list("criterion__code", "value"))


def test_a_draft_is_kept_field_by_field_and_has_no_history(given, save):
    save({"notes": "Strong"})
    save({"mark.criterion-1": "7"})
    save({"mark.criterion-1": "7"})
    review = Review.objects.get()
    assert (review.notes, review.version, review.submitted_at, marks()) == (
        "Strong",
        2,
        None,
        {"criterion-1": 7},
    )
    assert review.history.count() == 1
    save({"mark.criterion-1": ""})
    assert marks() == {}


@pytest.mark.parametrize("mark", ["11", "-1", "x", "none", "7.5", "٧٧", "--5", "-", "9" * 5000])
def test_what_is_no_mark_is_told_and_the_rest_is_kept(save, mark):
    saved = save({"mark.criterion-1": mark, "notes": "kept"})
    assert list(saved.errors) == ["mark.criterion-1"]
    assert (Review.objects.get().notes, marks()) == ("kept", {})


def test_a_criterion_may_not_apply_where_the_jury_says_so(given, save):
    given.juror.jury.criteria.filter(code="criterion-1").update(may_be_left=True)
    save({**BOTH, "mark.criterion-1": "none"})
    assert marks() == {"criterion-1": None, "criterion-2": 3}
    assert hand_in(given).submitted_at == NOW


def test_it_is_handed_in_once_it_is_complete_and_changes_stay_in_its_history(given, save):
    save({"mark.criterion-1": "7"})
    with pytest.raises(ServiceError, match="criterion-2"):
        hand_in(given)
    save({"mark.criterion-2": "3"})
    assert hand_in(given) == hand_in(given)
    assert list(save({"mark.criterion-2": ""}).errors) == ["mark.criterion-2"]
    save({"mark.criterion-2": "9", "notes": "better"})
    last = Review.objects.get().history.first()
    assert (last.history_change_reason, last.notes, marks()["criterion-2"]) == (
        "criterion-2: 3 → 9",
        "better",
        9,
    )


def test_what_was_changed_in_another_window_is_told_and_not_overwritten(save):
    first = save({"notes": "one", "comment": "dear"}).review.version
    save({"notes": "two"}, version=first)
    late = save({"notes": "three", "comment": "dearest"}, version=first)
    review = Review.objects.get()
    assert (late.conflicts, review.notes, review.comment) == ({"notes": "two"}, "two", "dearest")
    assert save({"notes": "three"}, version=late.review.version).conflicts == {}
    assert Review.objects.get().notes == "three"


@pytest.mark.parametrize("field", ["title", "mark.other", "mark.", "submitted_at"])
def test_what_is_not_asked_is_not_taken(save, field):
    assert list(save({field: "1"}).errors) == [field]


def test_nothing_is_written_after_closing_nor_of_what_is_not_hers(given, save):
    save(BOTH)
    services.close_reading(given.juror.jury, by=None, now=NOW)
    with pytest.raises(ServiceError, match="closed"):
        save({"notes": "late"})
    services.reopen_reading(given.juror.jury, by=None, now=NOW)
    other = cast.juror(given.juror.jury).person.account
    with pytest.raises(ServiceError, match="not yours"):
        services.save_review(given, BOTH, by=other, now=NOW)
    account = given.juror.person.account
    services.declare_conflict(given.juror, given.application, detail="", by=account, now=NOW)
    with pytest.raises(ServiceError, match="not yours"):
        hand_in(given)


def test_the_others_are_read_once_the_jury_has_closed(given, save):
    save(BOTH)
    hand_in(given)
    jury = given.juror.jury
    other, outside = cast.juror(jury), cast.juror(cast.jury())
    seen = lambda who: list(Review.objects.visible_to(who.person.account))  # noqa: E731
    assert [seen(given.juror), seen(other), seen(outside)] == [[Review.objects.get()], [], []]
    services.close_reading(jury, by=None, now=NOW)
    assert [len(seen(one)) for one in (given.juror, other, outside)] == [1, 1, 0]
    services.recuse_juror(other, given.application, note="friends", by=None, now=NOW)
    assert seen(other) == []
