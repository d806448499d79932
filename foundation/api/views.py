"""The views of the rooms' APIs: lists and single rows of what the asking account may see."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from foundation.errors import ServiceError


class RowsViewSet(mixins.ListModelMixin, GenericViewSet):
    """A list of what `visible_to` lets the account see. Set `queryset`, `serializer_class`,
    `filterset_class` and, where a list has other orders than its rows' numbers, `ordering_fields`.
    """

    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().visible_to(self.request.user)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, ServiceError):
            exc = ValidationError({"detail": str(exc)})
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


class FactViewSet(RecordViewSet):
    """Public facts, such as festivals and roles: everyone with a login sees them all."""

    def get_queryset(self) -> QuerySet[Any]:
        return GenericViewSet.get_queryset(self)
