"""Giving out: what waits is taken in and given to readers, evenly and never across a conflict."""

from collections import Counter

import pytest

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.calls.models import Application
from residencies.calls.services import mark_eligible
from residencies.selection import services
from residencies.selection.models import Assignment, Juror, Jury
from residencies.selection.selectors import proposal
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def eligible(jury: Jury, **fields: object) -> Application:
    return mark_eligible(calls.sent(jury.call, **fields), by=None, now=NOW)


def loads() -> list[int]:
    return sorted(Counter(Assignment.objects.values_list("juror", flat=True)).values())


def test_what_is_eligible_is_taken_in_and_given_evenly_as_it_was_proposed():
    jury = cast.jury(jurors=3, readers=2, opened_at=None)
    rows = [eligible(jury) for _one in range(6)]
    calls.sent(jury.call)
    planned = proposal(jury)
    assert (planned.waiting, planned.new, Assignment.objects.count()) == (6, 12, 0)
    made = services.give_out(jury, by=None, now=NOW)
    assert made.result.pairs == planned.result.pairs
    assert loads() == [share.after for share in planned.shares] == [4, 4, 4]
    assert set(Application.objects.filter(state="review")) == set(rows)
    jury.refresh_from_db()
    assert jury.opened_at == NOW
    assert Message.objects.filter(kind="jury_reading").count() == 3
    assert all(row.history.filter(state="review").count() == 1 for row in rows)


def test_later_ones_are_given_beside_what_was_made():
    jury = cast.jury(jurors=2, readers=1)
    eligible(jury)
    services.give_out(jury, by=None, now=NOW)
    before = set(Assignment.objects.values_list("pk", flat=True))
    eligible(jury)
    services.give_out(jury, by=None, now=NOW)
    assert services.give_out(jury, by=None, now=NOW).new == 0
    assert before < set(Assignment.objects.values_list("pk", flat=True))
    assert loads() == [1, 1]


def test_what_a_juror_has_read_who_left_is_read_by_somebody_else():
    jury = cast.jury(jurors=2, readers=1)
    row = eligible(jury)
    services.give_out(jury, by=None, now=NOW)
    given = Assignment.objects.get()
    cast.review(given.juror, row, 5, 5)
    assert list(Assignment.objects.handed_in()) == [given]
    services.remove_juror(given.juror, reason="moved", by=None, now=NOW)
    assert not Assignment.objects.handed_in().exists()
    services.give_out(jury, by=None, now=NOW)
    assert {one.juror for one in Assignment.objects.filter(application=row)} == set(jury.jurors.all())


def test_a_strand_with_its_own_jury_is_left_to_it():
    jury = cast.jury(jurors=1, readers=1)
    tracks = jury.call.edition.programme.tracks
    doc, fiction = (tracks.create(slug=slug, name_fr=slug) for slug in ("doc", "fiction"))
    jury.call.tracks.set([doc, fiction])
    own = cast.jury(jury.call, jurors=1, readers=1, track=doc)
    strand, other = eligible(jury, track=doc), eligible(jury, track=fiction)
    for one in (jury, own):
        services.give_out(one, by=None, now=NOW)
    given = {row.application: row.juror.jury for row in Assignment.objects.all()}
    assert given == {strand: own, other: jury}


def test_a_conflict_a_language_and_a_full_reader_are_told_where_readers_lack():
    jury = cast.jury(readers=4)
    related = cast.juror(jury)
    cast.juror(jury, languages=["ar"])
    cast.juror(jury, capacity=0)
    free = cast.juror(jury)
    row = eligible(jury)
    services.recuse_juror(related, row, note="sisters", by=None, now=NOW)
    made = services.give_out(jury, by=None, now=NOW)
    assert [one.juror for one in Assignment.objects.all()] == [free]
    ((lacking, why),) = made.lacks()
    assert lacking == row
    assert [sentence.partition(":")[0] for sentence in why] == [
        "3 readers are missing.",
        "In conflict, or to be looked at",
        "Do not read French",
        "Have no room left",
    ]


def test_across_a_likeness_nothing_is_given_until_it_was_looked_at():
    jury = cast.jury(readers=1)
    juror = cast.juror(jury)
    juror.person.name = "Lina Amrani"
    juror.person.save()
    row = eligible(jury, name="Saïd Amrani")
    assert [len(list(proposal(jury).lacks())), services.give_out(jury, by=None, now=NOW).new] == [1, 0]
    with pytest.raises(ServiceError, match="look at that first"):
        services.give_one(juror, row, by=None, now=NOW)
    services.clear_conflict(juror.conflicts.get(), note="not related", by=None, now=NOW)
    assert services.give_out(jury, by=None, now=NOW).new == 1


def test_one_is_given_and_taken_back_by_hand_but_not_once_it_is_handed_in():
    jury = cast.jury(jurors=1)
    juror, row = jury.jurors.get(), cast.application(jury.call)
    given = services.give_one(juror, row, by=None, now=NOW)
    assert services.give_one(juror, row, by=None, now=NOW) == given
    for _twice in range(2):
        services.take_back(given, by=None, now=NOW)
    review = cast.review(juror, row, 5, 5)
    with pytest.raises(ServiceError, match="handed it in"):
        services.take_back(review.assignment, by=None, now=NOW)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda jury: jury.criteria.all().delete(), "no criteria"),
        (lambda jury: jury.jurors.update(state="removed"), "Nobody has accepted"),
        (lambda jury: Jury.objects.update(closed_at=NOW), "closed"),
        (lambda jury: type(jury.call).objects.update(is_sealed=True), "sealed"),
    ],
)
def test_nothing_is_given_too_early_or_too_late(change, said):
    jury = cast.jury(jurors=1)
    row = eligible(jury)
    change(jury)
    with pytest.raises(ServiceError, match=said):
        services.give_out(jury, by=None, now=NOW)
    row.refresh_from_db()
    assert (row.state, Assignment.objects.count()) == ("eligible", 0)


def test_giving_out_takes_as_many_queries_for_many_as_for_few(django_assert_max_num_queries):
    jury = cast.jury(jurors=4, readers=2)
    for _one in range(30):
        eligible(jury)
    with django_assert_max_num_queries(45):
        services.give_out(jury, by=None, now=NOW)
    assert Assignment.objects.count() == 60
    assert Juror.objects.count() == 4
