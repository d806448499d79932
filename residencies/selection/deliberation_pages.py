"""The pages of a deliberation at the desk: its ranking and its minutes; the room has a file of its own.

The desk has looked up the deliberation and asked who may come in; what happens is for the services.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.importing.tables import csv_file
from foundation.lists.exporting import note_file
from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.deliberation_forms import AmendForm
from residencies.selection.minutes_pdf import minutes_pdf
from residencies.selection.models import Deliberation, Minutes, may_decide
from residencies.selection.presenting import seat_rows, strip_of
from residencies.selection.selectors.deciding import hidden_from
from residencies.selection.selectors.minutes import faults_of, readable_to, undecided
from residencies.selection.selectors.ranking import ORDERS, Ranking, ranking

LANGUAGES = [code for code, _name in settings.LANGUAGES]
Desk = admin.ModelAdmin


def page(desk: Desk, request: HttpRequest, row: Deliberation, name: str, **told: Any) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "original": row,
        "deliberation": row,
        "may_decide": may_decide(request.user),
        "is_closed": row.minutes.exists(),
        "is_fullwidth": True,
        "shows_names": not row.call.is_blind,
        "here": name,
        **told,
    }
    return TemplateResponse(request, f"selection/{name}.html", context)


def address(page: str, row: Deliberation, *more: Any) -> str:
    return reverse(f"admin:selection_deliberation_{page}", args=[row.pk, *more])


# -- the ranking -------------------------------------------------------------------------------
def show_ranking(desk: Desk, request: HttpRequest, row: Deliberation) -> HttpResponse:
    hidden = hidden_from(row, request.user)
    found = ranking(row, unseen=hidden)
    order = request.GET.get("order", "place")
    lines = sorted(found.lines, key=ORDERS.get(order, ORDERS["place"]))
    if "csv" in request.GET:
        note_file(request, Application, "csv", len(found.lines), deliberation=row.pk)
        return csv_file(f"ranking-{row.call.slug}-{row.step}", COLUMNS, _cells(row, found))
    return page(
        desk,
        request,
        row,
        "ranking",
        title=_("Ranking"),
        lines=[(line, strip_of(line)) for line in lines],
        ranking=found,
        keeps_back=bool(hidden),
        seats=seat_rows(found),
        order=order if order in ORDERS else "place",
    )


COLUMNS = [
    "place", "application", "title", "name", "track", "score", "calibrated", "calibrated_place", "raw",
    "raw_place", "readings", "deviation", "range", "juror", "juror_raw", "juror_calibrated", "place_without",
]  # fmt: skip


def _cells(row: Deliberation, found: Ranking) -> Iterator[dict[str, Any]]:
    """A line for each reading; one alone for what nobody has read."""
    for line in found.lines:
        about = line.application
        facts = {
            "place": line.place,
            "application": about.number,
            "title": line.title,
            "name": "" if row.call.is_blind else about.name,
            "track": about.track.slug if about.track else "",
            "score": line.score,
            "readings": line.readings,
            "deviation": line.deviation,
            "range": line.range,
        }
        if line.raw and line.calibrated:
            facts |= {"raw": line.raw.score, "raw_place": line.raw.place}
            facts |= {"calibrated": line.calibrated.score, "calibrated_place": line.calibrated.place}
        for voice in line.voices:
            said = {"juror_raw": voice.raw, "juror_calibrated": voice.adjusted}
            yield {**facts, "juror": str(voice.juror), **said, "place_without": voice.without}
        if not line.voices:
            yield facts


# -- the minutes -------------------------------------------------------------------------------
def show_minutes(desk: Desk, request: HttpRequest, row: Deliberation) -> HttpResponse:
    form = AmendForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST":
        try:
            if said := _written(request, row, form):
                messages.success(request, said)
                return HttpResponseRedirect(address("minutes", row))
        except ServiceError as fault:
            messages.error(request, str(fault))
    hidden = hidden_from(row, request.user)
    numbers, rows = _numbers(hidden), row.minutes.select_related("closed_by__person")
    return page(
        desk,
        request,
        row,
        "minutes",
        title=_("Minutes"),
        rows=[(one, readable_to(one.content, numbers)) for one in rows],
        faults=faults_of(row),
        missing=undecided(row).exclude(pk__in=hidden).count(),
        form=form,
        languages=LANGUAGES,
    )


def _written(request: HttpRequest, row: Deliberation, form: AmendForm) -> str:
    """Close or amend; '' where the form says what is wrong. Raises ServiceError."""
    who = {"by": request.user, "now": timezone.now()}
    if "close" in request.POST:
        services.close_minutes(row, **who)
        return _("The minutes are closed.")
    if not form.is_valid():
        return ""
    services.amend_minutes(row, form.cleaned_data["reason"], **who)
    return _("The minutes are amended.")


def _numbers(hidden: Collection[int]) -> set[str]:
    return set(Application.objects.filter(pk__in=hidden).values_list("number", flat=True))


def send_minutes(request: HttpRequest, row: Deliberation, number: int, language: str) -> HttpResponse:
    """One of the minutes as a PDF, without what is kept from its reader."""
    found = Minutes.objects.visible_to(request.user).filter(deliberation=row, number=number).first()
    if found is None or language not in LANGUAGES:
        raise Http404
    content = readable_to(found.content, _numbers(hidden_from(row, request.user)))
    note_file(request, Application, "pdf", len(content["decisions"]), deliberation=row.pk)
    response = HttpResponse(minutes_pdf(found, content, language), "application/pdf")
    name = f"minutes-{row.call.slug}-{row.step}-{number}-{language}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
