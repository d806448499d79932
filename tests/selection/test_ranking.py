"""The ranking: which readings count, on which scale, and what leaving a juror out would do."""

from decimal import Decimal

import pytest

from residencies.calls.models import Application
from residencies.calls.services import withdraw
from residencies.programmes.models import Track
from residencies.selection.models import Deliberation, Review
from residencies.selection.selectors.ranking import ranking
from tests.calls import cast as calls
from tests.selection import cast, rooms
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db


def places(of: Deliberation) -> list[tuple[int, int | None]]:
    return [(line.application.pk, line.place) for line in ranking(of).lines]


def test_each_stands_at_its_place_with_its_readers():
    made = rooms.meeting()
    lines = ranking(made.room).lines
    assert [line.application for line in lines] == made.rows
    assert [line.place for line in lines] == [1, 1, 3, 4, 4, 6, 7, 8]  # equals share a place
    first = lines[0]
    assert (first.score, first.readings, first.range) == (Decimal("86.67"), 3, Decimal(10))
    assert [(voice.juror, voice.raw) for voice in first.voices] == [
        (juror, Decimal(mark)) for juror, mark in zip(made.jurors, (90, 90, 80), strict=True)
    ]
    assert [(seat.juror, seat.adjustment.readings) for seat in ranking(made.room).seats] == [
        (juror, 8) for juror in made.jurors
    ]


def test_the_calibrated_scores_decide_where_the_deliberation_says_so():
    made = rooms.meeting(many=24)
    raw = ranking(made.room).lines
    made.room.chooses_by_calibrated = True
    calibrated = ranking(made.room).lines
    assert [line.score for line in raw] != [line.score for line in calibrated]
    assert {line.application: line.calibrated.place for line in raw} == {
        line.application: line.place for line in calibrated
    }


def test_what_does_not_count():
    """A draft, a reading across a recusal, one of a juror who left, one with marks of another kind."""
    call = calls.call()
    jury, room = cast.jury(call, jurors=4, criteria=2), cast.deliberation(call)
    one, other = cast.application(call), cast.application(call)
    first, second, third, fourth = jury.jurors.all()
    cast.review(first, one, 10, 10)
    cast.review(first, other, 0, 0, submitted_at=None)
    cast.review(second, one, 0, 0)
    rooms.recused(None, second, one)
    cast.review(third, one, 0, 0)
    third.state = "removed"
    third.save()
    cast.review(fourth, one, 0, 0).marks.first().delete()
    found = ranking(room)
    assert [(line.application, line.place, line.readings) for line in found.lines] == [
        (one, 1, 1),
        (other, None, 0),
    ]
    assert (found.lines[0].score, found.unfit) == (Decimal(100), 1)
    withdraw(one, by=None, now=NOW)
    assert [line.application for line in ranking(room).lines] == [other]


def test_each_jury_counts_on_its_own_criteria():
    call = calls.call()
    tracks = [
        Track.objects.create(programme=call.edition.programme, slug=slug, name_en=slug)
        for slug in ("fiction", "series")
    ]
    wide = cast.jury(call, jurors=1, track=tracks[0], criteria=0)
    cast.criterion(wide, "story", low=0, high=100)
    narrow = cast.jury(call, jurors=1, track=tracks[1], criteria=0)
    cast.criterion(narrow, "story", low=1, high=5)
    cast.criterion(narrow, "team", low=1, high=5, weight=3)
    fiction, series = cast.application(call), cast.application(call)
    cast.review(wide.jurors.get(), fiction, 60)
    cast.review(narrow.jurors.get(), series, 1, 5)
    found = ranking(cast.deliberation(call))
    assert [(line.application, line.score) for line in found.lines] == [
        (series, Decimal(75)),
        (fiction, Decimal(60)),
    ]


def test_the_second_step_has_its_own_jury_and_those_who_sent_their_full_file():
    call = calls.call(steps=2, second_opens_at=calls.CLOSES, second_closes_at=calls.CLOSES.replace(year=2027))
    jury = cast.jury(call, jurors=1, criteria=1)
    again = cast.jury(call, jurors=1, criteria=1, step=2)
    one, other = cast.application(call), cast.application(call)
    for row, mark in ((one, 2), (other, 9)):
        cast.review(jury.jurors.get(), row, mark)
    one.step, one.second_submitted_at = 2, NOW
    one.save()
    cast.review(again.jurors.get(), one, 7)
    assert places(cast.deliberation(call)) == [(other.pk, 1), (one.pk, 2)]
    (line,) = ranking(cast.deliberation(call, step=2)).lines
    assert (line.application, line.score) == (one, Decimal(70))


def test_without_a_juror_others_would_be_in():
    """By the raw scores of two jurors: without the second one, the last is first."""
    call = calls.call()
    jury = cast.jury(call, jurors=2, criteria=1)
    room = cast.deliberation(call, places=1, chooses_by_calibrated=False)
    one, other = cast.application(call), cast.application(call)
    first, second = jury.jurors.all()
    for juror, row, mark in ((first, one, 5), (first, other, 6), (second, one, 9), (second, other, 2)):
        cast.review(juror, row, mark)
    found = ranking(room)
    seat = next(seat for seat in found.seats if seat.juror == second)
    assert ([line.application for line in seat.enters], [line.application for line in seat.leaves]) == (
        [other],
        [one],
    )
    assert [(voice.juror, voice.without, voice.moves) for voice in found.lines[0].voices] == [
        (first, 1, 0),
        (second, 2, 1),
    ]


def test_what_is_kept_from_somebody_is_nowhere_in_hers():
    """It is as if nobody had sent it in: neither a gap in the places, nor a juror's readings tell of it."""
    made = rooms.meeting()
    kept = made.rows[0]
    found = ranking(made.room, unseen={kept.pk})
    told = [line for seat in found.seats for line in (*seat.enters, *seat.leaves)]
    assert kept not in [line.application for line in [*found.lines, *told]]
    Application.objects.filter(pk=kept.pk).update(state="withdrawn", withdrawn_at=NOW)
    assert found == ranking(made.room)
    assert [line.place for line in found.lines] == [1, 2, 3, 3, 5, 6, 7]
    assert {seat.adjustment.readings for seat in found.seats} == {7}


def test_its_queries_do_not_grow(django_assert_num_queries):
    rooms.meeting(many=1)
    made = rooms.meeting(many=30)
    assert Review.objects.count() == 93
    with django_assert_num_queries(4):
        assert len(ranking(made.room).lines) == 30
