"""A member's pages: her trip, her report, and the one behind the link of an offer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import ServiceError
from foundation.files.serving import made
from foundation.links import INVALID, hers, in_terms_of, private
from residencies.delegations import papers_pdf, services
from residencies.delegations.calendars import flights_of
from residencies.delegations.forms import ReportForm
from residencies.delegations.models import Member, Papers, Reserve
from residencies.delegations.selectors.checklist import lacks
from residencies.delegations.selectors.links import reserve_of_token
from residencies.delegations.selectors.trips import meetings, trip_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def _own(request: HttpRequest, number: int) -> Member:
    row = trip_of(request.user, number)
    if row is None:
        raise Http404
    return row


@hers
@require_safe
def trip(request: HttpRequest, number: int) -> HttpResponse:
    """All she needs of her journey on one page."""
    row, today = _own(request, number), timezone.localdate()
    context = {
        "row": row,
        "trip": row.delegation,
        "papers": getattr(row, "papers", None) or Papers(member=row),
        "per_diem": getattr(row, "per_diem", None),
        "legs": [(leg, papers_pdf.when(leg)) for leg in row.legs.all()],
        "lacks": [(one, one.is_late(today)) for one in lacks(row)] if row.goes else [],
        "meetings": meetings(row, timezone.now()),
        "may_report": row.goes and today >= row.delegation.leaves_on,
        "languages": settings.LANGUAGES,
    }
    return render(request, "delegations/trip.html", context)


@hers
@require_safe
def flights(request: HttpRequest, number: int) -> HttpResponse:
    """Her way, to be taken over into the calendar of her phone."""
    body = flights_of(_own(request, number), now=timezone.now())
    return made(body, f"trip-{number}.ics", "text/calendar; charset=utf-8")


@hers
@require_safe
def brief(request: HttpRequest, number: int, language: str) -> HttpResponse:
    row = _own(request, number)
    if language not in LANGUAGES:
        raise Http404
    content = papers_pdf.brief(row, language, at=timezone.now())
    return made(content, f"brief-{row.pk}-{language}.pdf", "application/pdf")


@hers
@require_safe
def visa_letter(request: HttpRequest, number: int, language: str) -> HttpResponse:
    row = _own(request, number)
    if language not in LANGUAGES or not row.goes:
        raise Http404
    content = papers_pdf.visa_letter(row, language, at=timezone.now())
    return made(content, f"visa-{row.pk}-{language}.pdf", "application/pdf")


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Whom she met and what follows, with one press."""
    row = _own(request, number)
    said = {"met": row.met, "follows": row.follows}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=said, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_in_report(row, **form.as_said(), by=request.user, now=timezone.now())
        except ServiceError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Thank you: your report is here."))
            return redirect("delegations:trip", row.pk)
    context = {"row": row, "trip": row.delegation, "form": form}
    status = INVALID if form.errors else 200
    return render(request, "delegations/report.html", context, status=status)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of an offer: she takes the place, or does not. Opening it changes nothing."""
    row = reserve_of_token(token)
    if row is None:
        raise Http404
    with in_terms_of(request, row.person.language, row.person.time_zone):
        if request.method != "POST" or not {"accept", "decline"} & request.POST.keys():
            return _place_page(request, row)
        try:
            _answer(request, row)
        except ServiceError as fault:
            return _place_page(request, reserve_of_token(token) or row, str(fault), INVALID)
    return redirect(request.path)


def _answer(request: HttpRequest, row: Reserve) -> None:
    by = request.user if request.user.is_authenticated else None
    act = services.accept_place if "accept" in request.POST else services.decline_place
    act(row, by=by, now=timezone.now())


def _place_page(request: HttpRequest, row: Reserve, fault: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "row": row,
        "trip": row.delegation,
        "is_open": row.is_answerable(timezone.now()),
        "fault": fault,
        "language_url": request.get_full_path(),
    }
    response = render(request, "delegations/place.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
