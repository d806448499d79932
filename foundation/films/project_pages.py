"""One page a project, and the slate of them all, at the staff's desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries
from unfold.widgets import UnfoldAdminSelectWidget

from foundation.films.financing_pages import plan_context
from foundation.films.models import Work
from foundation.films.selectors import cards, in_order, project, slate
from foundation.people.models import Person

PER_PAGE = 50


def project_context(work: Work, viewer: Any) -> dict[str, Any]:
    """What both faces of the page have: the desk's and hers."""
    today = timezone.localdate()
    one = project(work, viewer, today)
    return {
        "work": work,
        "one": one,
        "today": today,
        "money": plan_context(one.plan) if one.plan else None,
    }


@require_safe
def project_page(request: HttpRequest, desk: Any, work: Work) -> HttpResponse:
    may = request.user.has_perm
    record, options = "admin:films_work", reverse("admin:films_rightsoption_add")
    context = {
        **desk.admin_site.each_context(request),
        **project_context(work, request.user),
        "opts": desk.opts,
        "title": str(work),
        "change": reverse(f"{record}_change", args=[work.pk]),
        "move": reverse(f"{record}_move_to_stage", args=[work.pk]) if may("films.change_work") else "",
        "send": reverse(f"{record}_dossier", args=[work.pk]) if may("films.add_dossierversion") else "",
        "premieres": reverse(f"{record}_premieres", args=[work.pk]) if may("films.view_screening") else "",
        "add_option": f"{options}?work={work.pk}" if may("films.add_rightsoption") else "",
        "may_change_options": may("films.change_rightsoption"),
    }
    return TemplateResponse(request, "films/desk_project.html", context)


class SlateForm(forms.Form):
    """What the slate is narrowed to; tracks are told by the room that runs them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tracks = import_string(settings.PROJECT_TRACKS)()
        looking = Person.objects.filter(looked_after__isnull=False).distinct().order_by("name")
        choices = {
            "track": self.tracks.choices(),
            "kind": Work.Kind.choices,
            "country": list(countries),
            "responsible": [(str(one.pk), str(one)) for one in looking],
        }
        for name, some in choices.items():
            self.fields[name].choices = [("", gettext("all")), *some]

    track = forms.ChoiceField(label=_("track"), required=False, widget=UnfoldAdminSelectWidget)
    kind = forms.ChoiceField(label=_("kind"), required=False, widget=UnfoldAdminSelectWidget)
    country = forms.ChoiceField(label=_("country"), required=False, widget=UnfoldAdminSelectWidget)
    responsible = forms.ChoiceField(label=_("responsible"), required=False, widget=UnfoldAdminSelectWidget)

    def narrowed(self, works: QuerySet[Work]) -> QuerySet[Work]:
        """By what is asked for and on the list; what is not on it narrows nothing, and is told."""
        self.is_valid()
        said = self.cleaned_data
        if said.get("track"):
            works = works.filter(pk__in=self.tracks.works(said["track"]))
        if said.get("kind"):
            works = works.filter(kind=said["kind"])
        if said.get("country"):
            works = works.filter(countries__contains=said["country"])
        if said.get("responsible"):
            works = works.filter(responsible=said["responsible"])
        return works


@require_safe
def slate_page(request: HttpRequest, desk: Any) -> HttpResponse:
    """All stages side by side, or one of them page by page."""
    form, today = SlateForm(request.GET), timezone.localdate()
    works = form.narrowed(Work.objects.visible_to(request.user))
    stage = request.GET.get("stage", "")
    narrow = request.GET.copy()
    for name in ("stage", "page"):
        narrow.pop(name, None)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("Slate of projects"),
        "form": form,
        "today": today,
        "narrow": narrow.urlencode(),
        "here": request.path,
        "may_move": request.user.has_perm("films.change_work"),
    }
    if stage in Work.Stage:
        rows = in_order(works.filter(stage=stage)).select_related("responsible")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        found = cards(page.object_list, request.user, today)
        context |= {"stage": Work.Stage(stage), "page": page, "cards": found}
    else:
        context["columns"] = slate(works, request.user, today)
    return TemplateResponse(request, "films/desk_slate.html", context)
