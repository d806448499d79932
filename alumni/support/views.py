"""The pages of requests for help: hers, an adviser's, and those of staff who hold the right for a kind."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from alumni.support import selectors, services
from alumni.support.models import (
    DAYS,
    LONGEST,
    HarassmentReader,
    Kind,
    SealedFile,
    SupportRequest,
    Urgency,
    holds,
    kinds_of,
)
from alumni.support.services.saying import LIMITS
from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import served
from foundation.files.storing import MEGABYTE
from foundation.links import INVALID, hers
from foundation.numbers import number_of
from foundation.people.models import Person

MOST = (LIMITS.size + MEGABYTE) * LIMITS.files  # of one press
PAGE = 50


class InMemory(MemoryFileUploadHandler):
    """A file that is to be sealed lies nowhere in clear on its way."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def takes_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """`view(request, …)` with `request.too_big` where more was sent than is taken."""
    checked = csrf_protect(view)

    @csrf_exempt  # until the upload is bounded: what checks the token reads the request
    @hers
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters()
    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [InMemory(request)]
            if not bound_upload(request, MOST):
                messages.error(request, _too_big())
                return redirect(request.path)
        return checked(request, **arguments)

    return door


@hers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Her requests, and the way to ask."""
    context = {
        "person": _person(request),
        "rows": _page_of(SupportRequest.objects.hers(request.user), request),
        "is_adviser": selectors.is_adviser(request.user),
        "at_desk": bool(kinds_of(request.user)),
    }
    return render(request, "support/home.html", context)


@hers
@require_safe
def advising(request: HttpRequest) -> HttpResponse:
    """What was given to an adviser, and the reports one is named to read; who is neither has no such page."""
    if not selectors.is_adviser(request.user):
        raise Http404
    rows = SupportRequest.objects.to_advise(request.user).select_related("person")
    if request.GET.get("closed") != "yes":
        rows = rows.open().order_by("due_at", "pk")
    now = timezone.now()
    context = {"rows": _page_of(rows, request), "now": now, "closed": request.GET.get("closed") == "yes"}
    return render(request, "support/advising.html", context)


@takes_files
def new(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    if person is None:
        raise Http404
    if request.method != "POST":
        return _form(request, person, {"language": person.language, "urgency": Urgency.SOON})
    if getattr(request, "too_big", False):
        return _form(request, person, request.POST, _too_big(), 413)
    said = services.Asking(
        kind=request.POST.get("kind", ""),
        text=request.POST.get("text", ""),
        urgency=request.POST.get("urgency", Urgency.SOON),
        language=request.POST.get("language", ""),
        parties=request.POST.get("parties", ""),
        uploads=request.FILES.getlist("files"),
        kept_from=number_of(request.POST.get("kept_from")),
    )
    token = _token(request)
    try:
        row = services.ask(person, said, by=request.user, now=timezone.now(), token=token)
    except ServiceError as fault:
        return _form(request, person, request.POST, str(fault), INVALID)
    messages.success(request, _("It is with us. You read here what comes back."))
    return redirect("support:thread", row.pk)


def _form(
    request: HttpRequest, person: Person, typed: Any, fault: str = "", status: int = 200
) -> HttpResponse:
    readers = HarassmentReader.objects.select_related("account__person")
    context = {
        "typed": typed,
        "fault": fault,
        "kinds": Kind.choices,
        "urgencies": [(one.value, one.label, DAYS[one]) for one in Urgency],
        "languages": Person.Language.choices,
        "readers": [row.account for row in readers],
        "longest": LONGEST,
        "limits": LIMITS,
        "token": typed.get("token") or uuid4(),
    }
    return render(request, "support/new.html", context, status=status)


@takes_files
def thread(request: HttpRequest, number: int) -> HttpResponse:
    """The thread. Whoever is not she opens it by a press that is noted, and it stays open for an hour."""
    row = _row(request, number)
    if request.method == "POST":
        return _acted(request, row)
    return _thread(request, row)


def _thread(request: HttpRequest, row: SupportRequest, fault: str = "", status: int = 200) -> HttpResponse:
    now, is_hers = timezone.now(), row.person.account_id == request.user.pk
    context: dict[str, Any] = {
        "row": row,
        "is_hers": is_hers,
        "is_late": row.is_late(now),
        "fault": fault,
        "back": _back(request, row),
        "is_open": selectors.is_open_to(row, request.user, now),
    }
    if context["is_open"]:
        held = row.kind in kinds_of(request.user)
        context |= {
            "kept_back": selectors.kept_back(row) if held and not is_hers else 0,
            "said": row.messages.select_related("author__person").prefetch_related("files"),
            "readings": row.readings.select_related("reader__person")[:PAGE],
            "typed": request.POST.get("text", ""),
            "token": uuid4(),
            "longest": LONGEST,
            "limits": LIMITS,
            "helps": SupportRequest.Helped.choices,
            "may_assign": held and not is_hers,
            "may_tell": held and row.state == "closed" and holds(request.user, "add_precedent"),
        }
    return render(request, "support/thread.html", context, status=status)


def _acted(request: HttpRequest, row: SupportRequest) -> HttpResponse:
    now, by, back = timezone.now(), request.user, _back(request, row)
    if getattr(request, "too_big", False):
        return _thread(request, row, _too_big(), 413)
    try:
        if "recuse" in request.POST:
            services.recuse(row, by=by, now=now)
            messages.success(request, _("You find nothing of it any more. Thank you."))
            return redirect(back)
        if "open" in request.POST:
            services.note_reading(row, by=by, now=now)
        elif not selectors.is_open_to(row, by, now):
            raise ServiceError(_("Open the thread first: it is noted who reads it."))
        elif "close" in request.POST:
            services.close(row, by=by, now=now)
        elif "helped" in request.POST:
            services.say_helped(row, request.POST["helped"], by=by, now=now)
            messages.success(request, _("Thank you for telling us."))
        else:
            text, uploads = request.POST.get("text", ""), request.FILES.getlist("files")
            services.write(row, text, by=by, now=now, uploads=uploads, token=_token(request))
            messages.success(request, _("It is sent."))
    except ServiceError as fault:
        return _thread(request, row, str(fault), INVALID)
    return redirect("support:thread", row.pk)


@hers
@require_safe
def file(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """A file of a thread that is open to her."""
    row = _row(request, number)
    found = SealedFile.objects.filter(message__request=row, pk=file).first()
    if found is None or not selectors.is_open_to(row, request.user, timezone.now()):
        raise Http404
    return served(found)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def precedent(request: HttpRequest, number: int) -> HttpResponse:
    """Where staff write down what others may learn from a closed request."""
    row = _row(request, number)
    may = row.kind in kinds_of(request.user) and holds(request.user, "add_precedent")
    if not may or row.state != SupportRequest.State.CLOSED:
        raise Http404
    typed = {name: request.POST.get(name, "") for name in ("question", "answer")}
    fault = ""
    if request.method == "POST":
        try:
            services.write_precedent(row, **typed, by=request.user, now=timezone.now())
        except ServiceError as refused:
            fault = str(refused)
        else:
            messages.success(request, _("The precedent is kept."))
            return redirect("support:thread", row.pk)
    context = {"row": row, "typed": typed, "fault": fault, "longest": LONGEST}
    return render(request, "support/precedent.html", context, status=INVALID if fault else 200)


def _row(request: HttpRequest, number: int) -> SupportRequest:
    rows = SupportRequest.objects.visible_to(request.user).filter(pk=number)
    row = rows.select_related("person", "adviser__account__person").first()
    if row is None:
        raise Http404
    return row


def _person(request: HttpRequest) -> Person | None:
    return getattr(request.user, "person", None)


def _back(request: HttpRequest, row: SupportRequest) -> str:
    if row.person.account_id == request.user.pk:
        return reverse("support:home")
    return reverse("helpdesk:list" if row.kind in kinds_of(request.user) else "support:advising")


def _page_of(rows: Any, request: HttpRequest) -> Any:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def _token(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def _too_big() -> str:
    told = {"files": LIMITS.files, "most": LIMITS.megabytes}
    return _("That is too much: at most %(files)d files of %(most)d MB each are possible.") % told
