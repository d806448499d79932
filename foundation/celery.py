"""Celery wakes things up and nothing more: no payload, no eta, no result.

What has to happen is a row in the database, so a lost broker loses nothing.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import import_modules
from django.core.management.base import BaseCommand
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foundation.settings")
app = Celery("masar")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
TRANSPORT_ALIASES |= {
    "filesystem": "foundation.broker:Transport",
    "redis": "foundation.broker:RedisTransport",
    "rediss": "foundation.broker:RedisTransport",
}


@import_modules.connect
def check_before_work(**kwargs: Any) -> None:
    """A worker or scheduler that fails the system checks does not start; Celery runs them and goes on."""
    BaseCommand().check()
