"""The figures of a call: counted from answers and records, and protected before they leave the house."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from residencies.calls import services as calls_services
from residencies.calls.models import Application, Call
from residencies.selection import services
from residencies.selection.counting import counted
from residencies.selection.selectors.statistics import Figures, _filled_up, _published, figures, sees_real
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

NOW = cast.NOW
database = pytest.mark.django_db


def part(found: Figures, code: str) -> dict[str, tuple]:
    one = next(one for one in found.breakdowns if one.code == code)
    return {line.value: line.counts for line in one.lines if any(line.counts)}


def call_with_rules() -> Call:
    form = calls.full_form()
    calls.question(form, "gender", "choice", ("woman", "man", "not_said"), is_required=False)
    calls.question(form, "home", "country", is_required=False)
    calls.question(form, "born", "date", is_required=False)
    to = calls.call(asks=form)
    for kind, key in (("gender", "gender"), ("country", "home"), ("age", "born"), ("film", "film")):
        to.rules.create(kind=kind, values={"least": 1}, sources=[key], is_strict=False)
    return to


def sent(to: Call, answers: dict[str, str], **fields) -> Application:
    row = calls.filled(to, **fields)
    calls_services.save_answers(row, answers, now=NOW)
    row = calls_services.submit(row, by=None, now=NOW)
    return calls_services.mark_eligible(row, by=None, now=NOW)


@database
def test_answers_count_first_then_what_is_recorded_and_the_rest_is_not_known():
    to = call_with_rules()
    known = people.person(gender="man", country="TN", birth_date=date(1980, 1, 1))
    sent(to, {"gender": "woman", "home": "MA", "born": "1999-12-15", "film": "1"}, person=known)
    sent(to, {"gender": "not_said", "film": "2"}, person=known)
    sent(to, {})
    calls.filled(to)
    calls_services.withdraw(sent(to, {"gender": "woman"}), by=None, now=NOW)
    found = figures(to, published=False)
    assert (found.begun, found.withdrawn, found.totals) == (5, 1, (3, 3, 0))
    assert part(found, "gender") == {"woman": (1, 1, 0), "man": (1, 1, 0), "": (1, 1, 0)}
    assert part(found, "country") == {"MA": (1, 1, 0), "TN": (1, 1, 0), "": (1, 1, 0)}
    assert part(found, "age") == {"25-34": (1, 1, 0), "45-54": (1, 1, 0), "": (1, 1, 0)}
    assert part(found, "first_film") == {"yes": (2, 2, 0), "no": (1, 1, 0)}


@database
def test_nothing_that_is_held_counts_as_selected():
    row = cast.held(selected=2, waiting=1, declined=1)
    assert figures(row.call, published=False).totals == (4, 4, 0)
    services.release_decisions(row, by=None, now=NOW)
    assert figures(row.call, published=False).totals == (4, 4, 2)


@database
def test_a_call_in_two_steps_counts_its_shortlist():
    to = calls.call(steps=2, second_opens_at=calls.CLOSES, second_closes_at=calls.CLOSES + timedelta(days=40))
    row = cast.deliberation(to)
    for outcome in ("shortlisted", "shortlisted", "declined"):
        cast.decision(row, cast.application(to), outcome)
    services.release_decisions(row, by=None, now=NOW)
    found = figures(to, published=False)
    assert (found.stages, found.totals) == (("sent", "eligible", "shortlisted", "selected"), (3, 3, 2, 0))


@database
def test_a_question_that_a_rule_of_the_choice_goes_by_is_counted_where_no_rule_of_eligibility_names_it():
    form = calls.full_form()
    calls.question(form, "gender", "choice", ("woman", "man", "not_said"), is_required=False)
    calls.question(form, "home", "countries", is_required=False)
    to = calls.call(asks=form)
    sent(to, {"gender": "woman", "home": ["TN", "MA"], "film": "1"})
    sent(to, {"gender": "not_said", "film": "2"})
    assert part(figures(to, published=False), "gender") == {"": (2, 2, 0)}
    room = cast.deliberation(to)
    for dimension, question in (("gender", "gender"), ("country", "home"), ("first_film", "film")):
        room.rules.create(kind="quota", dimension=dimension, question=question, values=["woman"], least=1)
    found = figures(to, published=False)
    assert part(found, "gender") == {"woman": (1, 1, 0), "": (1, 1, 0)}
    assert part(found, "country") == {"TN": (1, 1, 0), "": (1, 1, 0)}
    assert part(found, "first_film") == {"yes": (1, 1, 0), "no": (1, 1, 0)}


@database
def test_as_many_statements_for_forty_applications_as_for_two():
    to = call_with_rules()
    other = call_with_rules()
    for call, count in ((to, 2), (other, 40)):
        for _one in range(count):
            sent(call, {"gender": "woman"})

    def statements(call: Call) -> int:
        with CaptureQueriesContext(connection) as done:
            figures(call, published=True)
        return len(done)

    assert statements(other) == statements(to) <= 12


# -- what leaves the house ---------------------------------------------------------------------
people_of_a_call = st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(0, 2)), max_size=60)


@given(people_of_a_call)
def test_no_small_group_and_no_small_difference_of_two_stages_is_published(everyone):
    columns = _filled_up(
        [counted((group for group, came in everyone if came >= stage), ["a", "b", "c"]) for stage in range(3)]
    )
    totals = [one.total for one in columns]
    shown, said = _published({"group": columns}, totals)
    for group in ["a", "b", "c"]:
        counts = [table.counts[group] for table in shown["group"]]
        told = [count for count in counts if count is not None]
        assert not [count for count in told if 0 < count < 5]
        assert not [one for one in combinations(told, 2) if 0 < one[0] - one[1] < 5]
    assert not [total for total in said if total is not None and 0 < total < 5]


@given(people_of_a_call)
def test_what_is_hidden_is_not_the_rest_of_a_total(everyone):
    columns = _filled_up(
        [counted((group for group, came in everyone if came >= stage), ["a", "b", "c"]) for stage in range(3)]
    )
    shown, said = _published({"group": columns}, [one.total for one in columns])
    for table, total in zip(shown["group"], said, strict=True):
        cells = [*table.counts.values(), table.unknown]
        if total is not None:
            assert sum(cell is None for cell in cells) != 1


def test_a_total_that_one_table_hides_is_hidden_in_all():
    small = _filled_up([counted(["a"] * 3)])
    shown, said = _published({"one": small, "two": _filled_up([counted([None] * 3)])}, [3])
    assert said == [None]
    assert {table.total for columns in shown.values() for table in columns} == {None}


@database
def test_whoever_something_is_kept_from_gets_what_may_be_published(client):
    """Real numbers without it, beside the published ones with it, would tell what became of it."""
    to = call_with_rules()
    first, _second = sent(to, {"gender": "woman"}), sent(to, {"gender": "man"})
    she = people.alumna()
    she.account.is_staff = True
    she.account.save()
    she.account.groups.add(Group.objects.get(name="Programme staff"))
    assert sees_real(she.account, to, NOW)
    services.recuse_juror(cast.juror(cast.jury(to), she), first, note="sisters", by=None, now=NOW)
    assert not sees_real(she.account, to, NOW)
    client.force_login(she.account)
    shown = client.get(f"/api/v1/call-figures/{to.pk}/").json()["figures"]
    assert (shown["is_published"], shown["totals"][0]) == (True, None)
