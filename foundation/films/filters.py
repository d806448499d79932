"""What may be asked of films, their credits, selections and awards."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.films.models import (
    Award,
    CoproductionRule,
    Credit,
    Deadline,
    DossierDocument,
    Festival,
    FestivalEdition,
    FinancingPlan,
    RebateRule,
    RightsOption,
    Role,
    Screening,
    Section,
    Selection,
    Work,
)
from foundation.filters import CountryFilter, Filters, IdFilter, NumberFilter, SearchFilters


class WorkFilters(SearchFilters):
    country = CountryFilter(field_name="countries", lookup_expr="contains")

    class Meta:
        model = Work
        fields = {
            "kind": ["exact"],
            "stage": ["exact"],
            "year": ["exact", "gte", "lte"],
            "is_public": ["exact"],
        }


class RoleFilters(Filters):
    class Meta:
        model = Role
        fields = {"department": ["exact"], "grade": ["exact"]}


class CreditFilters(Filters):
    role = django_filters.CharFilter(
        method="by_role",
        max_length=Role._meta.get_field("slug").max_length,
        help_text=_("the `slug` of a role"),
    )
    department = django_filters.ChoiceFilter(field_name="role__department", choices=Role.Department.choices)

    class Meta:
        model = Credit
        fields = {
            "work": ["exact"],
            "episode": ["exact"],
            "person": ["exact"],
            "organisation": ["exact"],
            "scope": ["exact"],
            "status": ["exact"],
            "verification": ["exact"],
        }

    def by_role(self, rows: QuerySet[Credit], name: str, slug: str) -> QuerySet[Credit]:
        role = Role.objects.filter(slug=slug).first()  # by its number: the index of credits holds no words
        return rows.filter(role=role) if role else rows.none()


class FestivalFilters(Filters):
    country = CountryFilter()

    class Meta:
        model = Festival
        fields = {"kind": ["exact"]}


class FestivalEditionFilters(Filters):
    class Meta:
        model = FestivalEdition
        fields = {"festival": ["exact"], "year": ["exact", "gte", "lte"]}


class SectionFilters(Filters):
    festival = IdFilter(field_name="edition__festival")

    class Meta:
        model = Section
        fields = {"edition": ["exact"], "kind": ["exact"]}


class DeadlineFilters(Filters):
    edition = IdFilter(field_name="section__edition")
    festival = IdFilter(field_name="section__edition__festival")

    class Meta:
        model = Deadline
        fields = {"section": ["exact"], "kind": ["exact"], "closes_at": ["gte", "lt"]}


class SelectionFilters(Filters):
    festival = IdFilter(field_name="edition__festival")
    year = NumberFilter(field_name="edition__year")

    class Meta:
        model = Selection
        fields = {
            "edition": ["exact"],
            "work": ["exact"],
            "person": ["exact"],
            "premiere": ["exact"],
            "on": ["gte", "lte"],
        }


class AwardFilters(Filters):
    work = IdFilter(field_name="selection__work")
    festival = IdFilter(field_name="selection__edition__festival")
    year = NumberFilter(field_name="selection__edition__year")

    class Meta:
        model = Award
        fields = {"selection": ["exact"], "result": ["exact"]}


class FinancingPlanFilters(Filters):
    class Meta:
        model = FinancingPlan
        fields = {"work": ["exact"], "dated_on": ["gte", "lte"]}


class CoproductionRuleFilters(Filters):
    class Meta:
        model = CoproductionRule
        fields = {"form": ["exact"]}


class RebateRuleFilters(Filters):
    country = CountryFilter()

    class Meta:
        model = RebateRule
        fields: dict[str, list[str]] = {}


class ScreeningFilters(Filters):
    country = CountryFilter()

    class Meta:
        model = Screening
        fields = {
            "work": ["exact"],
            "kind": ["exact"],
            "is_planned": ["exact"],
            "on": ["gte", "lte"],
        }


class DossierDocumentFilters(Filters):
    class Meta:
        model = DossierDocument
        fields = {"work": ["exact"], "kind": ["exact"], "language": ["exact"]}


class RightsOptionFilters(Filters):
    class Meta:
        model = RightsOption
        fields = {"work": ["exact"], "kind": ["exact"], "ends_on": ["gte", "lte"]}
