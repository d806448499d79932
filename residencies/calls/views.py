"""Public pages of calls: what is open, one call, its dates, beginning, and a link that was lost."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import ServiceError
from foundation.files.types import names_of
from foundation.links import INVALID
from foundation.people.models import Person
from foundation.translated import in_language
from foundation.zones import town_of
from residencies.calls import services
from residencies.calls.closing_dates import calendar_of
from residencies.calls.doors import BeginThrottle, LinkThrottle, is_too_often, often
from residencies.calls.forms import BeginForm, EmailForm
from residencies.calls.models import Call, Question
from residencies.calls.rules import explained
from residencies.calls.selectors import application_token, begun_token, public_calls, questions_of
from residencies.calls.services import Applicant
from residencies.calls.services.uploads import limits_of

PER_PAGE = 20


@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(public_calls(now), PER_PAGE).get_page(request.GET.get("page"))
    listed = [(row, row.state_at(now)) for row in page]
    return render(request, "calls/calls.html", {"page": page, "listed": listed})


@never_cache
@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """What the call is about; one that is not announced is shown to staff, as a preview."""
    row, now = _call(request, slug), timezone.now()
    questions = questions_of(row.form)
    context = {
        "call": row,
        "text": in_language(row, "text"),
        "state": row.state_at(now),
        "place": town_of(row.time_zone),
        "is_late": row.closes_at <= now < row.ends_at,
        "rules": [(explained(rule, row), rule.is_strict) for rule in row.rules.select_related("call")],
        "seats": row.seats.select_related("role") if row.has_members else [],
        "documents": [
            (one, names_of(one.accepts), limits_of(one))
            for one in questions
            if one.kind == Question.Kind.FILE
        ],
        "questions": questions,
    }
    return render(request, "calls/call.html", context)


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    row = _call(request, slug)
    url = request.build_absolute_uri(reverse("calls:call", args=[row.slug]))
    response = HttpResponse(calendar_of(row, url, now=timezone.now()), "text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.slug}.ics"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Without an account. Whoever has begun already gets her link by mail, and nothing here of it."""
    row, now = _call(request, slug), timezone.now()
    if not row.is_open(now):
        return redirect("calls:call", row.slug)
    person = getattr(request.user, "person", None)
    if request.method != "POST":
        form = BeginForm(row, initial=_known(request, person))
        return render(request, "calls/begin.html", {"call": row, "form": form})
    form, status = BeginForm(row, request.POST), INVALID
    if form.is_valid():
        if is_too_often(request, BeginThrottle):
            form.add_error(None, often())
            status = 429
        else:
            try:
                begun = services.begin_application(
                    row, _applicant(row, form.cleaned_data, person), by=_by(request), now=now
                )
            except ServiceError as fault:
                form.add_error(None, str(fault))
            else:
                return _begun(request, begun)
    return render(request, "calls/begin.html", {"call": row, "form": form}, status=status)


def _begun(request: HttpRequest, begun: services.Begun) -> HttpResponse:
    row, user = begun.application, request.user
    is_hers = user.is_authenticated and row.email.lower() == user.email.lower()
    if begun.is_new or is_hers:
        token = application_token(row) if is_hers else begun_token(row)
        return redirect(reverse("calls:application", args=[token]) + "?begun")
    return render(request, "calls/link_sent.html", {"call": row.call, "email": row.email, "begun": True})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends the links again. The words are the same whether the address is known or not."""
    row = _call(request, slug)
    if request.method != "POST":
        return render(request, "calls/lost.html", {"call": row, "form": EmailForm()})
    form, status = EmailForm(request.POST), INVALID
    if form.is_valid():
        if not is_too_often(request, LinkThrottle):
            email = form.cleaned_data["email"]
            services.send_links(row, email, now=timezone.now())
            return render(request, "calls/link_sent.html", {"call": row, "email": email})
        form.add_error(None, often())
        status = 429
    return render(request, "calls/lost.html", {"call": row, "form": form}, status=status)


def _call(request: HttpRequest, slug: str) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("form", "edition__programme")
    return get_object_or_404(rows.prefetch_related("tracks"), slug=slug)


def _known(request: HttpRequest, person: Person | None) -> dict[str, Any]:
    """Her name and address, where she is logged in; and the code that came in the link."""
    known: dict[str, Any] = {"code": request.GET.get("code", "")[:40]}
    if person is not None:
        known |= {"name": person.name, "email": person.email or request.user.email}
    return known


def _applicant(row: Call, data: dict[str, Any], person: Person | None) -> Applicant:
    only = row.languages[0]
    return Applicant(
        name=data["name"],
        email=data["email"],
        language=data.get("language", only),
        track=data.get("track"),
        role=data.get("role"),
        code=data.get("code", ""),
        person=services.who_begins(person, data["email"]),
    )


def _by(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None
