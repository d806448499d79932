"""A person's pages of workshops: what is open to her, what is hers, one press for each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from foundation.codes import qr_svg
from foundation.errors import ServiceError
from foundation.files.serving import served
from foundation.links import INVALID, hers, in_her_time, in_terms_of, private
from foundation.questions import Known
from residencies.workshops import services
from residencies.workshops.kinds import kind_of
from residencies.workshops.models import Feedback, Material, Registration, Session, Workshop
from residencies.workshops.presenting import Shown
from residencies.workshops.selectors.links import check_in_code, registration_of_token
from residencies.workshops.selectors.pages import (
    of_person,
    sees_inside,
    to_give_feedback,
    told,
    upcoming,
)
from residencies.workshops.services.attendance import BEFORE
from residencies.workshops.services.saying import LONGEST

PER_PAGE = 20
State = Registration.State


def person_of(request: HttpRequest) -> Any:
    return getattr(request.user, "person", None)


@in_her_time
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Sessions to come that are open to her; without a login, those that are public."""
    person, now = person_of(request), timezone.now()
    page = Paginator(upcoming(person, now), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shown": [Shown(row, now) for row in page]}
    return render(request, "workshops/list.html", context)


@hers
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Her sessions, and those over since lately."""
    person, now = person_of(request), timezone.now()
    if person is None:
        raise Http404
    shown = [Shown(row, now) for row in of_person(person, now)]
    context = {
        "coming": [one for one in shown if not one.is_over],
        "over": [one for one in reversed(shown) if one.is_over],
    }
    return render(request, "workshops/mine.html", context)


@in_her_time
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, number: int) -> HttpResponse:
    """One session, and one press to ask for a place, accept, give it back, or say that she is there.

    Anyone reads a public one; whoever presses without a login gets a code to her address, and comes back.
    """
    is_known = request.user.is_authenticated
    rows = Session.objects.visible_to(request.user) if is_known else Session.objects.public()
    if not is_known and (request.method == "POST" or not rows.filter(pk=number).exists()):
        return redirect_to_login(request.path)
    row = get_object_or_404(rows, pk=number)
    person = person_of(request)
    if request.method != "POST":
        return _session_page(request, row)
    act = next((one for one in ACTS if one in request.POST), None)
    if person is None or act is None:
        return _session_page(request, row, status=INVALID)
    try:
        messages.success(request, ACTS[act](request, row, person))
    except ServiceError as fault:
        return _session_page(request, row, str(fault), INVALID)
    return redirect(reverse("workshops:session", args=[row.pk]))


def _register(request: HttpRequest, row: Session, person: Any) -> str:
    made = services.register(row, person, by=request.user, now=timezone.now())
    if made.state == State.WAITING:
        return _("You are on the waiting list. We write to you when it is your turn.")
    if made.state == State.OFFERED:  # since she opened the page
        return _("A place is free for you")
    return _("You have a place.")


def _asked(row: Session, person: Any) -> Registration:
    found = row.registrations.active().filter(person=person).first()
    if found is None:
        raise ServiceError(_("You have asked for no place in this session."))
    return found


def _accept(request: HttpRequest, row: Session, person: Any) -> str:
    services.accept_offer(_asked(row, person), by=request.user, now=timezone.now())
    return _("You have a place.")


def _cancel(request: HttpRequest, row: Session, person: Any) -> str:
    services.cancel_registration(_asked(row, person), by=request.user, now=timezone.now())
    return _("Thank you for telling us: somebody else can come now.")


def _here(request: HttpRequest, row: Session, person: Any) -> str:
    services.note_self(row, person, by=request.user, now=timezone.now())
    return _("It is noted that you are there.")


ACTS: dict[str, Callable[[HttpRequest, Session, Any], str]] = {
    "register": _register,
    "accept": _accept,
    "cancel": _cancel,
    "here": _here,
}


def _session_page(request: HttpRequest, row: Session, fault: str = "", status: int = 200) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    shown = Shown(told(Session.objects.all(), person).get(pk=row.pk), now)
    has_place = shown.state == State.REGISTERED
    inside = sees_inside(request.user, row)
    code = ""
    if has_place and shown.asked and _shows_code(shown):
        code = reverse("workshops:check_in", args=[check_in_code(shown.asked)])
    context = {
        "one": shown,
        "line": shown.line(),
        "may_ask": shown.is_open and (shown.may_ask(person) or not request.user.is_authenticated),
        "inside": inside,
        "materials": row.materials.all() if inside else [],
        "leads": Session.objects.led_by(request.user).filter(pk=row.pk).exists(),
        "code": qr_svg(settings.SITE_URL + code, border=2) if code else "",
        "fault": fault,
    }
    return render(request, "workshops/session.html", context, status=status)


def _shows_code(shown: Shown) -> bool:
    """While there is a door at which somebody may note by it that she is there."""
    row, has_door = shown.row, bool(shown.row.place or not shown.row.online_url)
    is_near = row.starts_at - BEFORE <= shown.now < row.ends_at
    return has_door and is_near and shown.there is None and not row.is_cancelled


@private
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of a letter: she accepts, or gives her place back. Opening it changes nothing."""
    row = registration_of_token(token)
    if row is None:
        raise Http404
    with in_terms_of(request, row.person.language, row.person.time_zone):
        if request.method != "POST" or not {"accept", "cancel"} & request.POST.keys():
            return _place_page(request, row)
        try:
            _answer(request, row)
        except ServiceError as fault:
            fresh = registration_of_token(token)
            return _place_page(request, fresh or row, str(fault), INVALID)
    return redirect(request.path)


def _answer(request: HttpRequest, row: Registration) -> None:
    by = request.user if request.user.is_authenticated else None
    act = services.accept_offer if "accept" in request.POST else services.cancel_registration
    act(row, by=by, now=timezone.now())


def _place_page(request: HttpRequest, row: Registration, fault: str = "", status: int = 200) -> HttpResponse:
    row.session.asked = [row]  # type: ignore[attr-defined]
    shown = Shown(row.session, timezone.now())
    context = {
        "one": shown,
        "line": shown.line(),
        "inside": row.state == State.REGISTERED,
        "fault": fault,
        "language_url": request.get_full_path(),
    }
    response = render(request, "workshops/place.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response


class FeedbackForm(forms.Form):
    overall = forms.TypedChoiceField(label=gettext_lazy("How was it, all in all?"), coerce=int)
    useful = forms.TypedChoiceField(label=gettext_lazy("Is it of use for your work?"), coerce=int)
    clear = forms.TypedChoiceField(label=gettext_lazy("Was it clear?"), coerce=int)
    comment = forms.CharField(
        label=gettext_lazy("What should stay, what should be different?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(workshop.questions.all())
        for question in self.questions:
            self.fields |= kind_of(question).fields(question, None, Known())
        for mark in Feedback.MARKS:
            self.fields[mark].choices = [(step, str(step)) for step in range(1, 6)]

    @property
    def marks(self) -> list[Any]:
        return [self[mark] for mark in Feedback.MARKS]

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The workshop's own questions, as the templates of their kinds show them."""
        return [{"field": self[row.key], "kind": kind_of(row), "question": row} for row in self.questions]

    def clean(self) -> dict[str, Any]:
        """What was answered to each of them; whether it is an answer the service says."""
        said = super().clean() or {}
        said["answers"] = {row.key: said.pop(row.key, None) for row in self.questions}
        return said


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, number: int) -> HttpResponse:
    """A short form for those who were there; who says what is not kept."""
    row = get_object_or_404(Session.objects.visible_to(request.user), pk=number)
    person, now, fault = person_of(request), timezone.now(), ""
    form = FeedbackForm(row.workshop, request.POST if request.method == "POST" else None)
    if request.method == "POST" and person is not None and form.is_valid():
        try:
            services.give_feedback(row, person, **form.cleaned_data, now=now)
        except ServiceError as error:
            fault = str(error)
        else:
            messages.success(request, _("Thank you. It is kept without your name."))
            return redirect(reverse("workshops:session", args=[row.pk]))
    if not fault and not to_give_feedback(row, person, now):
        raise Http404
    context = {"session": row, "form": form, "fault": fault}
    return render(
        request, "workshops/feedback.html", context, status=INVALID if fault or form.errors else 200
    )


@hers
@require_safe
def material(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file of a session, as a download."""
    row = get_object_or_404(Material.objects.exclude(file="").select_related("session"), pk=number)
    if not sees_inside(request.user, row.session):
        raise Http404
    return served(row)
