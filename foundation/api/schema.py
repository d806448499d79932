"""How the API describes itself (OpenAPI)."""

from typing import Any

import django_filters
from django_countries import countries
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.utils import OpenApiParameter

from foundation.api.acting import KEY, ON_CONDITION, Acting
from foundation.api.exporting import Csv, Ndjson
from foundation.api.writing import VERBS, Adding
from foundation.filters import CountryFilter, IdFilter, NumberFilter, YesNoFilter
from foundation.numbers import DIGITS

_WRITES = ("POST", *ON_CONDITION)
_REFUSALS = {
    "400": "A parameter, field or value is wrong: each is named with what is wrong.",
    "401": "No login, or a token that is unknown or has ended.",
    "403": "She may see the row, but not do this.",
    "404": "There is no such row, for her.",
    "406": "There is no such form of the answer.",
    "409": "Somebody is changing it at this moment, or the first request under this key is not done yet.",
    "412": "It has changed since it was read.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "Another request was sent under this key.",
    "428": "The condition is missing: `If-Match` with the ETag that was read.",
    "429": "Too many requests; `Retry-After` says when.",
}
_READING = ("400", "401", "403", "404", "406", "429")
_TEXT = {"type": "string"}
_WORDS = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"  # something to be read
NUMBER = {"type": "integer", "minimum": 0, "maximum": 10**DIGITS - 1}  # what `number_of` reads


def _header(name: str, told: str, schema: dict[str, Any] | None = None, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema or _TEXT, OpenApiParameter.HEADER, description=told, **more)


TAG = _header("ETag", "What was seen, as this caller sees it.", response=["200"])
IF_KNOWN = _header("If-None-Match", "The ETag that is known: 304 where nothing has changed.")
IF_SAME = _header("If-Match", "The ETag that was read: 412 where it has changed. Needed to change a row.")
IF_NEW = _header("If-None-Match", "`*` to make what is not there yet.")
ONCE = _header(
    KEY,
    "Sent again under the same key, the same request is answered again and does nothing more.",
    {"type": "string", "pattern": "^[!-~]{1,100}$"},
)


class OperationSchema(AutoSchema):
    """Operations are summed up with the trade's own word for the rows.

    What all of them share (tags, conditions, keys, files, refusals) is said here, and in no room.
    """

    def get_override_parameters(self) -> list[OpenApiParameter]:
        view = self.view
        if not isinstance(view, Acting):
            return []
        if self.method == "GET":
            return [] if view.action == "list" else [IF_KNOWN, TAG]
        on_row = [IF_SAME] if view.read_by else []
        makes = [IF_NEW] if self.method != "POST" and view.read_by not in ("", "retrieve") else []
        return [*on_row, *makes, ONCE]

    def get_filter_backends(self) -> Any:
        """None for a single row: it takes no parameters, whatever it shows."""
        return [] if getattr(self.view, "detail", False) else super().get_filter_backends()

    def map_renderers(self, attribute: str) -> list[Any]:
        return super().map_renderers(attribute)[:1]  # files are described below

    def get_operation(self, *args: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args)
        if operation:
            self._describe_files(operation["responses"])
            self._describe_refusals(operation["responses"])
        return operation

    def _describe_files(self, responses: dict[str, Any]) -> None:
        if getattr(self.view, "action", "") != "list":
            return
        content = responses["200"]["content"]
        content[Ndjson.media_type] = {"schema": {**_TEXT, "description": "A row a line."}}
        content[Csv.media_type] = {"schema": {**_TEXT, "description": "A row a line, under its head."}}

    def _describe_refusals(self, responses: dict[str, Any]) -> None:
        if not isinstance(self.view, Acting):
            codes: tuple[str, ...] = _READING
        elif self.method == "GET":
            codes = _READING
            if self.view.action != "list":
                responses["304"] = {"description": "Nothing has changed."}
        else:
            codes = tuple(_REFUSALS)
        told = {"type": "object", "additionalProperties": True}
        for code in codes:
            responses.setdefault(
                code,
                {"description": _REFUSALS[code], "content": {"application/json": {"schema": told}}},
            )

    def get_summary(self) -> str | None:
        rows = getattr(self.view, "queryset", None)
        if rows is None:
            return None
        words = rows.model._meta
        return {
            "list": f"List {words.verbose_name_plural}",
            "retrieve": f"One {words.verbose_name}",
            "create": f"Add one of the {words.verbose_name_plural}",
            "partial_update": f"Change one {words.verbose_name}",
            "destroy": f"Delete one {words.verbose_name}",
        }.get(self.view.action)

    def get_request_serializer(self) -> Any:
        writes_row = isinstance(self.view, Adding) and self.view.action in VERBS
        return self.view.body_class if writes_row else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        view = self.view
        if isinstance(view, Adding) and view.action in ("create", "partial_update"):
            return getattr(view, "record_class", None) or view.serializer_class
        return super().get_response_serializers()


class StrictFilters(DjangoFilterExtension):
    """The filters of a list, with what each refuses: a length, an end, a country that there is not."""

    target_class = "foundation.api.filtering.StrictFilterBackend"
    priority = 1

    def resolve_filter_field(self, *args: Any) -> list[dict[str, Any]]:
        told = super().resolve_filter_field(*args)
        limits = _limits(args[-1])
        return [{**one, "schema": {**one["schema"], **limits}} for one in told]


def _limits(field: django_filters.Filter) -> dict[str, Any]:
    said = field.extra
    if isinstance(field, IdFilter | NumberFilter):
        return {
            "type": "integer",
            "minimum": said["min_value"],
            "maximum": said["max_value"],
            "nullable": False,
        }
    if isinstance(field, YesNoFilter):
        return {"type": "boolean", "enum": [False, True]}
    if isinstance(field, CountryFilter):
        return {"enum": sorted(countries.countries)}
    if isinstance(field, django_filters.CharFilter):
        ends = {"minLength": 1, "pattern": _WORDS}
        return {**ends, "maxLength": said["max_length"]} if said.get("max_length") else ends
    return {}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "foundation.api.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return build_bearer_security_scheme_object("Authorization", "Token")
