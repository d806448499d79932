"""Questionnaires at the staff's desk: built and looked at before they are sent, added up afterwards."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from alumni.checkins import preview, questionnaires, result_pages, wording
from alumni.checkins.building import LineForm, OptionForm, QuestionForm, QuestionFormSet
from alumni.checkins.kinds import kind_of
from alumni.checkins.models import Option, Question, Questionnaire
from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import confirmed
from foundation.lines import Blocks, Lines
from foundation.translated import listed


class UnsentOnly:
    """What was sent stays as it was asked: a new version follows it."""

    compressed_fields = False  # three languages side by side leave no room for labels beside them

    def questionnaire_of(self, row: Any) -> Questionnaire:
        return row.questionnaire

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and questionnaires.was_sent(self.questionnaire_of(obj)))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and questionnaires.was_sent(self.questionnaire_of(obj)))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A draft may be incomplete; what is missing is said at once, and refused by the plan's step."""
        super().save_related(request, form, formsets, change)
        for missing in questionnaires.lacks(self.questionnaire_of(form.instance)):
            messages.warning(request, missing)


class QuestionInline(Blocks):
    model = Question
    form = LineForm
    formset = QuestionFormSet
    ordering_field = "position"
    show_change_link = True
    fields = [
        ("position", "key", "kind"),
        ("text_fr", "text_ar", "text_en"),
        ("in_mail", "is_required", "prefill"),
        ("choices", "asked_if"),
    ]
    readonly_fields = ["choices", "asked_if"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        rows = super().get_queryset(request)
        return rows.prefetch_related("options", "condition_on__options")

    @display(description=_("choices"))
    def choices(self, row: Question) -> str:
        return listed(text for _code, text in kind_of(row).choices(row)) if row.pk else "—"

    @display(description=_("condition"))
    def asked_if(self, row: Question) -> str:
        return wording.condition(row, row.condition_on) if row.condition_on else "—"


class OptionInline(Lines):
    model = Option
    form = OptionForm
    ordering_field = "position"


@admin.register(Questionnaire)
class QuestionnaireAdmin(UnsentOnly, DeskAdmin):
    list_display = ["slug", "version", "sent"]
    list_display_links = ["slug", "version"]
    search_fields = ["slug"]
    fields = [("slug", "version"), "ready"]
    readonly_fields = ["ready"]
    inlines = [QuestionInline]
    actions_detail = ["preview", "results", "new_version"]

    def questionnaire_of(self, row: Questionnaire) -> Questionnaire:
        return row

    def get_queryset(self, request: HttpRequest) -> QuerySet[Questionnaire]:
        asked = questionnaires.asked_with(OuterRef("pk"))
        return super().get_queryset(request).annotate(was_sent=Exists(asked))

    def get_urls(self) -> list[Any]:
        page = path(
            "<path:object_id>/preview/page/",
            self.admin_site.admin_view(self.page),
            name="checkins_questionnaire_page",
        )
        return [page, *super().get_urls()]

    @display(description=_("was sent"), boolean=True)
    def sent(self, row: Questionnaire) -> bool:
        return row.was_sent

    @display(description=_("still missing"))
    def ready(self, row: Questionnaire) -> SafeString | str:
        missing = questionnaires.lacks(row) if row.pk else []
        if not missing:
            return gettext("Nothing: a plan may use it.") if row.pk else "—"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in missing)))

    @action(description=_("Make a new version"), icon="file_copy", permissions=["add"])
    def new_version(self, request: HttpRequest, object_id: str) -> HttpResponse:
        form = self._form(request, object_id)

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

    @action(description=_("Preview"), icon="visibility", permissions=["view"])
    @method_decorator(require_safe)
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return preview.frames(self, request, self._form(request, object_id))

    @method_decorator(require_safe)
    def page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page as she would meet it, for the frames of the preview."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return preview.page(request, self._form(request, object_id))

    # By method: unfold looks a dotted permission up in the database.
    def has_answers_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("checkins.view_answer") and self.has_view_permission(request)

    @action(description=_("Results"), icon="bar_chart", permissions=["answers"])
    @method_decorator(require_safe)
    def results(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return result_pages.results(self, request, self._form(request, object_id))

    def _form(self, request: HttpRequest, object_id: str) -> Questionnaire:
        return self.row_or_404(request, object_id)


@admin.register(Question)
class QuestionAdmin(UnsentOnly, DeskAdmin):
    form = QuestionForm
    list_display = ["text", "questionnaire", "kind", "position", "in_mail"]
    list_filter = ["questionnaire", ("kind", ChoicesDropdownFilter)]
    list_select_related = ["questionnaire"]
    search_fields = ["text_fr", "text_ar", "text_en", "key"]
    inlines = [OptionInline]
    has_add_permission = ReadOnly.has_add_permission  # on the questionnaire's page
    readonly_fields = ["questionnaire", "asked_if"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "questionnaire",
                    ("position", "key", "kind"),
                    ("text_fr", "text_ar", "text_en"),
                    ("in_mail", "is_required", "prefill"),
                ]
            },
        ),
        (_("For a number"), {"fields": [("minimum", "maximum"), ("unit_fr", "unit_ar", "unit_en")]}),
        (_("Asked only if"), {"fields": ["asked_if", "condition", "only_if"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """Who may only read sees the condition in words; who may change it, its parts."""
        may_change = self.has_change_permission(request, obj)
        unwanted = {"asked_if"} if may_change else {"condition", "only_if"}
        return [
            (title, {"fields": [one for one in shown["fields"] if one not in unwanted]})
            for title, shown in self.fieldsets
        ]

    @display(description=_("question"), ordering="position")
    def text(self, row: Question) -> str:
        return str(row)

    @display(description=_("condition"))
    def asked_if(self, row: Question) -> str:
        return wording.condition(row, row.condition_on) if row.condition_on else "—"
