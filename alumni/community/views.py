"""The directory: for everybody what is public, behind the login what alumnae show each other."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.community import services
from alumni.community.filters import DirectoryFilters
from alumni.community.forms import ProfileForm
from alumni.community.models import ALUMNAE, WORLD, Profile
from alumni.community.selectors import entry, entry_of, may_have_one, own_profile, silent_to, with_parts
from alumni.placement.models import Profile as WorkProfile
from foundation.errors import ServiceError
from foundation.links import INVALID, hers, person_of
from foundation.people.models import Person
from foundation.translated import language_names

PER_PAGE = 24


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What alumnae show to everybody."""
    return _list(request, WORLD)


@require_safe
def public_entry(request: HttpRequest, number: int) -> HttpResponse:
    return _entry(request, number, WORLD)


@hers
@require_safe
def alumnae(request: HttpRequest) -> HttpResponse:
    """What they show each other; whoever is none is led to what is public."""
    person = getattr(request.user, "person", None)
    if person is None or not may_have_one(person):
        return redirect("community:public")
    return _list(request, ALUMNAE)


@hers
@require_safe
def alumna(request: HttpRequest, number: int) -> HttpResponse:
    _alumna(request)
    return _entry(request, number, ALUMNAE)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Where she says what she shows, and to whom."""
    person = _alumna(request)
    row = own_profile(person)
    form = ProfileForm(
        request.POST if request.method == "POST" else None, instance=row, initial=_said(person)
    )
    if request.method == "POST" and form.is_valid() and _kept(request, person, form):
        messages.success(request, _("It is kept, thank you."))
        return redirect("community:mine")
    parts = [(form[name], form[f"{part}_to"]) for part, name in _ROWS]
    context = {
        "form": form,
        "parts": parts,
        "is_listed": row.pk and Profile.objects.listed(ALUMNAE).filter(pk=row.pk).exists(),
        "number": row.pk,
    }
    return render(request, "community/mine.html", context, status=INVALID if form.is_bound else 200)


# Parts with one field each; the place has two, and availability is said on a page of its own.
_ROWS = [(part, part) for part in ("biography", "crafts", "languages", "website", "email", "phone")]


def _said(person: Person) -> dict[str, Any]:
    work = WorkProfile.objects.filter(person=person).first()
    return {
        "crafts": list(person.crafts.values_list("role", flat=True)),
        "languages": work.spoken if work else [person.language],
    }


def _kept(request: HttpRequest, person: Person, form: ProfileForm) -> bool:
    try:
        services.say_profile(person, by=request.user, now=timezone.now(), **form.cleaned_data)
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True


def _alumna(request: HttpRequest) -> Person:
    person = person_of(request)
    if not may_have_one(person):
        raise Http404
    return person


def _list(request: HttpRequest, shown: tuple[str, ...]) -> HttpResponse:
    rows = with_parts(Profile.objects.listed(shown), timezone.localdate()).order_by("name", "pk")
    asked = DirectoryFilters(request.GET or None, queryset=rows, request=request, shown=shown)
    is_good = not asked.is_bound or asked.form.is_valid()
    page = Paginator(asked.qs if is_good else rows.none(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_places(shown),
        "form": asked.form,
        "is_asked": any(request.GET.get(name, "").strip() for name in asked.base_filters),
        "page": page,
        "entries": [_told(entry(row, shown)) for row in page],
    }
    return render(request, "community/list.html", context, status=200 if is_good else INVALID)


def _entry(request: HttpRequest, number: int, shown: tuple[str, ...]) -> HttpResponse:
    found = entry_of(number, shown, timezone.localdate(), silent_to(request.user))
    if found is None:
        raise Http404
    person = getattr(request.user, "person", None)
    is_hers = person is not None and person.pk == found.person
    context = {**_places(shown), **_told(found), "is_hers": is_hers}
    return render(request, "community/entry.html", context)


def _told(one: Any) -> dict[str, Any]:
    place = [one.city, one.country.name if one.country else ""]
    return {
        "entry": one,
        "languages": language_names(one.languages),
        # Each in the direction of its own script.
        "place": format_html_join(", ", "<bdi>{}</bdi>", ((part,) for part in place if part)),
    }


def _places(shown: tuple[str, ...]) -> dict[str, Any]:
    is_public = shown == WORLD
    return {
        "is_public": is_public,
        "list_url": reverse("community:public" if is_public else "community:alumnae"),
        "entry_view": "community:public_entry" if is_public else "community:alumna",
    }
