"""Pages behind the links of the mails to a pair: the link is the proof, and opens nothing else."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from foundation.errors import ServiceError
from foundation.links import INVALID, in_terms_of, private
from residencies.mentoring import services
from residencies.mentoring.forms import PulseForm
from residencies.mentoring.models import Pulse, Side
from residencies.mentoring.selectors.links import pulse_of_token

GONE = 410


@private
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    """How it is going, with the tapped answer chosen. Opening it changes nothing: she presses."""
    row = pulse_of_token(token)
    if row is None:
        raise Http404
    with in_terms_of(request, row.person.language, row.person.time_zone):
        if request.method == "POST":
            form = PulseForm(request.POST)
            if form.is_valid() and _kept(row, form):
                return redirect(f"{request.path}?kept")
            return _page(request, row, form, INVALID)
        tapped = request.GET.get("answer", "")
        chosen = tapped if tapped in Pulse.Answer else row.answer
        form = PulseForm(initial={"answer": chosen, "word": row.word})
        return _page(request, row, form, 200 if row.is_open(timezone.now()) else GONE)


def _kept(row: Pulse, form: PulseForm) -> bool:
    try:
        services.answer_pulse(row, **form.cleaned_data, now=timezone.now())
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True


def _page(request: HttpRequest, row: Any, form: Any, status: int) -> HttpResponse:
    """The page of what was asked of one of the two: the template has the name of its table."""
    context = {
        "row": row,
        "form": form,
        "other": row.mentorship.person_of(Side.MENTEE if row.side == Side.MENTOR else Side.MENTOR),
        "is_open": row.is_open(timezone.now()),
        "is_kept": "kept" in request.GET,
        "language_url": request.get_full_path(),
    }
    response = render(request, f"mentoring/{row._meta.model_name}.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
