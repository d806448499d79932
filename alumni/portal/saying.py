"""Where she says that a credit, a selection or a prize is missing, and takes it back while it waits."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.careers.models import Change
from alumni.careers.services import LIMITS, say_record, withdraw_change
from alumni.portal.forms import FORMS, RecordForm
from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import served
from foundation.files.storing import MEGABYTE
from foundation.links import INVALID, hers, person_of

# Bytes of an upload: more than is taken, so that she whose scan is too big loses nothing of what she typed.
MOST = 50 * MEGABYTE


@csrf_exempt  # until the upload is bounded: what checks the token reads the request
@hers
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, kind: str) -> HttpResponseBase:
    person_of(request)
    if kind not in FORMS:
        raise Http404
    if request.method == "POST" and not bound_upload(request, MOST):
        return _saying(request, FORMS[kind](), LIMITS.too_big, 413)
    return _say(request, kind)


@csrf_protect
def _say(request: HttpRequest, kind: str) -> HttpResponse:
    if request.method != "POST":
        return _saying(request, FORMS[kind]())
    form = FORMS[kind](request.POST, request.FILES)
    if getattr(request, "too_big", False):
        return _saying(request, form, LIMITS.too_big, 413)
    if not form.is_valid():
        if request.FILES:
            form.add_error("file", _("Please choose the file again."))
        return _saying(request, form, status=INVALID)
    sent = {"link": form.cleaned_data["link"], "upload": form.cleaned_data["file"]}
    try:
        say_record(person_of(request), kind, form.after(), **sent, now=timezone.now())
    except ServiceError as fault:
        form.add_error("file", str(fault))
        return _saying(request, form, status=INVALID)
    messages.success(request, _("Thank you: the team looks at it, and then it stands here."))
    return redirect("portal:career")


def _saying(request: HttpRequest, form: RecordForm, fault: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "title": form.title_of_page, "fault": fault}
    return render(request, "portal/say.html", context, status=status)


@hers
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The paper she sent with what she said, to her and to staff who may see what she said."""
    return served(get_object_or_404(Change.objects.visible_to(request.user).exclude(file=""), pk=number))


@hers
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Change.objects.filter(person=person_of(request)), pk=number)
    try:
        withdraw_change(row)
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Taken back."))
    return redirect("portal:career")
