"""A Celery task a mail, on Redis: a real worker, its processes warm before they are measured.

Redis is left as it is: nothing is on disk when a task is queued, and a task is gone once a worker has it.
"""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from typing import Any

from smtp import Sink

from benchmarks.senders.sender import Sender
from foundation.people.models import Person

TASKS = "benchmarks.senders.celery_tasks"
POOL = ["--pool=prefork", "--concurrency=2"]
PATIENCE = 120  # seconds for a worker to start, to answer or to send one mail more


@contextmanager
def senders(sink: Sink, redis: str) -> Iterator[list[Sender]]:
    """The worker takes nothing while tasks are queued, as the others do not."""
    keys = f"masar-benchmark-{uuid.uuid4().hex[:8]}:"
    os.environ.update(BENCHMARK_BROKER=redis, BENCHMARK_KEYS=keys)
    from benchmarks.senders.celery_tasks import app

    celery = [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "-A", TASKS, "worker"]
    alone = ["--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = subprocess.Popen([*celery, *POOL, *alone])
    try:
        _answer(app.control.ping)
        name = f"Celery {version('celery')}"
        yield [Sender(name, partial(_send, app, sink), _queue, partial(_tell, app, "cancel_consumer"))]
    finally:
        worker.terminate()
        worker.wait()
        _forget(redis, keys)


def _queue() -> None:
    from benchmarks.senders.celery_tasks import app, send

    with app.producer_pool.acquire(block=True) as producer:
        for number in Person.objects.values_list("pk", flat=True):
            send.apply_async((number,), producer=producer)


def _send(app: Any, sink: Sink) -> None:
    """Let the worker take tasks until the server has a mail of each: it tells nobody what it has done."""
    wanted, seen, since = sink.accepted + Person.objects.count(), sink.accepted, time.monotonic()
    _tell(app, "add_consumer")
    while sink.accepted < wanted:
        if sink.accepted > seen:
            seen, since = sink.accepted, time.monotonic()
        if time.monotonic() - since > PATIENCE:
            raise TimeoutError(f"{wanted - seen} tasks were never done")
        time.sleep(0.002)


def _tell(app: Any, command: str) -> None:
    _answer(partial(app.control.broadcast, command, arguments={"queue": "mails"}, reply=True, limit=1))


def _answer(ask: Callable[..., Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not ask(timeout=5):
        if time.monotonic() > end:
            raise TimeoutError("the worker does not answer")


def _forget(redis: str, keys: str) -> None:
    from redis import Redis

    with Redis.from_url(redis) as server:
        for key in server.scan_iter(match=f"{keys}*"):
            server.delete(key)
