"""Requests about people's data, rules of retention and who read what, at the staff's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from alumni.privacy import services
from alumni.privacy.models import Reading, Request, Rule
from alumni.privacy.rules import CATEGORIES
from alumni.privacy.selectors.holdings import seen_by
from alumni.privacy.selectors.previews import preview
from alumni.privacy.services.requests import hand_over
from alumni.privacy.services.retention import rows_due
from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import ReasonForm, confirmed, confirmed_one
from foundation.day_filter import DayFilter
from foundation.people.models import Person, is_staff_with

SHOWN = 20


@admin.register(Request)
class RequestAdmin(ReadOnly, DeskAdmin):
    is_kept_in = True
    list_display = ["person", "kind", "state", "asked_at", "due_on", "is_written"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
        ("due_on", DayFilter),
    ]
    list_select_related = ["person"]
    search_fields = ["reason"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script")
    fields = [
        ("person", "kind"), ("state", "due_on"), ("asked_at", "confirmed_at"), ("is_written", "noted_by"),
        ("decided_at", "decided_by"), "reason", "done_at",
    ]  # fmt: skip
    actions_detail = ["held", "approve", "refuse", "given"]

    def has_answer_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "privacy.answer_request")

    @action(description=_("What is held"), icon="folder_open", permissions=["answer"])
    def held(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        return HttpResponseRedirect(reverse("privacydesk:held", args=[row.person_id]))

    @action(description=_("Erase …"), icon="delete_forever", permissions=["answer"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What goes, what stays and why; one press, and she is told before it happens."""
        row, now = self.row_or_404(request, object_id), timezone.now()
        what, desk = Reading.What.PREVIEW, Reading.Face.DESK
        if request.method == "GET":
            services.note_reading(row.person, what, row.pk, by=request.user, face=desk, now=now)

        def do(_data: dict[str, Any]) -> str:
            services.approve_erasure(row, by=request.user, now=timezone.now())
            return gettext("She is told, and erased as soon as that mail has left.")

        return confirmed(
            self, request, self.get_queryset(request).filter(pk=row.pk), title=gettext("Erase"), do=do,
            back=reverse("admin:privacy_request_change", args=[row.pk]),
            template="privacy/desk_erase.html", told={"taken": preview(row.person)},
        )  # fmt: skip

    @action(description=_("Refuse …"), icon="block", permissions=["answer"])
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Refuse"), services.refuse, ReasonForm)

    @action(description=_("The copy was given"), icon="task_alt", permissions=["answer"])
    def given(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("The copy was given"), hand_over)


@admin.register(Reading)
class ReadingAdmin(ReadOnly, DeskAdmin):
    is_kept_in = True
    list_display = ["at", "reader", "what", "person", "number", "face"]
    list_filter = [
        ("what", ChoicesDropdownFilter),
        ("face", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
        ("at", DayFilter),
    ]
    list_select_related = ["person", "reader__person"]
    search_fields = ["reader__email"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or a reader’s address")
    fields = [("person", "reader"), ("what", "number"), ("face", "at")]


class RuleForm(forms.ModelForm):
    class Meta:
        model = Rule
        fields = ["months", "is_on"]


@admin.register(Rule)
class RuleAdmin(DeskAdmin):
    form = RuleForm
    list_display = ["category", "months", "is_on", "would_go", "last_run_at", "last_count"]
    list_filter = [("is_on", BooleanRadioFilter)]
    search_fields = ["code"]
    fields = ["category", "months", "is_on", "would_go", ("last_run_at", "last_count")]
    readonly_fields = ["category", "would_go", "last_run_at", "last_count"]
    actions_detail = ["dry_run"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        return super().get_queryset(request).filter(code__in=CATEGORIES)

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        services.set_rule(obj, months=obj.months, is_on=obj.is_on)

    @display(description=_("category"))
    def category(self, row: Rule) -> str:
        return str(row)

    @display(description=_("would go today"))
    def would_go(self, row: Rule) -> int:
        return rows_due(row, timezone.now()).count()

    @action(description=_("What would go today"), icon="preview", permissions=["view"])
    def dry_run(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How many rows, and the first of them; nothing is changed."""
        row = self.row_or_404(request, object_id)
        due, category = rows_due(row, timezone.now()), CATEGORIES[row.code]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("What would go today"),
            "row": row,
            "category": category,
            "count": due.count(),
            "rows": _shown(request, due) if category.shows else [],
            "back": reverse("admin:privacy_rule_change", args=[row.pk]),
        }
        return TemplateResponse(request, "privacy/desk_dry_run.html", context)


def _shown(request: HttpRequest, due: QuerySet[Any]) -> Any:
    """The first of them that the gate of their table lets her find; of a table without a gate none."""
    is_gated = hasattr(due.model._default_manager.all(), "visible_to")
    return seen_by(request.user, due).order_by("pk")[:SHOWN] if is_gated else []
