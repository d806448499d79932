"""What a page answers when the database has taken back what it did."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.errors import is_deadlock

log = logging.getLogger(__name__)


class BusyMiddleware:
    """A page that asks to send it again, wherever no form said so itself: 409, and no fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_deadlock(exception):
            return None
        log.warning("Deadlock at %s", request.path)
        return render(request, "409.html", status=409)
