"""The page that shows how the outbox is doing: what fills it, what waits, what left, what came back."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.jobs.models import Job
from foundation.mail import figures
from foundation.mail.models import Message
from foundation.mail.selectors import due_since, postman


def board(desk: admin.ModelAdmin, request: HttpRequest, now: datetime) -> HttpResponse:
    rows = Message.objects.visible_to(request.user)
    since, days = figures.start_of_board(now), figures.sent_by_day(now, rows)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("How the mail goes"),
        "now": now,
        "due_since": due_since(now),
        "postman": postman(),
        "jobs": Job.objects.watched(),
        "late": set(Job.objects.late(now).values_list("pk", flat=True)),
        "states": _states(figures.by_state(since, rows)),
        "domains": figures.by_domain(since, now, rows),
        "days": days,
        "most": max(count for _day, count in days) or 1,
        "letters": list(figures.dead_letters(rows)),
        "days_back": figures.DAYS,
        "may_deliver": request.user.has_perm("mail.change_message"),
        "outbox": reverse("admin:mail_message_changelist"),
    }
    return TemplateResponse(request, "mail/desk_board.html", context)


def _states(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Each state with its list in the outbox."""
    table = reverse("admin:mail_message_changelist")
    return [
        {"label": Message.State(state).label, "count": count, "url": f"{table}?state__exact={state}"}
        for state, count in counts.items()
    ]
