"""The dossier of a project and its options in the API, for staff and for those who lead it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.filtering import check_parameters
from foundation.api.records import Body, Record
from foundation.api.schema import NUMBER
from foundation.api.views import FORM, RecordViewSet, TakingFiles
from foundation.api.writing import Changing, RowBody
from foundation.files.serving import served
from foundation.films import services
from foundation.films.filters import DossierDocumentFilters, RightsOptionFilters
from foundation.films.models import (
    DossierDocument,
    DossierVersion,
    OptionExtension,
    RightsOption,
    Work,
)
from foundation.films.names_api import WorkName
from foundation.films.services.dossier import LIMITS
from foundation.filters import BIGGEST
from foundation.numbers import number_of
from foundation.people.models import is_staff_with


class VersionRecord(Record):
    class Meta:
        model = DossierVersion
        fields = ["number", "name", "size", "sha256", "content_type", "note", "sent_at"]


class DocumentRecord(Record):
    work = WorkName()
    newest = serializers.SerializerMethodField(help_text="Its newest version.")

    class Meta:
        model = DossierDocument
        fields = ["id", "work", "kind", "title", "language", "newest"]

    @extend_schema_field(VersionRecord(allow_null=True))
    def get_newest(self, row: DossierDocument) -> Any:
        newest = next(iter(row.versions.all()), None)
        return VersionRecord(newest).data if newest else None


class WholeDocument(DocumentRecord):
    versions = VersionRecord(many=True)

    class Meta(DocumentRecord.Meta):
        fields = [*DocumentRecord.Meta.fields, "versions"]


class VersionSaid(Body):
    work = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    kind = serializers.ChoiceField(DossierDocument.Kind.choices)
    title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    language = serializers.CharField(required=False, allow_blank=True, max_length=11)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)
    file = serializers.FileField(allow_empty_file=True)


class DossierDocumentViewSet(TakingFiles, RecordViewSet):
    """Documents of projects, each with its newest version; a single one tells all its versions.

    Staff see them all, those who lead a project its own; a contract is seen by its side alone.
    """

    queryset = DossierDocument.objects.select_related("work").prefetch_related("versions")
    serializer_class = DocumentRecord
    record_class = WholeDocument
    filterset_class = DossierDocumentFilters
    parser_classes = FORM
    limits = {"create": LIMITS}

    @extend_schema(
        summary="Send a version of a document",
        request={"multipart/form-data": VersionSaid},
        responses={201: WholeDocument},
    )
    def create(self, request: Request) -> Response:
        """The next version of that document of the work, or its first. The same file again is no new one."""
        said = self.read_form(VersionSaid)
        work = self._work(said.pop("work"))
        made = services.send_version(work, said.pop("file"), **said, by=request.user, now=timezone.now())
        row = self.get_queryset().filter(pk=made.document_id).first()
        if row is None:  # a contract that staff may send and not read
            return Response(status=201)
        return Response(WholeDocument(row, context=self.get_serializer_context()).data, status=201)

    def _work(self, number: int) -> Work:
        work = Work.objects.visible_to(self.request.user).filter(pk=number).first()
        if work is None:
            raise ValidationError({"work": [_("There is no such work.")]})
        may = is_staff_with(self.request.user, "films.add_dossierversion")
        if not (may or Work.objects.led_by(self.request.user).filter(pk=number).exists()):
            raise PermissionDenied
        return work

    @extend_schema(
        summary="A file of a document",
        responses={(200, "*/*"): OpenApiTypes.BINARY},
        parameters=[
            OpenApiParameter("version", NUMBER, description="Its number; the newest unless it is said.")
        ],
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    def file(self, request: Request, pk: str) -> HttpResponseBase:
        """The file as it was sent in."""
        # Not `get_object`: the filters of the list know no version.
        versions = get_object_or_404(self.get_queryset(), pk=pk).versions.all()
        check_parameters(request, {"version"})
        asked = request.query_params.get("version")
        number = number_of(asked)
        if asked and number is None:
            raise ValidationError({"version": [_("Say its number.")]})
        for row in versions:
            if number in (None, row.number):
                return served(row)
        raise Http404


class ExtensionRecord(Record):
    class Meta:
        model = OptionExtension
        fields = ["until", "price", "taken_on"]


class RightsOptionRecord(Record):
    work = WorkName()
    standing = serializers.SerializerMethodField(help_text="Today.")
    expires_on = serializers.DateField(
        allow_null=True, help_text="Its last day with every extension that was taken."
    )
    extensions = ExtensionRecord(many=True)

    class Meta:
        model = RightsOption
        fields = [
            *("id", "work", "kind", "title", "holder", "is_needed", "standing", "starts_on", "ends_on"),
            *("expires_on", "price", "purchase_price", "currency", "is_deductible", "bought_on"),
            *("reverts_on", "reversion", "scope", "extensions"),
        ]

    @extend_schema_field(serializers.ChoiceField(RightsOption.Standing.choices))
    def get_standing(self, row: RightsOption) -> str:
        return row.standing(timezone.localdate())


class RightsOptionBody(RowBody):
    class Meta:
        model = RightsOption
        fields = [
            *("work", "kind", "title", "holder", "is_needed", "starts_on", "ends_on", "price"),
            *("purchase_price", "currency", "is_deductible", "bought_on", "reverts_on", "reversion"),
            *("scope", "note"),
        ]


class RightsOptionViewSet(Changing, RecordViewSet):
    """What projects rest on that is somebody else's: optioned until a day, bought, or still to be had."""

    body_class = RightsOptionBody

    queryset = RightsOption.objects.select_related("work").prefetch_related("extensions")
    serializer_class = RightsOptionRecord
    filterset_class = RightsOptionFilters
    ordering_fields = ("ends_on",)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_expiry()
