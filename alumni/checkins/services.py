"""Asking alumnae how they are getting on, and taking in what they say."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from alumni.careers.services import propose_changes
from alumni.checkins import planning
from alumni.checkins.kinds import kind_of
from alumni.checkins.models import Answer, CheckIn, Question
from alumni.checkins.models.asking import days_of
from alumni.checkins.questions import changes_said, missing, questions_of, shown
from foundation import hours
from foundation.errors import ServiceError
from foundation.hooks.services import announce
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue_many, is_address

WORKING_HOURS = (time(9), time(17))  # local; a mail at night or in the evening is not answered
BATCH = 500
CALL_AFTER = timedelta(days=3)  # from the last reminder until a person calls
State = CheckIn.State
Act = Callable[[list[int], datetime], int]  # on the rows of these numbers; returns how many were mailed


def plan_checkins(*, now: datetime) -> int:
    """Insert the check-ins that are due and missing, in one statement; returns how many.

    Safe to run at any time, any number of times, by any number of processes: see `planning`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        statement = planning.insert_statement(now.date())
        if statement is None:
            return 0
        cursor.execute(*statement)
        return max(cursor.rowcount, 0)


def queue_due_checkins(*, now: datetime) -> int:
    """Put one mail in the outbox for each planned check-in whose hour has come where she lives.

    Working hours of her zone, Monday to Friday, no public holiday of her country; nobody who has
    paused, and of several that were held up only the newest. Returns how many.
    """
    day = now.date() + timedelta(days=1)  # it is tomorrow already in some zones
    newer = CheckIn.objects.filter(person=OuterRef("person"), due_on__gt=OuterRef("due_on"))
    due = CheckIn.objects.filter(~Exists(newer), state=State.PLANNED, ask_on__lte=day)
    return _where_it_is_day(due.unpaused(now.date()).exclude(person__email=""), "ask_on", _ask, now)


def queue_reminders(*, now: datetime) -> int:
    """Put one mail in the outbox for each open check-in whose next reminder has come; returns how many.

    The hours are those of asking. Whoever missed several is reminded once. Answers she has kept but
    not sent do not stop a reminder: it helps her to finish, and says that nothing is lost.
    """
    day = now.date() + timedelta(days=1)
    due = CheckIn.objects.filter(state=State.ASKED, remind_on__lte=day, closes_at__gt=now)
    return _where_it_is_day(due.unpaused(now.date()), "remind_on", _remind, now)


def _where_it_is_day(rows: QuerySet[CheckIn], field: str, act: Act, now: datetime) -> int:
    """`act` on those of `rows` whose day `field` has come, zone by zone where it is a decent hour."""
    done = 0
    for zone, country in rows.values_list("person__time_zone", "person__country").distinct().order_by():
        local = now.astimezone(ZoneInfo(zone))
        if _is_decent(local, country):
            here = rows.filter(person__time_zone=zone, person__country=country)
            done += _in_batches(here.filter(**{f"{field}__lte": local.date()}).order_by("pk"), act, now)
    return done


def _in_batches(rows: QuerySet[CheckIn], act: Act, now: datetime) -> int:
    """Batch by batch and always onwards: a row that cannot be mailed holds up nobody else's."""
    done = last = 0
    while numbers := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        done += act(numbers, now)
        last = numbers[-1]
    return done


def _is_decent(local: datetime, country: str) -> bool:
    opens, closes = WORKING_HOURS
    return hours.is_open(local, country, opens=opens, closes=closes)


@transaction.atomic
def _ask(numbers: list[int], now: datetime) -> int:
    found = (
        CheckIn.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk__in=numbers, state=State.PLANNED)
        .select_related("person")
    )
    # An address that is none stays planned, where staff see it overdue.
    rows = [row for row in found if is_address(row.person.email)]
    for row in rows:
        row.state, row.asked_at = State.ASKED, now
        row.closes_at = now + timedelta(days=row.open_days)
        _last, row.remind_on = _reminders_of(row, now)
    CheckIn.objects.bulk_update(rows, ["state", "asked_at", "closes_at", "remind_on"])
    enqueue_many((_mail(row, f"checkin:{row.pk}:first") for row in rows), now=now)
    return len(rows)


@transaction.atomic
def _remind(numbers: list[int], now: datetime) -> int:
    found = (
        CheckIn.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk__in=numbers, state=State.ASKED, remind_on__lte=now.date() + timedelta(days=1))
        .select_related("person")
    )
    rows, drafts = [row for row in found if _is_to_remind(row, now)], []
    for row in rows:
        last, row.remind_on = _reminders_of(row, now)
        if row.remind_on is None and row.closes_at:
            row.call_at = min(now + CALL_AFTER, row.closes_at)
        if last and is_address(row.person.email):
            drafts.append(_mail(row, f"checkin:{row.pk}:reminder:{last}", "checkin_reminder"))
    CheckIn.objects.bulk_update(rows, ["remind_on", "call_at"])
    return enqueue_many(drafts, now=now)


def _is_to_remind(row: CheckIn, now: datetime) -> bool:
    """Still so under the lock: another process may have reminded her a moment ago."""
    today = now.astimezone(ZoneInfo(row.person.time_zone)).date()
    return row.remind_on is not None and row.remind_on <= today


def _reminders_of(row: CheckIn, now: datetime) -> tuple[int | None, date | None]:
    """(days of the last reminder that is due, day of the next one) of an asked check-in, where she lives."""
    zone = ZoneInfo(row.person.time_zone)
    asked, today = (row.asked_at or now).astimezone(zone).date(), now.astimezone(zone).date()
    days = days_of(row.reminders)
    past = [number for number in days if asked + timedelta(days=number) <= today]
    coming = [asked + timedelta(days=number) for number in days[len(past) :]]
    return past[-1] if past else None, coming[0] if coming else None


def _mail(row: CheckIn, key: str, kind: str = "checkin", priority: int = 5) -> Draft:
    return Draft(
        key=key,
        kind=kind,
        to=row.person.email,
        language=row.person.language,
        person=row.person,
        context={"checkin": row.pk},
        priority=priority,
        expires_at=row.closes_at,
    )


@transaction.atomic
def save_answers(checkin: CheckIn, answers: dict[str, Any], *, now: datetime) -> CheckIn:
    """Keep what she has filled in so far, question by question; nothing is handed on yet.

    `answers` maps question keys to raw values; raises ServiceError for what is not an answer. An
    answer whose condition does not hold is kept as well until she sends them all, for she may still
    change the one it depends on.
    """
    row = _open_checkin(checkin, now)
    questions = questions_of(row.questionnaire)
    _keep_answers(row, questions, answers, now)
    if row.state == State.ANSWERED:
        _drop_hidden(row, questions)
    return row


def _keep_answers(row: CheckIn, questions: list[Question], answers: dict[str, Any], now: datetime) -> None:
    kept = {answer.question_id: answer for answer in row.answers.all()}
    for question in questions:
        if question.key in answers:
            _keep_answer(row, question, answers[question.key], kept, now)


def _keep_answer(row: CheckIn, question: Question, raw: Any, kept: dict[int, Answer], now: datetime) -> None:
    value = kind_of(question).clean(question, raw)
    answer = kept.get(question.pk)
    if value is None:
        if answer:
            answer.delete()
    elif answer is None:
        Answer.objects.create(checkin=row, question=question, value=value, saved_at=now)
    elif answer.value != value:
        answer.value, answer.saved_at = value, now
        answer.save()


@transaction.atomic
def answer_checkin(checkin: CheckIn, answers: dict[str, Any], *, now: datetime) -> CheckIn:
    """Store her answers and hand on what has changed for staff's word. May be done again until it closes.

    Answers to questions whose condition does not hold are dropped, those saved before as well: an
    answered check-in holds answers to what was asked. Raises ServiceError, and stores nothing, while
    a question that has to be answered is not.
    """
    row = _open_checkin(checkin, now)
    questions = questions_of(row.questionnaire)
    _keep_answers(row, questions, answers, now)
    kept = _drop_hidden(row, questions)
    if left_out := missing(questions, kept):
        raise ServiceError(_("Please answer “%(question)s”.") % {"question": left_out[0]})
    if not kept:
        raise ServiceError(_("Please answer at least one question."))
    row.state, row.answered_at = State.ANSWERED, now
    row.save()
    propose_changes(row.person, changes_said(row), under=f"checkin:{row.pk}:", now=now)
    announce("checkin.answered", [row], now=now)
    return row


def _drop_hidden(row: CheckIn, questions: list[Question]) -> dict[int, Any]:
    """Delete the answers to questions that are not shown; returns those that stay, by question."""
    values = {answer.question_id: answer.value for answer in row.answers.all()}
    asked = {question.pk for question in shown(questions, values)}
    if hidden := values.keys() - asked:
        row.answers.filter(question__in=hidden).delete()
    return {number: value for number, value in values.items() if number in asked}


def _open_checkin(checkin: CheckIn, now: datetime) -> CheckIn:
    row = (
        CheckIn.objects.select_for_update(of=("self",))
        .select_related("person", "questionnaire")
        .get(pk=checkin.pk)
    )
    if not is_open(row, now):
        raise ServiceError(_("This check-in is closed. Ask for a new link and we will send it to you."))
    return row


def is_open(row: CheckIn, now: datetime) -> bool:
    return row.state in (State.ASKED, State.ANSWERED) and row.closes_at is not None and now < row.closes_at


@transaction.atomic
def send_new_link(email: str, *, now: datetime) -> int:
    """Mail a fresh link for the last check-in of whoever has this address; old links end.

    Says nothing of whether the address is known: returns the number of mails for tests and logs.
    """
    asked = CheckIn.objects.select_for_update(of=("self",)).exclude(
        state__in=[State.PLANNED, State.CANCELLED]
    )
    hers = asked.filter(person__email__iexact=email.strip()).exclude(person__email="")
    rows = [row for row in hers.select_related("person").order_by("asked_at") if is_address(row.person.email)]
    last = {row.person_id: row for row in rows}
    # The form is open to anyone: one an hour, and between two of them the mailed link stays good.
    keys = {f"checkin:{row.pk}:link:{now:%Y%m%d%H}": row for row in last.values()}
    for key in Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True):
        del keys[key]
    for row in keys.values():
        row.link_version += 1
        row.closes_at = max(row.closes_at or now, now + timedelta(days=30))
        row.state = State.ANSWERED if row.answered_at else State.ASKED
        row.save()
    return enqueue_many((_mail(row, key, "new_link", 1) for key, row in keys.items()), now=now)


@transaction.atomic
def close_silent_checkins(*, now: datetime) -> int:
    """End those nobody answered in time; returns how many are silent.

    Whoever has paused is not silent: she has said that she is not to be asked, and they are cancelled.
    """
    over = CheckIn.objects.filter(state=State.ASKED, closes_at__lte=now)
    silent = over.unpaused(now.date()).order_by().values("pk")
    count = over.filter(pk__in=silent).update(state=State.SILENT, remind_on=None)
    over.update(state=State.CANCELLED, remind_on=None)
    return count
