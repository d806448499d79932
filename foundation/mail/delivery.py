"""The outbox on its way: claim by lease and fence, send outside any transaction, settle at once.

Any number of processes may run `drain` at a time. What a killed process had sent and not yet settled
goes out once more, under the same Message-ID, and nothing else does: at most MAIL_IN_FLIGHT messages,
which is one unless set otherwise. Messages are claimed and written some ahead of the wire; of those a
kill delays at most the lease, and none is sent twice.
"""

import logging
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from foundation.mail import claims, departures, pacing, recipients
from foundation.mail.envelopes import Envelope, Forms
from foundation.mail.letters import Letter, NotWanted, letters_for
from foundation.mail.models import Message, Postman
from foundation.mail.services import suppressed
from foundation.mail.wire import Fate, Wire, said

log = logging.getLogger(__name__)

# Minutes until the second try, the third …, on average: two days in all, since a full mailbox or a
# server that is being moved takes that long.
WAITS = (1, 10, 30, 120, 360, 960, 1440)
MAX_ATTEMPTS = len(WAITS) + 1
AHEAD = 256  # messages claimed and written before they are sent, at most
PATIENCE = 1.0  # seconds that sending what was claimed ahead may take: a login code must not wait
LOOK = 5.0  # seconds between two notes that somebody looks at the outbox
SOONEST = timedelta(seconds=1)
State = Message.State
ENDS = {"refused": State.FAILED, "broken": State.DEAD}
Batch = list[Message]


def drain(*, limit: int | None = None, stop: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send what is due until nothing is left, `limit` is reached or `stop` says so; outcomes by name."""
    if buried := claims.bury_poison(MAX_ATTEMPTS):
        log.error("%s messages given up: their sender died each time", buried)
    with Wire() as wire:
        return _Round(wire, stop, limit).run()


def next_due() -> datetime | None:
    """When the next waiting message is due; None where none waits."""
    return Message.objects.filter(state=State.QUEUED).aggregate(due=Min("not_before"))["due"]


class _Round:
    """One drain: what it has done so far, and how far ahead of the wire it claims."""

    def __init__(self, wire: Wire, stop: Callable[[], bool], limit: int | None) -> None:
        self.wire, self.stop = wire, stop
        self.room = limit
        self.outcomes: Counter[str] = Counter()
        self.noted: list[int] = []  # messages that were sent and do not say so yet
        self.forms = Forms()
        self.ahead = 1
        self.looked = self.searched = float("-inf")

    def run(self) -> Counter[str]:
        while mails := self._prepare():
            started = time.monotonic()
            self._send(mails)
            self._reach(len(mails), time.monotonic() - started)
        self._follow_notes()
        return self.outcomes

    def _prepare(self) -> list[Envelope]:
        """Letters to send; none where nothing is due, or nothing can be done now."""
        while not self.stop() and self.room != 0:
            self._note_look()
            self._follow_notes()
            batch = self._claim()
            if not batch:
                break
            if self.room is not None:
                self.room -= len(batch)
            if mails := self._made_ready(batch):
                return mails
        return []

    def _note_look(self) -> None:
        if time.monotonic() - self.looked > LOOK:
            Postman.objects.update_or_create(pk=1, defaults={"looked_at": timezone.now()})
            self.looked = time.monotonic()

    def _follow_notes(self) -> None:
        ours = departures.follow_notes(self.noted)
        self._count("lost lease", len(self.noted) - ours)
        self.noted = []

    def _claim(self) -> Batch:
        """What a dead sender left, each alone, since one of them may be what killed it; then the queue."""
        if time.monotonic() - self.searched > PATIENCE:
            departures.follow_left_notes()
            if left := claims.claim_left(timezone.now(), MAX_ATTEMPTS):
                return left
            self.searched = time.monotonic()
        most = self.ahead if self.room is None else min(self.ahead, self.room)
        return claims.claim(timezone.now(), most)

    def _reach(self, done: int, seconds: float) -> None:
        """Twice as far ahead while that is quickly sent; as far as PATIENCE allows where it is not."""
        pace = seconds / done
        self.ahead = max(1, min(2 * self.ahead, AHEAD, int(PATIENCE / pace) if pace else AHEAD))

    def _made_ready(self, batch: Batch) -> list[Envelope]:
        batch, waiting = pacing.take_slots(self._still_meant(batch), now=timezone.now())
        self._count("paced", len(waiting))
        if not batch:
            return []
        try:
            self.wire.connect()
        except Exception as fault:  # noqa: BLE001 - bad host, port, certificate, password, setting …
            self._server_down(batch, said(fault))
            return []
        return self._written(batch)

    def _still_meant(self, batch: Batch) -> Batch:
        """Without what is too late by now, and what goes to no address or to suppressed ones."""
        unreached = recipients.follow(batch)
        now, unwanted = timezone.now(), suppressed(batch)
        meant = []
        for message in batch:
            if message.expires_at and message.expires_at <= now:
                self._settle(message, State.EXPIRED, reason="too late")
            elif message.pk in unreached:
                self._settle(message, State.CANCELLED, reason=recipients.UNREACHED)
            elif message.pk in unwanted:
                self._settle(message, State.SUPPRESSED, reason="address suppressed")
            else:
                meant.append(message)
        return meant

    def _written(self, batch: Batch) -> list[Envelope]:
        """With their texts, frozen at the first try; without those that cannot, or need not, be sent."""
        letters = letters_for(batch)
        written = [made for message in batch if (made := self._write(message, letters[message.pk]))]
        return self._frozen(written) if written else []

    def _frozen(self, mails: list[Envelope]) -> list[Envelope]:
        """Those that are still ours, with the lease from now on."""
        begin_before = time.monotonic() + settings.MAIL_LEASE - settings.MAIL_SEND_CAP
        ours = claims.freeze([one.message for one in mails])
        self._count("lost lease", len(mails) - len(ours))
        return [replace(one, begin_before=begin_before) for one in mails if one.message.pk in ours]

    def _write(self, message: Message, letter: Letter | Exception) -> Envelope | None:
        try:
            if isinstance(letter, Exception):
                raise letter
            return self.forms.write(message, letter)
        except NotWanted as why:
            self._settle(message, State.CANCELLED, reason=str(why))
        except Exception as fault:  # one bad row must not stop the queue
            log.exception("message %s cannot be written", message.pk)
            self._settle(message, State.DEAD, reason=said(fault))
        return None

    def _send(self, mails: list[Envelope]) -> None:
        """In groups of MAIL_IN_FLIGHT, each settled before the text of the next goes out."""
        most = settings.MAIL_IN_FLIGHT
        while mails:
            if self.stop():
                return claims.give_back(one.message for one in mails)
            if mails[0].begin_before < time.monotonic():  # the server became slow
                mails = self._frozen(mails)
            group, mails = mails[:most], mails[most:]
            if down := self._send_group(group, mails[:most]):
                return self._server_down([one.message for one in mails] + down[0], down[1])
        return None

    def _send_group(self, mails: list[Envelope], following: list[Envelope]) -> tuple[Batch, str] | None:
        """Send and settle. (Messages not taken, reason) where the server takes nothing for now."""
        sent = self.wire.send(mails, following)
        fates = [(one.message, fate) for one, fate in zip(mails, sent, strict=True)]
        self._note_sent([message for message, fate in fates if fate.kind == "sent"])
        for message, fate in fates:
            if fate.kind in ENDS:
                self._settle(message, ENDS[fate.kind], code=fate.code, reason=fate.reason)
            elif fate.kind == "later":
                self._try_later(message, fate)
        down = [(message, fate.reason) for message, fate in fates if fate.kind == "down"]
        return ([message for message, _reason in down], down[0][1]) if down else None

    def _note_sent(self, batch: Batch) -> None:
        if not batch:
            return
        departures.note_sent(batch, now=timezone.now())
        self.noted.extend(message.pk for message in batch)
        if self.outcomes[State.SENT] == 0:
            Postman.objects.filter(pk=1, faults__gt=0).update(faults=0, closed_until=None)
        self._count(State.SENT, len(batch))

    def _try_later(self, message: Message, fate: Fate) -> None:
        if message.attempts >= MAX_ATTEMPTS:
            self._settle(message, State.DEAD, code=fate.code, reason=fate.reason)
            return
        wait = timedelta(minutes=WAITS[message.attempts - 1]) * random.uniform(0, 2)  # noqa: S311
        again = timezone.now() + max(wait, SOONEST)
        self._settle(message, State.QUEUED, code=fate.code, reason=fate.reason, not_before=again)

    def _server_down(self, batch: Batch, reason: str) -> None:
        """Nothing can be sent: give the messages back with their attempts, and leave the server alone."""
        postman, _new = Postman.objects.get_or_create(pk=1)
        wait = timedelta(seconds=min(300, 5 * 2 ** min(postman.faults, 6)))
        Postman.objects.filter(pk=1).update(
            closed_until=timezone.now() + wait, faults=min(postman.faults + 1, 1000)
        )
        log.warning("the mail server cannot be used, next try in %s: %s", wait, reason)
        claims.give_back(batch, reason=reason)
        self._count("server down", len(batch))

    def _settle(self, message: Message, state: str, **how: Any) -> None:
        self._count(claims.settle(message, state, now=timezone.now(), **how))

    def _count(self, outcome: str, number: int = 1) -> None:
        if number:
            self.outcomes[outcome] += number
