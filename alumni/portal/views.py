from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alumni.careers.selectors import timeline
from alumni.portal.selectors import open_checkins, recent_changes


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "portal/welcome.html")
    person = getattr(request.user, "person", None)
    if person is None:
        return render(request, "portal/staff.html")
    context = {
        "name": person.name_in(get_language()),
        "waiting": open_checkins(person, timezone.now()),
        "events": timeline(person, request.user),
        "changes": recent_changes(person),
    }
    return render(request, "portal/home.html", context)


def closed(request: HttpRequest) -> HttpResponse:
    """Pages of allauth that Masar does not have: logins are opened by the foundation."""
    raise Http404
