"""A certificate as a PDF, in French, Arabic or English, with a code that leads to where it is verified."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.codes import qr_svg
from foundation.pdf import pdf
from residencies.programmes.models import Participation
from residencies.programmes.selectors.certificates import verify_url


def certificate_pdf(row: Participation, language: str) -> bytes:
    """`row` is completed, and read with its person, its edition's programme and its track."""
    with translation.override(language):
        data = _data(row, language)
        return pdf("certificate", data, language=language, at=datetime.combine(row.completed_on, time(), UTC))


def _data(row: Participation, language: str) -> dict[str, Any]:
    url = verify_url(row)
    return {
        "title": _("Certificate"),
        "foundation": settings.FOUNDATION_NAME,
        "lead": _("certifies that"),
        "name": row.person.name_in(language),
        "deed": _("has completed"),
        "programme": str(row.edition.programme),
        "facts": [[name, text] for name, text in _facts(row) if text],
        "signed": _("For the foundation"),
        # Apart from the words around it: it begins with figures, and would be turned round in Arabic.
        "number": _("No. %(number)s") % {"number": f"\u2068{row.certificate}\u2069"},
        "verify": _("Anyone can verify this certificate here:"),
        "url": url.partition("://")[2],
        "qr": qr_svg(url),
    }


def _facts(row: Participation) -> Iterator[tuple[str, str]]:
    edition = row.edition
    yield _("Edition"), edition.name
    yield _("Track"), str(row.track or "")
    if edition.starts_on and edition.ends_on:
        told = {"from": date_format(edition.starts_on), "to": date_format(edition.ends_on)}
        yield _("Dates"), _("%(from)s to %(to)s") % told
    yield _("Place"), edition.place
    yield _("Completed on"), date_format(row.completed_on)
