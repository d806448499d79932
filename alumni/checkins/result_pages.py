"""The results of a questionnaire at the desk: on a page, and as a table."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from alumni.checkins.models import Questionnaire
from alumni.checkins.results import FEW, Result, Results
from alumni.checkins.results import results as added_up
from foundation.confirm import DayInput
from foundation.importing.tables import csv_file
from foundation.zones import start_of
from residencies.programmes.models import Edition, Programme


class ScopeForm(forms.Form):
    """Of which check-ins; days are those of the reader, both included."""

    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label=gettext_lazy("programme"),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    edition = forms.ModelChoiceField(
        Edition.objects.select_related("programme"),
        label=gettext_lazy("edition"),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    first = forms.DateField(label=gettext_lazy("asked from"), required=False, widget=DayInput)
    last = forms.DateField(label=gettext_lazy("asked until"), required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first."))
        return self.cleaned_data

    def lookups(self) -> dict[str, Any]:
        """The arguments of `results`."""
        data = self.cleaned_data
        last = data["last"]
        return {
            "programme": data["programme"],
            "edition": data["edition"],
            "since": data["first"] and start_of(data["first"]),
            "until": last and start_of(last + timedelta(days=1)),
        }


def results(desk: admin.ModelAdmin, request: HttpRequest, form: Questionnaire) -> HttpResponse:
    scope = ScopeForm(request.GET)
    told = added_up(form.slug, **scope.lookups()) if scope.is_valid() else None
    if told and "csv" in request.GET:
        return _table(told)
    query = request.GET.copy()
    query["csv"] = "1"
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "original": form,
        "title": _("Results of “%(questionnaire)s”") % {"questionnaire": form.slug},
        "form": scope,
        "results": told,
        "few": FEW,
        "csv": f"?{query.urlencode()}",
        "back": reverse("admin:checkins_questionnaire_change", args=[form.pk]),
    }
    return TemplateResponse(request, "admin/questionnaire_results.html", context)


# What programs read; the words of the answers are in the reader's language.
COLUMNS = [
    "question", "question_text", "kind", "versions", "answered", "left_out", "not_shown", "unknown",
    "answer", "answer_text", "count", "of", "small_group", "least", "most", "mean", "total",
]  # fmt: skip


def _table(told: Results) -> HttpResponse:
    return csv_file(told.slug, COLUMNS, (row for result in told.questions for row in _rows(result)))


def _rows(result: Result) -> Iterator[dict[str, Any]]:
    """One for each answer; one alone for a question whose answers are no choices."""
    asked = {
        "question": result.question.key,
        "question_text": str(result.question),
        "kind": result.question.kind,
        "versions": " ".join(map(str, result.versions)),
        "answered": result.answered,
        "left_out": result.left_out,
        "not_shown": result.not_shown,
        "unknown": result.unknown,
        "small_group": int(result.is_few),
    }
    if result.measure:
        asked |= vars(result.measure)
    for choice in result.choices:
        given = {"answer": choice.code, "answer_text": choice.text, "count": choice.count, "of": choice.of}
        offered = {"versions": " ".join(map(str, choice.versions))} if choice.versions else {}
        yield {**asked, **given, **offered, "small_group": int(choice.is_few)}
    if not result.choices:
        yield asked
