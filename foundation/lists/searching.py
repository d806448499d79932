"""One search over the tables of the desk, for what its reader may see: each asks as its own list does."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SHOWN = 5  # of each table
FEWEST_LETTERS = 3  # of the longest word: what is shorter no index finds
LONGEST = 200
MOST_DETAILS = 4


@dataclass(frozen=True)
class Hit:
    text: str
    details: list[str]
    url: str


@dataclass(frozen=True)
class Group:
    title: str
    hits: list[Hit]
    more: str  # the address of its list with the same search, or ''


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A page, or for the box on top of the menu its list alone."""
    text = " ".join(request.GET.get("s", "").replace("\x00", "").split())[:LONGEST]
    is_short = bool(text) and max(map(len, text.split())) < FEWEST_LETTERS
    groups = [] if is_short or not text else found(request, text)
    context = {
        "text": text,
        "is_short": is_short,
        "groups": groups,
        "title": _("Search"),
    }
    if request.headers.get("X-Requested-With") == "fetch":
        return TemplateResponse(request, "admin/search_list.html", context)
    return TemplateResponse(
        request, "admin/search_page.html", {**admin.site.each_context(request), **context}
    )


def found(request: HttpRequest, text: str) -> list[Group]:
    """The first few of each table, in as many queries for one row as for a million."""
    desks = {model._meta.label_lower: desk for model, desk in admin.site._registry.items()}
    groups = []
    for table in settings.DESK_SEARCH:
        desk = desks[table]
        if desk.has_view_or_change_permission(request) and (hits := _hits(desk, request, text)):
            more = f"{desk.list_url()}?{urlencode({'q': text})}" if len(hits) > SHOWN else ""
            name = str(desk.opts.verbose_name_plural)
            groups.append(Group(name[:1].upper() + name[1:], hits[:SHOWN], more))
    return groups


def _hits(desk: Any, request: HttpRequest, text: str) -> list[Hit]:
    rows, _repeats = desk.get_search_results(request, desk.get_queryset(request), text)
    shown = list(_related(desk, request, rows)[: SHOWN + 1])
    desk.fill_rows(request, shown)
    columns = [name for name, _label in desk.file_columns(request)]
    return [_hit(desk, row, columns) for row in shown]


def _related(desk: Any, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """With what the columns name, as the list fetches it."""
    wanted = desk.get_list_select_related(request)
    return rows.select_related(*([] if wanted in (True, False) else wanted))


def _hit(desk: Any, row: Any, columns: list[Any]) -> Hit:
    text = desk.hit_text(row)
    said = dict.fromkeys(str(desk.file_value(row, name)) for name in columns)
    details = [part[:80] for part in said if part and part not in {text, _("yes"), _("no")}]
    url = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_change", args=[row.pk])
    return Hit(text, details[:MOST_DETAILS], url)
