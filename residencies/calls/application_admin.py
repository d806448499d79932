"""Applications at the staff's desk: found, read, exported, and marked eligible or not."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action

from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed
from foundation.day_filter import DayFilter
from foundation.files.serving import served
from foundation.importing.admin import TableAdmin
from foundation.people.models import Person
from foundation.readings import tell_reading
from residencies.calls import receipts, services
from residencies.calls.checking import check_eligibility
from residencies.calls.exporting import ApplicationTable
from residencies.calls.models import Application, Attachment, Member
from residencies.calls.receipts import lines_of
from residencies.calls.selectors import by_section, replies, with_everything

State = Application.State


# What it is marked as: by which service, the title of the page that asks, and what it asks.
MARKS: dict[str, tuple[Any, Any, type[forms.Form]]] = {
    "eligible": (services.mark_eligible, _("Mark as eligible"), forms.Form),
    "ineligible": (services.mark_ineligible, _("Mark as ineligible"), ReasonForm),
    "incomplete": (services.mark_incomplete, _("Mark as incomplete"), ReasonForm),
}


class PersonForm(forms.Form):
    person = forms.IntegerField(
        label=_("number of her record"),
        required=False,
        min_value=1,
        help_text=_("empty: a new record is made of the name and the address"),
    )

    def clean_person(self) -> Person | None:
        number = self.cleaned_data["person"]
        person = Person.objects.filter(pk=number).first() if number else None
        if number and person is None:
            raise forms.ValidationError(gettext("There is no record with this number."))
        return person


@admin.register(Application)
class ApplicationAdmin(ReadOnly, TableAdmin, RecordAdmin):
    """What was sent in. A sealed call shows nothing here before it has closed, and no draft ever is."""

    resource_classes = [ApplicationTable]
    can_revert = False
    list_display = ["number", "title", "name", "call", "track", "state", "submitted_at"]
    list_display_links = ["number", "title"]
    list_filter = [
        ("call", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("track", AutocompleteSelectFilter),
        ("submitted_at", DayFilter),
        ("language", ChoicesDropdownFilter),
    ]
    list_select_related = ["call", "track"]
    search_fields = ["number", "title", "name", "email"]
    search_named = {"person": Person}
    search_help_text = _("A number, a title, a name in any spelling or script, or an address")
    change_form_outer_before_template = "admin/application.html"
    fields = [
        ("number", "state", "reason"),
        ("call", "track", "step"),
        ("name", "email", "language"),
        "person",
        ("submitted_at", "second_submitted_at"),
        ("withdrawn_at", "replace_by"),
    ]
    readonly_fields = ["number"]
    actions = ["mark_eligible", "mark_ineligible", "mark_incomplete"]
    actions_detail = ["eligible_one", "ineligible_one", "incomplete_one", "link_person", "pdf"]

    def get_urls(self) -> list[Any]:
        page = path(
            "<path:object_id>/file/<int:file>/",
            self.admin_site.admin_view(self.file),
            name="calls_application_file",
        )
        return [page, *super().get_urls()]

    # Nothing is typed here; who may move it on is asked for by name.
    def has_decide_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("calls.change_application")

    @admin.action(description=_("Mark as eligible …"), permissions=["decide"])
    def mark_eligible(self, request: HttpRequest, rows: QuerySet[Application]) -> HttpResponse:
        return self._mark(request, rows, request.get_full_path(), "eligible")

    @admin.action(description=_("Mark as ineligible …"), permissions=["decide"])
    def mark_ineligible(self, request: HttpRequest, rows: QuerySet[Application]) -> HttpResponse:
        return self._mark(request, rows, request.get_full_path(), "ineligible")

    @admin.action(description=_("Mark as incomplete …"), permissions=["decide"])
    def mark_incomplete(self, request: HttpRequest, rows: QuerySet[Application]) -> HttpResponse:
        return self._mark(request, rows, request.get_full_path(), "incomplete")

    @action(description=_("Eligible"), icon="check", permissions=["decide"])
    def eligible_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._mark(request, *self._one(request, object_id), "eligible")

    @action(description=_("Ineligible"), icon="block", permissions=["decide"])
    def ineligible_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._mark(request, *self._one(request, object_id), "ineligible")

    @action(description=_("Incomplete"), icon="rule", permissions=["decide"])
    def incomplete_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._mark(request, *self._one(request, object_id), "incomplete")

    @action(description=_("Who applies"), icon="person_add", permissions=["decide"])
    def link_person(self, request: HttpRequest, object_id: str) -> HttpResponse:
        rows, back = self._one(request, object_id)

        def do(data: dict[str, Any]) -> str:
            row = services.link_person(rows.get(), data["person"], by=request.user, now=timezone.now())
            return gettext("The application is hers: %(name)s.") % {"name": row.person}

        title = gettext("Who applies")
        return confirmed(self, request, rows, title=title, form_class=PersonForm, do=do, back=back)

    @action(description=_("PDF"), icon="picture_as_pdf", permissions=["view"])
    @method_decorator(require_safe)
    def pdf(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        whole = with_everything(Application.objects.all()).get(pk=row.pk)
        response = HttpResponse(receipts.receipt(whole, whole.language), "application/pdf")
        response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
        return response

    @method_decorator(require_safe)
    def file(self, request: HttpRequest, object_id: str, file: int) -> HttpResponse:
        """A file of an application that the reader may see."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        found = Attachment.objects.filter(application=row, pk=file).first()
        if found is None:
            raise Http404
        tell_reading(row.person, "file", found.pk, by=request.user)
        return served(found)

    def _one(self, request: HttpRequest, object_id: str) -> tuple[QuerySet[Application], str]:
        row = self.row_or_404(request, object_id)
        rows = self.get_queryset(request).filter(pk=row.pk)
        return rows, reverse("admin:calls_application_change", args=[row.pk])

    def _mark(self, request: HttpRequest, rows: QuerySet[Application], back: str, how: str) -> HttpResponse:
        act, title, form_class = MARKS[how]

        def do(data: dict[str, Any]) -> str:
            with transaction.atomic():  # all or none
                for row in rows:
                    act(row, **data, by=request.user, now=timezone.now())
            said = ngettext(
                "%(count)d application was marked.", "%(count)d applications were marked.", len(rows)
            )
            return said % {"count": len(rows)}

        return confirmed(self, request, rows, title=str(title), form_class=form_class, do=do, back=back)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        known = _known(row) if row else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **known})


def _known(row: Application) -> dict[str, Any]:
    """All that was sent, as a page shows it."""
    whole = with_everything(Application.objects.all()).get(pk=row.pk)
    return {
        "application": whole,
        "sections": [
            (section, [(reply.question, lines_of(reply), reply.files) for reply in given])
            for section, given in by_section(replies(whole))
        ],
        "verdicts": check_eligibility(whole),
        "members": Member.objects.filter(application=whole).select_related("role"),
    }
