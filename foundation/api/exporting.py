"""A list as one file, NDJSON or CSV: the rows of all its pages, in the same order, as they are read.

A file is written while it is sent, in chunks of a constant number of queries: it takes no more memory for a
million rows than for a thousand, and holds no transaction open.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.serializers import ListSerializer, Serializer, SerializerMethodField

from foundation.api.conditions import Json
from foundation.api.paging import Order, order_of
from foundation.importing.files import escaped, plain
from foundation.lists.services import note_export
from foundation.people.roles import EXPORTS

CHUNK = 1000  # rows
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Lines(BaseRenderer):
    """One row a line; `export` writes them, and what goes wrong is told in JSON."""

    charset = "utf-8"
    render = Json.render

    def __init__(self, serializer: Serializer[Any] | None = None, without: set[str] = frozenset()) -> None:  # type: ignore[assignment]
        self.serializer, self.without = serializer, without

    def head(self) -> str:
        return ""

    def lines(self, rows: list[dict[str, Any]]) -> str:
        raise NotImplementedError


class Ndjson(Lines):
    media_type = "application/x-ndjson"
    format = "ndjson"

    def lines(self, rows: list[dict[str, Any]]) -> str:
        write = Json().render
        told = ({name: row[name] for name in row if name not in self.without} for row in rows)
        return "".join(f"{write(row).decode()}\n" for row in told)


class Csv(Lines):
    """What is within another record has a column for each part, as `person.name`; a list is JSON."""

    media_type = "text/csv"
    format = "csv"

    @property
    def columns(self) -> list[tuple[str, ...]]:
        return [path for path in _columns(self.serializer) if path[0] not in self.without]

    def head(self) -> str:
        # Excel takes it for its own code page without the mark.
        return "\ufeff" + _written([[".".join(path) for path in self.columns]])

    def lines(self, rows: list[dict[str, Any]]) -> str:
        columns = self.columns
        return _written([[_cell(_part(row, path)) for path in columns] for row in rows])


FORMATS: tuple[type[BaseRenderer], ...] = (Json, Ndjson, Csv)


def exported(view: Any, request: Request) -> StreamingHttpResponse:
    """The list as a file. Raises PermissionDenied where its reader may not take it away."""
    _check_right(view, request.user)
    if paging := {"cursor", "page_size"} & set(request.query_params):
        told = _("A file has all rows: leave this parameter out.")
        raise ValidationError({name: [told] for name in sorted(paging)})
    renderer = request.accepted_renderer
    written = type(renderer)(view.get_serializer(), _kept_back(view, request.user))
    order = order_of(request, view, view.queryset.model)
    chunks = _chunks(order, view.filter_queryset(view.get_queryset()))
    begun = list(next(chunks, []))  # what is wrong is said before the file begins
    body = _body(view, written, chain([begun], chunks))
    name = "-".join(request.path.strip("/").split("/")[2:])
    told = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.{written.format}"'
    return StreamingHttpResponse(
        body,
        content_type=f"{written.media_type}; charset=utf-8",
        headers={"Content-Disposition": told, "Cache-Control": "private, no-store"},
    )


def _body(view: Any, written: Lines, chunks: Iterator[list[Any]]) -> Iterator[bytes]:
    language, count = translation.get_language(), 0
    try:
        yield written.head().encode()
        for rows in chunks:
            with translation.override(language):  # the request is over by now, and its language with it
                told = view.get_serializer(rows, many=True).data
            count += len(rows)
            yield written.lines(told).encode()
    finally:  # also where its reader hangs up in the middle
        if _is_of_others(view, view.request.user):
            _note(view, written.format, count)


def _is_of_others(view: Any, user: Any) -> bool:
    return bool(user.is_staff and not view.is_own)


def _note(view: Any, form: str, count: int) -> None:
    """Who took what out of the house is kept, as of the files of the desk."""
    asked = view.request.query_params.copy()
    asked.pop("format", None)
    note_export(
        view.queryset.model._meta.label_lower,
        filters=asked,
        form=form,
        count=count,
        by=view.request.user,
        now=timezone.now(),
    )


def _chunks(order: Order, rows: Any) -> Iterator[list[Any]]:
    rest = order.sorted(rows)
    while part := list(rest[:CHUNK]):
        yield part
        if len(part) < CHUNK:
            return
        rest = order.after(order.sorted(rows), getattr(part[-1], order.field.attname), part[-1].pk)


def _check_right(view: Any, user: Any) -> None:
    """A file leaves the house: whoever sees rows of others needs the right that the desk asks for."""
    meta = view.queryset.model._meta
    right = view.export_right or f"{meta.app_label}.export_{meta.model_name}"
    desk = admin.site._registry.get(view.queryset.model)
    kept_in = getattr(desk, "is_kept_in", False)
    asked_for = right in EXPORTS or desk is not None  # of a list that no role takes out: administrators alone
    if _is_of_others(view, user) and (kept_in or (asked_for and not user.has_perm(right))):
        raise PermissionDenied(
            _("Taking these rows away in a file is a right of its own. Read them in pages.")
        )


def _kept_back(view: Any, user: Any) -> set[str]:
    """The fields that leave the house by a right of their own."""
    rights = view.export_rights.items()
    return {name for name, right in rights if user.is_staff and not user.has_perm(right)}


def _columns(serializer: Any) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, field in serializer.fields.items():
        inner = _inner(serializer, field)
        found += [(name, *rest) for rest in _columns(inner)] if inner is not None else [(name,)]
    return found


def _inner(serializer: Any, field: Any) -> Any:
    """The record within the field, if it is one: it has to be known before the first row that has it."""
    if isinstance(field, SerializerMethodField):
        method = getattr(serializer, str(field.method_name))
        field = getattr(method, "_spectacular_annotation", {}).get("field")
    return field if isinstance(field, Serializer) and not isinstance(field, ListSerializer) else None


def _part(row: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        row = None if row is None else row[name]
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if _NUMBER.fullmatch(value) else escaped(plain(value))
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
