"""The planner's one statement: what is due by plan and missing, found and inserted as a set.

It needs no signal and no memory of its last run. For each person it takes the newest check-in that
is due (so a planner that was off for a week, or a list of graduates imported years late, asks once
and not ten times), unless that one or a later one exists already, one was asked within the gap, or
she has paused: after the pause she is asked once as well.

A step of a plan is due, and the next one is not yet, for those who completed within a span of days:
with these spans the statement reads each completion once, from an index that holds all it wants, and
looks for its check-in in another. Where nothing is missing that is all it does.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import connection
from django.db.models import Min

from alumni.checkins.models import Plan
from residencies.programmes.models import Participation, Programme

# 31 January + 1 month is the last day of February; SQLite would go on into March.
_DIALECTS = {
    "postgresql": {
        "due": "(m.completed_on + m.after)::date",
        "later": "greatest",
        "newest": "SELECT DISTINCT ON (person_id) * FROM dated"
        " ORDER BY person_id, due_on DESC, participation_id DESC",
        "gap_start": "{ask} - s.gap_days",
        "gap_begun": "{ask} - s.gap_days + 1",
        "follower": "(%s::bigint, %s::bigint)",
        "step": "(%s::bigint, %s::date, %s::date, %s::int, %s::interval,"
        " %s::bigint, %s::int, %s::int, %s::text)",
        "day": "%s::date",
    },
    "sqlite": {
        "due": "CASE WHEN substr(m.completed_on, 9) < '29' THEN date(m.completed_on, m.after)"
        " ELSE min(date(m.completed_on, m.after),"
        " date(m.completed_on, 'start of month', m.after, '+1 month', '-1 day')) END",
        "later": "max",
        # The other columns are those of a row with the latest day: SQLite promises it.
        "newest": "SELECT *, max(due_on) FROM dated GROUP BY person_id",
        "gap_start": "date({ask}, '-' || s.gap_days || ' days')",
        "gap_begun": "date({ask}, '-' || s.gap_days || ' days', '+1 day')",
        "follower": "(%s, %s)",
        "step": "(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        "day": "%s",
    },
}

# A participation has a day of completion where it is completed, and nowhere else: a constraint says so.
# CROSS JOIN is a plain join that SQLite leaves in this order.
_STATEMENT = """
INSERT INTO checkins_checkin (person_id, participation_id, questionnaire_id, months, due_on, ask_on,
                              open_days, reminders, state, link_version)
WITH followers (programme_id, plan_id) AS (VALUES {followers}),
steps (plan_id, since, until, months, after, questionnaire_id, gap_days, open_days, reminders)
    AS (VALUES {steps}),
missing AS (
    SELECT p.id AS participation_id, p.person_id, p.completed_on,
           s.months, s.after, s.questionnaire_id, s.gap_days, s.open_days, s.reminders
    FROM followers f CROSS JOIN steps s CROSS JOIN programmes_edition e CROSS JOIN programmes_participation p
    WHERE s.plan_id = f.plan_id AND e.programme_id = f.programme_id
      AND p.edition_id = e.id AND p.completed_on BETWEEN s.since AND s.until
      AND NOT EXISTS (
          SELECT 1 FROM checkins_checkin k WHERE k.participation_id = p.id AND k.months = s.months
      )
),
dated AS (
    SELECT * FROM (SELECT m.*, {due} AS due_on FROM missing m) d
    WHERE NOT EXISTS (
        SELECT 1 FROM checkins_checkin k WHERE k.person_id = d.person_id AND k.due_on >= d.due_on
    )
),
newest AS (SELECT n.*, {later}(n.due_on, {day}) AS ask_on FROM ({newest}) n)
SELECT person_id, participation_id, questionnaire_id, months, due_on, ask_on, open_days, reminders,
       'planned', 1
FROM newest s
WHERE NOT EXISTS (
    SELECT 1 FROM checkins_checkin k
    WHERE k.person_id = s.person_id AND (k.ask_on > {gap_start} OR k.asked_at >= {gap_begun})
) AND NOT EXISTS (
    SELECT 1 FROM checkins_pause z WHERE z.person_id = s.person_id AND (z.until IS NULL OR z.until > {day})
)
ON CONFLICT DO NOTHING
"""
DAY = timedelta(days=1)
Row = tuple[Any, ...]


def insert_statement(today: date) -> tuple[str, list[Any]] | None:
    """(SQL, parameters) for the database in use, or None where no plan asks anyone.

    Looks one day ahead, since it is tomorrow already in some zones.
    """
    plans = list(Plan.objects.filter(is_active=True).prefetch_related("steps"))
    followers = _followers(plans)
    earliest = Participation.objects.completed().aggregate(day=Min("completed_on"))["day"]
    steps = [row for plan in plans for row in _step_rows(plan, earliest, today + DAY)] if earliest else []
    if not followers or not steps:
        return None
    words = _DIALECTS[connection.vendor]
    statement = _STATEMENT.format(
        followers=", ".join([words["follower"]] * len(followers)),
        steps=", ".join([words["step"]] * len(steps)),
        **{name: words[name] for name in ("due", "later", "newest", "day")},
        gap_start=words["gap_start"].format(ask="s.ask_on"),
        gap_begun=words["gap_begun"].format(ask="s.ask_on"),
    )
    return statement, [value for row in (*followers, *steps) for value in row] + [today, today]


def _followers(plans: list[Plan]) -> list[Row]:
    """(programme, plan) of each programme that follows one."""
    own = {plan.programme_id: plan.pk for plan in plans}
    programmes = Programme.objects.order_by("pk").values_list("pk", flat=True)
    pairs = ((number, own.get(number, own.get(None))) for number in programmes)
    return [pair for pair in pairs if pair[1]]


def _step_rows(plan: Plan, earliest: date, until: date) -> Iterator[Row]:
    """(plan, since, until, months, questionnaire …) of each step that can be due by `until`.

    It is the last one due for whoever completed within `since` and `until`: the spans do not overlap.
    """
    since = date.min
    for months, questionnaire in reversed(_months(plan, earliest, until)):
        end = _completed_by(until, months)
        rest = (plan.gap_days, plan.open_days, plan.reminders)
        yield (plan.pk, since, end, months, f"+{months} months", questionnaire, *rest)
        since = end + DAY


def _months(plan: Plan, earliest: date, until: date) -> list[tuple[int, int]]:
    """(months, questionnaire) of the plan's steps and then its repeats, up to `until`."""
    steps = [(step.months, step.questionnaire_id) for step in plan.steps.all()]
    if steps and plan.repeat_months:
        months, questionnaire = steps[-1]
        while earliest + relativedelta(months=months) <= until:
            months += plan.repeat_months
            steps.append((months, questionnaire))
    return [step for step in steps if earliest + relativedelta(months=step[0]) <= until]


def _completed_by(until: date, months: int) -> date:
    """The last day from which so many months lead to `until` at the latest."""
    day = until - relativedelta(months=months)
    while day + DAY + relativedelta(months=months) <= until:  # 31 August as well as 30 leads to 30 November
        day += DAY
    return day
