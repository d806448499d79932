"""Her projects: one page each, where those who lead it write it and keep its dossier."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import served
from foundation.files.storing import MEGABYTE
from foundation.files.types import endings_of, names_of
from foundation.films import services
from foundation.films.forms import SendForm, WriteForm
from foundation.films.models import CreditEvidence, DossierVersion, Work
from foundation.films.project_pages import project_context
from foundation.films.selectors import projects_of
from foundation.films.services.dossier import LIMITS
from foundation.links import INVALID, hers

MOST = LIMITS.size + MEGABYTE  # of an upload: what is a little too big is told beside its place


@hers
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "films/mine.html", {"projects": projects_of(request.user)})


@hers
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """For everyone credited on it; its dossier, options and plan for those who lead it."""
    work = get_object_or_404(Work.objects.of(request.user), pk=number)
    stages = [stage for stage in Work.Stage.choices if stage[0] != work.stage]
    return render(
        request, "films/project.html", {**project_context(work, request.user), "stages_to_choose": stages}
    )


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Logline and synopses are hers who leads it: they stand at once."""
    work = get_object_or_404(Work.objects.led_by(request.user), pk=number)
    form = WriteForm(request.POST if request.method == "POST" else None, instance=work)
    if request.method == "POST" and form.is_valid():
        services.write_project(work, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("films:project", number=number)
    status = INVALID if form.errors else 200
    return render(request, "films/write.html", {"form": form, "work": work}, status=status)


@csrf_exempt  # until the upload is bounded: what checks the token reads the request
@hers
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, number: int) -> HttpResponseBase:
    """Where she sends a document of the project, or the next version of one."""
    work = get_object_or_404(Work.objects.led_by(request.user), pk=number)
    if request.method == "POST" and not bound_upload(request, MOST):
        return _sending(request, work, SendForm(), LIMITS.too_big, 413)
    return _send(request, work)


@csrf_protect
def _send(request: HttpRequest, work: Work) -> HttpResponse:
    if request.method != "POST":
        asked = {name: request.GET[name] for name in ("kind", "title", "language") if name in request.GET}
        return _sending(request, work, SendForm(initial=asked))
    form, upload = SendForm(request.POST), request.FILES.get("file")
    if getattr(request, "too_big", False):
        return _sending(request, work, form, LIMITS.too_big, 413)
    if not form.is_valid():
        return _sending(request, work, form, status=INVALID)
    if upload is None:
        return _sending(request, work, form, _("Choose a file."), INVALID)
    try:
        made = services.send_version(work, upload, **form.cleaned_data, by=request.user, now=timezone.now())
    except ServiceError as fault:
        return _sending(request, work, form, str(fault), INVALID)
    messages.success(request, _("In the dossier: %(version)s.") % {"version": made})
    return redirect("films:project", number=work.pk)


def _sending(
    request: HttpRequest, work: Work, form: SendForm, fault: str = "", status: int = 200
) -> HttpResponse:
    endings = (f".{ending}" for kinds in endings_of(LIMITS.accepts).values() for ending in kinds)
    context = {
        "form": form,
        "work": work,
        "fault": fault,
        "endings": ",".join(endings),
        "types": names_of(LIMITS.accepts),
        "megabytes": LIMITS.megabytes,
    }
    return render(request, "films/send.html", context, status=status)


@hers
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A version of a document, to whoever may see it: at the desk, too."""
    return served(get_object_or_404(DossierVersion.objects.visible_to(request.user), pk=number))


@hers
@require_safe
def evidence(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file that shows a credit to be right, to staff and to whose credit it is."""
    rows = CreditEvidence.objects.visible_to(request.user).exclude(file="")
    return served(get_object_or_404(rows, pk=number))
