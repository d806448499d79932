"""The directory: for everybody what is public, behind the login what alumnae show each other."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.community import services
from alumni.community.filters import DirectoryFilters
from alumni.community.forms import PhotoForm, ProfileForm
from alumni.community.models import ALUMNAE, WORLD, Profile
from alumni.community.selectors import (
    entry,
    entry_of,
    may_have_one,
    own_profile,
    photo_of,
    silent_to,
    with_parts,
)
from alumni.placement.models import Profile as WorkProfile
from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import pictured
from foundation.files.storing import MEGABYTE
from foundation.links import INVALID, hers, person_of
from foundation.lists.paging import NumberPaginator
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
    return _mine(request, row, form, PhotoForm(instance=row), INVALID if form.is_bound else 200)


def _mine(
    request: HttpRequest, row: Profile, form: ProfileForm, photo_form: PhotoForm, status: int, fault: str = ""
) -> HttpResponse:
    parts = [(form[name], form[f"{part}_to"]) for part, name in _ROWS]
    context = {
        "form": form,
        "photo_form": photo_form,
        "photo_fault": fault,
        "most": services.PHOTO.megabytes,
        "photo": getattr(row, "portrait", None) if row.pk else None,
        "parts": parts,
        "is_listed": row.pk and Profile.objects.listed(ALUMNAE).filter(pk=row.pk).exists(),
        "number": row.pk,
    }
    return render(request, "community/mine.html", context, status=status)


@require_safe
def photo(request: HttpRequest, number: int) -> HttpResponseBase:
    """Of an entry, for whom she shows it to; the login is no way round that."""
    row = photo_of(number, request.user)
    if row is None:
        raise Http404
    return pictured(request, row)


@csrf_exempt  # until the upload is bounded: what checks the token reads the request
@hers
@require_POST
def own_photo(request: HttpRequest) -> HttpResponse:
    """She sends one, says who sees it, or takes it away."""
    person = _alumna(request)
    if not bound_upload(request, services.PHOTO.size + MEGABYTE):
        return _photo_refused(request, person, None, services.PHOTO.too_big, 413)
    return _own_photo(request, person)


@csrf_protect
def _own_photo(request: HttpRequest, person: Person) -> HttpResponse:
    form = PhotoForm(request.POST, request.FILES, instance=own_profile(person))
    if getattr(request, "too_big", False):
        return _photo_refused(request, person, form, services.PHOTO.too_big, 413)
    if not form.is_valid():
        return _photo_refused(request, person, form, "", INVALID)
    said = form.cleaned_data
    try:
        services.say_photo(
            person,
            seen=said["photo_to"],
            upload=said["file"],
            is_dropped="remove" in request.POST,
            by=request.user,
            now=timezone.now(),
        )
    except ServiceError as fault:
        return _photo_refused(request, person, form, str(fault), INVALID)
    messages.success(request, _("It is kept, thank you."))
    return redirect("community:mine")


def _photo_refused(
    request: HttpRequest, person: Person, form: PhotoForm | None, fault: str, status: int
) -> HttpResponse:
    row = own_profile(person)
    form = form or PhotoForm(instance=row)
    return _mine(request, row, ProfileForm(instance=row, initial=_said(person)), form, status, fault)


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
    found = asked.qs if is_good else rows.none()
    page = NumberPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
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
        "name": one.name_in(get_language() or ""),
        "languages": language_names(one.languages),
        # Each in the direction of its own script.
        "place": format_html_join(_(", "), "<bdi>{}</bdi>", ((part,) for part in place if part)),
    }


def _places(shown: tuple[str, ...]) -> dict[str, Any]:
    is_public = shown == WORLD
    return {
        "is_public": is_public,
        "list_url": reverse("community:public" if is_public else "community:alumnae"),
        "entry_view": "community:public_entry" if is_public else "community:alumna",
    }
