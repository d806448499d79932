from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alumni.careers.pictures import beside
from alumni.careers.selectors import collaborators as people_beside
from alumni.careers.selectors import events_of, ladders, milestones_of, path_of, timeline, with_titles
from alumni.careers.services import say_stage
from alumni.checkins.forms import ChoiceForm
from alumni.checkins.models import Pause
from alumni.checkins.pausing import follow_choice
from alumni.checkins.selectors import running_pause
from alumni.community.selectors import may_have_one
from alumni.placement.selectors.mine import fitting
from alumni.portal.asks import asks_of, what_waits
from alumni.portal.selectors import recent_changes, waiting_records
from alumni.support.models import SupportRequest
from foundation.films.models import Work
from foundation.films.selectors import projects_of
from foundation.links import person_of
from residencies.industry.selectors.own import events_of as industry_events_of
from residencies.mentoring.selectors.mine import has_mentoring
from residencies.workshops.selectors.pages import next_of, upcoming

NAMED = 5  # people of whom her page tells at once
ON_PAGE = 60  # events
OFFERED = 3  # postings, and sessions, that home tells of


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "portal/welcome.html")
    person = getattr(request.user, "person", None)
    if person is None:
        return render(request, "portal/staff.html")
    now = timezone.now()
    today = timezone.localdate(now)
    found = {
        "name": person.name_in(get_language()),
        **what_waits(request.user, person, now),
        "sessions": next_of(person, now),
        "projects": projects_of(request.user),
        "events": [one for one in timeline(person, request.user) if one.kind != "stage"],
        "changes": recent_changes(person),
        "pause": running_pause(person, today),
        "mentoring": has_mentoring(request.user, now),
        "industry": industry_events_of(request.user),
        "is_alumna": may_have_one(person),
        "has_requests": SupportRequest.objects.hers(request.user).exists(),
        "postings": fitting(person, now)[:OFFERED],
        "open_sessions": upcoming(person, now)[:OFFERED],
    }
    context = {**found, "asks": [(one, one.is_late(today)) for one in asks_of(found, now)]}
    return render(request, "portal/home.html", context)


@login_required
@never_cache
@require_safe
def career(request: HttpRequest) -> HttpResponse:
    """Her milestones and rungs, the people she works with most, and her path page by page."""
    person = person_of(request)
    path = path_of(person, request.user)
    reached = milestones_of(path, timezone.localdate())
    events = events_of(path, reached, person, request.user)
    first, _ties = with_titles(person, request.user, list(people_beside(person, request.user)[:NAMED]))
    context = {
        "reached": reached,
        "ladders": ladders(path),
        "beside": first,
        "waiting": waiting_records(person),
        "page": Paginator(events, ON_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "portal/career.html", context)


@login_required
@never_cache
@require_safe
def collaborators(request: HttpRequest) -> HttpResponse:
    """With whom she has worked, on which works, as a list and as a picture."""
    person = person_of(request)
    context = beside(person, request.user, request.GET.get("page"))
    return render(request, "portal/collaborators.html", context)


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """One of the buttons at home was pressed: she pauses, stops or resumes her check-ins."""
    person = getattr(request.user, "person", None)
    form = ChoiceForm(request.POST)
    if person is not None and form.is_valid():
        source, choice = Pause.Source.PORTAL, form.cleaned_data["choice"]
        follow_choice(person, choice, source=source, by=request.user, now=timezone.now())
    return redirect(f"{reverse('portal:home')}#check-ins")


@require_POST
def propose_stage(request: HttpRequest, number: int) -> HttpResponse:
    """She says on the page of her project to which stage it has come; staff have the last word."""
    person = getattr(request.user, "person", None)
    work = Work.objects.of(request.user).filter(pk=number).first()
    if person is None or work is None:
        raise Http404
    stage = request.POST.get("stage", "")
    if stage not in Work.Stage:
        messages.error(request, _("Choose a stage."))
    elif say_stage(person, work, stage, now=timezone.now()):
        messages.success(request, _("Thank you: the team looks at it, and then it stands here."))
    else:
        messages.info(request, _("It stands so already."))
    return redirect("films:project", number=work.pk)


def closed(request: HttpRequest) -> HttpResponse:
    """Pages of allauth that Masar does not have: logins are opened by the foundation."""
    raise Http404
