"""Handing out a private file: as a download, so that nothing in it is ever run where we are trusted."""

from typing import IO, Any

from django.http import FileResponse, HttpResponse


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


def made(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A document that was made just now, as a download that nobody else keeps."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
