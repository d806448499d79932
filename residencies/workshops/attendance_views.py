"""Who leads a session notes who is there, on a phone: on a list, or by the code she is shown."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from foundation.errors import ServiceError
from foundation.links import INVALID, hers
from foundation.numbers import number_of
from residencies.workshops import services
from residencies.workshops.asking_views import WhoForm
from residencies.workshops.models import Attendance, Session
from residencies.workshops.presenting import Shown
from residencies.workshops.selectors.links import registration_of_code
from residencies.workshops.selectors.pages import on_list

PER_PAGE = 200  # each page is saved by itself


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, number: int) -> HttpResponse:
    """The list, with a box for each; what was ticked when it was opened is sent along, so that two who note
    at once undo nothing of each other.
    """
    rows = Session.objects.led_by(request.user).select_related("workshop__edition__programme")
    row, fault = get_object_or_404(rows, pk=number), ""
    if "admit" in request.POST:
        return _admit(request, row)
    if request.method == "POST":
        there, was = _numbers(request, "there"), _numbers(request, "was")
        try:
            count = services.note_list(
                row, ticked=there - was, unticked=was - there, by=request.user, now=timezone.now()
            )
        except ServiceError as error:
            fault = str(error)
        else:
            said = ngettext(
                "%(count)d person is noted as there.", "%(count)d people are noted as there.", count
            )
            messages.success(request, said % {"count": count})
            return redirect(request.get_full_path())
    return _list_page(request, row, WhoForm(), fault)


def _admit(request: HttpRequest, row: Session) -> HttpResponse:
    """Somebody at the door who is not on the list."""
    form = WhoForm(request.POST)
    if form.is_valid():
        try:
            services.admit(row, **form.cleaned_data, by=request.user, now=timezone.now())
        except ServiceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is noted as there.") % {"name": form.cleaned_data["name"]})
            return redirect(request.get_full_path())
    return _list_page(request, row, form)


def _list_page(request: HttpRequest, row: Session, form: WhoForm, fault: str = "") -> HttpResponse:
    page = Paginator(on_list(row), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "one": Shown(row, timezone.now()),
        "page": page,
        "lines": [(person, person.noted[0] if person.noted else None) for person in page],
        "count": row.attendances.count(),
        "fault": fault,
    }
    status = INVALID if fault or form.errors else 200
    return render(request, "workshops/attendance.html", context, status=status)


def _numbers(request: HttpRequest, name: str) -> set[int]:
    return {number for text in request.POST.getlist(name) if (number := number_of(text)) is not None}


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """What her code opens on the phone of who leads the session: her name, and one press that notes her."""
    row = registration_of_code(code)
    if row is None or not Session.objects.led_by(request.user).filter(pk=row.session_id).exists():
        return render(request, "workshops/unknown_code.html", status=404)
    fault = ""
    if request.method == "POST":
        way = Attendance.Way.QR
        try:
            services.note_attendance(row.session, row.person, way=way, by=request.user, now=timezone.now())
        except ServiceError as error:
            fault = str(error)
        else:
            messages.success(request, _("%(name)s is noted as there.") % {"name": row.person})
            return redirect(reverse("workshops:attendance", args=[row.session_id]))
    there = row.session.attendances.filter(person=row.person).first()
    context = {"row": row, "one": Shown(row.session, timezone.now()), "there": there, "fault": fault}
    return render(request, "workshops/check_in.html", context, status=INVALID if fault else 200)
