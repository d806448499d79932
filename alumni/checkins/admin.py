"""Plans, questionnaires and check-ins at the staff's desk. What was asked and answered is only read."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
)
from unfold.decorators import action, display

from alumni.careers import wording as careers_wording
from alumni.checkins import (  # noqa: F401 - the first three register pages of their own
    calls,
    cohorts,
    pauses,
    questionnaires,
    wording,
)
from alumni.checkins.models import CheckIn, Option, Plan, Question, Questionnaire, Step
from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import confirmed
from foundation.day_filter import DayFilter
from foundation.lines import Blocks, Lines
from foundation.people.models import Person


class StepInline(Lines):
    model = Step

    def get_queryset(self, request: HttpRequest) -> QuerySet[Step]:
        return super().get_queryset(request).select_related("plan", "questionnaire")


@admin.register(Plan)
class PlanAdmin(RecordAdmin):
    list_display = ["name", "programme", "is_active", "repeat_months", "gap_days", "open_days", "reminders"]
    list_filter = ["is_active"]
    list_select_related = ["programme"]
    search_fields = search_spelled = ["name", "programme__name_fr", "programme__name_ar"]
    autocomplete_fields = ["programme"]
    inlines = [StepInline]


class UnsentOnly:
    """What was sent stays as it was asked: a new version follows it."""

    def questionnaire_of(self, row: Any) -> Questionnaire:
        return row.questionnaire

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and questionnaires.was_sent(self.questionnaire_of(obj)))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and questionnaires.was_sent(self.questionnaire_of(obj)))


class QuestionInline(Blocks):
    model = Question
    show_change_link = True
    fields = [("position", "key"), ("kind", "in_mail"), "text_fr", "text_ar", "text_en"]


class OptionInline(Lines):
    model = Option


@admin.register(Questionnaire)
class QuestionnaireAdmin(UnsentOnly, DeskAdmin):
    list_display = ["slug", "version", "sent"]
    list_display_links = ["slug", "version"]
    search_fields = ["slug"]
    inlines = [QuestionInline]
    actions_detail = ["new_version"]

    def questionnaire_of(self, row: Questionnaire) -> Questionnaire:
        return row

    def get_queryset(self, request: HttpRequest) -> QuerySet[Questionnaire]:
        asked = questionnaires.asked_with(OuterRef("pk"))
        return super().get_queryset(request).annotate(was_sent=Exists(asked))

    @display(description=_("was sent"), boolean=True)
    def sent(self, row: Questionnaire) -> bool:
        return row.was_sent

    @action(description=_("Make a new version"), icon="file_copy", permissions=["add"])
    def new_version(self, request: HttpRequest, object_id: str) -> HttpResponse:
        form = get_object_or_404(self.get_queryset(request), pk=unquote(object_id))

        def do(_data: dict[str, Any]) -> str:
            made = questionnaires.copy_questionnaire(form)
            return gettext("%(name)s was made. Choose it in the steps of a plan.") % {"name": made}

        return confirmed(
            self,
            request,
            Questionnaire.objects.filter(pk=form.pk),
            title=gettext("Make a new version"),
            do=do,
            back=reverse("admin:checkins_questionnaire_changelist"),
        )


@admin.register(Question)
class QuestionAdmin(UnsentOnly, DeskAdmin):
    list_display = ["text", "questionnaire", "kind", "position", "in_mail"]
    list_filter = ["questionnaire", ("kind", ChoicesDropdownFilter)]
    list_select_related = ["questionnaire"]
    search_fields = ["text_fr", "text_ar", "text_en", "key"]
    inlines = [OptionInline]
    has_add_permission = ReadOnly.has_add_permission  # on the questionnaire's page

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> list[str]:
        return ["questionnaire"] if obj else []

    @display(description=_("question"), ordering="position")
    def text(self, row: Question) -> str:
        return str(row)


class AddressFilter(admin.SimpleListFilter):
    title = _("e-mail address")
    parameter_name = "address"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", gettext("has none")), ("some", gettext("has one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
        if self.value() is None:
            return queryset
        without = queryset.filter(person__email="")
        return without if self.value() == "none" else queryset.exclude(person__email="")


class FirstPages(Paginator):
    """Counts ten thousand rows at most: nobody leafs through millions, and counting them takes seconds."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.MOST].count()


@admin.register(CheckIn)
class CheckInAdmin(ReadOnly, RecordAdmin):
    can_revert = False
    paginator = FirstPages
    ordering = ["-pk"]  # the newest first, by an index that is there
    list_display = ["person", "edition", "months", "ask_on", "state", "asked_at", "answered_at"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("ask_on", DayFilter),
        ("asked_at", DayFilter),
        ("answered_at", DayFilter),
        ("closes_at", DayFilter),
        AddressFilter,
        ("participation__edition__programme", AutocompleteSelectFilter),
        ("participation__edition", AutocompleteSelectFilter),
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "participation__person", "participation__edition__programme"]
    search_fields = ["person__email"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or an e-mail address")
    fields = [
        ("person", "participation"),
        ("state", "months"),
        ("due_on", "ask_on"),
        ("asked_at", "closes_at", "answered_at"),
        ("reminders", "remind_on"),
        "answers",
        "questionnaire",
    ]
    readonly_fields = ["answers", "remind_on"]

    @display(description=_("edition"))
    def edition(self, row: CheckIn) -> str:
        return str(row.participation.edition)

    @display(description=_("answers"))
    def answers(self, row: CheckIn) -> SafeString:
        answers = row.answers.select_related("question").prefetch_related("question__options")
        return render_to_string(
            "admin/answers.html", {"answers": wording.said(answers, careers_wording.roles())}
        )
