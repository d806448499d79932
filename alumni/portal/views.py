from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alumni.careers.selectors import timeline
from alumni.checkins.forms import ChoiceForm
from alumni.checkins.models import Pause
from alumni.checkins.pausing import follow_choice
from alumni.checkins.selectors import running_pause
from alumni.portal.selectors import applications_of, open_checkins, open_seats, recent_changes
from residencies.grants.selectors import grants_of
from residencies.industry.selectors.own import events_of as industry_events_of
from residencies.mentoring.selectors.mine import has_mentoring
from residencies.programmes.selectors.agenda import enrolments
from residencies.selection.selectors.telling import offers_of
from residencies.workshops.selectors.pages import next_of
from residencies.workshops.selectors.pages import offers_of as workshop_offers_of


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "portal/welcome.html")
    person = getattr(request.user, "person", None)
    if person is None:
        return render(request, "portal/staff.html")
    now = timezone.now()
    context = {
        "name": person.name_in(get_language()),
        "waiting": open_checkins(person, now),
        "applied": applications_of(person, now),
        "offers": offers_of(person, now),
        "workshop_offers": workshop_offers_of(person, now),
        "sessions": next_of(person, now),
        "grants": grants_of(person, timezone.localdate(now)),
        "events": timeline(person, request.user),
        "changes": recent_changes(person),
        "pause": running_pause(person, timezone.localdate(now)),
        "enrolled": enrolments(person),
        "seats": open_seats(request.user),
        "mentoring": has_mentoring(request.user, now),
        "industry": industry_events_of(request.user),
    }
    return render(request, "portal/home.html", context)


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """One of the buttons at home was pressed: she pauses, stops or resumes her check-ins."""
    person = getattr(request.user, "person", None)
    form = ChoiceForm(request.POST)
    if person is not None and form.is_valid():
        source, choice = Pause.Source.PORTAL, form.cleaned_data["choice"]
        follow_choice(person, choice, source=source, by=request.user, now=timezone.now())
    return redirect(f"{reverse('portal:home')}#check-ins")


def closed(request: HttpRequest) -> HttpResponse:
    """Pages of allauth that Masar does not have: logins are opened by the foundation."""
    raise Http404
