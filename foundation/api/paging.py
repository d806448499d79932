"""Lists in pages that hold while others write: a page begins after the last row of the one before."""

from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F as Column
from django.db.models import Field, Model, OrderBy, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from foundation.api.plain import Reader

CONTROLS = {"cursor", "page_size", "ordering", "format"}
_FORMATS = {"type": "string", "enum": ["json", "ndjson", "csv"], "default": "json"}
_CURSOR = Signer(salt="api.cursor")


@dataclass(frozen=True)
class Order:
    """One field and a direction, then the row's number, so that no two rows share a place."""

    model: type[Model]
    name: str
    down: bool

    @property
    def field(self) -> "Field[Any, Any]":
        return self.model._meta.pk if self.name == "id" else self.model._meta.get_field(self.name)

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.field.primary_key:
            return rows.order_by("-pk" if self.down else "pk")
        # Databases disagree on where nothing stands; here it stands last, up or down.
        nothing_last = True if self.field.null else None
        column = OrderBy(Column(self.name), descending=self.down, nulls_last=nothing_last)
        return rows.order_by(column, "-pk" if self.down else "pk")

    def after(self, rows: QuerySet[Any], value: Any, number: int) -> QuerySet[Any]:
        """The rows behind the place (value, number)."""
        way = "lt" if self.down else "gt"
        behind = Q(**{f"pk__{way}": number})
        if self.field.primary_key:
            return rows.filter(behind)
        if value is None:
            return rows.filter(behind, **{f"{self.name}__isnull": True})
        further = Q(**{f"{self.name}__{way}": value}) | (Q(**{self.name: value}) & behind)
        if self.field.null:
            return rows.filter(further | Q(**{f"{self.name}__isnull": True}))
        # Says nothing new, but lets the database start in the middle of an index.
        return rows.filter(further, **{f"{self.name}__{way}e": value})

    def cursor(self, value: Any, number: int) -> str:
        """Of the place behind the row with this value."""
        text = None
        if value is not None:
            text = self.field.value_to_string(self.model(**{self.field.attname: value}))
        return _CURSOR.sign_object([self.model._meta.label, self.name, self.down, text, number])

    def place(self, cursor: str) -> tuple[Any, int]:
        """Where `cursor` points; raises ValidationError for one that was not made for this order."""
        try:
            *made_for, text, number = _CURSOR.unsign_object(cursor)
        except (BadSignature, ValueError):
            made_for = []
        if made_for != [self.model._meta.label, self.name, self.down]:
            raise ValidationError(
                {"cursor": [_("This cursor is not one of this list. Start again without it.")]}
            )
        return None if text is None else self.field.to_python(text), number


class KeysetPagination(BasePagination):
    """`next` leads to the page behind this one, or is null. `ordering` takes one field of the view's list."""

    page_size = 50
    most = 200

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: Any = None, reader: Reader | None = None
    ) -> list[Any]:
        """The rows of the page; by a `reader`, as it reads them."""
        self.request, self.last = request, ""
        order, size = order_of(request, view, queryset.model), self._size(request)
        rows = order.sorted(queryset)
        if cursor := request.query_params.get("cursor"):
            rows = order.after(rows, *order.place(cursor))
        page = list(reader.read(rows, order.field.attname, "pk")[: size + 1] if reader else rows[: size + 1])
        if len(page) > size:
            last = page[size - 1]
            value, number = last[-2:] if reader else (getattr(last, order.field.attname), last.pk)
            self.last = order.cursor(value, number)
        return page[:size]

    def _size(self, request: Request) -> int:
        text = request.query_params.get("page_size", str(self.page_size))
        if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= self.most:
            raise ValidationError({"page_size": [_("A number from 1 to %(most)d.") % {"most": self.most}]})
        return int(text)

    def get_paginated_response(self, data: Any) -> Response:
        here = self.request.build_absolute_uri()
        return Response(
            {"next": replace_query_param(here, "cursor", self.last) if self.last else None, "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "description": "The page behind this one.",
        }
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": following, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        orders = [sign + name for name in _orders(view) for sign in ("", "-")]
        whole = {"type": "integer", "minimum": 1, "maximum": self.most, "default": self.page_size}
        return [
            _parameter("cursor", "Where the page begins: part of `next`.", {"type": "string"}),
            _parameter("page_size", "Rows on a page.", whole),
            _parameter("format", "All rows as one file; `Accept` asks for it as well.", _FORMATS),
            _parameter("ordering", "`-` for downwards.", {"type": "string", "enum": orders, "default": "id"}),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _orders(view: Any) -> list[str]:
    return ["id", *getattr(view, "ordering_fields", ())]


def order_of(request: Request, view: Any, model: type[Model]) -> Order:
    """The order that is asked for; raises ValidationError for one that the view does not have."""
    text = request.query_params.get("ordering", "id")
    name = text.removeprefix("-")
    if name not in _orders(view):
        known = ", ".join(_orders(view))
        raise ValidationError(
            {"ordering": [_("This list is ordered by one of: %(fields)s.") % {"fields": known}]}
        )
    return Order(model, name, text.startswith("-"))
