"""Works, credits, festivals, selections and awards at the staff's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeNumericFilter,
)
from unfold.decorators import action
from unfold.widgets import (
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.admin import DeskAdmin, RecordAdmin
from foundation.confirm import DayInput, confirmed
from foundation.day_filter import DayFilter
from foundation.films import services
from foundation.films.financing_admin import CoproductionRuleAdmin, FinancingPlanAdmin, RebateRuleAdmin
from foundation.films.importing import CreditResource, WorkResource
from foundation.films.importing_festivals import AwardResource, SelectionResource
from foundation.films.models import (
    Award,
    Credit,
    Episode,
    Festival,
    FestivalEdition,
    Role,
    Season,
    Section,
    Selection,
    StageChange,
    Work,
)
from foundation.importing.admin import TableAdmin
from foundation.lines import Lines
from foundation.people.models import Organisation, Person

__all__ = ["CoproductionRuleAdmin", "FinancingPlanAdmin", "RebateRuleAdmin"]


class SeasonInline(Lines):
    model = Season
    tab = True
    show_change_link = True


class EpisodeInline(Lines):
    model = Episode


class CreditInline(Lines):
    model = Credit
    tab = True
    per_page = 20
    fields = ["person", "organisation", "role", "scope", "episode", "credited_as", "status"]
    autocomplete_fields = ["person", "organisation", "role", "episode"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        return super().get_queryset(request).select_related("person", "organisation", "role")


class SelectionInline(Lines):
    model = Selection
    tab = True
    per_page = 20
    fields = ["edition", "section", "person", "premiere", "on"]
    autocomplete_fields = ["edition", "section", "person"]
    show_change_link = True


class StageInline(Lines):
    """What happened is history: its day and source may be put right, no line is added or taken away."""

    model = StageChange
    tab = True
    fields = ["stage", "on", "source"]
    readonly_fields = ["stage"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=_("stage"), choices=Work.Stage, widget=UnfoldAdminSelectWidget)
    on = forms.DateField(label=_("on"), required=False, widget=DayInput, help_text=_("empty: today"))
    source = forms.CharField(
        label=_("source"), required=False, max_length=200, widget=UnfoldAdminTextInputWidget
    )


@admin.register(Work)
class WorkAdmin(TableAdmin, RecordAdmin):
    resource_classes = [WorkResource]
    can_revert = False
    list_display = ["title", "title_ar", "kind", "stage", "year", "is_public"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("stage", ChoicesDropdownFilter),
        ("year", RangeNumericFilter),
        "is_public",
    ]
    search_fields = ["title"]
    search_help_text = _("Title in any spelling or script")
    inlines = [CreditInline, SeasonInline, SelectionInline, StageInline]
    actions_detail = ["move_to_stage", "financing"]
    fieldsets = [
        (None, {"fields": [("title", "title_ar"), ("original_title", "form"), ("kind", "stage")]}),
        (
            _("Facts"),
            {
                "fields": [
                    ("year", "running_time"),
                    ("countries", "languages"),
                    "logline",
                    ("imdb_id", "is_public"),
                ]
            },
        ),
        (_("Private"), {"fields": ["note"]}),
    ]

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "countries":  # the skin would take it for a choice of one
            kwargs["widget"] = UnfoldAdminSelect2MultipleWidget
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Work | None = None) -> list[str]:
        return ["stage"] if obj else []

    def save_model(self, request: HttpRequest, obj: Work, form: Any, change: bool) -> None:
        stage, obj.stage = obj.stage, obj.stage if change else ""
        super().save_model(request, obj, form, change)
        if stage and not change:
            services.change_stage(obj, stage, by=request.user, now=timezone.now())

    def has_financing_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("films.view_financingplan")

    @action(description=_("Financing plans"), icon="donut_large", permissions=["financing"])
    def financing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        work = self.row_or_404(request, object_id)
        plans = reverse("admin:films_financingplan_changelist")
        return HttpResponseRedirect(f"{plans}?work__id__exact={work.pk}")

    @action(description=_("Move to a stage"), icon="flag", permissions=["change"])
    def move_to_stage(self, request: HttpRequest, object_id: str) -> HttpResponse:
        work = self.row_or_404(request, object_id)

        def do(data: dict[str, Any]) -> str:
            moved = services.change_stage(work, **data, by=request.user, now=timezone.now())
            return gettext("%(work)s: %(stage)s.") % {"work": work, "stage": moved.get_stage_display()}

        return confirmed(
            self,
            request,
            Work.objects.filter(pk=work.pk),
            title=gettext("Move to a stage"),
            form_class=StageForm,
            initial={"stage": work.stage},
            do=do,
            back=reverse("admin:films_work_change", args=[work.pk]),
        )


@admin.register(Season)
class SeasonAdmin(DeskAdmin):
    list_display = ["work", "number"]
    list_filter = [("work", AutocompleteSelectFilter)]
    list_select_related = ["work"]
    autocomplete_fields = ["work"]
    search_fields = ["work__title"]
    search_named = {"work": Work}
    inlines = [EpisodeInline]


@admin.register(Episode)
class EpisodeAdmin(DeskAdmin):
    list_display = ["season", "number", "title"]
    list_filter = [("season__work", AutocompleteSelectFilter)]
    list_select_related = ["season__work"]
    autocomplete_fields = ["season"]
    search_fields = ["title", "season__work__title"]
    search_named = {"season__work": Work}


@admin.register(Role)
class RoleAdmin(DeskAdmin):
    list_display = ["__str__", "department", "slug"]
    list_filter = [("department", ChoicesDropdownFilter)]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en", "slug"]
    list_per_page = 100


@admin.register(Credit)
class CreditAdmin(TableAdmin, RecordAdmin):
    resource_classes = [CreditResource]
    list_display = ["work", "episode", "person", "organisation", "role", "status"]
    list_display_links = ["work"]
    list_filter = [
        ("role", AutocompleteSelectFilter),
        ("role__department", ChoicesDropdownFilter),
        ("work", AutocompleteSelectFilter),
        ("person", AutocompleteSelectFilter),
        ("status", ChoicesDropdownFilter),
    ]
    list_select_related = ["work", "episode__season__work", "person", "organisation", "role"]
    search_fields = ["credited_as"]
    search_named = {"work": Work, "person": Person, "organisation": Organisation}
    search_help_text = _("A person, an organisation or a work, in any spelling or script")
    autocomplete_fields = ["work", "episode", "person", "organisation", "role"]


class FestivalEditionInline(Lines):
    model = FestivalEdition
    tab = True
    show_change_link = True


class SectionInline(Lines):
    model = Section


class AwardInline(Lines):
    model = Award
    fields = ["prize", "category", "result", "number", "amount", "currency", "shared_with"]
    autocomplete_fields = ["shared_with"]


@admin.register(Festival)
class FestivalAdmin(RecordAdmin):
    list_display = ["name", "short_name", "kind", "city", "country"]
    list_filter = [("kind", ChoicesDropdownFilter), ("country", ChoicesDropdownFilter)]
    search_fields = search_spelled = ["name", "short_name", "city"]
    inlines = [FestivalEditionInline]


@admin.register(FestivalEdition)
class FestivalEditionAdmin(DeskAdmin):
    list_display = ["__str__", "starts_on", "ends_on"]
    list_filter = [("festival", AutocompleteSelectFilter), ("year", RangeNumericFilter)]
    list_select_related = ["festival"]
    search_fields = search_spelled = ["festival__name", "festival__short_name", "year"]
    autocomplete_fields = ["festival"]
    inlines = [SectionInline]


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ["name", "edition"]
    list_filter = [("edition__festival", AutocompleteSelectFilter)]
    list_select_related = ["edition__festival"]
    search_fields = search_spelled = ["name", "edition__festival__name", "edition__year"]
    autocomplete_fields = ["edition"]


@admin.register(Selection)
class SelectionAdmin(TableAdmin, RecordAdmin):
    resource_classes = [SelectionResource]
    list_display = ["work", "person", "edition", "section_name", "premiere", "on"]
    list_display_links = ["work", "person"]
    list_filter = [
        ("edition__festival", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
        ("work", AutocompleteSelectFilter),
        ("premiere", ChoicesDropdownFilter),
        ("on", DayFilter),
    ]
    list_select_related = ["work", "person", "edition__festival", "section"]
    search_fields = ["edition__festival__name", "section__name"]
    search_named = {"work": Work, "person": Person}
    search_help_text = _("A work, a person, a festival or a section")
    autocomplete_fields = ["edition", "section", "work", "person"]
    inlines = [AwardInline]

    @admin.display(description=_("section"), ordering="section__name")
    def section_name(self, row: Selection) -> str:
        return row.section.name if row.section else ""


@admin.register(Award)
class AwardAdmin(TableAdmin, RecordAdmin):
    resource_classes = [AwardResource]
    list_display = ["__str__", "category", "result"]
    list_filter = [
        ("result", ChoicesDropdownFilter),
        ("selection__edition__festival", AutocompleteSelectFilter),
    ]
    list_select_related = [
        "selection__work",
        "selection__person",
        "selection__edition__festival",
        "selection__section__edition__festival",
    ]
    search_fields = ["prize", "category", "selection__edition__festival__name"]
    search_named = {"selection__work": Work, "selection__person": Person}
    autocomplete_fields = ["selection", "shared_with"]
