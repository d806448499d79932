"""Works, their seasons and credits at the staff's desk; festivals and financing beside."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeNumericFilter,
)
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.admin import DeskAdmin, RecordAdmin
from foundation.confirm import DayInput, confirmed, confirmed_one, named
from foundation.films import services
from foundation.films.festival_admin import (
    AwardAdmin,
    FestivalAdmin,
    FestivalEditionAdmin,
    ScreeningAdmin,
    SectionAdmin,
    SelectionAdmin,
)
from foundation.films.financing_admin import (
    CoproductionRuleAdmin,
    FinancingPlanAdmin,
    RebateRuleAdmin,
    SharesFormSet,
)
from foundation.films.importing import CreditResource, WorkResource
from foundation.films.models import (
    CountryShare,
    Credit,
    CreditEvidence,
    Episode,
    Role,
    Season,
    Selection,
    StageChange,
    Work,
    WorkTitle,
)
from foundation.films.premiere_pages import premieres_page
from foundation.films.project_admin import (
    DossierDocumentAdmin,
    EvidenceForm,
    ProjectActions,
    RightsOptionAdmin,
)
from foundation.importing.admin import TableAdmin
from foundation.lines import Lines
from foundation.people.models import Organisation, Person

__all__ = [
    "AwardAdmin",
    "CoproductionRuleAdmin",
    "DossierDocumentAdmin",
    "FestivalAdmin",
    "FestivalEditionAdmin",
    "FinancingPlanAdmin",
    "RebateRuleAdmin",
    "RightsOptionAdmin",
    "ScreeningAdmin",
    "SectionAdmin",
    "SelectionAdmin",
]  # fmt: skip


class SeasonInline(Lines):
    model = Season
    tab = True
    show_change_link = True


class EpisodeInline(Lines):
    model = Episode


class TitleInline(Lines):
    model = WorkTitle
    tab = True


class CountryShareFormSet(SharesFormSet):
    def clean(self) -> None:
        super().clean()
        named = {country.code for country in self.instance.countries}
        for form in self.forms:
            if self._is_filled(form) and form.cleaned_data.get("country") not in named:
                form.add_error("country", gettext("Choose it among the countries of the work as well."))


class CountryShareInline(Lines):
    model = CountryShare
    formset = CountryShareFormSet
    tab = True


class EvidenceInline(Lines):
    """A file comes in by a button of its own, which looks at what it is; here it can be opened."""

    model = CreditEvidence
    fields = ["kind", "url", "reference", "opened"]
    readonly_fields = ["opened"]

    @display(description=_("file"))
    def opened(self, row: CreditEvidence) -> SafeString | str:
        if not row.file:
            return "—"
        page = reverse("films:evidence", args=[row.pk])
        return format_html('<a href="{}" class="underline"><bdi>{}</bdi></a>', page, row.name)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class CreditInline(Lines):
    model = Credit
    tab = True
    per_page = 10  # each line costs its reader 25 kB
    fields = ["person", "organisation", "role", "scope", "episode", "credited_as", "status"]
    autocomplete_fields = ["person", "organisation", "role", "episode"]
    # Of one work: in the order of all credits a database would go through the titles of all works.
    ordering = ["episode__season__number", "episode__number", "role__department", "role__slug", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        return (
            super()
            .get_queryset(request)
            .select_related("person", "organisation", "role", "episode__season__work")
        )


class SelectionInline(Lines):
    model = Selection
    tab = True
    per_page = 10
    fields = ["edition", "section", "person", "premiere", "on"]
    autocomplete_fields = ["edition", "section", "person"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Selection]:
        rows = super().get_queryset(request)
        return rows.select_related("edition__festival", "section__edition__festival", "person", "work")


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
class WorkAdmin(ProjectActions, TableAdmin, RecordAdmin):
    resource_classes = [WorkResource]
    can_revert = False
    autocomplete_fields = ["responsible"]
    list_display = ["title", "title_ar", "kind", "stage", "year", "is_public"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("stage", ChoicesDropdownFilter),
        ("year", RangeNumericFilter),
        "is_public",
    ]
    search_fields = ["title"]
    search_help_text = _("Title in any spelling or script")
    inlines = [CreditInline, TitleInline, CountryShareInline, SeasonInline, SelectionInline, StageInline]
    actions_detail = ["project", "move_to_stage", "dossier", "premieres", "financing"]
    actions_list = ["slate"]
    fieldsets = [
        (
            None,
            {"fields": [("title", "title_ar"), ("original_title", "form"), ("kind", "stage"), "responsible"]},
        ),
        (
            _("Facts"),
            {
                "fields": [
                    ("year", "running_time"),
                    ("countries", "languages"),
                    "logline",
                    ("synopsis_fr", "synopsis_ar"),
                    "synopsis_en",
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

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Selection:
            services.tell_selected(formset.new_objects)
        elif formset.model is Credit:
            services.tell_confirmed([*formset.new_objects, *(row for row, _names in formset.changed_objects)])

    def has_premieres_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("films.view_screening")

    @action(description=_("Premieres"), icon="local_fire_department", permissions=["premieres"])
    def premieres(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return premieres_page(request, self, self.row_or_404(request, object_id))

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
            back=reverse("admin:films_work_slate")
            if request.GET.get("from") == "slate"
            else reverse("admin:films_work_change", args=[work.pk]),
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
    list_display = ["__str__", "department", "grade", "slug"]
    list_filter = [("department", ChoicesDropdownFilter), ("grade", ChoicesDropdownFilter)]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en", "slug"]
    list_per_page = 100


@admin.register(Credit)
class CreditAdmin(TableAdmin, RecordAdmin):
    resource_classes = [CreditResource]
    can_revert = False
    list_display = ["work", "episode", "person", "organisation", "role", "status", "verification"]
    list_display_links = ["work"]
    list_filter = [
        ("role", AutocompleteSelectFilter),
        ("role__department", ChoicesDropdownFilter),
        ("work", AutocompleteSelectFilter),
        ("person", AutocompleteSelectFilter),
        ("status", ChoicesDropdownFilter),
        ("verification", ChoicesDropdownFilter),
    ]
    list_select_related = ["work", "episode__season__work", "person", "organisation", "role"]
    search_fields = ["credited_as"]
    search_named = {"work": Work, "person": Person, "organisation": Organisation}
    search_help_text = _("A person, an organisation or a work, in any spelling or script")
    autocomplete_fields = ["work", "episode", "person", "organisation", "role"]
    readonly_fields = ["verification", "verified_on", "verified_by"]
    inlines = [EvidenceInline]
    actions = ["verify_all", "contest_all"]
    actions_detail = ["verify", "contest", "uncheck", "evidence"]

    @admin.action(description=_("Mark as verified …"), permissions=["change"])
    def verify_all(self, request: HttpRequest, rows: QuerySet[Credit]) -> HttpResponse:
        return self._judge_all(request, rows, Credit.Verification.VERIFIED)

    @admin.action(description=_("Mark as contested …"), permissions=["change"])
    def contest_all(self, request: HttpRequest, rows: QuerySet[Credit]) -> HttpResponse:
        return self._judge_all(request, rows, Credit.Verification.CONTESTED)

    def _judge_all(
        self, request: HttpRequest, rows: QuerySet[Credit], verdict: Credit.Verification
    ) -> HttpResponse:
        """Shown first; then all, or none with the one that cannot be."""

        def do(_data: dict[str, Any]) -> str:
            done = list(rows)
            with transaction.atomic():
                for row in done:
                    with named(row):
                        services.verify_credit(row, verdict, by=request.user, now=timezone.now())
            said = ngettext("%(count)d credit: %(verdict)s.", "%(count)d credits: %(verdict)s.", len(done))
            return said % {"count": len(done), "verdict": verdict.label}

        title = f"{self.opts.verbose_name_plural}: {verdict.label}"
        shown = rows.select_related("work", "person", "organisation", "role", "episode__season__work")
        return confirmed(self, request, shown, title=title, do=do, back=request.get_full_path())

    @action(description=_("Verified"), icon="verified", permissions=["change"])
    def verify(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._judged(request, object_id, Credit.Verification.VERIFIED)

    @action(description=_("Contested"), icon="report", permissions=["change"])
    def contest(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._judged(request, object_id, Credit.Verification.CONTESTED)

    @action(description=_("To be checked again"), icon="undo", permissions=["change"])
    def uncheck(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._judged(request, object_id, Credit.Verification.UNCHECKED)

    def has_evidence_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("films.add_creditevidence")

    @action(description=_("Add a file as evidence"), icon="upload_file", permissions=["evidence"])
    def evidence(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Add a file as evidence")
        return confirmed_one(self, request, object_id, title, services.add_evidence, EvidenceForm)

    def _judged(self, request: HttpRequest, object_id: str, verdict: Credit.Verification) -> HttpResponse:
        act = partial(services.verify_credit, verdict=verdict)
        return confirmed_one(self, request, object_id, str(verdict.label), act)
