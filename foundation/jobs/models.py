from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def patience() -> timedelta:
    return timedelta(seconds=settings.HEALTH_JOBS)


class JobQuerySet(models.QuerySet["Job"]):
    def watched(self) -> "JobQuerySet":
        """Those of `settings.JOBS`; rows of jobs that are no more stay and are read by nobody."""
        return self.filter(name__in=settings.JOBS)

    def late(self, now: datetime) -> "JobQuerySet":
        """Those that have not ended for longer than HEALTH_JOBS, or never since they were known."""
        done = Coalesce("ended_at", "known_since")
        return self.watched().annotate(done=done).filter(done__lt=now - patience())


class Job(models.Model):
    """When one of the things that run by themselves last began, and when it last ended well.

    A row and not a process's memory: any process may be asked, and a restart forgets nothing.
    `services.noted` writes it.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)  # its task's
    known_since = models.DateTimeField(_("known since"), default=timezone.now)
    began_at = models.DateTimeField(_("last began"), null=True)
    ended_at = models.DateTimeField(_("last ended"), null=True)
    # The kind of exception that ended the last run, '' where it ended well. Its text may name people.
    fault = models.CharField(_("fault"), max_length=100, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return str(settings.JOBS.get(self.name, self.name))

    def is_missed(self, now: datetime) -> bool:
        """Whether it is to run at once, whatever the hour: it is late, or has never run."""
        return self.ended_at is None or self.ended_at < now - patience()

    def seconds_since(self, what: str, now: datetime) -> float | None:
        """Since it last `began_at` or `ended_at`; None where it never has."""
        at: Any = getattr(self, what)
        return (now - at).total_seconds() if at else None
