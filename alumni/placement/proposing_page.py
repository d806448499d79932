"""The page of the desk where candidates for a posting stand with their reasons, and are asked."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from alumni.placement import services, wording
from alumni.placement.forms import OfferForm
from alumni.placement.models import Posting
from alumni.placement.selectors.candidates import best, candidates
from foundation.errors import ServiceError
from foundation.links import INVALID
from foundation.numbers import number_of
from foundation.people.models import Person

PER_PAGE = 25
LAST_PAGE = 400  # nobody reads further, and a number in an address costs nothing


def proposing_page(desk: ModelAdmin, request: HttpRequest, row: Posting) -> HttpResponse:
    posted = request.method == "POST"
    form = OfferForm(request.POST) if posted else OfferForm()
    if posted and form.is_valid() and _asked(request, row, form):
        return HttpResponseRedirect(reverse("admin:placement_posting_change", args=[row.pk]))
    number = min(number_of(request.GET.get("page")) or 1, LAST_PAGE)
    start = (number - 1) * PER_PAGE
    found = best(row, start, PER_PAGE + 1)
    now = timezone.now()
    chosen = request.POST.getlist("person") if posted else []
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("Who may be asked"),
        "posting": row,
        "days": wording.days(row),
        "place": wording.place(row),
        "is_open": row.is_open(now),
        "candidates": [
            (one, wording.reasons(one), str(one.person.pk) in chosen)
            for one in candidates(row, found[:PER_PAGE], now)
        ],
        "number": number,
        "following": number + 1 if len(found) > PER_PAGE and number < LAST_PAGE else None,
        "before": number - 1 if number > 1 else None,
        "form": form,
        "back": reverse("admin:placement_posting_change", args=[row.pk]),
    }
    return TemplateResponse(
        request, "placement/desk_candidates.html", context, status=INVALID if posted else 200
    )


def _asked(request: HttpRequest, row: Posting, form: Any) -> bool:
    """Whether those who were chosen are asked, in the order of the page."""
    try:
        people = _people(request)
        made = services.offer_posting(
            row,
            people,
            at_once=form.cleaned_data["how"] == "once",
            days=form.cleaned_data["days"],
            by=request.user,
            now=timezone.now(),
        )
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    words = ngettext("It is offered to %(count)d person.", "It is offered to %(count)d people.", len(made))
    messages.success(request, words % {"count": len(made)})
    return True


def _people(request: HttpRequest) -> list[Person]:
    typed = [*request.POST.getlist("person"), *request.POST.get("other", "").replace(",", " ").split()]
    if not typed:
        raise ServiceError(gettext("Choose somebody."))
    keys = [key for key in map(number_of, typed) if key is not None]
    people = Person.objects.visible_to(request.user).in_bulk(keys)
    if len(keys) < len(typed) or len(people) < len(set(keys)):
        raise ServiceError(gettext("There is no record with this number."))
    return [people[key] for key in keys]
