"""The desk's own content security policy; every other page keeps the strict one of the settings."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Unfold runs Alpine, which compiles its attributes with `new Function`, and sets styles in elements.
# Nothing is allowed from another host, and no script inside a page.
DESK = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


class DeskPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        own = hasattr(response, "_csp_config")  # a letter in its frame is stricter still
        if request.path_info.startswith(reverse("admin:index")) and not own:
            response._csp_update = DESK
        return response
