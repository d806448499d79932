"""Certificates by their number, as anyone may verify them."""

from django.conf import settings
from django.urls import reverse

from residencies.programmes.models import Participation


def certified(number: str) -> Participation | None:
    """The completed participation that a certificate's number stands for; spaces and case do not count."""
    if "\x00" in number:
        return None
    rows = Participation.objects.completed().select_related("person", "edition__programme", "track")
    plain = number.strip()
    return rows.filter(certificate=plain).first() or rows.filter(certificate=plain.upper()).first()


def verify_url(row: Participation) -> str:
    """Where the QR code leads."""
    return settings.SITE_URL + reverse("programmes:certificate", args=[row.certificate])
