"""Careers at the desk: a person's, what came of an edition, and how long a milestone takes."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.careers.forms import ScopeForm
from alumni.careers.pictures import beside, drawing, risks
from alumni.careers.selectors import (
    attributions,
    attributions_in,
    ladders,
    milestones_of,
    participations_in,
    path_of,
    waits,
)
from alumni.careers.selectors.attribution import Attributed, Verdict, sees_outcomes
from alumni.careers.selectors.milestones import Kind
from alumni.careers.selectors.waits import FEW, Group
from foundation.importing.tables import csv_file
from foundation.lists.exporting import note_file
from foundation.people.models import Person
from residencies.programmes.models import Edition, Participation

ON_PAGE = 50
# What programs read; a group that is hidden has its line, and no figures.
COLUMNS = [
    "group", "hidden", "months", "at_risk", "events", "censored", "waiting", "low_95", "high_95",
    "before", "unknown", "dated_by_year",
]  # fmt: skip
OUTCOMES = ["person", "track", "state", "kind", "title", "detail", "when", "verdict", "reason"]


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    return TemplateResponse(
        request, template, {**admin.site.each_context(request), "title": title, **context}
    )


# -- a person ------------------------------------------------------------------------------------
@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Milestones, ladder, outcomes by programme and collaborators of one person."""
    rows = Person.objects.visible_to(request.user)
    row = get_object_or_404(rows, pk=number) if request.user.has_perm("people.view_person") else None
    if row is None:
        raise PermissionDenied
    today = timezone.localdate()
    path = path_of(row, request.user)
    judged = attributions(row.pk, request.user, today) if sees_outcomes(request.user) else []
    return _page(
        request,
        "careers/desk_person.html",
        _("Career of %(person)s") % {"person": row},
        row=row,
        reached=milestones_of(path, today),
        ladders=ladders(path),
        judged=judged,
        **beside(row, request.user, request.GET.get("page")),
    )


# -- what came of an edition -----------------------------------------------------------------------
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    if not sees_outcomes(request.user):
        raise PermissionDenied
    rows = Edition.objects.select_related("programme").order_by("-starts_on", "pk")
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("page"))
    return _page(request, "careers/desk_editions.html", _("Outcomes by edition"), page=page)


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    if not sees_outcomes(request.user):
        raise PermissionDenied
    row = get_object_or_404(Edition.objects.select_related("programme"), pk=number)
    taken, today = participations_in(row, request.user), timezone.localdate()
    if "csv" in request.GET:
        judged = attributions_in(row, taken, request.user, today)
        note_file(request, Participation, "csv", len(judged), edition=row.pk)
        return csv_file(f"outcomes-{row.pk}", OUTCOMES, _outcomes(judged))
    page = Paginator(taken, ON_PAGE).get_page(request.GET.get("page"))
    judged = attributions_in(row, page, request.user, today)
    counts = [(verdict, sum(one.counts[verdict] for one in judged)) for verdict in Verdict]
    title = _("Outcomes of %(edition)s") % {"edition": row}
    return _page(
        request, "careers/desk_edition.html", title, row=row, page=page, judged=judged, counts=counts
    )


def _outcomes(judged: list[Attributed]) -> Iterator[dict[str, Any]]:
    for one in judged:
        taken = one.participation
        who = {"person": str(taken.person), "track": str(taken.track or ""), "state": taken.state}
        for told in one.found:
            outcome = told.outcome
            facts = {"kind": outcome.kind.value, "title": outcome.title, "detail": outcome.detail}
            when = str(outcome.when.on or outcome.when.year or "")
            yield {**who, **facts, "when": when, "verdict": told.verdict.value, "reason": told.reason}


# -- time to a milestone ---------------------------------------------------------------------------
@require_safe
def time_to(request: HttpRequest) -> HttpResponse:
    """Days count from completion. Asked without anything, it is the first feature as a director."""
    if not sees_outcomes(request.user):
        raise PermissionDenied
    asked = request.GET.copy()
    asked.setdefault("milestone", Kind.FEATURE_DIRECTED)
    form = ScopeForm(asked)
    groups = waits(form.scope(), request.user, timezone.localdate()) if form.is_valid() else []
    if "csv" in request.GET and form.is_valid():
        return csv_file(f"time-to-{asked['milestone']}", COLUMNS, rows_of(groups))
    asked["csv"] = "1"
    name = Kind(form.cleaned_data["milestone"]).label if "milestone" in form.cleaned_data else ""
    return _page(
        request,
        "careers/desk_time_to.html",
        _("Time to a milestone"),
        form=form,
        milestone=name,
        groups=[_drawn(group) for group in groups],
        few=FEW,
        csv=f"?{asked.urlencode()}",
    )


def _drawn(group: Group) -> dict[str, Any]:
    if not group.is_shown:
        return {"group": group}
    curve = group.curve
    table = [(risk, [_percent(part) for part in risk.reached]) for risk in risks(curve)]
    return {
        "group": group,
        "curve": curve,
        "drawing": drawing(curve, is_rtl=get_language_bidi()),
        "risks": table,
    }


def _percent(part: float) -> str:
    return f"{100 * part:.0f}\u00a0%"


def rows_of(groups: list[Group]) -> Iterator[dict[str, Any]]:
    for group in groups:
        named = {"group": group.label, "hidden": int(not group.is_shown)}
        if not group.is_shown:
            yield named
            continue
        apart = {"before": group.before, "unknown": group.unknown, "dated_by_year": group.by_year}
        for step in group.curve.steps:
            yield {
                **named,
                "months": step.time,
                "at_risk": step.at_risk,
                "events": step.events,
                "censored": step.censored,
                "waiting": round(step.waiting, 6),
                "low_95": round(step.low, 6),
                "high_95": round(step.high, 6),
                **apart,
            }
