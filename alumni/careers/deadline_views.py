"""Deadlines that fit her works, for an alumna; and the calendar of all of them, for staff."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.careers import services
from alumni.careers.calendars import deadlines_calendar
from alumni.careers.selectors.openings import chances
from alumni.careers.selectors.openings_feed import feed_of_token
from foundation.films.models import Deadline
from foundation.films.selectors.entering import with_rules
from foundation.links import hers, secret
from foundation.people.models import is_staff_with
from foundation.zones import at_place

MOST, SHOWN = 500, 25


@hers
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What closes next that a work of hers could go for, or might; by month."""
    person = getattr(request.user, "person", None)
    rows = with_rules(Deadline.objects.coming(timezone.now()))[:MOST] if person else []
    page = Paginator(chances(rows, request.user) if person else [], SHOWN)
    shown = page.get_page(request.GET.get("page"))
    told = [(one, at_place(one.deadline.closes_at, one.deadline.time_zone)) for one in shown]
    return render(request, "careers/deadlines.html", {"page": shown, "told": told})


@hers
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Show staff the address of the calendar, or make a new one so that the one before opens nothing."""
    if not is_staff_with(request.user, "careers.view_opening"):
        raise PermissionDenied
    if "renew" in request.POST:
        services.renew_feed(request.user)
        messages.success(request, _("There is a new address. The one before opens nothing any more."))
    else:
        services.open_feed(request.user)
    return redirect("admin:careers_opening_changelist")


@secret
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines, to whoever has the address, in the language of whose it is; nobody logs in here."""
    row = feed_of_token(token)
    if row is None:
        raise Http404
    person = getattr(row.account, "person", None)
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        body = deadlines_calendar(now=timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return response
