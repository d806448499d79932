import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from foundation.hooks import delivery

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Deliver webhooks that are due, look again every MAIL_POLL seconds. Needs no broker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        if once:
            delivery.drain(stop=stop.is_set)
        while not (once or stop.is_set()):
            close_old_connections()
            try:
                if outcomes := delivery.drain(stop=stop.is_set):
                    log.info("webhooks: %s", dict(outcomes))
            except Exception:  # the database restarts …: what waits waits, we do too
                log.exception("webhooks could not be delivered, trying again")
            stop.wait(settings.MAIL_POLL)
