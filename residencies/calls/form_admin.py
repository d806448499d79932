"""Application forms at the desk: built, looked at in three languages, and frozen once they are used."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import confirmed
from foundation.files.types import names_of
from foundation.lines import Blocks, Lines
from foundation.questions import Known, conditions
from foundation.translated import in_language, listed
from residencies.calls import services
from residencies.calls.building import LineForm, OptionForm, QuestionForm, SectionForm
from residencies.calls.kinds import kind_of
from residencies.calls.models import Form, Option, Question, Section
from residencies.calls.selectors import questions_of
from residencies.calls.services.forms import is_frozen, lacks


class UnfrozenOnly:
    """What a call opened with stays as it is: a copy of it is changed instead."""

    compressed_fields = False  # three languages side by side leave no room for labels beside them

    def form_of(self, row: Any) -> Form:
        return row.form

    def _is_frozen(self, obj: Any) -> bool:
        return obj is not None and is_frozen(self.form_of(obj), now=timezone.now())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_frozen(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A form may be incomplete; what is missing is said at once, and a call with it is not announced."""
        super().save_related(request, form, formsets, change)
        for missing in lacks(self.form_of(form.instance)):
            messages.warning(request, missing)


class SectionInline(Lines):
    model = Section
    form = SectionForm
    fields = ["position", "step", "title_fr", "title_ar", "title_en"]
    ordering_field = "position"
    show_change_link = True


class QuestionInline(Blocks):
    model = Question
    form = LineForm
    fk_name = "section"
    ordering_field = "position"
    show_change_link = True
    fields = [("position", "key", "kind", "is_required"), ("text_fr", "text_ar", "text_en")]


class OptionInline(Lines):
    model = Option
    form = OptionForm
    ordering_field = "position"


@admin.register(Form)
class FormAdmin(UnfrozenOnly, DeskAdmin):
    list_display = ["slug", "version", "questions_asked", "is_frozen"]
    list_display_links = ["slug", "version"]
    search_fields = ["slug"]
    fields = [("slug", "version"), "ready"]
    readonly_fields = ["ready"]
    inlines = [SectionInline]
    actions_detail = ["preview", "copy"]

    def form_of(self, row: Form) -> Form:
        return row

    def get_queryset(self, request: HttpRequest) -> QuerySet[Form]:
        return super().get_queryset(request).annotate(question_count=Count("questions"))

    @display(description=_("questions"), ordering="question_count")
    def questions_asked(self, row: Form) -> int:
        return row.question_count

    @display(description=_("frozen"), boolean=True, ordering="frozen_at")
    def is_frozen(self, row: Form) -> bool:
        return row.frozen_at is not None

    @display(description=_("still missing"))
    def ready(self, row: Form) -> SafeString | str:
        missing = lacks(row) if row.pk else []
        if not missing:
            return gettext("Nothing: a call may use it.") if row.pk else "—"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in missing)))

    @action(description=_("Make a copy to change"), icon="file_copy", permissions=["add"])
    def copy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        form = self.row_or_404(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            return gettext("%(name)s was made.") % {"name": services.copy_form(form)}

        return confirmed(
            self,
            request,
            Form.objects.filter(pk=form.pk),
            title=gettext("Make a copy to change"),
            do=do,
            back=reverse("admin:calls_form_changelist"),
        )

    @action(description=_("Preview"), icon="visibility", permissions=["view"])
    @method_decorator(require_safe)
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What it asks, in the language that is chosen there; nothing can be sent from it."""
        form = self.row_or_404(request, object_id)
        wanted = request.GET.get("language", "")
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(language):
            asked = [_asked(question) for question in questions_of(form)]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Preview of %(questionnaire)s") % {"questionnaire": form},
            "asked": asked,
            "languages": settings.LANGUAGES,
            "language": language,
            "way": "rtl" if language == "ar" else "ltr",
            "back": reverse("admin:calls_form_change", args=[form.pk]),
        }
        return TemplateResponse(request, "admin/form_preview.html", context)


def _asked(question: Question) -> dict[str, Any]:
    """A question in the language in force, as text and as the field it is answered in."""
    kind = kind_of(question)
    fields: dict[str, Field] = (
        {} if question.kind == Question.Kind.FILE else kind.fields(question, None, Known())
    )
    return {
        "section": str(question.section),
        "step": question.step,
        "text": str(question),
        "help": in_language(question, "help"),
        "required": question.is_required,
        "condition": conditions.in_words(question, question.condition_on, kind_of)
        if question.condition_on
        else "",
        "tracks": listed(question.tracks.all()),
        "files": names_of(question.accepts) if question.accepts else "",
        "widgets": [field.widget.render(name, None, {"disabled": True}) for name, field in fields.items()],
    }


@admin.register(Section)
class SectionAdmin(UnfrozenOnly, DeskAdmin):
    form = SectionForm
    list_display = ["title", "form_name", "step", "position"]
    list_filter = ["step"]
    list_select_related = ["form"]
    search_fields = ["title_fr", "title_ar", "title_en", "form__slug"]
    fields = [
        "form_name",
        ("position", "step"),
        ("title_fr", "title_ar", "title_en"),
        ("text_fr", "text_ar", "text_en"),
    ]
    readonly_fields = ["form_name"]
    inlines = [QuestionInline]
    has_add_permission = ReadOnly.has_add_permission  # on the form's page

    @display(description=_("title"), ordering="position")
    def title(self, row: Section) -> str:
        return str(row)

    @display(description=pgettext_lazy("of questions", "form"), ordering="form")
    def form_name(self, row: Section) -> str:
        return str(row.form)


@admin.register(Question)
class QuestionAdmin(UnfrozenOnly, DeskAdmin):
    form = QuestionForm
    list_display = ["text", "form_name", "kind", "is_required"]
    list_filter = [("kind", ChoicesDropdownFilter), "is_required"]
    list_select_related = ["form", "section"]
    search_fields = ["text_fr", "text_ar", "text_en", "key", "form__slug"]
    autocomplete_fields = ["tracks"]
    inlines = [OptionInline]
    has_add_permission = ReadOnly.has_add_permission  # on the section's page
    readonly_fields = ["form_name", "asked_if"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "form_name",
                    ("position", "key", "kind"),
                    ("text_fr", "text_ar", "text_en"),
                    ("help_fr", "help_ar", "help_en"),
                    ("is_required", "required_from", "frozen_from"),
                    ("identifies", "is_title"),
                    "tracks",
                ]
            },
        ),
        (_("For a text"), {"fields": ["max_words"]}),
        (_("For a number"), {"fields": [("minimum", "maximum"), ("unit_fr", "unit_ar", "unit_en")]}),
        (_("For a document"), {"fields": ["accepts", ("max_megabytes", "max_files")]}),
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

    @display(description=pgettext_lazy("of questions", "form"), ordering="form")
    def form_name(self, row: Question) -> str:
        return f"{row.form} · {row.section}"

    @display(description=_("condition"))
    def asked_if(self, row: Question) -> str:
        return conditions.in_words(row, row.condition_on, kind_of) if row.condition_on else "—"
