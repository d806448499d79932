"""QR codes, drawn as one path of SVG: sharp at any size, and no image is stored."""

from django.utils.safestring import SafeString, mark_safe
from qrcode import QRCode
from qrcode.image.svg import SvgPathImage


def qr_svg(text: str, *, border: int = 0) -> SafeString:
    """Of a text, with `border` modules of quiet zone around it (ISO/IEC 18004 asks for four, where nothing
    else keeps it clear). What is in it is dots: it can be put into a page as it is.
    """
    code = QRCode(border=border)
    code.add_data(text)
    return mark_safe(code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode"))
