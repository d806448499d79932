from decimal import Decimal

import pytest

from residencies.selection.scoring import Criterion, Review, Score, Standing, raw_scores, standings

CRITERIA = [Criterion("script", 3, 1, 5), Criterion("vision", 1), Criterion("budget", Decimal("0.5"), 0, 4)]


def review(script, vision, budget, juror="Hind", one="A"):
    return Review(juror, one, {"script": script, "vision": vision, "budget": budget})


@pytest.mark.parametrize(
    ("marks", "value"),
    [
        ((5, 10, 4), 100),
        ((1, 0, 0), 0),
        ((3, 10, 2), 100 * (3 * 0.5 + 1 + 0.25) / 4.5),
        ((4, Decimal("7.5"), None), 75),
        ((None, None, 1), 25),
    ],
)
def test_marks_are_weighted_on_their_scales(marks, value):
    assert raw_scores([review(*marks)], CRITERIA) == [Score("Hind", "A", pytest.approx(value))]


def test_a_review_in_which_nothing_applies_says_nothing():
    assert raw_scores([review(None, None, None), review(5, 10, 4, "Ali")], CRITERIA) == [
        Score("Ali", "A", 100)
    ]


@pytest.mark.parametrize(
    ("reviews", "criteria"),
    [
        ([review(6, 1, 1)], CRITERIA),
        ([review(0, 1, 1)], CRITERIA),
        ([Review("Hind", "A", {"script": 3})], CRITERIA),
        ([review(3, 1, 1)], CRITERIA[:2]),
        ([review(3, 1, 1), review(4, 1, 1)], CRITERIA),
        ([], [Criterion("script", -1)]),
        ([], [Criterion("script", 1, 5, 5)]),
    ],
    ids=["above", "below", "missing", "stranger", "twice", "weight", "scale"],
)
def test_what_makes_no_sense_is_refused(reviews, criteria):
    with pytest.raises(ValueError, match=r"\w"):
        raw_scores(reviews, criteria)


def test_places_are_shared_by_equals_and_the_next_follows_them_all():
    scores = [("A", 50), ("B", 70), ("C", 60), ("D", 60), ("B", 80), ("E", 75.0000001), ("F", 10)]
    found = standings(Score("Hind", *one) for one in scores)
    assert [(one.application, one.place, one.score) for one in found] == [
        ("B", 1, 75), ("E", 1, 75), ("C", 3, 60), ("D", 3, 60), ("A", 5, 50), ("F", 6, 10),
    ]  # fmt: skip


def test_a_standing_says_how_far_apart_its_readers_are():
    scores = [Score("a", "A", 90), Score("b", "A", 40), Score("c", "A", 50), Score("a", "B", 33 + 1 / 3)]
    assert standings(scores) == [
        Standing("A", 3, Decimal(60), 1, Decimal("21.6025"), Decimal(50)),
        Standing("B", 1, Decimal("33.3333"), 2, None, None),
    ]


def test_a_score_just_below_zero_is_zero():
    assert str(standings([Score("a", "A", -1e-9)])[0].score) == "0.0000"
