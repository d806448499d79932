"""What a file is by its content, whatever its name says; nothing of it is run, unpacked or drawn here."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import ServiceError
from foundation.translated import listed

HEAD, TAIL = 8192, 2048  # bytes from which a file is known
MOST_ENTRIES, MOST_DIRECTORY = 5000, 2_000_000  # of an archive; and bytes of its table of contents
MOST_UNPACKED, MOST_RATIO = 2_000_000_000, 100  # bytes; times its size
MOST_PIXELS = 100_000_000
LONGEST_NAME = 120
ZIP = b"PK\x03\x04"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# Documents that are archives inside, by a folder that only they have.
_FOLDERS = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}


@dataclass(frozen=True)
class FileType:
    """Files that staff accept under one name: endings by content type, the usual ending first."""

    name: Promise
    endings: dict[str, tuple[str, ...]]


TYPES = {
    "pdf": FileType(gettext_lazy("PDF"), {"application/pdf": ("pdf",)}),
    "image": FileType(
        gettext_lazy("image (JPEG, PNG, WebP)"),
        {"image/jpeg": ("jpg", "jpeg"), "image/png": ("png",), "image/webp": ("webp",)},
    ),
    "text": FileType(
        gettext_lazy("text document (Word, OpenDocument)"),
        {
            f"{_OFFICE}wordprocessingml.document": ("docx",),
            "application/msword": ("doc",),
            f"{_OPEN}text": ("odt",),
            "application/rtf": ("rtf",),
        },
    ),
    "table": FileType(
        gettext_lazy("table (Excel, OpenDocument)"),
        {
            f"{_OFFICE}spreadsheetml.sheet": ("xlsx",),
            "application/vnd.ms-excel": ("xls",),
            f"{_OPEN}spreadsheet": ("ods",),
        },
    ),
    "slides": FileType(
        gettext_lazy("slides (PowerPoint, OpenDocument)"),
        {
            f"{_OFFICE}presentationml.presentation": ("pptx",),
            "application/vnd.ms-powerpoint": ("ppt",),
            f"{_OPEN}presentation": ("odp",),
        },
    ),
    "audio": FileType(
        gettext_lazy("sound (MP3, WAV, M4A, FLAC)"),
        {"audio/mpeg": ("mp3",), "audio/wav": ("wav",), "audio/mp4": ("m4a",), "audio/flac": ("flac",)},
    ),
    "video": FileType(
        gettext_lazy("video (MP4, MOV, WebM)"),
        {"video/mp4": ("mp4", "m4v"), "video/quicktime": ("mov",), "video/webm": ("webm", "mkv")},
    ),
    "zip": FileType(gettext_lazy("archive (ZIP)"), {"application/zip": ("zip",)}),
}
# Office before 2007, which an installer of programs looks like as well: the stream that each must have.
_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
_SAME = {  # what puremagic calls them
    "audio/x-wav": "audio/wav", "audio/wave": "audio/wav", "audio/x-flac": "audio/flac",
    "audio/x-m4a": "audio/mp4", "audio/mp3": "audio/mpeg", "text/rtf": "application/rtf",
    "video/x-matroska": "video/webm", "application/x-matroska": "video/webm",
}  # fmt: skip


def endings_of(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Content types that a question accepts, with the endings of each."""
    return {kind: endings for code in codes for kind, endings in TYPES[code].endings.items()}


def names_of(codes: Iterable[str]) -> str:
    return listed(str(TYPES[code].name) for code in codes)


# What a damaged archive raises.
BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error)


def content_type(stored: IO[bytes], name: str, codes: list[str]) -> str:
    """The content type of a file, one of those that `codes` accept; raises ServiceError for any other.

    `stored` can be read at any place. A file that is broken off, or that would be far bigger unpacked,
    is refused as well.
    """
    head = stored.read(HEAD)
    accepted = endings_of(codes)
    found = next((kind for kind in _kinds(stored, head, name) if kind in accepted), None)
    if found is None:
        told = {"name": clean_name(name), "types": names_of(codes)}
        raise ServiceError(_("“%(name)s” is not what is asked for here: %(types)s.") % told)
    _check_whole(stored, head, name, found)
    return found


def _kinds(stored: IO[bytes], head: bytes, name: str) -> Iterator[str]:
    """What it may be, the likeliest first."""
    if head.startswith(ZIP):
        yield from _kinds_of_archive(stored, name)
        return
    try:
        guesses = puremagic.magic_string(head)
    except puremagic.PureError:
        return
    said = [_SAME.get(guess.mime_type, guess.mime_type) for guess in guesses]
    if "application/msword" in said:
        yield from (kind for stream, kind in _STREAMS.items() if _holds(stored, stream.encode("utf-16-le")))
        return
    yield from said


def _holds(stored: IO[bytes], wanted: bytes) -> bool:
    """Whether the bytes stand anywhere in a file, read piece by piece."""
    stored.seek(0)
    rest = b""
    while piece := stored.read(1_000_000):
        if wanted in rest + piece:
            return True
        rest = piece[-len(wanted) :]
    return False


def _kinds_of_archive(stored: IO[bytes], name: str) -> Iterator[str]:
    with _opened(stored, name) as archive:
        entries = archive.namelist()
        if "mimetype" in entries and archive.getinfo("mimetype").file_size < 100:
            yield _entry(archive, "mimetype", name).decode(errors="replace").strip()
        if "[Content_Types].xml" in entries:
            if any(entry.endswith("vbaProject.bin") for entry in entries):
                _refuse(_("“%(name)s” contains macros. Save it without them, or as PDF."), name)
            yield from (
                kind for folder, kind in _FOLDERS.items() if any(e.startswith(folder) for e in entries)
            )
            return
        yield "application/zip"


def _entry(archive: zipfile.ZipFile, entry: str, name: str) -> bytes:
    try:
        return archive.read(entry)
    # RuntimeError: it asks for a password.
    except (*BROKEN, zlib.error, EOFError, RuntimeError):
        _refuse(_("“%(name)s” is broken or not complete. Please send it again."), name)
    return b""


def _opened(stored: IO[bytes], name: str) -> zipfile.ZipFile:
    """An archive whose table of contents is sound and whose entries stay within bounds."""
    broken = _("“%(name)s” is broken or not complete. Please send it again.")
    _check_directory(stored, name, broken)
    stored.seek(0)
    try:
        archive = zipfile.ZipFile(stored)
    except BROKEN:
        _refuse(broken, name)
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = sum(entry.compress_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED or (unpacked > 10_000_000 and unpacked > MOST_RATIO * max(packed, 1)):
        _refuse(_("“%(name)s” would be far too big once it is unpacked."), name)
    if any(_leaves(entry) for entry in archive.namelist()):
        _refuse(_("“%(name)s” holds files that would be unpacked elsewhere."), name)
    return archive


def _check_directory(stored: IO[bytes], name: str, broken: str) -> None:
    """Before it is read into memory: how long the table of contents says it is."""
    size = stored.seek(0, 2)
    stored.seek(max(0, size - 66_000))
    end = stored.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0 or len(end) < place + 22:
        _refuse(broken, name)
    entries, length = struct.unpack("<HI", end[place + 10 : place + 16])
    if entries > MOST_ENTRIES or length > MOST_DIRECTORY:
        _refuse(_("“%(name)s” holds too many files."), name)


def _leaves(entry: str) -> bool:
    path = PurePosixPath(entry.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts


def _check_whole(stored: IO[bytes], head: bytes, name: str, kind: str) -> None:
    if kind == "application/pdf":
        size = stored.seek(0, 2)
        stored.seek(max(0, size - TAIL))
        if b"%%EOF" not in stored.read():
            _refuse(_("“%(name)s” is broken or not complete. Please send it again."), name)
    if kind == "image/png":
        width, height = struct.unpack(">II", head[16:24]) if len(head) >= 24 else (0, 0)
        if not 0 < width * height <= MOST_PIXELS:
            _refuse(_("“%(name)s” has too many pixels, or none."), name)


def _refuse(sentence: str, name: str) -> Any:
    raise ServiceError(sentence % {"name": clean_name(name)})


def clean_name(name: str, kind: str = "") -> str:
    """A name to be shown: no folders, nothing invisible or turning, and the ending that its content has."""
    plain = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in plain if unicodedata.category(one)[0] != "C" and one not in '"<>:|?*')
    plain = " ".join(plain.split()).strip(". ")
    stem, dot, last = plain.rpartition(".")
    if not dot:
        stem, last = plain, ""
    fitting = endings_of(list(TYPES)).get(kind)
    if fitting and last.lower() not in fitting:
        stem, last = plain, fitting[0]
    stem = stem[:LONGEST_NAME].rstrip(". ") or "document"
    return f"{stem}.{last[:10]}" if last else stem
