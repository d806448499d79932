"""The desk of who answers for people's data: what is held on a person, and a request she made in writing."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from alumni.privacy import services
from alumni.privacy.models import Reading, Request
from alumni.privacy.selectors.previews import times_read
from alumni.privacy.services.exporting import held_on
from alumni.privacy.views import packed
from foundation.errors import ServiceError
from foundation.links import INVALID
from foundation.people.models import Person, is_staff_with


class WrittenForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is asked"), choices=Request.Kind.choices, widget=UnfoldAdminSelectWidget
    )
    reason = forms.CharField(
        label=gettext_lazy("How she asked, and how you know that it is her"),
        max_length=2000,
        widget=UnfoldAdminTextareaWidget,
    )


def _person(request: HttpRequest, number: int) -> Person:
    """Somebody else: what is held on herself she reads on her own page, and a colleague answers her."""
    if not is_staff_with(request.user, "privacy.answer_request"):
        raise PermissionDenied
    person = Person.objects.visible_to(request.user).select_related("account").filter(pk=number).first()
    if person is None or person.account_id == request.user.pk:
        raise Http404
    return person


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, number: int) -> HttpResponseBase:
    """Told on a page, and as a file by a press. That it was read is recorded either way."""
    person, now = _person(request, number), timezone.now()
    if request.method != "HEAD":
        what, desk = Reading.What.COPY, Reading.Face.DESK
        services.note_reading(person, what, person.pk, by=request.user, face=desk, now=now)
    if request.method == "POST":
        return packed(person, f"masar-{person.pk}-{timezone.localdate(now)}.zip", reader=request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("What is held on a person"),
        "person": person,
        "groups": held_on(person, reader=request.user),
        "times_read": times_read(person),
    }
    return TemplateResponse(request, "privacy/desk_held.html", context)


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, number: int) -> HttpResponse:
    """She asked by letter or word of mouth."""
    person = _person(request, number)
    form = WrittenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.note_written(person, **form.cleaned_data, by=request.user, now=timezone.now())
        except ServiceError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Noted. It is to be answered within 30 days."))
            return redirect("admin:privacy_request_change", row.pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Note a request in writing"),
        "form": form,
        "rows": [person],
        "more": 0,
        "carried": [],
        "back": reverse("privacydesk:held", args=[person.pk]),
    }
    return TemplateResponse(request, "admin/confirm.html", context, status=INVALID if form.errors else 200)
