"""What the pages behind the links of mails share: whose link it is, her language, the call's time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from rest_framework.throttling import SimpleRateThrottle

from residencies.calls.models import Application
from residencies.calls.receiving import bound_upload
from residencies.calls.selectors import (
    application_of_token,
    is_begun_token,
    keep_questions,
    with_everything,
)
from residencies.calls.services.beginning import claim_application
from residencies.calls.services.uploads import most_of_a_request

View = Callable[..., HttpResponse]
INVALID = 422


class LinkThrottle(SimpleRateThrottle):
    """By address of the network; whole towns share one on mobile phones, so it is not narrow."""

    rate, name = "60/hour", "lost"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"calls:{self.name}:{self.get_ident(request)}"


class InviteThrottle(LinkThrottle):
    name = "invite"


class BeginThrottle(LinkThrottle):
    """Wide: in the last hour of a call nobody is to be turned away for her neighbours."""

    rate, name = "600/hour", "begin"


def is_too_often(request: HttpRequest, throttle: type[LinkThrottle]) -> bool:
    return not throttle().allow_request(request, None)  # type: ignore[arg-type]


def often() -> str:
    return _("That was a lot of requests from your network. Please wait a while, then try again.")


def private(view: View) -> View:
    """Pages whose address is a secret: not cached, not indexed, not named to anyone.

    No CSRF token: there is no cookie to misuse, and the browsers inside mail apps drop them. The
    language buttons post to the page itself, since a page without a referrer has no origin either.
    """

    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponse:
        response = view(request, **arguments)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(never_cache(door))


def behind_link(view: View) -> View:
    """`view(request, row, token=…, now=…)` for a link that opens; `now` is when the request came in.

    What is sent along is bounded before anything of it is read.
    """

    @private
    @wraps(view)
    def door(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
        now = timezone.now()
        found, current = application_of_token(token)
        row = found if current else None
        most = most_of_a_request(row) if row and request.method == "POST" else 0
        if request.method == "POST" and not bound_upload(request, most):
            with her_terms(request, row):
                return page(request, "too_big", {"token": token if row else ""}, 413)
        if chooses_language(request):
            return set_language(request)
        with her_terms(request, row):
            if row is None:
                return unknown(request)
            if request.method == "POST" and not is_begun_token(token):
                claim_application(row, now=now)
            return view(request, row, token=token, now=now, **arguments)

    return door


def chooses_language(request: HttpRequest) -> bool:
    """Whether one of the language buttons was pressed. A member's language is sent by this name as well,
    and a question may be called so: they come without an address to go on to, or with what was read.
    """
    return {"language", "next"} <= set(request.POST) and "form.version" not in request.POST


def unknown(request: HttpRequest) -> HttpResponse:
    return page(request, "unknown", {}, 404)


def whole(row: Application) -> Application:
    """The application with all that a page says of it."""
    return keep_questions(row, with_everything(Application.objects.all()).get(pk=row.pk))


def answered(row: Application) -> Application:
    """The application as it stands by now, with what it asks and what is given: the script of its page asks
    for no more, and does so very often.
    """
    row.refresh_from_db(fields=["version", "track"])
    prefetch_related_objects([row], "answers", "attachments")
    return row


@contextmanager
def her_terms(request: HttpRequest, row: Any) -> Iterator[None]:
    """The language of an application or a member, unless another was chosen in this browser; and the time
    of the place where the call closes.
    """
    if row is None:
        yield
        return
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    language = chosen if chosen in dict(settings.LANGUAGES) else row.language
    call = row.call if isinstance(row, Application) else row.application.call
    with translation.override(language), timezone.override(ZoneInfo(call.time_zone)):
        yield


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"language_url": request.get_full_path(), **context}
    response = render(request, f"calls/{name}.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
