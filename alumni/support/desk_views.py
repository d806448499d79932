"""The desk of those who hold the right for a kind of help: what waits, and who could answer it.

They are pages of their own and no table of the admin: that would open them to every superuser, list what
goes with a person's record, and write what was changed into its log.
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.support import selectors, services
from alumni.support.models import Adviser, Kind, SupportRequest, kinds_of
from foundation.errors import ServiceError
from foundation.links import INVALID
from foundation.numbers import number_of

PAGE = 50
YEAR = timedelta(days=365)


@admin.site.admin_view
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Open requests of her kinds, what is due first at the head; or those that are closed."""
    _check(request)
    now, is_closed = timezone.now(), request.GET.get("closed") == "yes"
    rows = selectors.waiting(request.user)
    rows = rows.filter(state="closed").order_by("-closed_at", "-pk") if is_closed else rows.open()
    held = kinds_of(request.user)
    counts = selectors.figures(now - YEAR, now)
    context = {
        **admin.site.each_context(request),
        "title": _("Requests for help"),
        "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "now": now,
        "is_closed": is_closed,
        "figures": [(Kind(kind).label, counts[kind]) for kind in held],
        "least": selectors.LEAST,
    }
    return TemplateResponse(request, "support/desk_list.html", context)


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Each adviser with what speaks for and against her; those with a conflict cannot be chosen."""
    _check(request)
    rows = SupportRequest.objects.held_by(request.user).select_related("person", "adviser__account__person")
    row = rows.filter(pk=number).exclude(person__account=request.user.pk).first()
    if row is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            services.assign(row, _chosen(request), by=request.user, now=timezone.now())
        except ServiceError as refused:
            fault = str(refused)
        else:
            messages.success(request, _("It is given to the adviser, who is told."))
            return redirect("helpdesk:list")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Give it to an adviser"),
        "row": row,
        "proposals": selectors.proposals(row),
        "fault": fault,
    }
    return TemplateResponse(request, "support/desk_assign.html", context, status=INVALID if fault else 200)


def _chosen(request: HttpRequest) -> Adviser:
    row = Adviser.objects.filter(pk=number_of(request.POST.get("adviser"))).first()
    if row is None:
        raise ServiceError(_("Choose an adviser."))
    return row


def _check(request: HttpRequest) -> None:
    if not kinds_of(request.user):
        raise PermissionDenied
