"""The page behind the link of a letter: a place that is offered, to be accepted or declined."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from foundation.errors import ServiceError
from foundation.links import INVALID, in_terms_of, private
from foundation.zones import at_place
from residencies.selection import services
from residencies.selection.models import Offer
from residencies.selection.selectors.telling import offer_of_token
from residencies.selection.wording import prize_text

LONGEST_REASON = 2000


@private
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Where she says yes or no with one press. Opening it changes nothing."""
    row, current = offer_of_token(token)
    if row is None or not current:
        raise Http404
    about = row.decision.application
    with in_terms_of(request, about.language, about.call.time_zone):
        if request.method != "POST" or not {"accept", "decline"} & request.POST.keys():
            return _page(request, row)
        try:
            _answer(request, row)
        except ServiceError as fault:
            fresh, _current = offer_of_token(token)
            return _page(request, fresh or row, str(fault), INVALID)
    return redirect(request.path)


def _answer(request: HttpRequest, row: Offer) -> None:
    by = request.user if request.user.is_authenticated else None
    if "accept" in request.POST:
        services.accept_offer(row, by=by, now=timezone.now())
    else:
        reason = request.POST.get("reason", "").replace("\0", "")[:LONGEST_REASON]
        services.decline_offer(row, by=by, now=timezone.now(), reason=reason)


def _page(request: HttpRequest, row: Offer, fault: str = "", status: int = 200) -> HttpResponse:
    decision, now = row.decision, timezone.now()
    context = {
        "offer": row,
        "application": decision.application,
        "decision": decision,
        "prizes": [prize_text(prize) for prize in decision.prizes.all()],
        "deadline": at_place(row.answer_by, decision.application.call.time_zone),
        "is_open": row.is_answerable(now),
        "is_late": row.state == Offer.State.OPEN and not row.is_answerable(now),
        "reason": request.POST.get("reason", "") if fault else row.reason,
        "longest": LONGEST_REASON,
        "fault": fault,
        "language_url": request.get_full_path(),
    }
    response = render(request, "selection/offer.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
