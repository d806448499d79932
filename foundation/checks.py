"""What must hold before Masar may run: `manage.py check` and every start."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection


@register(Tags.compatibility)
def zone_rules_are_current(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Morocco has been at UTC+0 since 2026-09-20; older zone data shifts every local hour."""
    offset = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Africa/Casablanca")).utcoffset()
    if offset == timedelta(0):
        return []
    return [
        Error(
            f"Africa/Casablanca on 2026-11-24 is UTC{offset} by the zone data in use, not UTC+0.",
            hint="Install tzdata >= 2026.3 and let foundation.settings reset the zone path first.",
            id="masar.E001",
        )
    ]


@register(Tags.compatibility)
def lease_outlives_delivery(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A delivery longer than its lease would be sent a second time by someone else."""
    problems: list[CheckMessage] = []
    if not settings.EMAIL_TIMEOUT:
        problems.append(
            Error(
                "EMAIL_TIMEOUT is not set: a silent server would hold a sender for ever.",
                id="masar.E002",
            )
        )
    if settings.MAIL_SEND_CAP * 1.5 > settings.MAIL_LEASE:
        problems.append(Error("MAIL_SEND_CAP × 1.5 must not exceed MAIL_LEASE (seconds).", id="masar.E003"))
    return problems


@register(Tags.compatibility)
def lease_outlives_webhook(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A webhook that takes longer than its lease would be sent a second time by someone else."""
    if settings.HOOKS_CAP * 3 <= settings.HOOKS_LEASE:
        return []
    return [Error("HOOKS_CAP × 3 must not exceed HOOKS_LEASE (seconds).", id="masar.E006")]


@register(Tags.compatibility)
def provider_can_be_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A key or a package that is missing would show only when the first mail is due."""
    if not settings.EMAIL_PROVIDER:
        return []
    try:
        get_connection()
    except ImproperlyConfigured as fault:
        said = f"EMAIL_PROVIDER={settings.EMAIL_PROVIDER} cannot be used: {fault}"
        return [Error(said, hint="ANYMAIL_… variables: see .env.example.", id="masar.E005")]
    return []


@register(Tags.security, deploy=True)
def production_is_shared_and_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    if settings.DEMO:
        problems.append(
            Error(
                "MASAR_DEMO shows every mail to anyone: never set it in production.",
                id="masar.E004",
            )
        )
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        problems.append(
            Warning(
                "CACHE_URL is not shared between processes, so rate limits are counted per process.",
                id="masar.W001",
            )
        )
    if not settings.SITE_URL.startswith("https://"):
        problems.append(Warning("SITE_URL is not https: links in mail would not be either.", id="masar.W002"))
    return problems
