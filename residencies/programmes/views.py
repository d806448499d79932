"""A participant's pages, and the one where anyone verifies a certificate."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import SimpleRateThrottle

from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import served
from foundation.files.storing import MEGABYTE
from foundation.files.types import endings_of, names_of
from foundation.links import INVALID, hers
from residencies.programmes import services
from residencies.programmes.certificates import certificate_pdf
from residencies.programmes.forms import HandInForm, NeedsForm
from residencies.programmes.models import Deliverable, Needs, Participation, Requirement, Stay
from residencies.programmes.selectors.agenda import agenda, calendar, partners, prizes, to_do
from residencies.programmes.selectors.certificates import certified
from residencies.programmes.selectors.requirements import standings
from residencies.programmes.services.requirements import LIMITS, TYPES, may_hand_in

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TOO_LARGE, TOO_MANY = 413, 429


class CertificateThrottle(SimpleRateThrottle):
    """By address of the network; a school verifies many at once, and guessing needs far more."""

    rate = "300/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"certificate:{self.get_ident(request)}"


def _own(request: HttpRequest, number: int) -> Participation:
    """Her own alone, whatever else she may see at the desk."""
    rows = Participation.objects.filter(person__account=request.user.pk)
    row = rows.select_related("person", "edition__programme", "track", "work").filter(pk=number).first()
    if row is None:
        raise Http404
    return row


@hers
@require_safe
def programme(request: HttpRequest, number: int) -> HttpResponse:
    """What she is to do, her days, and how it stands with what completing takes."""
    row, now = _own(request, number), timezone.now()
    stands = standings([row])[row.pk]
    entries = agenda(row, stands, now)
    today = timezone.localdate(now)
    context = {
        "row": row,
        "todo": [(one, one.is_late(today)) for one in to_do(entries)],
        "calendar": calendar(entries, now),
        "standings": stands,
        "partners": partners(row),
        "prizes": prizes(row),
        "stays": Stay.objects.filter(participation=row).select_related("room"),
        "runs": row.state in Participation.RUNNING,
        "languages": settings.LANGUAGES,
    }
    return render(request, "programmes/programme.html", context)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, number: int) -> HttpResponse:
    row = _own(request, number)
    there = Needs.objects.filter(participation=row).first()
    said = {name: getattr(there, name) for name in ("travel", "dietary", "access")} if there else {}
    form = NeedsForm(request.POST if request.method == "POST" else None, initial=said, label_suffix="")
    if form.is_valid():
        services.save_needs(row, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Thank you, we have noted it."))
        return redirect("programmes:programme", row.pk)
    return render(request, "programmes/needs.html", {"row": row, "form": form}, status=_status(request))


@csrf_exempt  # what is sent is bounded before the token in it is read; `_hand_in` asks for the token
@hers
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, number: int, requirement: int) -> HttpResponse:
    """Where she hands in a file or a link, and reads what was said of it."""
    row = _own(request, number)
    wanted = Requirement.objects.filter(edition=row.edition_id, kind=Requirement.Kind.DELIVERABLE)
    asked = wanted.filter(pk=requirement).first()
    if asked is None or not asked.concerns(row):
        raise Http404
    if not bound_upload(request, LIMITS.size + MEGABYTE):
        return _hand_in_page(request, row, asked, HandInForm(label_suffix=""), _too_big(), TOO_LARGE)
    return _hand_in(request, row, asked)


@csrf_protect
def _hand_in(request: HttpRequest, row: Participation, asked: Requirement) -> HttpResponse:
    form = HandInForm(request.POST if request.method == "POST" else None, label_suffix="")
    fault = _too_big() if getattr(request, "too_big", False) else ""
    if not fault and form.is_valid():
        try:
            services.hand_in(
                row,
                asked,
                upload=request.FILES.get("file"),
                **form.cleaned_data,
                by=request.user,
                now=timezone.now(),
            )
        except ServiceError as error:
            fault = str(error)
        else:
            messages.success(request, _("It is handed in. The team reads it and tells you here."))
            return redirect("programmes:hand_in", row.pk, asked.pk)
    return _hand_in_page(request, row, asked, form, fault, _status(request))


def _hand_in_page(
    request: HttpRequest, row: Participation, asked: Requirement, form: HandInForm, fault: str, status: int
) -> HttpResponse:
    papers = Deliverable.objects.filter(participation=row, requirement=asked)
    context = {
        "row": row,
        "asked": asked,
        "form": form,
        "fault": fault,
        "papers": papers,
        "is_open": may_hand_in(row, asked),
        "endings": ",".join(f".{one}" for kinds in endings_of(TYPES).values() for one in kinds),
        "types": names_of(TYPES),
        "megabytes": LIMITS.megabytes,
    }
    return render(request, "programmes/hand_in.html", context, status=status)


def _too_big() -> str:
    return _("The file is too big: at most %(most)d MB are possible. A link may lead to a bigger one.") % {
        "most": LIMITS.megabytes
    }


@hers
@require_safe
def file(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    row = Deliverable.objects.filter(participation=_own(request, number), pk=file).exclude(file="").first()
    if row is None:
        raise Http404
    return served(row)


@hers
@require_safe
def own_certificate(request: HttpRequest, number: int, language: str) -> HttpResponse:
    return certificate_file(_own(request, number), language)


def certificate_file(row: Participation, language: str) -> HttpResponse:
    """Raises Http404 where it is not completed, or for a language there is none in."""
    if row.state != Participation.State.COMPLETED or language not in LANGUAGES:
        raise Http404
    response = HttpResponse(certificate_pdf(row, language), "application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.edition.programme.slug}-{language}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_safe
def certificate(request: HttpRequest, number: str = "") -> HttpResponse:
    """Whether a certificate is genuine, for anyone who has its number: who, what, when, and nothing else."""
    asked = number or request.GET.get("number", "").strip()
    if not asked:
        return render(request, "programmes/certificate.html", {"asked": ""})
    if not CertificateThrottle().allow_request(request, None):  # type: ignore[arg-type]
        return render(request, "programmes/certificate.html", {"asked": "", "often": True}, status=TOO_MANY)
    row = certified(asked[:60])
    response = render(
        request, "programmes/certificate.html", {"asked": asked[:60], "row": row}, status=200 if row else 404
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _status(request: HttpRequest) -> int:
    return INVALID if request.method == "POST" else 200
