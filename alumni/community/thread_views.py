"""Her threads with other alumnae: written and read here, and nowhere else."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.community import services
from alumni.community.models import ALUMNAE, Message, Profile, Thread
from alumni.community.selectors import has_blocked, may_have_one, shown_name, takes_messages, threads_of
from foundation.errors import ServiceError
from foundation.links import INVALID, hers, person_of
from foundation.people.models import Person

PER_PAGE = 30


@hers
@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    """Hers, what was written last first."""
    person = person_of(request)
    page = Paginator(threads_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    told = [(row, shown_name(row.beside(person))) for row in page]
    takes = Profile.objects.filter(person=person, takes_messages=True).exists()
    return render(request, "community/threads.html", {"page": page, "told": told, "takes": takes})


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, number: int) -> HttpResponse:
    """The two read and write here; the latest page of it comes first."""
    person, row = _hers(request, number)
    other = row.beside(person)
    fault = _written(request, person, other)
    if request.method == "POST" and not fault:
        return redirect("community:thread", row.pk)
    rows = row.messages.select_related("author").order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_form(request, fault),
        "row": row,
        "name": shown_name(other),
        "page": page,
        "said": [(one, one.author_id == person.pk) for one in reversed(page.object_list)],
        "is_blocked": has_blocked(person, other),
        "is_open": takes_messages(person, other),
    }
    return render(request, "community/thread.html", context, status=INVALID if fault else 200)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """The first message to somebody of the directory; a thread there is goes on in its own page."""
    person = person_of(request)
    entry = Profile.objects.listed(ALUMNAE).select_related("person").filter(pk=number).first()
    if entry is None or entry.person_id == person.pk or not may_have_one(person):
        raise Http404
    row = Thread.objects.between(person, entry.person).first()
    if row and request.method != "POST":
        return redirect("community:thread", row.pk)
    if not row and not takes_messages(person, entry.person):
        raise Http404
    fault = _written(request, person, entry.person)
    if request.method == "POST" and not fault:
        made = Thread.objects.between(person, entry.person).get()
        return redirect("community:thread", made.pk)
    context = {**_form(request, fault), "name": shown_name(entry.person), "number": entry.pk}
    return render(request, "community/begin.html", context, status=INVALID if fault else 200)


@hers
@require_POST
def block(request: HttpRequest, number: int) -> HttpResponse:
    """No more messages of the other, or again."""
    person, row = _hers(request, number)
    if "unblock" in request.POST:
        services.unblock(person, row.beside(person))
        messages.success(request, _("You get her messages again."))
    else:
        services.block(person, row.beside(person), now=timezone.now())
        messages.success(request, _("You get no more messages of her. She is not told so."))
    return redirect("community:thread", row.pk)


@hers
@require_POST
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The team may read the thread as it stands now."""
    person, row = _hers(request, number)
    services.report(row, person, request.POST.get("reason", "").replace("\0", ""), now=timezone.now())
    messages.success(request, _("The team reads the thread as it stands now, and sees to it."))
    return redirect("community:thread", row.pk)


def _hers(request: HttpRequest, number: int) -> tuple[Person, Thread]:
    row = threads_of(request.user).filter(pk=number).first()
    if row is None:
        raise Http404
    return person_of(request), row


def _written(request: HttpRequest, person: Person, other: Person) -> str:
    """Why what was typed was not sent, or ''."""
    if request.method != "POST":
        return ""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        token = uuid4()
    try:
        text = request.POST.get("text", "")
        services.write(person, other, text, by=request.user, now=timezone.now(), token=token)
    except ServiceError as fault:
        return str(fault)
    return ""


def _form(request: HttpRequest, fault: str) -> dict[str, Any]:
    return {
        "fault": fault,
        "typed": request.POST.get("text", ""),
        "token": request.POST.get("token") or uuid4(),
        "longest": Message.LONGEST,
    }
