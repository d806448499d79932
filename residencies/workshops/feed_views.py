"""The secret address of a person's calendar: shown to her, made anew, and read by calendar programs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.links import hers, secret
from residencies.workshops import services
from residencies.workshops.calendars import calendar_of
from residencies.workshops.selectors.links import feed_of_token
from residencies.workshops.views import person_of


@hers
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Show the address, or make a new one so that the one before opens nothing any more."""
    person = person_of(request)
    if person is None:
        raise Http404
    if "renew" in request.POST:
        services.renew_feed(person)
        messages.success(request, _("There is a new address. The one before opens nothing any more."))
    else:
        services.open_feed(person)
    return redirect(f"{reverse('workshops:mine')}#calendar")


@secret
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Her calendar, to whoever has its address; nobody logs in here."""
    row = feed_of_token(token)
    if row is None:
        raise Http404
    with translation.override(row.person.language):
        body = calendar_of(row.person, now=timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="masar.ics"'
    return response
