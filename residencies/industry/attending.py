"""The two doors to an event for those who take part: a login, and the private link of a mail."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone, translation

from foundation import links
from foundation.people.models import Person
from residencies.industry.models import Event
from residencies.industry.selectors.links import of_token
from residencies.industry.selectors.own import Party, parties_of, side_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Attendee:
    """Somebody who takes part in an event; `token` is that of her link where she has come by it, `by` her
    account where she has come by a login.
    """

    event: Event
    person: Person
    parties: list[Party]
    token: str = ""
    by: Any = None

    def url(self, name: str, *arguments: Any) -> str:
        """A page of hers by the door through which she has come."""
        if self.token:
            return reverse(f"industry:link_{name}", args=[self.token, *arguments])
        return reverse(f"industry:{name}", args=[self.event.pk, *arguments])

    def party(self, side: str, number: int) -> Party:
        """One of her sides; Http404 where it is not hers."""
        for one in self.parties:
            if (side_of(one).value, one.pk) == (side, number):
                return one
        raise Http404

    def back(self, name: str, *arguments: Any, said: str) -> HttpResponse:
        return redirect(f"{self.url(name, *arguments)}?said={said}")


def with_login(view: View) -> Callable[..., HttpResponseBase]:
    """For her account; times are those of the event."""

    @wraps(view)
    def door(request: HttpRequest, event: int, **arguments: Any) -> HttpResponse:
        person = getattr(request.user, "person", None)
        rows = Event.objects.select_related("edition__programme")
        row = rows.filter(pk=event).first() if person else None
        parties = parties_of(row, person) if row and person else []
        if row is None or person is None or not parties:
            raise Http404
        with timezone.override(row.zone):
            return view(request, Attendee(row, person, parties, by=request.user), **arguments)

    return links.hers(door)


def with_link(view: View) -> Callable[..., HttpResponseBase]:
    """For whoever has her link; in her language, unless another was chosen in this browser."""

    @wraps(view)
    def door(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
        found = of_token(token)
        parties = parties_of(*found) if found else []
        if found is None or not parties:
            raise Http404
        event, person = found
        with links.in_terms_of(request, person.language, event.time_zone):
            response = view(request, Attendee(event, person, parties, token), **arguments)
            response["Content-Language"] = translation.get_language()
            return response

    return links.private(door)


def doors(route: str, view: View, name: str) -> list[URLPattern]:
    """The page by login and by link."""
    return [
        path(f"meetings/<int:event>/{route}", with_login(view), name=name),
        path(f"meetings/by/<str:token>/{route}", with_link(view), name=f"link_{name}"),
    ]
