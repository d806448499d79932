"""Pages behind the links of mails: an application as it stands, its receipt, and a member's signature."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.i18n import set_language

from foundation.errors import ServiceError
from residencies.calls import checking, receipts, services
from residencies.calls.models import Application
from residencies.calls.selectors import application_of_token, member_of_token, with_everything

View = Callable[..., HttpResponse]
INVALID = 422


def private(view: View) -> View:
    """Pages whose address is a secret: not cached, not indexed, not named to anyone.

    No CSRF token: there is no cookie to misuse, and the browsers inside mail apps drop them. The
    language buttons post to the page itself, since a page without a referrer has no origin either.
    """

    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponse:
        response = set_language(request) if "language" in request.POST else view(request, **arguments)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(never_cache(door))


@private
@require_safe
def application(request: HttpRequest, token: str) -> HttpResponse:
    row = _application(token)
    now = timezone.now()
    context = {
        "application": row,
        "token": token,
        "gaps": [] if row.is_sent else checking.what_is_missing(row, now=now),
        "progress": checking.progress(row, now=now),
    }
    return _page(request, "application", context)


@private
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    row = _application(token)
    if row.submitted_at is None:
        raise Http404
    response = HttpResponse(receipts.receipt(row, row.language), "application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Where a member signs, or says no. Opening it changes nothing."""
    member, current = member_of_token(token)
    if member is None or not current:
        raise Http404
    fault = ""
    if request.method == "POST":
        act = services.sign if "sign" in request.POST else services.withdraw_member
        try:
            act(member, now=timezone.now())
        except ServiceError as error:
            fault = str(error)
        else:
            return redirect(request.path) if act is services.sign else _page(request, "left", {})
    return _page(request, "sign", {"member": member, "fault": fault}, INVALID if fault else 200)


def _application(token: str) -> Application:
    row, current = application_of_token(token)
    if row is None or not current:
        raise Http404
    return with_everything(Application.objects.all()).get(pk=row.pk)


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"language_url": request.get_full_path(), **context}
    response = render(request, f"calls/{name}.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
