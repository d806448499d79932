"""Pages behind the links of the mails to a pair: the link is the proof, and opens nothing else."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from foundation.errors import ServiceError
from foundation.links import INVALID, in_terms_of, private
from residencies.mentoring import services
from residencies.mentoring.forms import PulseForm, ReviewForm
from residencies.mentoring.models import ClosingReview, Pulse
from residencies.mentoring.selectors.links import pulse_of_token, review_of_token

GONE = 410


@private
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    """How it is going, with the tapped answer chosen. Opening it changes nothing: she presses."""
    row = pulse_of_token(token)
    tapped = request.GET.get("answer", "")
    said = {"word": row.word, "answer": tapped if tapped in Pulse.Answer else row.answer} if row else {}
    return _asked(request, row, PulseForm, said, services.answer_pulse)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str) -> HttpResponse:
    """How it was, once it is closed."""
    row = review_of_token(token)
    return _asked(request, row, ReviewForm, _said(row) if row else {}, services.answer_review)


def _said(row: ClosingReview) -> dict[str, str]:
    words = {True: "yes", False: "no", None: ""}
    return {
        "goals": row.goals,
        "helped": row.helped,
        "recommends": words[row.recommends],
        "hours_right": words[row.hours_right],
    }


def _asked(
    request: HttpRequest, row: Any, form_class: type[Form], said: dict[str, str], keep: Callable[..., Any]
) -> HttpResponse:
    """The page of what one of a pair is asked: the template has the name of its table."""
    if row is None:
        raise Http404
    with in_terms_of(request, row.person.language, row.person.time_zone):
        form, status = form_class(initial=said), 200 if row.is_open(timezone.now()) else GONE
        if request.method == "POST":
            form, status = form_class(request.POST), INVALID
            if form.is_valid() and _kept(row, form, keep):
                return redirect(f"{request.path}?kept")
        context = {
            "row": row,
            "form": form,
            "is_open": row.is_open(timezone.now()),
            "is_kept": "kept" in request.GET and row.answered_at is not None,
            "language_url": request.get_full_path(),
        }
        response = render(request, f"mentoring/{row._meta.model_name}.html", context, status=status)
        response["Content-Language"] = translation.get_language()
        return response


def _kept(row: Any, form: Form, keep: Callable[..., Any]) -> bool:
    try:
        keep(row, **form.cleaned_data, now=timezone.now())
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True
