"""The views of the rooms' APIs: lists and single rows of what the asking account may see."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import mixins
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from foundation.api.acting import Acting
from foundation.api.conditions import Json
from foundation.api.exporting import FORMATS, Lines, exported
from foundation.api.parsing import BoundedJSONParser, TooLarge
from foundation.api.plain import Reader, reader_of
from foundation.api.records import Body
from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.storing import MEGABYTE, Limits

FORM = [MultiPartParser, BoundedJSONParser]


class RowsViewSet(mixins.ListModelMixin, Acting):
    """A list of what `visible_to` lets the account see. Set `queryset`, `serializer_class`,
    `filterset_class` and, where a list has other orders than its rows' numbers, `ordering_fields`.

    `is_own`: of staff, too, it has nothing but what is theirs, which they may take away. `export_right`: what
    they need to take it away where that is not `export_<model>`. `export_rights`: fields that are in a file
    for those of the staff alone who hold the right.
    """

    lookup_value_regex = "[0-9]+"
    is_own = False
    export_right = ""
    export_rights: dict[str, str] = {}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        asked = request.query_params.get("format")
        if asked and asked not in {one.format for one in FORMATS}:
            known = ", ".join(str(one.format) for one in FORMATS)
            raise ValidationError({"format": [_("One of: %(formats)s.") % {"formats": known}]})
        if isinstance(request.accepted_renderer, Lines):
            return exported(self, request)
        reader = reader_of(self.get_serializer_class())
        return (
            self.plain_list(reader) if reader and self.paginator else super().list(request, *args, **kwargs)
        )

    def plain_list(self, reader: Reader) -> Response:
        rows = self.filter_queryset(self.get_queryset())
        page = self.paginator.paginate_queryset(rows, self.request, view=self, reader=reader)
        return self.get_paginated_response(reader.told(page, rows))

    def get_renderers(self) -> Any:
        return [one() for one in FORMATS] if self.action == "list" else super().get_renderers()

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        asked = request.query_params.get("format") if self.action == "list" else None
        for one in FORMATS:
            if one.format == asked:
                return one(), one.media_type
        return super().perform_content_negotiation(request, force)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().visible_to(self.request.user)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, ServiceError):
            exc = ValidationError({"detail": str(exc)})
        if isinstance(getattr(self.request, "accepted_renderer", None), Lines):
            self.request.accepted_renderer = Json()
            self.request.accepted_media_type = Json.media_type
        return super().handle_exception(exc)


class RecordViewSet(mixins.RetrieveModelMixin, RowsViewSet):
    """A list and each of its rows; a row she may not see is not there. Where a single row says more
    than the list does, `record_class` says it and `record_related` is what it reads.
    """

    record_class: Any = None
    record_related: tuple[str, ...] = ()

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset()
        return rows if self.action == "list" else rows.prefetch_related(*self.record_related)

    def get_serializer_class(self) -> Any:
        if self.action == "retrieve" and self.record_class:
            return self.record_class
        return super().get_serializer_class()


class TakingFiles(Acting):
    """Acts that take a form with a file as well. `limits`: of what is sent in, by the name of the act."""

    limits: dict[str, Limits] = {}

    def most(self) -> tuple[int, str] | None:
        """Bytes of a request to this act, and what is said of more; None where it takes no file."""
        limits = self.limits.get(str(self.action))
        return (limits.size + MEGABYTE, limits.too_big) if limits else None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        most = self.most()
        # Before the body is read, as it is for a request under a key.
        if most and not bound_upload(request._request, most[0]):
            raise TooLarge(most[1])

    def read_form(self, body: type[Body]) -> dict[str, Any]:
        said, most = body.read(self.request), self.most()
        if most and getattr(self.request._request, "too_big", False):
            raise TooLarge(most[1])
        return said


class FactViewSet(RecordViewSet):
    """Public facts, such as festivals and roles: everyone with a login sees them all."""

    def get_queryset(self) -> QuerySet[Any]:
        return GenericViewSet.get_queryset(self)
