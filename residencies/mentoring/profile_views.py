"""Where a mentor says what she offers."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import ServiceError
from foundation.links import INVALID, hers
from residencies.mentoring import services
from residencies.mentoring.forms import AwayFormSet, ProfileForm
from residencies.mentoring.models import MentorProfile
from residencies.mentoring.selectors import mine


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    row = mine.profile_of(request.user)
    if row is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = ProfileForm(mine.crafts(), posted, initial=_said(row))
    days = [{"first": one.starts_on, "last": one.ends_on} for one in row.unavailabilities.all()]
    away = AwayFormSet(posted, initial=days, prefix="away")
    if posted is not None and form.is_valid() & away.is_valid() and _changed(request, row, form, away):
        messages.success(request, _("Your profile is kept."))
        return redirect("mentoring:profile")
    context = {"form": form, "away": away, "row": row}
    return render(request, "mentoring/profile.html", context, status=200 if posted is None else INVALID)


def _said(row: MentorProfile) -> dict[str, Any]:
    crafts = {track.slug for track in row.fields.all()}
    return {"crafts": sorted(crafts), "languages": row.languages, "capacity": row.capacity}


def _changed(request: HttpRequest, row: MentorProfile, form: ProfileForm, away: Any) -> bool:
    kept = [one.cleaned_data for one in away if not one.cleaned_data.get("DELETE")]
    days: list[tuple[date, date]] = [(one["first"], one["last"]) for one in kept if one.get("first")]
    try:
        services.change_profile(row, **form.cleaned_data, away=days, by=request.user)
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True
