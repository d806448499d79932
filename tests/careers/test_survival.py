"""The estimate of Kaplan and Meier beside that of lifelines, and who stands in the curve."""

import sys
import warnings
from datetime import date
from math import inf
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alumni.careers.selectors.milestones import Kind
from alumni.careers.selectors.waits import By, Scope, waits
from alumni.careers.survival import kaplan_meier
from tests import cast
from tests.careers.films import TODAY, credit, film

TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def lifelines() -> Any:
    """Its fitter. What its other models derive by is not needed, and cannot be had as a wheel."""
    absent = ModuleType("autograd_gamma")
    vars(absent)["__getattr__"] = lambda name: None
    sys.modules.setdefault("autograd_gamma", absent)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
    return KaplanMeierFitter


waited = st.lists(st.tuples(st.integers(0, 240), st.booleans()), min_size=1, max_size=60)


@pytest.mark.one_database
@given(waited)
@settings(max_examples=60, deadline=None)
def test_it_equals_lifelines(lifelines, people):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = lifelines().fit([time for time, _came in people], [came for _time, came in people])
    curve = kaplan_meier(people)
    table, low_high = fitted.event_table, fitted.confidence_interval_
    for step in curve.steps:
        row = table.loc[step.time]
        assert (step.at_risk, step.events, step.censored) == (row.at_risk, row.observed, row.censored)
        low, high = low_high.loc[step.time]
        theirs = [fitted.survival_function_.loc[step.time].iloc[0], low, high]
        assert [step.waiting, step.low, step.high] == pytest.approx(theirs, abs=TOLERANCE)
    assert {step.time for step in curve.steps} == {time for time in table.index if table.loc[time].removed}
    # A half is a half here; there it may come to a little more.
    if all(abs(step.waiting - 0.5) > TOLERANCE for step in curve.steps):
        assert (inf if curve.median is None else curve.median) == fitted.median_survival_time_


@pytest.mark.one_database
@given(waited, st.integers(0, 250))
def test_who_is_at_risk_has_neither_left_nor_reached_it(people, month):
    assert kaplan_meier(people).at_risk(month) == sum(time >= month for time, _came in people)


DONE = date(2020, 6, 15)


def of_class(number: int, programme, on: date = DONE) -> list[Any]:
    edition = cast.edition(of=programme, name=str(on.year))
    return [cast.completed(on, of=edition).person for _one in range(number)]


@pytest.fixture
def boss(db):
    return cast.administrator()


def told(boss, **scope):
    return waits(Scope(Kind.FEATURE_DIRECTED, **scope), boss, TODAY)


def test_each_stands_in_the_curve_or_is_told_apart(boss):
    programme = cast.programme()
    came, by_year, same_year, undated, before, *never = of_class(10, programme)
    credit(came, film(2021, released=date(2021, 6, 20)))
    credit(by_year, film(2023))
    credit(same_year, film(2020))
    credit(undated, film(None))
    credit(before, film(2019))
    (group,) = told(boss, programme=programme)
    assert (group.people, group.before, group.unknown, group.by_year) == (10, 1, 2, 1)
    # 2023 by its year alone: the second of July. All others are waited for until today.
    assert sorted((wait.months, wait.came) for wait in group.waits) == [
        (12, True),
        (36, True),
        *[(77, False)] * 5,
    ]
    assert (group.curve.events, group.curve.censored) == (2, 5)
    assert len(never) == 5


def test_one_without_a_date_may_have_been_the_first(boss):
    programme = cast.programme()
    (she,) = of_class(1, programme)
    credit(she, film(2022))
    credit(she, film(None))
    (group,) = told(boss, programme=programme)
    assert (len(group.waits), group.unknown) == (0, 1)


def test_fewer_than_five_are_not_shown(boss):
    few, many = cast.programme(slug="a"), cast.programme(slug="b")
    of_class(4, few)
    of_class(5, many)
    assert [group.is_shown for group in told(boss, by=By.PROGRAMME)] == [False, True]


def test_by_year_she_counts_once_a_year_and_together_once(boss):
    programme = cast.programme()
    (she,) = of_class(1, programme)
    cast.completed(date(2022, 6, 15), who=she, of=cast.edition(of=programme, name="2022"))
    assert [len(group.waits) for group in told(boss)] == [1]
    assert [(group.label, len(group.waits)) for group in told(boss, by=By.YEAR)] == [("2020", 1), ("2022", 1)]


def test_as_many_queries_for_fifty_as_for_one(boss, django_assert_max_num_queries):
    programme = cast.programme()
    for person in of_class(50, programme):
        credit(person, film(2022))
    with django_assert_max_num_queries(10):
        (group,) = told(boss, programme=programme)
    assert group.curve.events == 50
