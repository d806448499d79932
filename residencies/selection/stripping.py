"""Files without what programs write into them about who made them. The file that was sent in stays as it is.

A file that cannot be read is not handed out in its place: `CannotStrip`.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from residencies.calls.models import Attachment

# Of an office document: who wrote it, for which company, and what else its program notes.
_OPEN = "http://schemas.openxmlformats.org"
_EMPTY = {
    "docProps/core.xml": f'<c:coreProperties xmlns:c="{_OPEN}/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_OPEN}/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_OPEN}/officeDocument/2006/custom-properties"/>',
    "meta.xml": '<o:document-meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
}
_ABOUT = ("/Metadata", "/PieceInfo")  # of the document, and of any page or picture in it
# Whose remark or change something is.
_AUTHOR = re.compile(
    rb"""((?:author|initials|userId|providerId)=["'])[^"']*"""
    rb"""|(<(?:dc:creator|meta:creator-initials)>)[^<]*"""
)
# Exif, XMP, IPTC … and comments. JFIF, a colour profile and Adobe's mark say how it is drawn: they stay.
_JPEG_SAYS = {*range(0xE1, 0xF0), 0xFE} - {0xE2, 0xEE}
_PNG_SAYS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


_BROKEN = (PyPdfError, zipfile.BadZipFile, ValueError, LookupError, TypeError, RecursionError, EOFError)


class CannotStrip(Exception):
    """The file is not of a kind, or not in a state, in which what it says of its maker can be taken out."""


def stripped(row: Attachment) -> IO[bytes]:
    """The content of a file, without that; raises CannotStrip."""
    strip = _stripper(row.content_type)
    if strip is None:
        raise CannotStrip(row.content_type)
    with row.file.open("rb") as stored:
        try:
            return strip(stored)
        except _BROKEN as fault:
            raise CannotStrip(row.content_type) from fault


def can_strip(content_type: str) -> bool:
    """Whether files of this kind are handed out at all where nobody is to know who made them."""
    return _stripper(content_type) is not None


def _stripper(kind: str) -> Callable[[IO[bytes]], IO[bytes]] | None:
    is_office = ".openxmlformats-" in kind or ".oasis.opendocument." in kind
    return _office if is_office else _STRIPPERS.get(kind)


def _pdf(stored: IO[bytes]) -> IO[bytes]:
    reader = PdfReader(stored)
    if reader.is_encrypted and not reader.decrypt(""):
        raise CannotStrip("it has a password")
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject):
            for name in _ABOUT:
                thing.pop(name, None)
            if thing.get("/Type") == "/Annot" and thing.get("/Subtype") != "/Widget":
                thing.pop("/T", None)  # whose remark it is; of a field in a form it is the name
    writer.compress_identical_objects(remove_duplicates=False)  # what nothing leads to any more goes
    made = io.BytesIO()
    writer.write(made)
    made.seek(0)
    return made


def _office(stored: IO[bytes]) -> IO[bytes]:
    made = io.BytesIO()
    with zipfile.ZipFile(stored) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = _EMPTY.get(entry.filename, "").encode() or source.read(entry)
            if entry.filename.endswith(".xml"):
                content = _AUTHOR.sub(lambda found: found[1] or found[2], content)
            target.writestr(zipfile.ZipInfo(entry.filename), content, entry.compress_type)
    made.seek(0)
    return made


def _jpeg(stored: IO[bytes]) -> IO[bytes]:
    data = stored.read()
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, place = [b"\xff\xd8"], 2
    while data[place + 1] != 0xDA:  # what follows is the picture
        size = 2 + int.from_bytes(data[place + 2 : place + 4])
        if data[place] != 0xFF or place + size >= len(data):
            raise ValueError("a broken JPEG")
        if data[place + 1] not in _JPEG_SAYS:
            kept.append(data[place : place + size])
        place += size
    return io.BytesIO(b"".join([*kept, data[place:]]))


def _png(stored: IO[bytes]) -> IO[bytes]:
    data = stored.read()
    kept = [part for kind, part in _png_parts(data) if kind not in _PNG_SAYS]
    return io.BytesIO(b"".join([data[:8], *kept]))


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(data):
        size = 12 + int.from_bytes(data[place : place + 4])
        yield data[place + 4 : place + 8], data[place : place + size]
        place += size


_STRIPPERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "application/pdf": _pdf,
    "image/jpeg": _jpeg,
    "image/png": _png,
}
