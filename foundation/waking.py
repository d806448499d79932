"""Telling a worker that something waits: a word to the broker, which may be lost."""

import logging
import time

from celery import current_app

log = logging.getLogger(__name__)

REST = 30  # seconds without a word after one that failed
_back_at = 0.0


def wake(task: str) -> None:
    """May fail: what waits is a row, and the task's own poll finds it within a minute.

    After a failure this process leaves the broker alone for a while, so that a page waits for a dead broker
    once and not each time.
    """
    global _back_at  # noqa: PLW0603 - of this process
    if time.monotonic() < _back_at:
        return
    try:
        current_app.send_task(task, retry=False, ignore_result=True)
    except Exception as fault:  # noqa: BLE001 - whatever a broker may raise
        _back_at = time.monotonic() + REST
        log.warning("no broker to send %s to (%s); its poll finds what waits", task, fault)
