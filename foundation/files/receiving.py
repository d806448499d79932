"""Taking uploads in: too much is refused while it arrives, not once it fills the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, multipartparser

from foundation.numbers import number_of

SLACK = 1_000_000  # bytes of a request beside its files: what is typed, and the form around it
HEADER = 64 * 1024  # bytes of what stands above one file: its name, for the most part


def take_long_names() -> None:
    """Let the name of a file be as long as a browser sends it; it is shortened when it is kept.

    Django refuses the whole request where it has more than 1,024 bytes, with all that was typed, before
    any view could say so, and has no setting for it.
    """
    multipartparser.MAX_TOTAL_HEADER_SIZE = HEADER


class Bounded(FileUploadHandler):
    """Counts what arrives, and lets the rest of the request pass unread once it is too much."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most, self.taken = most, 0
        request.too_big = False  # type: ignore[attr-defined]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > self.most:
            self.request.too_big = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None  # the handlers behind this one keep it


def bound_upload(request: HttpRequest, most: int) -> bool:
    """Before anything of the request is read: take `most` bytes of files at most.

    False where it says itself that it is bigger: then do not read it, and answer 413. Afterwards
    `request.too_big` tells whether it was; what was typed before the file has arrived all the same.
    """
    request.upload_handlers.insert(0, Bounded(request, most))
    length = number_of(request.META.get("CONTENT_LENGTH") or "0")
    return length is not None and length <= most + SLACK
