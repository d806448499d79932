"""Pages of the desk beside its tables: giving away what waits, and how a colleague wants her desk."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.desk import services
from alumni.desk.cards import Kind, waiting_kinds
from alumni.desk.forms import HabitsForm, HandOverForm
from alumni.desk.models import Habits, Waiting
from alumni.desk.waiting import owner_of
from foundation.errors import ServiceError
from foundation.links import INVALID
from foundation.numbers import number_of
from foundation.people.models import Account

KEYS = "desk_keys"  # the cookie that says that a browser wants no keys of one letter
YEAR = 365 * 24 * 60 * 60


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Give something that waits to a colleague; with `take`, to herself in one press."""
    what, row = _waiting(request, kind, number)
    owner = owner_of(what, row)
    if request.method == "POST" and "take" in request.POST:
        fault = _given(request, what, row, owner, request.user)
        if fault:
            messages.error(request, fault)
        return redirect(_back(request))
    form = HandOverForm(request.POST or None, kind=kind, initial={"seen": owner.pk if owner else ""})
    if request.method == "POST" and form.is_valid():
        fault = _given(request, what, row, owner, form.cleaned_data["to"])
        if not fault:
            return redirect(_back(request))
        form.add_error(None, fault)
    context = {
        **admin.site.each_context(request),
        "title": _("Hand over"),
        "form": form,
        "rows": [what.line(row).text],
        "kind": what.title,
        "line": what.line(row),
        "owner": owner,
        "back": _back(request),
    }
    status = INVALID if request.method == "POST" else 200
    return TemplateResponse(request, "desk/hand_over.html", context, status=status)


def _waiting(request: HttpRequest, code: str, number: int) -> tuple[Kind, Any]:
    """What waits, of its kind: 404 for what she may not see, or what waits no more.

    What waits is given away by whoever may see it; a task, by whoever may change tasks.
    """
    for kind in waiting_kinds(request.user, timezone.now()):
        if kind.code == code and (row := kind.rows.filter(pk=number).first()):
            if code == Waiting.TASKS and not request.user.has_perm("desk.change_task"):
                raise PermissionDenied
            return kind, row
    raise Http404


def _given(request: HttpRequest, kind: Kind, row: Any, owner: Account | None, to: Account) -> str:
    """What kept it from being given, or ''."""
    seen = Account.objects.filter(pk=number_of(request.POST.get("seen"))).first()
    try:
        services.hand_over(kind.code, row, to, seen=seen, owner=owner, by=request.user, now=timezone.now())
    except ServiceError as fault:
        return str(fault)
    words = _("“%(what)s” is yours now.") if to == request.user else _("“%(what)s” is with %(name)s now.")
    messages.success(request, words % {"what": kind.line(row).text, "name": to.get_full_name()})
    return ""


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("back") or request.GET.get("back", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if here else reverse("admin:index")


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def habits(request: HttpRequest) -> HttpResponse:
    """Which keys do what, and the switches: keys of one letter in this browser, mail about tasks."""
    wants_mail = not Habits.objects.filter(account=request.user.pk, tasks_by_mail=False).exists()
    known = {"tasks_by_mail": wants_mail, "keys": request.COOKIES.get(KEYS) != "off"}
    form = HabitsForm(request.POST or None, initial=known)
    if request.method == "POST":
        form = HabitsForm(request.POST)
        form.is_valid()  # two switches: there is nothing that could be wrong
        services.keep_habits(request.user, tasks_by_mail=form.cleaned_data["tasks_by_mail"])
        messages.success(request, _("Kept."))
        response = redirect("desk:habits")
        keys = "on" if form.cleaned_data["keys"] else "off"
        response.set_cookie(KEYS, keys, max_age=YEAR, samesite="Lax", secure=request.is_secure())
        return response
    context = {**admin.site.each_context(request), "title": _("Keys and mail"), "form": form}
    return TemplateResponse(request, "desk/habits.html", context)
