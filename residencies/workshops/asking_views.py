"""For whoever has no login: a place asked for by name and address, and confirmed by the link mailed."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import SimpleRateThrottle

from foundation.errors import ServiceError
from foundation.links import INVALID, in_her_time, in_terms_of, private
from residencies.workshops import services
from residencies.workshops.models import Session
from residencies.workshops.presenting import Shown
from residencies.workshops.selectors.links import place_token, request_of_token

TOO_MANY = 429


class AskThrottle(SimpleRateThrottle):
    """By address of the network; whole towns share one on mobile phones, so it is not narrow."""

    rate = "60/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"workshops:ask:{self.get_ident(request)}"


class WhoForm(forms.Form):
    """Somebody by name and address."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name", "dir": "auto"})
    )
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"})
    )


class AskForm(WhoForm):
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


@in_her_time
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """The answer is the same, whoever is on record; whoever is logged in has her own page for it."""
    if request.user.is_authenticated:
        return redirect(reverse("workshops:session", args=[number]))
    rows = Session.objects.public().planned().select_related("workshop__edition__programme")
    row = get_object_or_404(rows, pk=number)
    language = {"language": translation.get_language()}
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial=language)
    context = {"one": Shown(row, timezone.now()), "form": form}
    if request.method != "POST":
        return render(request, "workshops/ask.html", context)
    status = _ask(request, row, form)
    page = "asked" if status == 200 else "ask"
    return render(request, f"workshops/{page}.html", {**context, "often": status == TOO_MANY}, status=status)


def _ask(request: HttpRequest, row: Session, form: AskForm) -> int:
    if not form.is_valid():
        return INVALID
    if not AskThrottle().allow_request(request, None):  # type: ignore[arg-type]
        return TOO_MANY
    try:
        services.ask_for_place(row, **form.cleaned_data, now=timezone.now())
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return INVALID
    return 200


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of the mail. Opening it changes nothing; one press, and the place is hers."""
    row, fault = request_of_token(token), ""
    if row is None:
        raise Http404
    with in_terms_of(request, row.language, row.session.time_zone):
        if request.method == "POST" and "confirm" in request.POST:
            try:
                services.confirm_place(row, now=timezone.now())
            except ServiceError as error:
                fault = str(error)
        fresh = request_of_token(token)
        if fresh and fresh.registration:
            return redirect(reverse("workshops:place", args=[place_token(fresh.registration)]))
        context = {
            "one": Shown(row.session, timezone.now()),
            "fault": fault,
            "language_url": request.get_full_path(),
        }
        response = render(request, "workshops/confirm.html", context, status=INVALID if fault else 200)
        response["Content-Language"] = translation.get_language()
        return response
