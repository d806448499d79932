"""Pages behind the links of mails: whose link it is, who may not learn of it, her language and her time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from foundation.people.models import Person

View = Callable[..., HttpResponse]
INVALID = 422


class Link:
    """Tokens that open one row each; they end when its `link_version` counts up."""

    def __init__(self, salt: str) -> None:
        self.signer = Signer(salt=salt)

    def token(self, row: Any, mark: str = "") -> str:
        """`mark` tells this token from the others of its row."""
        return self.signer.sign(f"{row.pk}.{row.link_version}" + (f".{mark}" if mark else ""))

    def row(self, token: str, rows: Any, mark: str = "") -> tuple[Any, bool]:
        """(row, whether its link still counts), with or without `mark`; (None, False) for a token that was
        never ours.
        """
        try:
            number, version = self.signer.unsign(token).removesuffix(f".{mark}").split(".")
            found = rows.filter(pk=int(number)).first()
        except (BadSignature, ValueError):
            return None, False
        return found, found is not None and str(found.link_version) == version


def secret(view: View) -> View:
    """Pages whose address is a secret: not cached, not indexed, not named to anyone.

    No CSRF token: there is no cookie to misuse, and the browsers inside mail apps drop them.
    """

    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponse:
        response = view(request, **arguments)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(never_cache(door))


def private(view: View) -> View:
    """A secret page with its language buttons, which post to the page itself: without a referrer it has no
    origin either.
    """

    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponse:
        return set_language(request) if chooses_language(request) else view(request, **arguments)

    return secret(door)


def chooses_language(request: HttpRequest) -> bool:
    """Whether one of the language buttons was pressed: they say where to go on to as well, and no question
    that is called so does.
    """
    return {"language", "next"} <= set(request.POST)


@contextmanager
def in_terms_of(request: HttpRequest, language: str, zone: str) -> Iterator[None]:
    """In this language, unless another was chosen in this browser, and at the time of this zone."""
    chosen: Any = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    language = chosen if chosen in dict(settings.LANGUAGES) else language
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        yield


def person_of(request: HttpRequest) -> Person:
    """Whose login it is. Raises Http404 where it is nobody's on record, as of staff."""
    person: Person | None = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    return person


def hers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For whoever is logged in, in the time of her zone. What is not hers is not there."""
    return login_required(in_her_time(view))


def in_her_time(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For anyone; of whoever is logged in, in the time of her zone."""

    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        person = getattr(request.user, "person", None)
        with timezone.override(ZoneInfo(person.time_zone) if person else timezone.get_current_timezone()):
            return view(request, **arguments)

    return never_cache(door)
