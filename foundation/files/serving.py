"""Handing out a private file: as a download, so that nothing in it is ever run where we are trusted; or, of a
picture that was made here, to be shown in a page.
"""

from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from foundation.files import pictures


def served(row: Any, *, name: str = "", content: IO[bytes] | None = None) -> FileResponse:
    """To whoever may see the row that keeps the file, which the caller has made sure of; as it was sent in
    unless another `name` or `content` is to go out in its place.
    """
    response = FileResponse(
        content or row.file.open("rb"),
        as_attachment=True,
        filename=name or row.name,
        content_type=row.content_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def pictured(request: HttpRequest, row: Any) -> HttpResponseBase:
    """A picture that was made here, for whoever may see the row that keeps it. A browser asks for it each
    time and is sent it when it has changed. Raises Http404 where it is not stored any more.
    """
    tag = quote_etag(row.sha256)
    answer = get_conditional_response(request, etag=tag) or _whole(row)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    # A browser that shows it by itself dresses the page around it, with the policy of the last answer.
    answer["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    return answer


def _whole(row: Any) -> HttpResponse:
    try:
        with row.file.open("rb") as kept:  # small, as all that `pictures` makes
            return HttpResponse(kept.read(), content_type=pictures.CONTENT_TYPE)
    except FileNotFoundError:
        raise Http404 from None


def made(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A document that was made just now, as a download that nobody else keeps."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
