"""What the pages behind the links of mails share: whose link it is, her language, the call's time."""

from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.i18n import set_language
from rest_framework.throttling import SimpleRateThrottle

from foundation.files.receiving import bound_upload
from foundation.links import View, chooses_language, in_terms_of, secret
from residencies.calls.models import Application, Member
from residencies.calls.selectors import (
    application_of_token,
    is_begun_token,
    keep_questions,
    with_everything,
)
from residencies.calls.services.beginning import claim_application
from residencies.calls.services.uploads import most_of_a_request


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


def behind_link(view: View) -> View:
    """`view(request, row, token=…, now=…)` for a link that opens; `now` is when the request came in.

    What is sent along is bounded before anything of it is read.
    """

    @secret
    @wraps(view)
    def door(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
        now = timezone.now()
        found, current = application_of_token(token)
        row = found if current else None
        most = most_of_a_request(row) if row and request.method == "POST" else 0
        if request.method == "POST" and not bound_upload(request, most):
            with her_terms(request, row):
                return page(request, "too_big", {"token": token if row else ""}, 413)
        if turns_page(request):
            return set_language(request)
        with her_terms(request, row):
            if row is None:
                return unknown(request)
            if request.method == "POST" and not is_begun_token(token):
                claim_application(row, now=now)
            return view(request, row, token=token, now=now, **arguments)

    return door


def turns_page(request: HttpRequest) -> bool:
    """Whether a language button was pressed: a form that can be filled in sends what was read along, and
    may ask a question that is called as the button is.
    """
    return chooses_language(request) and "form.version" not in request.POST


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


def her_terms(request: HttpRequest, row: Application | Member | None) -> AbstractContextManager[None]:
    """The language of an application or a member, and the time of the place where the call closes."""
    if row is None:
        return nullcontext()
    call = row.call if isinstance(row, Application) else row.application.call
    return in_terms_of(request, row.language, call.time_zone)


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"language_url": request.get_full_path(), **context}
    response = render(request, f"calls/{name}.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
