"""What a work is still a premiere for: a page of the desk on which a screening can be tried out."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries
from unfold.widgets import UnfoldAdminSelectWidget

from foundation.confirm import DayInput
from foundation.films.models import Screening, Work
from foundation.films.premieres import Showing
from foundation.films.selectors.premieres import premieres


class TryForm(forms.Form):
    """A screening that is thought of."""

    kind = forms.ChoiceField(label=_("kind"), choices=Screening.Kind, widget=UnfoldAdminSelectWidget)
    on = forms.DateField(label=_("on"), widget=DayInput)
    country = forms.ChoiceField(
        label=_("country"),
        choices=lambda: [("", "–"), *countries],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    def showing(self) -> Showing:
        said = self.cleaned_data
        is_public = said["kind"] not in Screening.CLOSED
        return Showing(said["kind"], said["on"], said["on"], said["country"], is_public, is_planned=True)


@require_safe
def premieres_page(request: HttpRequest, desk: Any, work: Work) -> HttpResponse:
    form = TryForm(request.GET) if request.GET else TryForm(initial={"kind": Screening.Kind.FESTIVAL})
    tried = [form.showing()] if form.is_bound and form.is_valid() else []
    add = reverse("admin:films_screening_add")
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("Premieres of “%(work)s”") % {"work": work},
        "work": work,
        "form": form,
        "found": premieres(work, timezone.localdate(), tried),
        "add": f"{add}?work={work.pk}" if request.user.has_perm("films.add_screening") else "",
        "back": reverse("admin:films_work_change", args=[work.pk]),
    }
    return TemplateResponse(request, "films/desk_premieres.html", context)
