"""A questionnaire's page before it is sent: the real one, filled by example, storing nothing."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from unfold.widgets import UnfoldAdminTextInputWidget

from alumni.checkins.forms import AnswerForm
from alumni.checkins.models import CheckIn, Questionnaire
from foundation.films.models import Work
from foundation.people.models import Person
from residencies.programmes.models import Edition, Participation, Programme

# Whose facts and answers may be seen in it.
RIGHTS = ("people.view_person", "checkins.view_answer")


class PersonForm(forms.Form):
    person = forms.CharField(
        label=gettext_lazy("filled with what is known of"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("a name in any spelling or script; empty for an example"),
    )


def frames(desk: ModelAdmin, request: HttpRequest, form: Questionnaire) -> HttpResponse:
    """The page on a phone and on a desktop, in one of the languages."""
    person, language = _person(request), _language(request)
    name = request.GET.get("person", "")
    query = urlencode({"language": language, "person": name})
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "original": form,
        "title": _("Preview of %(questionnaire)s") % {"questionnaire": form},
        "languages": settings.LANGUAGES,
        "language": language,
        "person": person,
        "name": name,
        "form": PersonForm({"person": name}) if request.user.has_perms(RIGHTS) else None,
        "page": f"{reverse('admin:checkins_questionnaire_page', args=[form.pk])}?{query}",
        "back": reverse("admin:checkins_questionnaire_change", args=[form.pk]),
    }
    return TemplateResponse(request, "admin/questionnaire_preview.html", context)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
def page(request: HttpRequest, form: Questionnaire) -> HttpResponse:
    row = _example(form, _person(request), timezone.now())
    language = _language(request)
    with translation.override(language):
        context = {
            "checkin": row,
            "name": row.person.name_in(language),
            "form": AnswerForm(row, {}),
            "preview": True,
            "language_url": request.path,
            "user": AnonymousUser(),  # she has no menu of the staff's
        }
        response = render(request, "checkins/answer.html", context)
        response["Content-Language"] = language
    return response


def _person(request: HttpRequest) -> Person | None:
    """Whom the name in the query means, in any spelling; None for nobody, or who may not be looked at."""
    name = request.GET.get("person", "")
    if not name.strip() or not request.user.has_perms(RIGHTS):
        return None
    return Person.objects.visible_to(request.user).search(name).first()


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()


def _example(form: Questionnaire, person: Person | None, now: datetime) -> CheckIn:
    """A check-in that is in no table, of a person who may be in none either."""
    today = timezone.localdate(now)
    return CheckIn(
        person=person or Person(name="Salma Benjelloun", name_ar="سلمى بنجلون", **_FACTS),
        participation=_participation(person),
        questionnaire=form,
        months=12,
        due_on=today,
        ask_on=today,
        closes_at=now + timedelta(days=60),
    )


_FACTS: dict[str, Any] = {"city": "Fès", "country": "MA", "occupation": "Réalisatrice"}


def _participation(person: Person | None) -> Participation:
    hers = Participation.objects.filter(person=person).select_related("work", "edition__programme")
    if person and (last := hers.order_by("-completed_on", "-pk").first()):
        return last
    programme = Programme(name_fr=_("Programme"), name_ar=_("Programme"), name_en=_("Programme"))
    work = None if person else Work(title="Les Enfants du barrage", stage=Work.Stage.FINANCING)
    return Participation(edition=Edition(programme=programme, name="2026"), work=work)
