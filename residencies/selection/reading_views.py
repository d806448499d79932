"""A juror's pages: the invitation behind its link, and behind her login what is hers to read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.errors import ServiceError
from foundation.files.serving import served
from foundation.links import INVALID, hers, in_terms_of, private
from foundation.numbers import number_of
from foundation.readings import tell_reading
from foundation.translated import listed
from residencies.calls.models import Application
from residencies.calls.selectors import with_everything
from residencies.selection import services
from residencies.selection.blinding import Sight, seen_title, sight
from residencies.selection.models import Assignment, Juror, Review
from residencies.selection.reading_forms import criteria_of, fields_of
from residencies.selection.selectors import (
    juror_of_token,
    neighbours,
    others_said,
    progress_of,
    seats_of,
    to_read,
    undeclared,
)
from residencies.selection.selectors.reading import Progress
from residencies.selection.services.reading import MARK, TEXTS
from residencies.selection.stripping import CannotStrip, stripped

View = Callable[..., HttpResponseBase]
PER_PAGE = 50


@private
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where she accepts or declines, with one press. Opening it changes nothing."""
    juror = juror_of_token(token)
    if juror is None:
        raise Http404
    fault = ""
    with in_terms_of(request, juror.person.language, juror.person.time_zone):
        if request.method == "POST" and {"accept", "decline"} & request.POST.keys():
            try:
                if "accept" in request.POST:
                    services.accept_seat(juror, now=timezone.now())
                else:
                    reason = request.POST.get("reason", "")
                    services.decline_seat(juror, reason=reason, now=timezone.now())
            except ServiceError as error:
                fault = str(error)
            else:
                return redirect(request.path)
        context = {
            "juror": juror,
            "jury": juror.jury,
            "fault": fault,
            "language_url": request.get_full_path(),
        }
        return _page(request, "invitation", context, INVALID if fault else 200)


@hers
@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """Her seats with how far she is, and what she reads in the one that is chosen (`?seat=`)."""
    seats = list(seats_of(request.user))
    if not seats:
        return _page(request, "list", {"seats": []})
    wanted = request.GET.get("seat", "")
    seat = next((one for one in seats if str(one.pk) == wanted), seats[0])
    done = progress_of(seats)
    rows = to_read(seat, request.user).select_related("application__call__form", "application__track")
    if seat.jury.call.is_blind:
        rows = rows.prefetch_related("application__members__person", "application__call__form__questions")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "seats": [(one, done.get(one.pk, Progress())) for one in seats],
        "seat": seat,
        "progress": done.get(seat.pk, Progress()),
        "page": page,
        "rows": [(row, seen_title(row.application), row.stage) for row in page],
        "next": next((row for row in page if row.stage != "handed_in"), None),
    }
    return _page(request, "list", context)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """One application with her review of it, which saves itself or is saved by a button."""
    given = _given(request, number)
    if request.method != "POST":
        return _reading_page(request, given)
    sent = {name: str(value) for name, value in request.POST.items()}
    typed = {name: value for name, value in sent.items() if name in TEXTS or name.startswith(MARK)}
    versions = _versions(request)
    who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    saved, fault = None, ""
    try:
        known = versions.pop("", None)
        saved = services.save_review(given, typed, version=known, versions=versions, **who)
        if "send" in request.POST and not saved.errors and not saved.conflicts:
            services.hand_in(given, **who)
    except ServiceError as error:
        fault = str(error)
    if "application/json" in request.headers.get("Accept", ""):
        return _told(saved, fault)
    if fault or (saved and (saved.errors or saved.conflicts)):
        return _reading_page(request, given, typed=typed, saved=saved, fault=fault)
    if "send" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect("selection:reading", number)
    messages.success(request, _("Handed in. You can change it until the reading closes."))
    return redirect(_next_url(request, given))


def _versions(request: HttpRequest) -> dict[str, int]:
    """`version` of the page, under "", and `version.<name>` of each field that has saved itself since."""
    sent = [(name.partition("."), number_of(value)) for name, value in request.POST.items()]
    return {rest: one for (head, _dot, rest), one in sent if head == "version" and one is not None}


def _next_url(request: HttpRequest, given: Assignment) -> str:
    row = to_read(given.juror, request.user).filter(pk__in=Assignment.objects.open()).first()
    return reverse("selection:reading", args=[row.pk]) if row else reverse("selection:list")


def _told(saved: services.Saved | None, fault: str) -> JsonResponse:
    errors = {**(saved.errors if saved else {}), **({"": fault} if fault else {})}
    conflicts = saved.conflicts if saved else {}
    told = {"errors": errors, "conflicts": conflicts, "version": saved.review.version if saved else None}
    return JsonResponse(told, status=INVALID if errors or conflicts else 200)


def _reading_page(
    request: HttpRequest,
    given: Assignment,
    *,
    typed: dict[str, str] | None = None,
    saved: services.Saved | None = None,
    fault: str = "",
) -> HttpResponse:
    review = Review.objects.filter(assignment=given).prefetch_related("marks").first()
    errors, elsewhere = (saved.errors, saved.conflicts) if saved else ({}, {})
    before, after = neighbours(given, request.user)
    jury = given.juror.jury
    context = {
        "given": given,
        "jury": jury,
        "sight": _sight(given),
        "review": review,
        "fields": list(fields_of(given, review, typed=typed, errors=errors, elsewhere=elsewhere)),
        "can_write": jury.closed_at is None,
        "has_criteria": bool(criteria_of(given)),
        "fault": fault,
        "wrong": bool(fault or errors),
        "elsewhere": bool(elsewhere),
        "before": before,
        "after": after,
        "others": list(others_said(given, request.user)) if jury.closed_at else [],
    }
    return _page(request, "reading", context, INVALID if fault or errors or elsewhere else 200)


@hers
@require_safe
def file(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """A file of an application that is hers to read, as the jury is to see it."""
    given = _given(request, number)
    found = _sight(given).file(file)
    if found is None:
        raise Http404
    tell_reading(given.application.person, "file", found.row.pk, by=request.user, face="page")
    if not given.application.call.is_blind:
        return served(found.row)
    try:
        return served(found.row, name=found.name, content=stripped(found.row))
    except CannotStrip:
        return _page(request, "kept_file", {"given": given, "file": found}, 409)


@hers
@require_POST
def conflict(request: HttpRequest, number: int) -> HttpResponse:
    """She declares a conflict with what she was to read."""
    given = _given(request, number)
    return _declare(request, given.juror, given.application)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest, number: int) -> HttpResponse:
    """All that her jury reads, for her to say what she may not judge."""
    juror = seats_of(request.user).filter(pk=number).first()
    if juror is None:
        raise Http404
    rows = undeclared(juror, request.user)
    if request.method == "POST":
        row = rows.filter(pk=number_of(request.POST.get("application")) or 0).first()
        if row is None:
            raise Http404
        return _declare(request, juror, row)
    blind = juror.jury.call.is_blind
    related = ["members__person", "call__form__questions"] if blind else ["members"]
    page = Paginator(rows.prefetch_related(*related), PER_PAGE).get_page(request.GET.get("page"))
    listed = [(row, seen_title(row), "" if blind else _who(row)) for row in page]
    return _page(request, "conflicts", {"juror": juror, "jury": juror.jury, "page": page, "rows": listed})


def _who(row: Application) -> str:
    return listed(one.name for one in row.members.all() if one.withdrawn_at is None) or row.name


def _declare(request: HttpRequest, juror: Juror, row: Application) -> HttpResponse:
    detail = request.POST.get("detail", "")
    try:
        services.declare_conflict(juror, row, detail=detail, by=request.user, now=timezone.now())
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Thank you for saying so. You will not find it here any more."))
    return redirect(f"{reverse('selection:list')}?seat={juror.pk}")


def _given(request: HttpRequest, number: int) -> Assignment:
    rows = Assignment.objects.of_account(request.user)
    row = rows.select_related("juror__jury__call", "application__call").filter(pk=number).first()
    if row is None:
        raise Http404
    return row


def _sight(given: Assignment) -> Sight:
    return sight(with_everything(Application.objects.all()).get(pk=given.application_id))


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"selection/{name}.html", context, status=status)
