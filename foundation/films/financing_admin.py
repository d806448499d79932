"""Financing plans at the desk, and the dated rules they are held against."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelect2MultipleWidget

from foundation.admin import RecordAdmin, country
from foundation.confirm import DayInput, confirmed
from foundation.day_filter import DayFilter
from foundation.errors import ServiceError
from foundation.figures import percent
from foundation.films import services
from foundation.films.financing_pages import paper_page, standing_page
from foundation.films.models import (
    Coproducer,
    CoproductionRule,
    FinancingLine,
    FinancingPlan,
    PlannedSpend,
    PlanRate,
    RebateRule,
    Work,
)
from foundation.lines import Blocks, CheckedFormSet, Lines
from foundation.money import told


class SharesFormSet(CheckedFormSet):
    def clean(self) -> None:
        super().clean()
        shares = [
            form.cleaned_data["percent"]
            for form in self.forms
            if self._is_filled(form) and form.cleaned_data.get("percent") is not None
        ]
        if any(self.errors):
            return
        try:
            services.check_shares(shares)
        except ServiceError as fault:
            raise ValidationError(str(fault)) from None


class CoproducerInline(Lines):
    model = Coproducer
    formset = SharesFormSet
    tab = True
    autocomplete_fields = ["organisation"]


class LineInline(Blocks):
    model = FinancingLine
    tab = True
    per_page = 20
    autocomplete_fields = ["source"]
    fields = [
        ("source", "kind"),
        ("country", "currency"),
        ("amount", "amount_to"),
        ("paper", "evidence"),
        ("signed_on", "valid_until"),
        ("rate", "rate_on"),
        "rate_source",
    ]


class RatesFormSet(CheckedFormSet):
    def clean(self) -> None:
        super().clean()
        plan, rows = self.instance, [form.instance for form in self.forms if self._is_filled(form)]
        if any(self.errors) or not rows or not (plan.currency and plan.dated_on):
            return
        try:
            services.check_rates(plan, rows)
        except ServiceError as fault:
            raise ValidationError(str(fault)) from None


class RateInline(Lines):
    model = PlanRate
    formset = RatesFormSet
    tab = True


class SpendInline(Lines):
    model = PlannedSpend
    tab = True


class DayForm(forms.Form):
    dated_on = forms.DateField(label=_("day of the plan"), widget=DayInput)


@admin.register(FinancingPlan)
class FinancingPlanAdmin(RecordAdmin):
    list_display = ["work", "dated_on", "amount"]
    list_display_links = ["work"]
    list_filter = [("work", AutocompleteSelectFilter), ("dated_on", DayFilter)]
    list_select_related = ["work"]
    search_fields = ["currency"]
    search_named = {"work": Work}
    autocomplete_fields = ["work"]
    fields = [("work", "dated_on"), ("budget", "currency"), "note"]
    inlines = [CoproducerInline, LineInline, RateInline, SpendInline]
    actions_detail = ["standing", "dossier", "workbook", "renew"]

    @display(description=_("budget"), ordering="budget")
    def amount(self, row: FinancingPlan) -> SafeString:
        return format_html(
            '<bdi dir="ltr" class="figure whitespace-nowrap">{}</bdi>', told(row.budget, row.currency)
        )

    def has_take_out_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("films.export_financingplan")

    @action(description=_("How it stands"), icon="donut_large", permissions=["view"])
    def standing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return standing_page(request, self, self.row_or_404(request, object_id))

    @action(description=_("Dossier (PDF)"), icon="picture_as_pdf", permissions=["take_out"])
    def dossier(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return paper_page(request, self.row_or_404(request, object_id), "pdf")

    @action(description=_("Workbook (XLSX)"), icon="table", permissions=["take_out"])
    def workbook(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return paper_page(request, self.row_or_404(request, object_id), "xlsx")

    @action(description=_("Plan of a later day"), icon="update", permissions=["add"])
    def renew(self, request: HttpRequest, object_id: str) -> HttpResponse:
        plan = self.row_or_404(request, object_id)
        made: list[FinancingPlan] = []

        def do(data: dict[str, Any]) -> str:
            made.append(services.renew_plan(plan, data["dated_on"], by=request.user))
            return gettext("Everything was taken over: go over it.")

        back = reverse("admin:films_financingplan_change", args=[plan.pk])
        response = confirmed(
            self, request, FinancingPlan.objects.filter(pk=plan.pk), title=gettext("Plan of a later day"),
            do=do, back=back, form_class=DayForm,
        )  # fmt: skip
        if made:
            return HttpResponseRedirect(reverse("admin:films_financingplan_change", args=[made[0].pk]))
        return response


@admin.register(CoproductionRule)
class CoproductionRuleAdmin(RecordAdmin):
    list_display = ["name", "form", "limits", "valid_from", "valid_to", "reviewed_by"]
    list_display_links = ["name"]
    list_filter = [("form", ChoicesDropdownFilter), ("valid_from", DayFilter)]
    search_fields = search_spelled = ["name", "source"]
    fields = [
        ("name", "form"),
        "parties",
        ("most", "least"),
        ("outside_most", "confirmed_least"),
        ("budget_above", "budget_currency"),
        ("valid_from", "valid_to"),
        ("source", "reviewed_by"),
        "note",
    ]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parties":  # the skin would take it for a choice of one
            kwargs["widget"] = UnfoldAdminSelect2MultipleWidget
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @display(description=pgettext_lazy("co-production", "least and most"))
    def limits(self, row: CoproductionRule) -> str:
        least, most = ("" if share is None else percent(share) for share in (row.least, row.most))
        if least and most:
            return f"{least}–{most}"
        return f"≥ {least}" if least else f"≤ {most}" if most else "—"


@admin.register(RebateRule)
class RebateRuleAdmin(RecordAdmin):
    list_display = ["name", country, "rate", "valid_from", "valid_to", "source", "reviewed_by"]
    list_display_links = ["name"]
    list_filter = [("country", ChoicesDropdownFilter), ("valid_from", DayFilter)]
    search_fields = search_spelled = ["name", "source"]
    fields = [
        ("name", "country"),
        ("percent", "currency"),
        ("floor", "floor_days"),
        ("cap", "envelope"),
        ("valid_from", "valid_to"),
        ("source", "reviewed_by"),
        "note",
    ]

    @display(description=_("rate in %"), ordering="percent")
    def rate(self, row: RebateRule) -> str:
        return percent(row.percent)
