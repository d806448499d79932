"""Handing out a private file: as a download, so that nothing in it is ever run where we are trusted."""

from django.http import FileResponse

from residencies.calls.models import Attachment


def served(row: Attachment) -> FileResponse:
    """To whoever may see its application, which the caller has made sure of."""
    response = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
