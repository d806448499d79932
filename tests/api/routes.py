"""Every route of the API, read from the URL configuration: a new endpoint is tested by being there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from foundation.api.paging import CONTROLS


@dataclass(frozen=True)
class Route:
    name: str
    view: Any
    actions: dict[str, str]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_number(self) -> bool:
        return bool(self.view.initkwargs.get("detail")) if self.is_viewset else False

    @property
    def is_viewset(self) -> bool:
        return hasattr(self.view, "actions")

    @property
    def model(self) -> Any:
        return self.view.cls.queryset.model

    @property
    def filters(self) -> dict[str, Any]:
        made = getattr(self.view.cls, "filterset_class", None)
        return made.base_filters if made else {}

    @property
    def known(self) -> set[str]:
        return set(self.filters) | CONTROLS

    @property
    def orders(self) -> list[str]:
        return ["id", *getattr(self.view.cls, "ordering_fields", ())]

    def url(self, number: int | None = None) -> str:
        return reverse(f"api:{self.name}", args=[number] if number else [])


def _patterns(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


def _routes() -> Iterator[Route]:
    (api,) = [part for part in get_resolver().url_patterns if getattr(part, "namespace", "") == "api"]
    for pattern in _patterns(api.url_patterns):
        view = pattern.callback
        if hasattr(view, "cls"):
            yield Route(pattern.name or "", view, getattr(view, "actions", {}))


ALL = list(_routes())
LISTS = [route for route in ALL if route.actions.get("get") == "list"]
SINGLES = [route for route in ALL if route.actions.get("get") == "retrieve"]
WRITES = [route for route in ALL if "post" in route.actions]
CHANGES = [(route, method) for route in ALL for method in ("put", "patch") if method in route.actions]
