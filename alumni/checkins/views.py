"""The page behind the link in the mail: no login, for the link is the proof and opens nothing else."""

from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import SimpleRateThrottle

from alumni.checkins import pausing, services
from alumni.checkins.forms import AnswerForm, ChoiceForm, NewLinkForm
from alumni.checkins.models import CheckIn, Pause
from alumni.checkins.selectors import checkin_of_token, person_of_pause_token, running_pause
from foundation.errors import ServiceError
from foundation.links import INVALID, View, in_terms_of, private
from foundation.people.models import Person


class NewLinkThrottle(SimpleRateThrottle):
    """By address of the network; whole towns share one on mobile phones, so it is not narrow."""

    rate = "30/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"new-link:{self.get_ident(request)}"


def behind_link(view: View) -> View:
    """`view(request, row, token)` for a link that opens; a page that offers a new one for any other."""

    @private
    @wraps(view)
    def door(request: HttpRequest, token: str) -> HttpResponse:
        row, current = checkin_of_token(token)
        with _her_terms(request, row.person if row else None):
            if row is None:
                return _offer_link(request, "unknown", 404)
            if not current or not services.is_open(row, timezone.now()):
                return _offer_link(request, "closed" if current else "replaced", 410)
            return view(request, row, token)

    return door


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, row: CheckIn, token: str) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, row, AnswerForm(row, request.GET))
    saving = "save" in request.POST
    form = AnswerForm(row, {}, request.POST, final=not saving)
    if form.is_valid():
        try:
            store = services.save_answers if saving else services.answer_checkin
            store(row, form.answers(), now=timezone.now())
        except ServiceError as fault:
            form.add_error(None, str(fault))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"errors": form.errors}, status=INVALID if form.errors else 200)
    if form.errors:
        return _form_page(request, row, form, INVALID)
    return redirect(f"{request.path}?saved") if saving else redirect("checkins:thanks", token)


@behind_link
@require_safe
def thanks(request: HttpRequest, row: CheckIn, token: str) -> HttpResponse:
    if row.state != CheckIn.State.ANSWERED:
        return redirect("checkins:answer", token)
    return _page(request, "thanks", {"checkin": row, "token": token, "name": _name(row)})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request: HttpRequest) -> HttpResponse:
    return _offer_link(request, "asked", 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, token: str) -> HttpResponse:
    """Where she pauses or stops her check-ins with one press. Opening it changes nothing."""
    person = person_of_pause_token(token)
    if person is None:
        return _page(request, "pause_unknown", {}, 404)
    with _her_terms(request, person):
        if request.method == "POST":
            form = ChoiceForm(request.POST)
            if form.is_valid():
                source, choice = Pause.Source.MAIL, form.cleaned_data["choice"]
                pausing.follow_choice(person, choice, source=source, by=None, now=timezone.now())
            return redirect(request.path)
        return _page(request, "pause", {"pause": running_pause(person, timezone.localdate())})


def _form_page(request: HttpRequest, row: CheckIn, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {"checkin": row, "name": _name(row), "form": form, "was_saved": "saved" in request.GET}
    return _page(request, "answer", context, status)


def _offer_link(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    """Offers a new link by mail. The words are the same whether the address is known or not."""
    if "email" not in request.POST:
        return _page(request, "lost", {"form": NewLinkForm(), "reason": reason}, status)
    form = NewLinkForm(request.POST)
    if not form.is_valid():
        return _page(request, "lost", {"form": form, "reason": reason}, INVALID)
    if not NewLinkThrottle().allow_request(request, None):  # type: ignore[arg-type]
        return _page(request, "lost", {"form": form, "reason": "often"}, 429)
    services.send_new_link(form.cleaned_data["email"], now=timezone.now())
    return _page(request, "link_sent", {"email": form.cleaned_data["email"]})


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"language_url": request.get_full_path(), **context}
    response = render(request, f"checkins/{name}.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response


def _her_terms(request: HttpRequest, person: Person | None) -> AbstractContextManager[None]:
    """Hers, whoever's browser it is."""
    return in_terms_of(request, person.language, person.time_zone) if person else nullcontext()


def _name(row: CheckIn) -> str:
    return row.person.name_in(translation.get_language())
