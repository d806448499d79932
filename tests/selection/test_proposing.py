"""The proposal under rules that are kept as data; what is not known is neither for a rule nor against it."""

from decimal import Decimal

import pytest

from residencies.programmes.models import Track
from residencies.selection.models import ChoiceRule
from residencies.selection.presenting import Room
from residencies.selection.selectors.deciding import decisions_of
from residencies.selection.selectors.proposing import propose
from residencies.selection.selectors.ranking import ranking
from residencies.selection.services import decide
from residencies.selection.stating import candidates, questions_in, stated
from tests.calls import cast as calls
from tests.selection import cast, rooms
from tests.selection.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return rooms.meeting()


def proposed(made, **how):
    return propose(made.room, ranking(made.room), decisions_of(made.room), **how)


def room_of(made, hidden=()):
    seen, decisions = ranking(made.room, unseen=hidden), decisions_of(made.room, unseen=hidden)
    return Room(made.room, seen, decisions, propose(made.room, seen, decisions))


def titles(made, keys) -> list[str]:
    names = {row.pk: row.title for row in made.rows}
    return [names[key] for key in keys]


def test_without_rules_the_best_are_proposed(made):
    found = proposed(made).free.proposal
    assert (found.chosen, found.proven) == (tuple(row.pk for row in made.rows[:3]), True)


def test_each_rule_says_how_it_stands_what_it_costs_and_whom_it_moves(made):
    rooms.rules(made.room)
    assert titles(made, proposed(made).free.proposal.chosen) == [
        "Les Enfants du barrage", "أسماك فوق السطوح", "Mémoires d’argile",
    ]  # fmt: skip
    share, each, films, budget, left_out = room_of(made).rules()
    assert share.name == "Gender “woman”: at least 50\u00a0%"
    assert share.readings == [("", "2 of 3 known (66.7\u00a0%)", True)]
    assert (share.cost, titles(made, [one.application.pk for one in (*share.enters, *share.leaves)])) == (
        "6.67", ["Nuit blanche à Sfax", "Mémoires d’argile"],
    )  # fmt: skip
    assert (each.name, each.cost, each.is_free) == ("Each country: at most 2", "0", True)
    assert [one for one in each.readings if one[0] == "Morocco"] == [("Morocco", "2", True)]
    assert (films.name, films.readings) == ("First films: at least 2", [("", "2", True)])
    assert (budget.name, budget.readings) == ("Budget: at most 3,000,000\u00a0MAD", [("", "2,900,000", True)])
    assert (left_out.name, left_out.readings, left_out.cost) == ("Country “Morocco”: at least 2", [], "")


def test_unknown_stays_unknown(made):
    last = made.rows[-1]
    decide(made.room, last, "selected", by=None, now=NOW)
    rooms.rules(made.room)
    share, _each, _films, budget, _out = room_of(made).rules()
    assert share.readings == [("", "1 of 2 known (50\u00a0%), 1 not known", True)]
    assert budget.readings[0][1].endswith("1 not known")


def test_what_people_have_decided_is_kept_to_and_compared(made):
    first, second, third, *_others, seventh, _last = (row.pk for row in made.rows)
    decide(made.room, made.rows[6], "selected", by=None, now=NOW)
    decide(made.room, made.rows[0], "declined", by=None, now=NOW)
    found = proposed(made)
    assert found.free.proposal.chosen == (first, second, third)
    assert found.bound.proposal.chosen == (second, third, seventh)
    assert (found.comparison.adds, found.comparison.misses) == ((seventh,), (first, second, third))
    assert [(line.application.pk, cost) for line, cost in room_of(made).pins()] == [
        (first, "6.67"), (seventh, "13.33"),
    ]  # fmt: skip


def test_a_clash_is_named_and_no_more_than_it(made):
    rooms.rules(made.room)
    made.room.rules.create(kind="quota", dimension="gender", values=["man"], least=2)
    found = room_of(made)
    assert found.proposal is None
    assert sorted(found.clash) == [
        "Gender “man”: at least 2",
        "Gender “woman”: at least 50\u00a0%",
        "Places: 3",
    ]


def test_more_than_there_are_places_is_a_clash_of_decisions(made):
    for row in made.rows[:4]:
        decide(made.room, row, "selected", by=None, now=NOW)
    assert set(room_of(made).clash) == {
        "Places: 3",
        *(f"Decided: {row.number} is in" for row in made.rows[:4]),
    }


def test_what_is_kept_from_its_reader_has_no_part_in_the_proposal_nor_in_a_clash(made):
    for row in made.rows[:4]:
        decide(made.room, row, "selected", by=None, now=NOW)
    room = room_of(made, {made.rows[0].pk})
    second, third, fourth = (row.pk for row in made.rows[1:4])
    assert (room.clash, room.chosen) == ([], (second, third, fourth))
    assert room.proposed.pick == (second, third, fourth)
    assert room.proposed.comparison.behind == 0


def test_no_time_is_told_not_waited_for(made):
    rooms.rules(made.room)
    found = proposed(made, seconds=0)
    assert (found.free.proposal, found.free.clash) == (None, None)
    assert "time" in found.free.fault


def test_a_rule_that_lacks_its_question_is_left_out_and_says_so(made):
    made.room.rules.create(kind="quota", dimension="first_film", question="nothing", least=1)
    found = proposed(made)
    assert found.free.proposal.chosen == tuple(row.pk for row in made.rows[:3])
    ((row, fault),) = found.faults
    assert (row.question, fault) == (
        "nothing",
        "It needs the code of a question of this call of the kind: a number, yes or no.",
    )


def test_facts_come_from_the_answers_of_each_kind():
    form = calls.full_form()
    for key, kind, choices in [
        ("gender", "choice", ("woman", "man")), ("countries", "countries", ()), ("first", "yes_no", ()),
        ("themes", "several", ("sea", "city", "war")),
    ]:  # fmt: skip
        calls.question(form, key, kind, choices, is_required=False)
    call = calls.call(asks=form)
    track = Track.objects.create(programme=call.edition.programme, slug="fiction", name_en="Fiction")
    row, silent = cast.application(call), cast.application(call)
    call.tracks.add(track)
    row.track = track
    row.save()
    for key, value in {
        "gender": {"choice": "woman"},
        "countries": {"countries": ["TN", "MA"]},
        "first": {"yes_no": "yes"},
        "themes": {"several": ["sea", "war"]},
    }.items():
        rooms._answer(row, key, value)
    room = cast.deliberation(call)
    for fields in (
        {"dimension": "gender", "question": "gender", "values": ["woman"]},
        {"dimension": "country", "question": "countries", "values": ["MA"]},
        {"dimension": "first_film", "question": "first"},
        {"dimension": "answer", "question": "themes", "values": ["war"]},
        {"dimension": "track", "values": ["fiction"]},
    ):
        room.rules.create(kind="quota", least=1, **fields)
    rules = stated(room, ChoiceRule.objects.all(), questions_in(room))
    known, unknown = candidates([(row, Decimal(1)), (silent, Decimal(1))], rules)
    assert list(known.groups.values()) == ["woman", "TN", True, "war", "fiction"]
    assert set(unknown.groups.values()) == {None}


def test_its_queries_do_not_grow(django_assert_num_queries):
    made = rooms.meeting(many=16)
    rooms.rules(made.room)
    whole, decisions = ranking(made.room), decisions_of(made.room)
    with django_assert_num_queries(5):
        propose(made.room, whole, decisions)
