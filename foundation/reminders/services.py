"""Rules and what follows from them: what should be is compared with what is, and made so.

Nothing here is a reaction to an event. Run once or a thousand times, by one process or by five,
`evaluate_rule` leaves the same rows behind.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from foundation.history import save_by
from foundation.mail.models import Message
from foundation.mail.services import cancel_messages
from foundation.reminders.anchors import UnknownAnchor
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.planning import Wish, is_far
from foundation.reminders.selectors import Fact, fact_chunks, refusing, uncalled_for

log = logging.getLogger(__name__)
State, Reason = Occurrence.State, Occurrence.Reason
MOVABLE = ["anchor_on", "due_on", "expires_on", "state", "reason"]


@transaction.atomic
def save_rule(rule: Rule, *, by: Any, now: datetime) -> Rule:
    """Save a rule and let what is planned follow it. Raises ValidationError where it makes no sense."""
    rule.full_clean()
    save_by(rule, by)
    evaluate_rule(rule, now=now)
    return rule


@transaction.atomic
def switch_rule(rule: Rule, on: bool, *, by: Any, now: datetime) -> Rule:
    """Switch a rule on, for what is due from today, or off, with all that has not left yet."""
    row = Rule.objects.select_for_update().get(pk=rule.pk)
    if row.is_active != on:
        row.is_active = on
        row.active_since = timezone.localdate(now) if on else row.active_since
        save_by(row, by)
    evaluate_rule(row, now=now)
    return row


def evaluate_all(*, now: datetime) -> Counter[str]:
    """Every rule in turn; one whose anchor is gone is reported and holds up no other."""
    done: Counter[str] = Counter()
    for rule in Rule.objects.order_by("pk"):
        try:
            done += evaluate_rule(rule, now=now)
        except UnknownAnchor as fault:
            log.error("rule %s: %s", rule.pk, fault)
    return done


@transaction.atomic
def evaluate_rule(rule: Rule, *, now: datetime) -> Counter[str]:
    """Plan what should be and is not, move what has moved, call off what should not be.

    Returns how many were planned, moved, skipped, cancelled. One process at a time for each rule.
    """
    row = Rule.objects.select_for_update().filter(pk=rule.pk).first()
    done: Counter[str] = Counter()
    if row is None:
        return done
    if not row.is_active:
        done["cancelled"] = call_off(row.occurrences.unsent(), State.CANCELLED, Reason.OFF)
        return done
    done["cancelled"] = call_off(uncalled_for(row), State.CANCELLED, Reason.GONE)
    for facts in fact_chunks(row, now):
        done += Comparison(row, facts).made_so()
    return done


def call_off(rows: Any, state: str, reason: str) -> int:
    """End what has not left, and its mail with it; what a sender has in its hands goes out."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    if not numbers:
        return 0
    held = Occurrence.objects.filter(pk__in=numbers)
    cancel_messages(Message.objects.filter(reminder__in=held), reason=f"reminder {state}: {reason}")
    stopped = Q(state=State.PLANNED) | Q(message__state=Message.State.CANCELLED)
    return held.filter(stopped).update(state=state, reason=reason)


class Comparison:
    """What should be × what is, for some facts of one rule."""

    def __init__(self, rule: Rule, facts: list[Fact]) -> None:
        self.rule, self.facts = rule, facts
        self.new: list[Occurrence] = []
        self.changed: list[Occurrence] = []
        self.recalled: dict[tuple[str, str], list[int]] = {}
        self.done: Counter[str] = Counter()

    def made_so(self) -> Counter[str]:
        """Compare, then write: four statements at most, whatever the number of facts."""
        there = self._rows()
        unwilling = refusing({fact.email for fact in self.facts}, self.rule.stream)
        for fact in self.facts:
            rows = there.get((fact.row, fact.person), [])
            if fact.email in unwilling:
                self._end([row for row in rows if is_unsent(row)], State.CANCELLED, Reason.OPTED_OUT)
            else:
                self._compare(fact, rows)
        self._write()
        return self.done

    def _rows(self) -> dict[tuple[int, int], list[Any]]:
        rows = self.rule.occurrences.select_for_update(of=("self",)).annotate(mail=F("message__state"))
        rows = rows.filter(
            object_id__in={fact.row for fact in self.facts}, person__in={fact.person for fact in self.facts}
        )
        found: dict[tuple[int, int], list[Any]] = {}
        for row in rows.order_by("pk"):
            found.setdefault((row.object_id, row.person_id), []).append(row)
        return found

    def _compare(self, fact: Fact, rows: list[Any]) -> None:
        # Of several rows for one repetition (a second take, a merge of two records) one counts.
        now_valid = {row.sequence: row for row in sorted(rows, key=lambda row: (row.take, has_left(row)))}
        self._end(
            [row for row in rows if is_unsent(row) and row is not now_valid[row.sequence]],
            State.CANCELLED,
            Reason.GONE,
        )
        settled = [n for n, row in now_valid.items() if has_left(row) and not self._is_far(row, fact)]
        wish = Wish(self.rule, fact.on, fact.today, max(settled, default=-1))
        open_numbers = {n for n, row in now_valid.items() if is_unsent(row)}
        for number in sorted(open_numbers.union(wish.numbers())):
            self._settle(wish, fact, number, now_valid.get(number))

    def _settle(self, wish: Wish, fact: Fact, number: int, row: Any) -> None:
        if fault := wish.fault(number):
            self._end([row], State.CANCELLED if fault == Reason.GONE else State.SKIPPED, fault)
        elif row is None:
            self._plan(wish, fact, number, take=0)
        elif row.state == State.PLANNED or (is_waiting(row) and wish.due_on(number) <= fact.today):
            self._move(row, wish, "moved")
        elif is_waiting(row):  # its mail is written and its day has moved on
            self._end([row], State.CANCELLED, Reason.MOVED)
            self._plan(wish, fact, number, row.take + 1)
        elif has_left(row):
            if self._is_far(row, fact):
                self._plan(wish, fact, number, row.take + 1)
        elif row.state == State.CANCELLED or row.anchor_on != fact.on:
            self._again(wish, fact, row)

    def _again(self, wish: Wish, fact: Fact, row: Any) -> None:
        """What was called off, or whose mail was, is called for again."""
        if row.message_id is None:
            row.state, row.reason = State.PLANNED, ""
            self._move(row, wish, "planned")
        else:
            self._plan(wish, fact, row.sequence, row.take + 1)

    def _is_far(self, row: Any, fact: Fact) -> bool:
        return is_far(self.rule, row.anchor_on, fact.on)

    def _plan(self, wish: Wish, fact: Fact, number: int, take: int) -> None:
        row = Occurrence(
            rule=self.rule,
            object_id=fact.row,
            person_id=fact.person,
            sequence=number,
            take=take,
            anchor_on=fact.on,
            due_on=wish.due_on(number),
            expires_on=wish.expires_on(number),
        )
        row.key = row.make_key()
        self.new.append(row)
        self.done["planned"] += 1

    def _move(self, row: Any, wish: Wish, what: str) -> None:
        days = wish.on, wish.due_on(row.sequence), wish.expires_on(row.sequence)
        if what == "planned" or days != (row.anchor_on, row.due_on, row.expires_on):
            row.anchor_on, row.due_on, row.expires_on = days
            self.changed.append(row)
            self.done[what] += 1

    def _end(self, rows: Iterable[Any], state: str, reason: str) -> None:
        for row in rows:
            if is_waiting(row):
                self.recalled.setdefault((state, reason), []).append(row.pk)
            elif row.state == State.PLANNED:
                why_held = row.reason if reason == Reason.TOO_LATE else ""
                row.state, row.reason = state, why_held or reason
                self.changed.append(row)
                self.done[state] += 1

    def _write(self) -> None:
        for (state, reason), numbers in self.recalled.items():
            self.done[state] += call_off(Occurrence.objects.filter(pk__in=numbers), state, reason)
        Occurrence.objects.bulk_update(self.changed, MOVABLE, batch_size=200)
        Occurrence.objects.bulk_create(self.new, batch_size=500, ignore_conflicts=True)


def is_waiting(row: Any) -> bool:
    """Its mail is in the outbox and no sender has it."""
    return bool(row.state == State.QUEUED and row.mail == Message.State.QUEUED)


def is_unsent(row: Any) -> bool:
    return row.state == State.PLANNED or is_waiting(row)


def has_left(row: Any) -> bool:
    """It was sent, or tried: a mail that was refused is not a reason for another."""
    called_off = (Message.State.QUEUED, Message.State.CANCELLED)
    return bool(row.state == State.QUEUED and row.mail not in called_off)
