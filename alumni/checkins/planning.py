"""The planner's one statement: what is due by plan and missing, found and inserted as a set.

It needs no signal and no memory of its last run. For each person it takes the newest check-in that
is due (so a planner that was off for a week, or a list of graduates imported years late, asks once
and not ten times), unless that one or a later one exists already, one was asked within the gap, or
she has paused: after the pause she is asked once as well.
"""

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import connection
from django.db.models import Min

from alumni.checkins.models import Plan
from residencies.programmes.models import Participation

# 31 January + 1 month is the last day of February; SQLite would go on into March.
_DIALECTS = {
    "postgresql": {
        "due": "(p.completed_on + make_interval(months => s.months))::date",
        "later": "greatest",
        "gap_start": "{ask} - s.gap_days",
        "gap_begun": "{ask} - s.gap_days + 1",
        "row": "(%s::bigint, %s::int, %s::bigint, %s::int, %s::int, %s::text)",
        "day": "%s::date",
    },
    "sqlite": {
        "due": "min(date(p.completed_on, '+' || s.months || ' months'), date(p.completed_on,"
        " 'start of month', '+' || (s.months + 1) || ' months', '-1 day'))",
        "later": "max",
        "gap_start": "date({ask}, '-' || s.gap_days || ' days')",
        "gap_begun": "date({ask}, '-' || s.gap_days || ' days', '+1 day')",
        "row": "(%s, %s, %s, %s, %s, %s)",
        "day": "%s",
    },
}

_STATEMENT = """
INSERT INTO checkins_checkin (person_id, participation_id, questionnaire_id, months, due_on, ask_on,
                              open_days, reminders, state, link_version)
WITH steps (programme_id, months, questionnaire_id, gap_days, open_days, reminders) AS (VALUES {rows}),
dated AS (
    SELECT p.id AS participation_id, p.person_id, s.months, s.questionnaire_id, s.gap_days, s.open_days,
           s.reminders, {due} AS due_on
    FROM programmes_participation p
    JOIN programmes_edition e ON e.id = p.edition_id
    JOIN steps s ON s.programme_id = e.programme_id
    WHERE p.state = 'completed'
),
ranked AS (
    SELECT *, {later}(due_on, {day}) AS ask_on,
           row_number() OVER (PARTITION BY person_id ORDER BY due_on DESC, participation_id DESC) AS place
    FROM dated WHERE due_on <= {day}
)
SELECT person_id, participation_id, questionnaire_id, months, due_on, ask_on, open_days, reminders,
       'planned', 1
FROM ranked s
WHERE place = 1 AND NOT EXISTS (
    SELECT 1 FROM checkins_checkin k
    WHERE k.person_id = s.person_id
      AND (k.due_on >= s.due_on OR k.ask_on > {gap_start} OR k.asked_at >= {gap_begun})
) AND NOT EXISTS (
    SELECT 1 FROM checkins_pause z WHERE z.person_id = s.person_id AND (z.until IS NULL OR z.until > {day})
)
ON CONFLICT DO NOTHING
"""


def insert_statement(today: date) -> tuple[str, list[Any]] | None:
    """(SQL, parameters) for the database in use, or None where no plan asks anyone.

    Looks one day ahead, since it is tomorrow already in some zones.
    """
    rows = _step_rows(today + timedelta(days=1))
    if not rows:
        return None
    words = _DIALECTS[connection.vendor]
    statement = _STATEMENT.format(
        rows=", ".join([words["row"]] * len(rows)),
        due=words["due"],
        later=words["later"],
        day=words["day"],
        gap_start=words["gap_start"].format(ask="s.ask_on"),
        gap_begun=words["gap_begun"].format(ask="s.ask_on"),
    )
    flat: list[Any] = [value for row in rows for value in row]
    return statement, [*flat, today, today + timedelta(days=1), today]


def _step_rows(until: date) -> list[tuple[int, int, int, int, int, str]]:
    """(programme, months, questionnaire, gap, open days, reminders) of all that can be due by `until`."""
    first = _first_completions()
    plans = {
        plan.programme_id: plan for plan in Plan.objects.filter(is_active=True).prefetch_related("steps")
    }
    rows = []
    for programme, since in first.items():
        plan = plans.get(programme, plans.get(None))
        for months, questionnaire in _months(plan, since, until) if plan else []:
            rows.append((programme, months, questionnaire, plan.gap_days, plan.open_days, plan.reminders))
    return rows


def _first_completions() -> dict[int, date]:
    found = Participation.objects.completed().values("edition__programme").annotate(since=Min("completed_on"))
    return {row["edition__programme"]: row["since"] for row in found.order_by()}


def _months(plan: Plan, since: date, until: date) -> list[tuple[int, int]]:
    """(months, questionnaire) of the plan's steps and then its repeats, up to `until`."""
    steps = [(step.months, step.questionnaire_id) for step in plan.steps.all()]
    if steps and plan.repeat_months:
        months, questionnaire = steps[-1]
        while since + relativedelta(months=months) <= until:
            months += plan.repeat_months
            steps.append((months, questionnaire))
    return [step for step in steps if since + relativedelta(months=step[0]) <= until]
