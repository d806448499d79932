"""`/metrics`: the outbox, and what runs by itself, in figures for Prometheus.

They name no one; the token is for those who watch.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from foundation.jobs.models import Job
from foundation.mail import figures
from foundation.mail.selectors import due_since, postman

HOUR = timedelta(hours=1)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry(auto_describe=False)
    now = timezone.now()
    registry.register(OutboxCollector(now))
    registry.register(JobsCollector(now))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class DatabaseCollector(Collector):
    """Reads the database as it is scraped: any process may answer, and none has to remember anything."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def describe(self) -> list[Metric]:
        return []  # or registering would read the database a second time


class JobsCollector(DatabaseCollector):
    def collect(self) -> Iterator[Metric]:
        jobs = list(Job.objects.watched())
        for what, said in (("began_at", "last began"), ("ended_at", "last ended well")):
            name = f"job_{what.removesuffix('_at')}_seconds"
            ages = {job.name: job.seconds_since(what, self.now) for job in jobs}
            told = {job: age for job, age in ages.items() if age is not None}
            yield _labelled(name, f"Since what runs by itself {said}.", "job", told)
        failed = {job.name: int(bool(job.fault)) for job in jobs}
        yield _labelled("job_failed", "1 where the last run failed.", "job", failed)


class OutboxCollector(DatabaseCollector):
    def collect(self) -> Iterator[Metric]:
        yield from self._delivery()
        yield _gauge(
            "mail_oldest_due_seconds",
            "How long the oldest due mail has waited.",
            self._age(due_since(self.now)),
        )
        yield _labelled(
            "mail_messages", "Open mail, and mail of the last day, by state.", "state", self._states()
        )
        yield _gauge("mail_sending_past_lease", "Mail left by a sender that died.", figures.stuck(self.now))
        yield _gauge(
            "mail_sent_last_hour", "Mail that left within an hour.", figures.sent_since(self.now - HOUR)
        )
        tries = figures.tries_since(self.now - HOUR)
        yield _labelled(
            "mail_attempts_last_hour", "Tries to deliver within an hour, by outcome.", "outcome", tries
        )

    def _delivery(self) -> Iterator[Metric]:
        row = postman()
        yield _gauge("mail_paused", "1 while staff have paused all mail.", bool(row and row.paused))
        closed = bool(row and row.closed_until and row.closed_until > self.now)
        yield _gauge("mail_server_closed", "1 while the mail server is left alone after a fault.", closed)
        if row and row.looked_at:
            yield _gauge("mail_last_look_seconds", "Since a sender last looked.", self._age(row.looked_at))

    def _states(self) -> dict[str, int]:
        return figures.by_state(self.now - timedelta(days=1))

    def _age(self, moment: datetime | None) -> float:
        return (self.now - moment).total_seconds() if moment else 0.0


def _gauge(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(f"masar_{name}", said, value=float(value))


def _labelled(name: str, said: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(f"masar_{name}", said, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family
