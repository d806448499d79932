"""The indicators of the foundation in the API, with small groups hidden as everywhere."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from alumni.impact.forms import ScopeForm
from alumni.impact.indicator_pages import COLUMNS, figures_of, lines_of, may_see
from alumni.impact.selectors.scope import By
from foundation.api.filtering import check_asked
from foundation.api.schema import NUMBER
from foundation.people.models import Person


class SeesIndicators(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return may_see(request.user)


class IndicatorRecord(serializers.Serializer):
    indicator = serializers.CharField(help_text="A code, such as graduates.")
    label = serializers.CharField()
    definition = serializers.CharField()
    as_of = serializers.DateField()
    group = serializers.CharField(allow_blank=True, help_text="'': all of them.")
    hidden = serializers.BooleanField(help_text="One to four people, or it would tell them: no figures.")
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.IntegerField(allow_null=True)
    unknown = serializers.IntegerField(allow_null=True)
    apart = serializers.IntegerField(allow_null=True, help_text="Not asked of them.")
    percent = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, allow_null=True)
    median_months = serializers.IntegerField(allow_null=True)
    median_low = serializers.IntegerField(allow_null=True)
    median_high = serializers.IntegerField(allow_null=True)


class Indicators(GenericAPIView):
    """What came of the programmes; for staff who see figures and who took part."""

    queryset = Person.objects.none()
    serializer_class = IndicatorRecord
    permission_classes = [SeesIndicators]
    pagination_class = None

    @extend_schema(
        summary="Indicators of the foundation",
        operation_id="indicators_retrieve",
        responses=IndicatorRecord(many=True),
        filters=False,
        parameters=[
            OpenApiParameter("starts_on", OpenApiTypes.DATE, description="Completed from this day on."),
            OpenApiParameter("ends_on", OpenApiTypes.DATE, description="Completed until this day."),
            OpenApiParameter("on", OpenApiTypes.DATE, description="As of which day."),
            OpenApiParameter("programme", NUMBER),
            OpenApiParameter("edition", NUMBER),
            OpenApiParameter("funder", NUMBER, description="Who pays for their places."),
            OpenApiParameter("by", str, enum=By.values, description="How the graduates are divided."),
        ],
    )
    def get(self, request: Request) -> Response:
        """A line for each indicator and group, those whose rows the account may see."""
        form = check_asked(request, ScopeForm)
        lines = [_told(line) for line in lines_of(figures_of(request.user, form))]
        return Response(self.get_serializer(lines, many=True).data)


def _told(line: dict[str, Any]) -> dict[str, Any]:
    said = {name: None if line[name] == "" else line[name] for name in COLUMNS}
    return {**said, "group": line["group"], "hidden": line["hidden"] == "true"}
