"""Her stories: what she is asked, what she has agreed to, and where she takes it back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.impact import services
from alumni.impact.models import Story
from alumni.impact.selectors.stories import stories_of
from alumni.impact.story_forms import WordsForm
from foundation.errors import ServiceError
from foundation.links import INVALID, hers, person_of

ON_PAGE = 20


@hers
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person_of(request)
    page = Paginator(stories_of(request.user), ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "impact/stories.html", {"page": page})


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """She writes one herself: with the press that sends it she agrees to it."""
    return _said(request, None)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, number: int) -> HttpResponse:
    """Exactly the words that would stand there, and one press that agrees to them."""
    return _said(request, _own(request, number))


@hers
@require_POST
def decline(request: HttpRequest, number: int) -> HttpResponse:
    return _told(request, number, services.decline_story, _("Noted: it stands nowhere."))


@hers
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    told = _("Taken back: it stands in no report any more.")
    return _told(request, number, services.withdraw_story, told)


def _own(request: HttpRequest, number: int) -> Story:
    person_of(request)
    return get_object_or_404(stories_of(request.user), pk=number)


def _said(request: HttpRequest, row: Story | None) -> HttpResponse:
    person = person_of(request)
    if request.method != "POST":
        return _page(request, row, WordsForm.of(person, row))
    form = WordsForm(person, request.POST)
    if not form.is_valid():
        return _page(request, row, form, INVALID)
    said: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        if row is None:
            row = services.tell_story(person, form.words, **said)
        else:
            services.agree_to_story(row, form.words, **said)
    except ServiceError as fault:
        form.add_error("text", str(fault))
        return _page(request, row, form, INVALID)
    messages.success(request, _("Thank you: it may stand in reports in these words. You can take it back."))
    return redirect("stories:story", number=row.pk)


def _page(request: HttpRequest, row: Story | None, form: WordsForm, status: int = 200) -> HttpResponse:
    return render(request, "impact/story.html", {"story": row, "form": form}, status=status)


def _told(request: HttpRequest, number: int, act: Any, told: str) -> HttpResponse:
    row = _own(request, number)
    try:
        act(row, by=request.user, now=timezone.now())
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, told)
    return redirect("stories:story", number=row.pk)
