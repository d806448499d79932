"""Stated figures, the national figures by year, and frozen reports in the API."""

from typing import Any

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.impact.filters import FrozenReportFilters, IssuedReportFilters, StatedFigureFilters
from alumni.impact.forms import NEWEST, OLDEST, TermsForm
from alumni.impact.indicators_api import Indicators
from alumni.impact.models import FrozenReport, Indicator, IssuedReport, StatedFigure
from alumni.impact.selectors.found import Doubt
from alumni.impact.selectors.national import national_figures, seen_by
from alumni.impact.selectors.stories import stories_told
from alumni.impact.stories_api import MyStories, StoryViewSet
from foundation.api.filtering import check_asked
from foundation.api.records import Record, StaffsNote
from foundation.api.views import RecordViewSet
from foundation.people.api import OrganisationName
from foundation.people.models import is_staff_with

_YEAR = {"type": "integer", "minimum": OLDEST, "maximum": NEWEST}
_CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$"}


class StatedFigureRecord(Record):
    body = OrganisationName()
    year = serializers.IntegerField(allow_null=True, help_text="Where its period is one whole year.")

    class Meta:
        model = StatedFigure
        fields = [
            *("id", "body", "figure", "indicator", "value", "precision", "unit", "currency"),
            *("period", "year", "starts_on", "ends_on", "source", "url", "read_on"),
        ]


class WholeStatedFigure(StatedFigureRecord):
    note = StaffsNote("impact.view_statedfigure")

    class Meta(StatedFigureRecord.Meta):
        fields = [*StatedFigureRecord.Meta.fields, "note"]


class Beside(serializers.Serializer):
    id = serializers.IntegerField()
    body = serializers.CharField()
    figure = serializers.CharField()
    value = serializers.DecimalField(max_digits=15, decimal_places=3)
    precision = serializers.ChoiceField(StatedFigure.Precision.choices)
    unit = serializers.ChoiceField(StatedFigure.Unit.choices)
    currency = serializers.CharField()
    source = serializers.CharField()
    url = serializers.CharField()
    read_on = serializers.DateField(allow_null=True)
    difference = serializers.DecimalField(
        max_digits=15,
        decimal_places=3,
        allow_null=True,
        help_text="Counted less stated; null: not of a kind.",
    )


class FigureOfYear(serializers.Serializer):
    year = serializers.IntegerField()
    value = serializers.DecimalField(
        max_digits=15, decimal_places=3, allow_null=True, help_text="Null where a group is hidden."
    )
    of = serializers.IntegerField(allow_null=True, help_text="What a share is a share of.")
    percent = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)
    unknown = serializers.IntegerField(allow_null=True)
    is_hidden = serializers.BooleanField()
    rows = serializers.ListField(
        child=serializers.IntegerField(), help_text="Works, selections or awards behind it."
    )
    partners = serializers.DictField(child=serializers.IntegerField(), help_text="By country.")
    stated = Beside(many=True)


class InNoYear(serializers.Serializer):
    why = serializers.ChoiceField(Doubt.choices)
    count = serializers.IntegerField()


class NationalFigure(serializers.Serializer):
    indicator = serializers.ChoiceField(Indicator.choices)
    label = serializers.CharField()
    definition = serializers.CharField()
    currency = serializers.CharField()
    years = FigureOfYear(many=True)
    in_no_year = InNoYear(many=True)


class NationalFigures(serializers.Serializer):
    home = serializers.CharField()
    on = serializers.DateField()
    figures = NationalFigure(many=True)


class SeesFigures(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return is_staff_with(request.user, "impact.see_figures")


class StatedFigureViewSet(RecordViewSet):
    """Figures that film centres and others state, each with its source; for staff with the right."""

    queryset = StatedFigure.objects.select_related("body")
    serializer_class = StatedFigureRecord
    record_class = WholeStatedFigure
    filterset_class = StatedFigureFilters
    ordering_fields = ("starts_on",)

    @extend_schema(
        summary="The national figures by year",
        responses=NationalFigures,
        filters=False,
        parameters=[
            OpenApiParameter("first", _YEAR, description="The first year; without it, five years."),
            OpenApiParameter("last", _YEAR, description="The last year; without it, that of `on`."),
            OpenApiParameter("currency", _CURRENCY, description="Three letters, like MAD."),
            OpenApiParameter("on", OpenApiTypes.DATE, description="As of which day: 2026-11-24."),
        ],
    )
    @action(detail=False, pagination_class=None, url_path="by-year", permission_classes=[SeesFigures])
    def by_year(self, request: Request) -> Response:
        """What Masar counts, by year, from which rows, and what others state beside it."""
        form = check_asked(request, TermsForm)
        found = national_figures(form.terms, *form.years, seen_by(request.user))
        told = {"home": form.terms.home, "on": form.terms.on, "figures": [_told(one) for one in found]}
        return Response(NationalFigures(told).data)


def _told(table: Any) -> dict[str, Any]:
    years = [
        {
            **{
                name: getattr(line, name)
                for name in ("year", "value", "of", "percent", "unknown", "is_hidden", "rows")
            },
            "partners": dict(line.partners),
            "stated": [{**vars(one), "difference": table.difference(line, one)} for one in line.stated],
        }
        for line in table.lines
    ]
    doubts = [{"why": code, "count": count} for code, count in table.doubts.items()]
    words = {"label": table.label, "definition": table.definition, "currency": table.currency}
    return {"indicator": table.code, **words, "years": years, "in_no_year": doubts}


class FrozenReportRecord(Record):
    class Meta:
        model = FrozenReport
        fields = ["id", "title", "on", "frozen_at"]


class WholeFrozenReport(FrozenReportRecord):
    tables = serializers.SerializerMethodField(help_text="Those whose rows the account may see.")

    class Meta(FrozenReportRecord.Meta):
        fields = [*FrozenReportRecord.Meta.fields, "tables"]

    def get_tables(self, row: FrozenReport) -> list[dict[str, Any]]:
        seen = seen_by(self.context["request"].user)
        return [table for table in row.content["tables"] if table["code"] in seen]


class FrozenReportViewSet(RecordViewSet):
    """The national figures as they stood when they were frozen; for staff with the right."""

    queryset = FrozenReport.objects.all()
    serializer_class = FrozenReportRecord
    record_class = WholeFrozenReport
    filterset_class = FrozenReportFilters
    ordering_fields = ("on",)


class StoryTold(serializers.Serializer):
    title = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    dir = serializers.ChoiceField(["ltr", "rtl"])
    named = serializers.CharField(help_text="'' where she is not named.")
    work = serializers.CharField()


class IssuedReportRecord(Record):
    class Meta:
        model = IssuedReport
        fields = ["id", "report", "number", "on", "frozen_at", "shared_at", "shared_until"]


class WholeIssuedReport(IssuedReportRecord):
    content = serializers.JSONField(help_text="What its readers are told, in each language.")
    stories = serializers.SerializerMethodField()

    class Meta(IssuedReportRecord.Meta):
        fields = [*IssuedReportRecord.Meta.fields, "content", "stories"]

    @extend_schema_field(StoryTold(many=True))
    def get_stories(self, row: IssuedReport) -> list[dict[str, Any]]:
        """Those it told that still stand."""
        return stories_told(row)["stories"]


class IssuedReportViewSet(RecordViewSet):
    """Reports to funders as they were frozen, with small groups hidden; for staff with the right."""

    queryset = IssuedReport.objects.all()
    serializer_class = IssuedReportRecord
    record_class = WholeIssuedReport
    filterset_class = IssuedReportFilters
    ordering_fields = ("on",)


router = SimpleRouter()
router.register("stated-figures", StatedFigureViewSet)
router.register("frozen-reports", FrozenReportViewSet)
router.register("funder-reports", IssuedReportViewSet)
router.register("stories", StoryViewSet)
router.register("me/stories", MyStories, "my-story")
urlpatterns = [path("indicators/", Indicators.as_view(), name="indicators"), *router.urls]
