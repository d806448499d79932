"""An alumna's pages: work that fits her, offers to her, and what she says of when and where she works."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.placement import services, wording
from alumni.placement.forms import AcceptForm, AvailabilityForm, AwayForm, PeriodForm, PeriodFormSet, said
from alumni.placement.models import Offer, Period, Posting, Profile
from alumni.placement.selectors import mine
from alumni.placement.selectors.links import offer_of_token, offer_token
from foundation.errors import ServiceError
from foundation.links import INVALID, hers, in_terms_of, person_of, private
from foundation.people.models import Person
from foundation.translated import language_names

PER_PAGE = 20
LONGEST_REASON = 2000
ACTS = ("accept", "interested", "decline", "withdraw")


@dataclass(frozen=True)
class Shown:
    """A posting as she sees it, with her offer if she has one."""

    row: Posting
    offer: Offer | None = None

    @property
    def days(self) -> str:
        return wording.days(self.row)

    @property
    def place(self) -> str:
        return wording.place(self.row)

    @property
    def token(self) -> str:
        return offer_token(self.offer) if self.offer else ""

    @property
    def is_answerable(self) -> bool:
        return self.offer is not None and self.offer.is_answerable(timezone.now())


@hers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Work for her: what she is asked, and what is open in her departments."""
    person, now = person_of(request), timezone.now()
    page = Paginator(mine.fitting(person, now), PER_PAGE).get_page(request.GET.get("page"))
    profile = Profile.objects.filter(person=person).first()
    today = timezone.localdate(now)
    away = Period.objects.filter(person=person, is_available=False).covering(today, today).first()
    context = {
        "offers": [Shown(row.posting, row) for row in mine.offers_of(person)],
        "page": page,
        "shown": [Shown(row) for row in page],
        "profile": profile,
        "away": away,
        "form": AwayForm(),
    }
    return render(request, "placement/home.html", context)


@hers
@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """One press: not available until a day."""
    person, form = person_of(request), AwayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say until which day."))
        return redirect("placement:home")
    last = form.cleaned_data["until"]
    try:
        services.away_until(person, last, by=request.user, now=timezone.now())
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        day = date_format(last, "DATE_FORMAT")
        messages.success(request, _("It is noted: you are not available until %(day)s.") % {"day": day})
    return redirect("placement:home")


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def availability(request: HttpRequest) -> HttpResponse:
    """Where she says whether, when, where, what and in which languages she works, and who sees it."""
    person = person_of(request)
    posted = request.POST if request.method == "POST" else None
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    form = AvailabilityForm(posted, initial=_said(profile, person))
    kept = [PeriodForm.shown(row) for row in Period.objects.filter(person=person)]
    periods = PeriodFormSet(posted, initial=kept, prefix="days")
    if posted is not None and form.is_valid() & periods.is_valid() and _kept(request, person, form, periods):
        messages.success(request, _("It is kept, thank you."))
        return redirect("placement:availability")
    context = {"form": form, "periods": periods, "credited": mine.credited_roles(person)}
    return render(request, "placement/availability.html", context, status=200 if posted is None else INVALID)


def _said(profile: Profile, person: Person) -> dict[str, Any]:
    return {
        **{name: getattr(profile, name) for name in ("cities", "goes_anywhere")},
        **{f"{part}_to": getattr(profile, f"{part}_to") for part in Profile.PARTS},
        "consent": said(profile.consent),
        "is_available": said(profile.is_available),
        "languages": profile.spoken or [person.language],
        "crafts": list(person.crafts.values_list("role", flat=True)),
    }


def _kept(request: HttpRequest, person: Person, form: AvailabilityForm, periods: Any) -> bool:
    lines = [one.cleaned_data for one in periods if not one.cleaned_data.get("DELETE")]
    days = [(one["is_available"], one["first"], one["last"]) for one in lines if one.get("first")]
    try:
        services.say_availability(
            person, periods=days, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True


@private
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Where she answers with one press, without a login. Opening it changes nothing."""
    row = offer_of_token(token)
    if row is None:
        raise Http404
    with in_terms_of(request, row.person.language, row.person.time_zone):
        act = next((one for one in ACTS if one in request.POST), None) if request.method == "POST" else None
        form = AcceptForm(request.POST) if act == "accept" else AcceptForm()
        if act is None or (act == "accept" and not form.is_valid()):
            return _offer_page(request, row, form, status=200 if act is None else INVALID)
        try:
            _acted(request, row, act, form)
        except ServiceError as fault:
            return _offer_page(request, offer_of_token(token) or row, form, str(fault), INVALID)
    return redirect(request.path)


def _acted(request: HttpRequest, row: Offer, act: str, form: AcceptForm) -> None:
    who: dict[str, Any] = {
        "by": request.user if request.user.is_authenticated else None,
        "now": timezone.now(),
    }
    reason = request.POST.get("reason", "").replace("\0", "")[:LONGEST_REASON]
    if act == "accept":
        services.accept_offer(row, **form.cleaned_data, **who)
    elif act == "interested":
        services.note_interest(row, **who)
    elif act == "decline":
        services.decline_offer(row, reason=reason, **who)
    else:
        services.withdraw(row, reason=reason, **who)


def _offer_page(
    request: HttpRequest, row: Offer, form: AcceptForm, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "offer": row,
        "posting": row.posting,
        "days": wording.days(row.posting),
        "place": wording.place(row.posting),
        "pay": wording.pay(row.posting),
        "languages": language_names(row.posting.asked_languages),
        "is_open": row.is_answerable(timezone.now()),
        "is_late": row.state in Offer.OPEN and not row.is_answerable(timezone.now()),
        "is_hers": row.state in Offer.PLACED,
        "shared": wording.shared(row) if row.state in Offer.PLACED else [],
        "form": form,
        "fault": fault,
        "reason": request.POST.get("reason", ""),
        "longest": LONGEST_REASON,
        "language_url": request.get_full_path(),
    }
    response = render(request, "placement/offer.html", context, status=status)
    response["Content-Language"] = translation.get_language()
    return response
