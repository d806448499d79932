"""What is refused before a view of the API is reached, or breaks in it: told in JSON, as all of the API."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views import defaults

_PREFIX = "/api/"


def _handler(page: Callable[..., HttpResponse], status: int, text: Any) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path_info.startswith(_PREFIX):
            return JsonResponse({"detail": str(text)}, status=status)
        return page(request, *args, **kwargs)

    return answer


bad_request = _handler(
    defaults.bad_request, 400, _("This request cannot be read. Check its address and headers.")
)
forbidden = _handler(defaults.permission_denied, 403, _("You may not do this."))
not_found = _handler(defaults.page_not_found, 404, _("There is nothing at this address."))
server_error = _handler(
    defaults.server_error,
    500,
    _("Something went wrong at our end. Nothing was saved: try again in a moment."),
)
