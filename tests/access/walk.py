"""Every URL Masar answers, read from the resolver, with a sample row in each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.markers import World

# Django's admin redirects old addresses of a row, and one without its slash, by patterns without a name.
UNNAMED = re.compile(r"admin/(\(\?P<url>\.\*\)\$|\w+/\w+/<path:object_id>/)")

# One pattern that shuts several of the login library's pages.
PATHS = {"portal:closed": "/account/signup/"}


@dataclass(frozen=True)
class Place:
    """A named URL pattern: `name` with its namespaces, the names of its parameters, its view."""

    name: str
    params: tuple[str, ...]
    view: Any

    @property
    def key(self) -> str:
        return " ".join([self.name, *(f"<{param}>" for param in self.params)])


def places() -> list[Place]:
    return sorted(_walk(get_resolver(), "", ""), key=lambda place: place.key)


def _walk(resolver: URLResolver, spaces: str, path: str) -> Iterator[Place]:
    for entry in resolver.url_patterns:
        route = path + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            inner = f"{spaces}{entry.namespace}:" if entry.namespace else spaces
            yield from _walk(entry, inner, route)
        elif isinstance(entry, URLPattern) and not UNNAMED.fullmatch(route):
            assert entry.name, f"give the URL {route} a name"
            yield Place(f"{spaces}{entry.name}", _params(route), entry.callback)


def _params(route: str) -> tuple[str, ...]:
    """Named parameters; simple_history alone has nameless ones, a row and a version of it."""
    nameless = ("object_id", "history_id")[: route.count("([^/]+)")]
    return (*re.findall(r"<(?:\w+:)?(\w+)>", route), *nameless)


def address(place: Place, world: World, samples: dict[str, Any]) -> str:
    """The place's path with the owner's rows in it."""
    if place.name in PATHS:
        return PATHS[place.name]
    values = {param: _sample(place, param, world, samples) for param in place.params}
    if place.name.endswith("_simple_history"):
        return reverse(place.name, args=list(values.values()))
    return reverse(place.name, kwargs=values)


def _sample(place: Place, param: str, world: World, samples: dict[str, Any]) -> Any:
    for name in (f"{place.name} {param}", param):
        if name in samples:
            return samples[name]
    model = _model(place)
    assert model, f"say in `samples` what stands for <{param}> in {place.name}"
    history = ".historical" in model
    model = model.replace(".historical", ".")
    assert model in world.rows, f"the world has no row of {model} for {place.name}"
    row = world.rows[model]
    return row.history.first().pk if history or param == "history_id" else row.pk


def _model(place: Place) -> str | None:
    """The label of the model a place shows: of its admin, or of its API view."""
    view = getattr(place.view, "model_admin", None) or getattr(place.view, "cls", None)
    if view is None:
        view = getattr(place.view, "view_class", None)
    queryset = getattr(view, "queryset", None)
    if queryset is not None:
        return queryset.model._meta.label_lower
    model = getattr(view, "model", None)
    if model is not None:
        return model._meta.label_lower
    found = re.match(r"admin:([a-z]+)_([a-z]+)_\w+$", place.name)
    return f"{found[1]}.{found[2]}" if found else None
