"""Where she says that a credit, a selection or a prize is missing, and takes it back while it waits."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.careers.models import Change
from alumni.careers.services import say_record, withdraw_change
from alumni.portal.forms import FORMS
from foundation.errors import ServiceError
from foundation.links import INVALID, hers, person_of


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, kind: str) -> HttpResponse:
    person = person_of(request)
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        say_record(person, kind, form.after(), link=form.cleaned_data["link"], now=timezone.now())
        messages.success(request, _("Thank you: the team looks at it, and then it stands here."))
        return redirect("portal:career")
    context: dict[str, Any] = {"form": form, "title": form.title_of_page}
    return render(request, "portal/say.html", context, status=INVALID if form.errors else 200)


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
