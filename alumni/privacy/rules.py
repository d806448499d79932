"""What may go after a time: categories of data, each with the rows that are older than a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps as installed
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from alumni.privacy.holdings import NOBODY
from alumni.privacy.models import Reading
from alumni.support.models import SupportRequest
from foundation.mail.models import Message
from residencies.calls.models import Application


@dataclass(frozen=True)
class Category:
    """`older(than)` gives the rows; `empties`: the texts that are emptied where the rows themselves stay.
    `shows`: whether the dry run may show rows: of requests for help it tells a number alone.
    """

    months: int
    older: Callable[[datetime], QuerySet[Any]]
    empties: tuple[str, ...] = ()
    shows: bool = True


def _declined(than: datetime) -> QuerySet[Any]:
    out = [Application.State.DECLINED, Application.State.INELIGIBLE, Application.State.WITHDRAWN]
    told = Q(told_at__lt=than) | Q(withdrawn_at__lt=than)
    return Application.objects.filter(told, state__in=out).exclude(name=NOBODY)


def _drafts(than: datetime) -> QuerySet[Any]:
    return Application.objects.filter(state=Application.State.DRAFT, saved_at__lt=than)


def _bodies(than: datetime) -> QuerySet[Any]:
    settled = Message.objects.exclude(state__in=Message.OPEN).filter(created_at__lt=than)
    return settled.exclude(text="", html="", subject="")


def _threads(than: datetime) -> QuerySet[Any]:
    return SupportRequest.objects.filter(
        state=SupportRequest.State.CLOSED, closed_at__lt=than, messages__isnull=False
    ).distinct()


def _sessions(than: datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=than)


CATEGORIES = {
    "applications": Category(24, _declined),
    "drafts": Category(12, _drafts),
    "mails": Category(6, _bodies, ("subject", "text", "html")),
    "support": Category(60, _threads, shows=False),
    "logins": Category(1, _sessions),
    "readings": Category(36, lambda than: Reading.objects.filter(at__lt=than)),
    "desk": Category(36, lambda than: LogEntry.objects.filter(action_time__lt=than)),
}


def know_rules(sender: Any = None, apps: Any = installed, **options: Any) -> None:
    """A rule for each category, switched off. Runs after every migrate."""
    try:
        rule = apps.get_model("privacy", "Rule")
    except LookupError:  # a migrate that has not come that far
        return
    for code, category in CATEGORIES.items():
        rule.objects.get_or_create(code=code, defaults={"months": category.months})
