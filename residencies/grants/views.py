"""A grantee's pages: her grants and what was paid, and where she hands in a report."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import served
from foundation.files.storing import MEGABYTE
from foundation.links import INVALID, hers
from residencies.grants import filing, services
from residencies.grants.models import Document, Report
from residencies.grants.selectors import grants_of
from residencies.grants.services.reports import LONGEST

MOST = filing.LIMITS.size + MEGABYTE  # of an upload: what is a little too big is told beside its place


@hers
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person = getattr(request.user, "person", None)
    rows = grants_of(person, timezone.localdate()) if person else []
    return render(request, "grants/mine.html", {"grants": rows, "today": timezone.localdate()})


@csrf_exempt  # until the upload is bounded: what checks the token reads the request
@hers
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponseBase:
    """Where she writes her report or sends a file, with one press."""
    rows = Report.objects.filter(grant__person__account=request.user.pk)
    row = rows.select_related("grant__fund", "document").filter(pk=number).first()
    if row is None:
        raise Http404
    if request.method == "POST" and not bound_upload(request, MOST):
        return _page(request, row, filing.LIMITS.too_big, 413)
    return _report(request, row)


@csrf_protect
def _report(request: HttpRequest, row: Report) -> HttpResponse:
    if request.method != "POST":
        return _page(request, row)
    text = request.POST.get("text", "")
    upload = request.FILES.get("file")
    if getattr(request, "too_big", False):
        return _page(request, row, filing.LIMITS.too_big, 413)
    try:
        services.hand_in_report(row, by=request.user, now=timezone.now(), text=text, upload=upload)
    except ServiceError as fault:
        return _page(request, row, str(fault), INVALID)
    messages.success(request, _("Thank you: your report is handed in."))
    return redirect("grants:mine")


def _page(request: HttpRequest, row: Report, fault: str = "", status: int = 200) -> HttpResponse:
    text = request.POST.get("text", row.text) if status == INVALID else row.text
    context = {
        "report": row,
        "grant": row.grant,
        "fault": fault,
        "text": text,
        "longest": LONGEST,
        "megabytes": filing.LIMITS.megabytes,
        "is_open": row.accepted_at is None and row.grant.state != "cancelled",
        "is_late": row.is_overdue(timezone.localdate()),
    }
    return render(request, "grants/report.html", context, status=status)


@hers
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A report's file or a receipt, to whoever may see it."""
    row = Document.objects.visible_to(request.user).filter(pk=number).first()
    if row is None:
        raise Http404
    return served(row)  # type: ignore[arg-type]
