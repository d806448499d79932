"""Her pages: what she agrees to, what is held on her, and how she gets it or is erased."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.privacy import services
from alumni.privacy.models import DAYS, LINKS, Request
from alumni.privacy.selectors.previews import preview, times_read
from alumni.privacy.services.exporting import copy_of, held_on
from foundation.errors import ServiceError
from foundation.links import INVALID, hers, in_terms_of, person_of, private
from foundation.people.models import Consent, Person, Purpose
from foundation.people.selectors import consents_of
from foundation.people.services import say_consent

SHOWN = 10


@hers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    context = {
        "standings": consents_of(person),
        "requests": Request.objects.filter(person=person)[:SHOWN],
        "times_read": times_read(person, with_help=True),
        "days": DAYS,
    }
    return render(request, "privacy/home.html", context)


@hers
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """One press: yes, or no."""
    person, given = person_of(request), request.POST.get("given")
    if purpose not in Purpose.values or given not in ("yes", "no"):
        raise Http404
    how, now = Consent.How.PAGE, timezone.now()
    try:
        say_consent(person, purpose, given == "yes", how=how, by=request.user, now=now)
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Noted. You can change it at any time."))
    return redirect("privacy:home")


@hers
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What the foundation holds on her, to be read."""
    return render(request, "privacy/held.html", {"groups": held_on(person_of(request))})


@hers
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """For a copy, or to be erased: a mail asks her to confirm."""
    person, kind = person_of(request), request.POST.get("kind", "")
    if kind not in Request.Kind.values:
        raise Http404
    try:
        row = services.ask(person, kind, now=timezone.now())
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        if row.state == Request.State.ASKED:
            told = _("We have sent a mail to %(address)s: open its link within a day.")
            messages.success(request, told % {"address": person.email})
        else:
            messages.info(request, _("You have asked already: it stands below."))
    return redirect("privacy:home")


@hers
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    row = Request.objects.filter(person=person_of(request), pk=number).first()
    if row is None:
        raise Http404
    try:
        services.withdraw(row, now=timezone.now())
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Your request is taken back."))
    return redirect("privacy:home")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Behind the link of the mail: one press confirms, so that a scanner that opens links changes nothing."""
    row, counts = LINKS.row(token, Request.objects.select_related("person__account"))
    if row is None:
        raise Http404
    with in_terms_of(request, row.person.language, row.person.time_zone):
        now, fault = timezone.now(), ""
        is_fresh = (
            counts and row.is_link_fresh(now) and row.state not in (row.State.REFUSED, row.State.WITHDRAWN)
        )
        if not is_fresh:
            fault = _("This link has expired: ask again on your page.")
        elif request.method == "POST":
            try:
                row = services.confirm(row, now=now)
            except ServiceError as refused:
                fault = str(refused)
            else:
                if row.kind == Request.Kind.COPY:
                    return packed(row.person, f"masar-{timezone.localdate(now)}.zip")
        context: dict[str, Any] = {
            "row": row,
            "fault": fault,
            "is_erasure": row.kind == Request.Kind.ERASURE,
            "is_confirmed": row.state != Request.State.ASKED,
            "days": DAYS,
            "taken": preview(row.person) if not fault and row.kind == Request.Kind.ERASURE else [],
        }
        return render(request, "privacy/confirm.html", context, status=INVALID if fault else 200)


def packed(person: Person, name: str, *, reader: Any = None) -> FileResponse:
    """Her copy, streamed, and kept by nobody on the way."""
    made = copy_of(person, reader=reader)
    response = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
