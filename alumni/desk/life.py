"""One page a person with everything she is to the foundation, the newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.module_loading import import_string

from alumni.desk.cards import waiting_kinds
from foundation.people.models import Person, is_staff_with
from foundation.strands import Strand, braided, lines

PAGE = 50
SHOWN = 10  # of what waits, and of the days to come


def strands_of(person: Person, viewer: Any) -> list[Strand]:
    """What `settings.PERSON_LIFE` gives, as far as the viewer holds the right for it."""
    given = [one for path in settings.PERSON_LIFE for one in import_string(path)(person, viewer)]
    return [one for one in given if is_staff_with(viewer, one.right)]


def waiting_about(person: Person, viewer: Any, now: datetime) -> list[Any]:
    """What waits about her, the oldest first, whoever answers for it."""
    strands = [
        Strand(kind.code, kind.title, kind.rows.filter(**{kind.person: person}), kind.at, kind.line)
        for kind in waiting_kinds(viewer, now)
        if kind.person
    ]
    return _first(strands)


def to_come(strands: Sequence[Strand], now: datetime) -> list[Any]:
    """The next days of hers, the first one first."""
    return _first(strands, Q(strand_at__gt=now))


def _first(strands: Sequence[Strand], only: Q | None = None) -> list[Any]:
    if not strands:
        return []
    return lines(braided(strands, only).order_by("strand_at", "strand_code", "strand_key")[:SHOWN], strands)


def life_page(desk: ModelAdmin, request: HttpRequest, person: Person) -> HttpResponse:
    """What is open on top, then all that was, by page; `kind` narrows it to one of them."""
    now, asked = timezone.now(), request.GET.get("kind", "")
    known = strands_of(person, request.user)
    chosen = [one for one in known if one.code == asked] or known
    past = braided(chosen, Q(strand_at__lte=now))
    rows = past.order_by("-strand_at", "strand_code", "-strand_key") if chosen else []
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "original": person,
        "title": str(person),
        "person": person,
        "open": waiting_about(person, request.user, now),
        "coming": to_come(known, now),
        "kinds": sorted(known, key=lambda one: one.title),
        "kind": asked if len(chosen) < len(known) else "",
        "page": page,
        "events": lines(page, chosen),
        "email": person.email,
        "may_task": request.user.has_perm("desk.add_task"),
    }
    return TemplateResponse(request, "desk/life.html", context)
