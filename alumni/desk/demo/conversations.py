"""Check-ins of the past five years: planned by the real planner, asked and answered by the real services."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Max, Prefetch

from alumni.careers.models import Change
from alumni.careers.services import accept_change, decline_change
from alumni.checkins.models import Answer, CheckIn, Option, Plan, Question, Questionnaire, Step
from alumni.checkins.selectors import current_work
from alumni.checkins.services import (
    answer_checkin,
    plan_checkins,
    queue_due_checkins,
    queue_reminders,
)
from alumni.desk.demo.deliveries import deliver
from alumni.desk.demo.tables import read, texts
from foundation.films.models import StageChange, Work
from foundation.mail.models import Message
from foundation.people.models import Account
from residencies.programmes.models import Participation

State = CheckIn.State
MONTHS = (3, 6, 12, 24, 36, 48, 60)
OPEN_DAYS = 60
HOUR = time(14, tzinfo=UTC)  # a working hour from Montreal to Paris
STAGES = Work.Stage.values
WORKING = (["yes", "partly", "not-now", "elsewhere"], [48, 27, 19, 6])


def make_plan() -> Plan:
    """The plan for all programmes, and its questions."""
    table = read("questionnaire")
    form = Questionnaire.objects.create(slug=table["slug"])
    for position, row in enumerate(table["questions"], start=1):
        question = Question.objects.create(
            questionnaire=form, position=position, **_question(row, form), **texts(row, "text")
        )
        Option.objects.bulk_create(
            Option(question=question, position=place, value=option["value"], **texts(option, "text"))
            for place, option in enumerate(row.get("options", []), start=1)
        )
    plan = Plan.objects.create(name="Nouvelles des anciennes", gap_days=60, open_days=OPEN_DAYS)
    Step.objects.bulk_create(Step(plan=plan, months=months, questionnaire=form) for months in MONTHS)
    return plan


def _question(row: dict[str, Any], form: Questionnaire) -> dict[str, Any]:
    """The columns of a question but its texts; what it depends on was made before it."""
    names = ("key", "kind", "in_mail", "prefill", "minimum", "maximum")
    columns = {name: row[name] for name in names if name in row}
    if unit := row.get("unit"):
        columns |= texts(unit, "unit")
    if condition := row.get("only_if"):
        columns["condition_on"] = form.questions.get(key=condition["question"])
        columns |= {"condition": "has", "condition_values": condition["has"]}
    return columns


class Conversations:
    """Asks and answers as if Masar had run all the years, up to the last working day."""

    def __init__(self, *, rng: Random, now: datetime, last_workday: date, by: Account) -> None:
        self.rng, self.now, self.last_workday, self.by = rng, now, last_workday, by
        self.table = read("questionnaire")
        self.places = read("names")["places"]

    def relive(self) -> None:
        # A day less than they are open: those asked this hour so many days ago may have closed.
        first_open = self.now.date() - timedelta(days=OPEN_DAYS - 1)
        for day in _due_days(until=first_open):
            plan_checkins(now=datetime.combine(day, HOUR))
        self._close_old()
        for day in _days(first_open, self.last_workday):
            plan_checkins(now=datetime.combine(day, HOUR))
            queue_due_checkins(now=datetime.combine(day, HOUR))
        self._send_all_but_the_last()
        self._answer_lately()
        for day in _days(first_open, self.last_workday):
            queue_reminders(now=datetime.combine(day, HOUR))
        self._send_all_but_the_last()
        self._decide_some()
        plan_checkins(now=self.now)

    # -- long ago: as rows, for their mail has been purged ---------------------------------------
    def _close_old(self) -> None:
        rows = list(CheckIn.objects.select_related("person", "questionnaire", "participation__work"))
        for row in rows:
            self._close(row)
        CheckIn.objects.bulk_update(rows, ["state", "asked_at", "closes_at", "answered_at"])
        questions = {question.key: question for question in Question.objects.all()}
        stages = _stages_of_works()
        Answer.objects.bulk_create(
            Answer(checkin=row, question=questions[key], value=value, saved_at=row.answered_at)
            for row in rows
            if row.state == State.ANSWERED
            for key, value in self._old_answers(row, stages).items()
        )

    def _close(self, row: CheckIn) -> None:
        weekend = max(row.ask_on.weekday() - 4, 0)
        asked = datetime.combine(row.ask_on + timedelta(days=(0, 2, 1)[weekend]), HOUR)
        row.asked_at = asked
        row.closes_at = min(asked + timedelta(days=OPEN_DAYS), self.now)
        row.state = self.rng.choices([State.ANSWERED, State.SILENT, State.CANCELLED], [71, 27, 2])[0]
        if not row.person.email:
            row.state, row.asked_at, row.closes_at = State.CANCELLED, None, None
        if row.state == State.ANSWERED:
            row.answered_at = asked + timedelta(minutes=self.rng.randrange(9, 20 * 24 * 60))

    def _old_answers(self, row: CheckIn, stages: dict[int, list[StageChange]]) -> dict[str, Any]:
        said: dict[str, Any] = {"working": {"choice": self._working()}, **_passed_on(row)}
        passed = [
            change.stage
            for change in stages.get(row.participation.work_id or 0, [])
            if change.on <= row.answered_at.date()
        ]
        if passed:
            said["stage"] = {"stage": passed[-1]}
        if self.rng.random() < 0.3:
            said["else"] = {"text": self._note(row)}
        return said

    # -- the last weeks: through the services ----------------------------------------------------
    def _send_all_but_the_last(self) -> None:
        """Mail of earlier days has been delivered; that of the last day leaves at the start."""
        waiting = Message.objects.filter(state=Message.State.QUEUED, created_at__lt=self._last_written())
        deliver(waiting.select_related("person"), self.rng)

    def _last_written(self) -> datetime:
        return Message.objects.aggregate(last=Max("created_at"))["last"] or self.now

    def _answer_lately(self) -> None:
        asked = CheckIn.objects.filter(state=State.ASKED, asked_at__lt=self._last_written())
        news = list(self.table["news"])
        for number, row in enumerate(asked.select_related("person").order_by("asked_at", "pk")):
            at = row.asked_at + timedelta(minutes=self.rng.randrange(7, 9 * 24 * 60))
            if number % 5 < 3 and at < self.now:
                answer_checkin(row, self._recent_answers(row, news), now=at)

    def _recent_answers(self, row: CheckIn, news: list[dict[str, str]]) -> dict[str, Any]:
        said: dict[str, Any] = {"working": self._working()}
        said |= {key: next(iter(value.values())) for key, value in _passed_on(row).items()}
        work = current_work(row)
        if work and work.stage:
            said["stage"] = STAGES[
                min(STAGES.index(work.stage) + self.rng.choice([0, 1, 1]), len(STAGES) - 1)
            ]
        if self.rng.random() < 0.6:
            said |= self._news(row, news)
        if self.rng.random() < 0.12:
            said["facts"] = self._moved(row)
        if self.rng.random() < 0.5:
            said["else"] = self._note(row)
        return said

    def _moved(self, row: CheckIn) -> dict[str, str]:
        elsewhere = [place for place in self.places if place["country"] != row.person.country]
        place = self.rng.choice(elsewhere)
        return {
            "city": place[row.person.language],
            "country": place["country"],
            "occupation": row.person.occupation,
        }

    def _news(self, row: CheckIn, news: list[dict[str, str]]) -> dict[str, Any]:
        """The next piece of news that is hers to tell: only a finished film is selected or wins a prize."""
        film = (
            Work.objects.filter(credits__person=row.person, stage__in=Work.FINISHED)
            .order_by("-year", "pk")
            .first()
        )
        told = next((one for one in news if film or one["kind"] == "credit"), None)
        if told is None:
            return {}
        news.remove(told)
        parts = {part: text for part, text in told.items() if part != "kind"}
        title = {} if told["kind"] == "credit" or film is None else {"title": film.title}
        return {told["kind"]: {**parts, **title, "year": str(self.now.year)}}

    def _decide_some(self) -> None:
        """Staff have said their word on a third of them; the rest waits on the desk."""
        for place, change in enumerate(Change.objects.waiting().order_by("said_at", "pk")[::3]):
            decide = decline_change if place == 1 else accept_change
            decide(change, by=self.by, now=min(change.said_at + timedelta(days=1), self.now))

    def _working(self) -> str:
        values, weights = WORKING
        return self.rng.choices(values, weights)[0]

    def _note(self, row: CheckIn) -> str:
        return self.rng.choice(self.table["notes"][row.person.language])


def _passed_on(row: CheckIn) -> dict[str, Any]:
    """One in four teaches, and says how many."""
    if row.person_id % 4:
        return {"teaching": {"yes_no": "no"}}
    return {"teaching": {"yes_no": "yes"}, "pupils": {"number": 6 + row.person_id % 30}}


def _due_days(until: date) -> list[date]:
    """The days before `until` on which a check-in falls due."""
    ends = Participation.objects.completed().values_list("completed_on", flat=True).distinct()
    return sorted(
        day
        for end in ends
        for months in MONTHS
        if end and (day := end + relativedelta(months=months)) < until
    )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _stages_of_works() -> dict[int, list[StageChange]]:
    works = Work.objects.prefetch_related(
        Prefetch("stage_changes", StageChange.objects.exclude(on=None).order_by("on", "pk"))
    )
    return {work.pk: list(work.stage_changes.all()) for work in works}
