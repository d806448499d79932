"""QR codes, drawn as a path of SVG: sharp on any screen, and no image is stored."""

import qrcode
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_code(path: str) -> SafeString:
    """Of an address on this site. What is in it is dots: it can be put into a page as it is."""
    made = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(settings.SITE_URL + path)
    drawn = made.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
    return mark_safe(drawn)
