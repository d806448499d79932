"""The handbook of the API: its description as a file for programs, and as pages that need no script.

Names and descriptions are English, as the programs that use them; the pages' own words are the reader's.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView

Told = dict[str, Any]
FEW = 12  # as many values are named, of countries for example
LONG = 2**31 - 1  # as far a number may go anyway
_PARTED = re.compile(r"\n\s*\n|\n(?=\* )")
_CODE = re.compile(r"`([^`]+)`")
_EXAMPLES: dict[str, Any] = {
    "number": 1.5,
    "boolean": True,
    "object": {},
    "date": "2026-11-24",
    "date-time": "2026-11-24T10:00:00Z",
    "time": "10:00:00",
    "decimal": "10.00",
    "email": "equipe@masar.example.org",
    "uri": "https://masar.example.org/",
    "binary": "@file.pdf",
}


@cache
def described() -> Told:
    """The same for all who ask, and seconds of work: made once."""
    with translation.override("en"):
        told: Told = SchemaGenerator().get_schema(request=None, public=True)
    return told


class Once(SchemaGenerator):
    def get_schema(self, *_args: Any, **_more: Any) -> Told:
        return described()


class Schema(SpectacularAPIView):
    generator_class = Once


@dataclass(frozen=True)
class Field:
    """What is sent or answered under one name; a field within a record is named with it: `person.name`."""

    name: str
    kind: str
    needed: bool
    text: SafeString
    where: str = ""  # of a parameter: path, query or header


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    told: Told

    @property
    def key(self) -> str:
        return str(self.told["operationId"])

    @property
    def summary(self) -> str:
        return str(self.told["summary"])

    @property
    def tag(self) -> str:
        return str(self.told["tags"][0])

    @property
    def text(self) -> SafeString:
        return _marked(self.told["description"])

    @property
    def parameters(self) -> list[Field]:
        return [
            Field(
                one["name"],
                _kind(one["schema"]),
                one.get("required", False),
                _marked(_said(one)),
                one["in"],
            )
            for one in self.told.get("parameters", [])
        ]

    @property
    def bodies(self) -> list[tuple[str, list[Field]]]:
        return [(kind, _fields(one["schema"])) for kind, one in self._sent.items()]

    @property
    def answers(self) -> list[tuple[str, SafeString, list[str], list[Field]]]:
        """(status, what it says, media types, fields) of each answer that refuses nothing."""
        return [
            (
                status,
                _marked(one.get("description", "")),
                list(one.get("content", {})),
                _fields(one.get("content", {}).get("application/json", {}).get("schema", {})),
            )
            for status, one in sorted(self.told["responses"].items())
            if status < "400"
        ]

    @property
    def refusals(self) -> list[tuple[str, SafeString]]:
        answers = sorted(self.told["responses"].items())
        return [(status, _marked(one["description"])) for status, one in answers if status >= "400"]

    @property
    def _sent(self) -> Told:
        sent: Told = self.told.get("requestBody", {}).get("content", {})
        return sent

    @property
    def example(self) -> str:
        """A command for a shell, written as those of the handbook's first page."""
        asked = self.told.get("parameters", [])
        verb = [] if self.method == "GET" else [f"--request {self.method}"]
        tag = self.method in ("PATCH", "PUT", "DELETE") and any(one["name"] == "If-Match" for one in asked)
        query = "&".join(
            f"{one['name']}={_example(one['schema'])}"
            for one in asked
            if one["in"] == "query" and one.get("required")
        )
        url = re.sub(r"\{\w+\}", "7", self.path) + (f"?{query}" if query else "")
        answer = next(iter(self.answers), ("", "", [], []))[2]
        is_file = bool(answer) and answer[0] != "application/json"
        parts = [
            " ".join(["curl --fail --silent", *verb, '--header "Authorization: Token $TOKEN"']),
            *(['--header "If-Match: $tag"'] if tag else []),
            *self._data(),
            *(["--output file"] if is_file else []),
            f'"$MASAR{url}"',
        ]
        return " \\\n  ".join(parts)

    def _data(self) -> list[str]:
        for kind, one in self._sent.items():
            given = [said["value"] for said in one.get("examples", {}).values()]
            value = given[0] if given else _example(one["schema"])
            if kind == "application/json":
                sent = shlex.quote(json.dumps(value, ensure_ascii=False))
                return ['--header "Content-Type: application/json"', f"--data {sent}"]
            return [f"--form {shlex.quote(f'{name}={said}')}" for name, said in value.items()]
        return []


@cache
def operations() -> dict[str, Operation]:
    found = (
        Operation(method.upper(), path, told)
        for path, methods in described()["paths"].items()
        for method, told in methods.items()
    )
    return {one.key: one for one in found}


def groups() -> list[tuple[str, list[Operation]]]:
    """Operations by the first word of their address."""
    ordered = sorted(operations().values(), key=lambda one: one.tag)
    return [(tag, list(ones)) for tag, ones in groupby(ordered, key=lambda one: one.tag)]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"groups": groups()})


@require_safe
def operation(request: HttpRequest, key: str) -> HttpResponse:
    if not (one := operations().get(key)):
        raise Http404
    beside = dict(groups())[one.tag]
    return render(request, "api/operation.html", {"one": one, "beside": beside})


def _marked(said: str) -> SafeString:
    """A description with its paragraphs, its lines of a list and its words in backticks."""
    parts = [part.removeprefix("* ") for part in _PARTED.split(said.strip())]
    marked = (_CODE.sub(r"<code>\1</code>", escape(part)) for part in parts if part)  # safe from here on
    return mark_safe("".join(f"<p>{part}</p>" for part in marked))


def _plain(schema: Told) -> Iterator[Told]:
    """What may stand there: one schema or several, none of them a reference, nor that of an empty text."""
    if name := schema.get("$ref"):
        yield from _plain(described()["components"]["schemas"][name.rpartition("/")[2]])
    elif ones := schema.get("allOf") or schema.get("oneOf") or schema.get("anyOf"):
        yield from chain.from_iterable(_plain(one) for one in ones)
    elif schema.get("maxLength") != 0 and schema.get("enum") not in ([""], [None]):
        yield schema


def _fields(schema: Told) -> list[Field]:
    """Each once, where several records may stand."""
    return list({one.name: one for one in _within(schema, "")}.values())


def _within(schema: Told, within: str) -> Iterator[Field]:
    ones = list(_plain(schema))
    for one in ones:
        if "items" in one:
            yield from _within(one["items"], f"{within}[]")
        for name, inner in one.get("properties", {}).items():
            path = f"{within}.{name}" if within else name
            needed = name in one.get("required", ()) and len(ones) == 1
            yield Field(path, _kind(inner), needed, _marked(_said(inner)))
            yield from _within(inner, path)


def _said(schema: Told) -> str:
    """Its own description, or that of the values it may have; a record's is about the record."""
    told = (one["description"] for one in _plain(schema) if "enum" in one and "description" in one)
    return str(schema.get("description") or next(told, ""))


def _kind(schema: Told) -> str:
    """Its type and its limits, in the words of the description."""
    ones = list(_plain(schema))
    is_null = any(one.get("nullable") for one in (schema, *ones))
    kinds = dict.fromkeys([*map(_type, ones), *(["null"] if is_null else [])])
    values = [str(value) for one in ones for value in one.get("enum", ()) if value not in ("", None)]
    first = schema.get("default")
    limits = [
        *(f"at most {one['maxLength']} characters" for one in ones if "maxLength" in one),
        *(f"{one['minimum']} to {one['maximum']}" for one in ones if one.get("maximum", LONG) < LONG),
        *([", ".join(values[:FEW]) + (" …" if len(values) > FEW else "")] if values else []),
        *([f"{first} unless said"] if first not in (None, "") else []),
    ]
    return "; ".join([" or ".join(filter(None, kinds)), *limits])


def _type(one: Told) -> str:
    if "items" in one:
        return f"list of {_kind(one['items'])}"
    kind = str(one.get("type", ""))
    return str(one.get("format", kind)) if kind == "string" else kind


def _example(schema: Told) -> Any:
    """What might be sent: what is needed, or else the first that may be."""
    one = next(_plain(schema))
    if values := one.get("enum"):
        return values[0]
    if "items" in one:
        return [_example(one["items"])]
    if inner := one.get("properties"):
        names = [name for name in inner if name in one.get("required", ())] or list(inner)[:1]
        return {name: _example(inner[name]) for name in names}
    kind = str(one.get("type", "string"))
    if kind == "integer":
        return max(1, one.get("minimum", 1))
    return _EXAMPLES.get(one.get("format", kind), _EXAMPLES.get(kind, "…"))
