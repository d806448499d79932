"""For productions, which have no login: a posting confirmed by mail, and whether the work was done."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import SimpleRateThrottle

from alumni.placement import services, wording
from alumni.placement.forms import AskForm
from alumni.placement.models import Offer, Posting
from alumni.placement.selectors.links import offer_of_done_token, posting_of_token
from foundation.errors import ServiceError
from foundation.links import INVALID, in_her_time, in_terms_of, private

TOO_MANY = 429


class AskThrottle(SimpleRateThrottle):
    """By address of the network."""

    rate = "30/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"placement:post:{self.get_ident(request)}"


@in_her_time
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """The answer is the same, whoever is on record."""
    language = {"contact_language": translation.get_language(), "country": "MA", "places": 1}
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial=language)
    if request.method != "POST":
        return render(request, "placement/post.html", {"form": form})
    status = _post(request, form)
    page = "posted" if status == 200 else "post"
    context = {"form": form, "often": status == TOO_MANY, "email": request.POST.get("contact_email", "")}
    return render(request, f"placement/{page}.html", context, status=status)


def _post(request: HttpRequest, form: AskForm) -> int:
    if not form.is_valid():
        return INVALID
    if not AskThrottle().allow_request(request, None):  # type: ignore[arg-type]
        return TOO_MANY
    try:
        services.ask_for_alumnae(**form.cleaned_data, now=timezone.now())
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return INVALID
    return 200


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of the mail. Opening it changes nothing; one press, and staff read it."""
    row, fault = posting_of_token(token), ""
    if row is None:
        raise Http404
    with in_terms_of(request, row.contact_language, row.time_zone):
        if request.method == "POST" and "confirm" in request.POST:
            try:
                row = services.confirm_posting(row, now=timezone.now())
            except ServiceError as error:
                fault = str(error)
        context = {"posting": row, "is_new": row.state == Posting.State.UNCONFIRMED, "fault": fault}
        return _page(request, "placement/confirm.html", {**context, **_facts(row)}, fault)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Where a production says, with one press, whether the work was done."""
    row, fault = offer_of_done_token(token), ""
    if row is None:
        raise Http404
    with in_terms_of(request, row.posting.contact_language, row.posting.time_zone):
        try:
            row = _told(row, request.POST.get("done", ""))
        except ServiceError as error:
            fault = str(error)
        is_done, denied = row.state == Offer.State.DONE, bool(row.reason)
        context = {"offer": row, "is_done": is_done, "denied": denied, "fault": fault}
        return _page(request, "placement/done.html", {**context, **_facts(row.posting)}, fault)


def _told(row: Offer, answer: str) -> Offer:
    """Opening the page says nothing and changes nothing."""
    if answer == "yes":
        return services.confirm_work(row, by=None, now=timezone.now())
    return services.deny_work(row, now=timezone.now()) if answer == "no" else row


def _facts(row: Posting) -> dict[str, Any]:
    return {"about": row, "days": wording.days(row), "place": wording.place(row), "pay": wording.pay(row)}


def _page(request: HttpRequest, template: str, context: dict[str, Any], fault: str) -> HttpResponse:
    context["language_url"] = request.get_full_path()
    response = render(request, template, context, status=INVALID if fault else 200)
    response["Content-Language"] = translation.get_language()
    return response
