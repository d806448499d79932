"""Photographs made anew as a square, without the place and the day that a telephone writes into one."""

import io
import struct
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from foundation.errors import ServiceError
from foundation.files.types import clean_name

FORMATS = ["JPEG", "PNG", "WEBP"]
CONTENT_TYPE = "image/jpeg"  # of what is made
MOST_DRAWN = 60_000_000  # pixels; three or four bytes each while it is drawn
_TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error)
_UPPER_THIRD = (0.5, 0.35)  # where a face is


def square(stored: IO[bytes], name: str, side: int) -> bytes:
    """A JPEG of `side` by `side` pixels, of the middle of what was sent. Raises ServiceError for what
    is broken or has more than MOST_DRAWN. Of a big JPEG no more is decoded than is needed.
    """
    told = {"name": clean_name(name)}
    stored.seek(0)
    try:
        with Image.open(stored, formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_DRAWN:
                raise ServiceError(_("“%(name)s” has too many pixels, or none.") % told)
            sent.draft("RGB", (2 * side, 2 * side))
            upright = ImageOps.exif_transpose(sent)
            return _encoded(ImageOps.fit(_on_white(upright), (side, side), centering=_UPPER_THIRD))
    except _TOO_MANY as fault:
        raise ServiceError(_("“%(name)s” has too many pixels, or none.") % told) from fault
    except _BROKEN as fault:
        raise ServiceError(_("“%(name)s” is broken or not complete. Please send it again.") % told) from fault


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture.convert("RGBA"))
    return page.convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    clean, out = Image.new("RGB", picture.size), io.BytesIO()
    clean.paste(picture)  # the points alone: what was written beside them stays behind
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
