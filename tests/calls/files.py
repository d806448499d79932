"""Files as applicants send them, and as nobody should."""

import io
import struct
import zipfile
from collections.abc import Iterator

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 60 + b"\xff\xd9"
EXE = b"MZ\x90\x00" + b"\x00" * 300
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1200
OLD_WORD = OLE + "WordDocument".encode("utf-16-le") + b"\x00" * 600


def png(width: int, height: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
        + struct.pack(">II", width, height)
        + b"\x08\x02"
        + b"\x00" * 40
    )


def archive(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def odt() -> bytes:
    return archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})


def damaged(where: str) -> bytes:
    """An archive whose first entry cannot be read: by its checksum, its method or a password."""
    made = bytearray(odt())
    central = made.index(b"PK\x01\x02")
    local, listed, value = {
        "password": (6, 8, 1),
        "method": (8, 10, 99),
        "checksum": (14, 16, 0xDEAD),
    }[where]
    struct.pack_into("<H", made, local, value)
    struct.pack_into("<H", made, central + listed, value)
    return bytes(made)


def bomb() -> bytes:
    return archive({"zeros": b"\x00" * 200_000_000})


def crowded() -> bytes:
    return archive({str(number): b"" for number in range(5001)})


def macros() -> bytes:
    return archive({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"})


class Sent:
    """An upload as Django's are: a name, and pieces. `fail_after` pieces the line breaks."""

    def __init__(self, content: bytes, name: str = "file.pdf", fail_after: int | None = None) -> None:
        self.content, self.name, self.fail_after = content, name, fail_after
        self.read = 0

    def chunks(self) -> Iterator[bytes]:
        for number, start in enumerate(range(0, len(self.content), 65_536)):
            if number == self.fail_after:
                raise OSError("the line broke")
            self.read += 1
            yield self.content[start : start + 65_536]


class Endless:
    """Sends for ever; counts how much was taken."""

    name = "endless.pdf"

    def __init__(self) -> None:
        self.read = 0

    def chunks(self) -> Iterator[bytes]:
        yield PDF
        while True:
            self.read += 65_536
            yield b"\x00" * 65_536
