import logging
import signal
import socket
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from foundation.mail import delivery

log = logging.getLogger(__name__)

PATIENCE = 10  # seconds


class Command(BaseCommand):
    help = "Deliver what is due, look again every MAIL_POLL seconds. Needs no broker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        if once:
            delivery.drain(stop=stop.is_set)
        elif settings.DEMO:
            await_server(stop)
        while not (once or stop.is_set()):
            self._look(stop)
            stop.wait(self._rest())

    def _rest(self) -> float:
        """Seconds until the next look: MAIL_POLL, or until a message is due. One that is due by now waits
        for the end of a pause, or for its server.
        """
        try:
            due = delivery.next_due()
        except DatabaseError:
            due = None
        wait = (due - timezone.now()).total_seconds() if due else 0
        return min(max(wait, 1), settings.MAIL_POLL) if wait > 0 else settings.MAIL_POLL

    def _look(self, stop: threading.Event) -> None:
        close_old_connections()
        try:
            if outcomes := delivery.drain(stop=stop.is_set):
                log.info("delivered: %s", dict(outcomes))
        except Exception:  # the database restarts, the disk is full …: the mail waits, we do too
            log.exception("the outbox could not be delivered, trying again")


def await_server(stop: threading.Event) -> None:
    """The demo starts its mail server beside this: for so long nobody need be told that it is not up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not stop.is_set():
        try:
            socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=1).close()
        except OSError:
            stop.wait(0.2)
        else:
            break
