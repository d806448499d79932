"""Her calendar, whose secret address calendar programs read."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.portal.calendars import calendar_of
from foundation.links import hers, person_of, secret
from residencies.workshops import services
from residencies.workshops.selectors.links import feed_of_token, feed_token


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Show the address, make one, or make a new one so that the one before opens nothing any more."""
    person = person_of(request)
    if request.method == "POST":
        if "renew" in request.POST:
            services.renew_feed(person)
            messages.success(request, _("There is a new address. The one before opens nothing any more."))
        else:
            services.open_feed(person)
        return redirect("portal:calendar")
    feed = getattr(person, "calendar_feed", None)
    url = settings.SITE_URL + reverse("portal:feed", args=[feed_token(feed)]) if feed else ""
    return render(request, "portal/calendar.html", {"feed": url})


@secret
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Her calendar, to whoever has its address; nobody logs in here."""
    row = feed_of_token(token)
    if row is None:
        raise Http404
    person = row.person
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        body = calendar_of(person, now=timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="masar.ics"'
    return response
