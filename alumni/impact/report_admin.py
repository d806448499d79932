"""Reports to funders at the desk: asked for, looked at, frozen, and handed on by a link that can be ended."""

from datetime import date
from typing import Any
from uuid import uuid4

from dateutil.relativedelta import relativedelta
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from alumni.impact import services
from alumni.impact.indicator_pages import SOURCES, linked, may_see, page_behind
from alumni.impact.models import FunderReport, IssuedReport
from alumni.impact.papers import paper_of
from alumni.impact.selectors.foundation import ALL
from alumni.impact.selectors.judging import Cell
from alumni.impact.selectors.reports import LINK, behind, counted, issue_told, told
from alumni.impact.selectors.stories import chosen, stories_told, told_of
from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import DayInput, confirmed, confirmed_one, once
from foundation.day_filter import DayFilter
from foundation.files.serving import made
from foundation.translated import language_now


class FunderReportForm(forms.ModelForm):
    indicators = forms.MultipleChoiceField(
        label=_("indicators"), widget=UnfoldAdminCheckboxSelectMultipleWidget, choices=list
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "indicators" in self.fields:
            self.fields["indicators"].label = capfirst(_("indicators"))
            self.fields["indicators"].choices = [(code, capfirst(one.name)) for code, one in ALL.items()]


class IssueForm(forms.Form):
    """Pressed twice, it makes one issue."""

    on = forms.DateField(label=_("as of"), widget=DayInput)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        token = said.pop("token", None)
        return {**said, "token": token and once(token, said)}


def _in_a_year() -> date:
    return timezone.localdate() + relativedelta(years=1)


class LinkForm(forms.Form):
    until = forms.DateField(label=_("link opens until"), widget=DayInput, initial=_in_a_year)


@admin.register(FunderReport)
class FunderReportAdmin(RecordAdmin):
    form = FunderReportForm
    list_display = ["title_fr", "funder", "starts_on", "ends_on"]
    list_select_related = ["funder"]
    list_filter = [("funder", AutocompleteSelectFilter), ("ends_on", DayFilter)]
    search_fields = search_spelled = ("title_fr", "title_ar", "title_en", "funder__name")
    autocomplete_fields = ["funder", "editions", "stories"]
    fieldsets = [
        (None, {"fields": [("funder", "own_places"), "title_fr", "title_ar", "title_en"]}),
        (_("Of whom"), {"fields": [("starts_on", "ends_on"), "editions", "by"]}),
        (_("Figures"), {"fields": ["indicators"]}),
        (_("Introduction"), {"fields": ["intro_fr", "intro_ar", "intro_en"]}),
    ]
    # Whose a story without a name is, those alone know who may see stories.
    of_stories = (_("Stories"), {"fields": ["stories"]})
    actions_detail = ["preview", "issue"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FunderReport]:
        return super().get_queryset(request).select_related("funder")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        may_see = request.user.has_perm("impact.view_story")
        return [*self.fieldsets, self.of_stories] if may_see else self.fieldsets

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_issue_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("impact.add_issuedreport")

    @action(description=_("Preview"), icon="visibility", permissions=["view"])
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """As it would be frozen today, beside what was frozen last."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        content, _trace = counted(row, timezone.localdate(), request.user)
        last = row.issues.order_by("-number").first()
        said = told(content, last.content if last else None, language_now())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(row),
            "said": said,
            "told": told_of(chosen(row)),
        }
        return TemplateResponse(request, "impact/issue_desk.html", context)

    @action(description=_("Freeze"), icon="ac_unit", permissions=["issue"])
    def issue(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do(said: dict[str, Any]) -> tuple[str, str]:
            made_ = services.issue_report(row, **said, by=request.user, now=timezone.now())
            told_ = gettext("“%(title)s” is frozen; make its link to hand it on.") % {"title": made_}
            return told_, reverse("admin:impact_issuedreport_change", args=[made_.pk])

        return confirmed(
            self,
            request,
            FunderReport.objects.filter(pk=row.pk),
            title=gettext("Freeze"),
            do=do,
            back=reverse("admin:impact_funderreport_change", args=[row.pk]),
            form_class=IssueForm,
            initial={"on": timezone.localdate()},
        )


def _opens(row: IssuedReport, user: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each figure she may open, the parts of all its graduates: (what it is, the page of its rows)."""
    if not may_see(user):
        return []
    found = []
    for one in row.content["figures"]:
        code, total = one["code"], one["groups"][0]
        if code not in ALL or total["hidden"] or not ALL[code].is_seen_by(user):
            continue
        parts = {cell: said[language_now()] for cell, said in one["words"].items()}
        if ALL[code].source is not None:
            parts[SOURCES] = gettext("rows behind it")
        urls = (_rows_page(row, code, total["key"], cell) for cell in parts)
        found.append((code, list(zip(map(capfirst, parts.values()), urls, strict=True))))
    return found


def _rows_page(row: IssuedReport, *part: str) -> str:
    return reverse("admin:impact_issuedreport_rows", args=[row.pk, *part])


@admin.register(IssuedReport)
class IssuedReportAdmin(ReadOnly, DeskAdmin):
    """What was frozen stays; its link is made and ended."""

    list_display = ["report", "number", "on", "frozen_at", "shared_at", "shared_until"]
    list_select_related = ["report"]
    list_filter = [("report", AutocompleteSelectFilter), ("on", DayFilter)]
    search_fields = search_spelled = ("report__title_fr", "report__funder__name")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        ours = [
            path(
                "<path:object_id>/paper/<slug:language>/", view(self.paper), name="impact_issuedreport_paper"
            ),
            path(
                "<path:object_id>/rows/<slug:code>/<slug:group>/<slug:cell>/",
                view(self.rows),
                name="impact_issuedreport_rows",
            ),
            path("<path:object_id>/share/", view(self.share), name="impact_issuedreport_share"),
            path("<path:object_id>/end/", view(self.end), name="impact_issuedreport_end"),
        ]
        return [*ours, *super().get_urls()]

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self._seen(request, object_id)
        is_shared = IssuedReport.objects.shared(timezone.localdate()).filter(pk=row.pk).exists()
        link = reverse("impact:issued", args=[LINK.token(row)]) if is_shared else ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(row),
            "issue": row,
            "said": issue_told(row, language_now()),
            "told": stories_told(row),
            "opens": _opens(row, request.user),
            "languages": settings.LANGUAGES,
            "link": request.build_absolute_uri(link) if link else "",
            "may_share": self._may_share(request),
        }
        return TemplateResponse(request, "impact/issue_desk.html", context)

    @method_decorator(require_safe)
    def paper(self, request: HttpRequest, object_id: str, language: str) -> HttpResponse:
        row = self._seen(request, object_id)
        if language not in dict(settings.LANGUAGES):
            raise Http404
        return made(paper_of(row, language), f"report-{row.pk}-{language}.pdf", "application/pdf")

    @method_decorator(require_safe)
    def rows(self, request: HttpRequest, object_id: str, code: str, group: str, cell: str) -> HttpResponse:
        """What was frozen behind a figure, as far as it is still on record and hers to see."""
        row = self._seen(request, object_id)
        if code not in ALL or cell not in (*Cell.values, SOURCES):
            raise Http404
        if not (may_see(request.user) and ALL[code].is_seen_by(request.user)):
            raise PermissionDenied
        numbers = behind(row, code, group, cell)
        if numbers is None:
            raise Http404
        page = page_behind(ALL[code], cell, numbers, request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{row}: {capfirst(ALL[code].name)}",
            "frozen": len(numbers),
            "page": page,
            "rows": linked(page),
            "back": reverse("admin:impact_issuedreport_change", args=[row.pk]),
        }
        return TemplateResponse(request, "impact/rows.html", context)

    def share(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Make its link, or renew it")
        return self._asked(request, object_id, title, services.share_report, LinkForm)

    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._asked(request, object_id, gettext("End its link"), services.end_link)

    def _asked(
        self, request: HttpRequest, object_id: str, title: str, act: Any, form: Any = forms.Form
    ) -> HttpResponse:
        if not self._may_share(request):
            raise PermissionDenied
        return confirmed_one(self, request, object_id, title, act, form)

    def _may_share(self, request: HttpRequest) -> bool:
        return request.user.has_perm("impact.add_issuedreport")

    def _seen(self, request: HttpRequest, object_id: str) -> IssuedReport:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.row_or_404(request, object_id)
