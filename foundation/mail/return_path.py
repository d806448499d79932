"""A return path of its own for each mail (VERP), so that a bounce that quotes nothing is still known.

`bounces+42.1f0c…@masar.example.org` is the 42nd mail's, signed so that nobody makes one up. In hex, since
servers on the way may change the case of letters.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import constant_time_compare, salted_hmac

_TAG = re.compile(r"^(\d{1,18})\.([0-9a-f]{20})$")


def give(mail: EmailMessage, pk: int) -> None:
    """Let bounces of the mail go to its own return path. Providers have theirs, and tell us otherwise."""
    if settings.BOUNCE_ADDRESS and not settings.EMAIL_PROVIDER:
        mail.extra_headers["From"] = mail.from_email  # what people see stays as it was
        mail.from_email = of_message(pk)


def of_message(pk: int) -> str:
    """Where bounces of the mail with this number go; the sender of all mail where they have no address."""
    if not settings.BOUNCE_ADDRESS:
        return settings.DEFAULT_FROM_EMAIL
    name, _at, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+{pk}.{_mac(pk, settings.SECRET_KEY)}@{domain}"


def message_of(addresses: Iterable[str]) -> int | None:
    """The number of the mail whose return path is among the addresses; None for none, or a forged one."""
    name, _at, domain = settings.BOUNCE_ADDRESS.lower().partition("@")
    for address in addresses:
        local, _at, where = address.lower().partition("@")
        own, _plus, tag = local.partition("+")
        found = _TAG.match(tag)
        if domain and found and (own, where) == (name, domain) and _is_ours(int(found[1]), found[2]):
            return int(found[1])
    return None


def _is_ours(pk: int, mac: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(mac, _mac(pk, key)) for key in keys)


def _mac(pk: int, key: str) -> str:
    return salted_hmac("mail.return_path", str(pk), secret=key).hexdigest()[:20]
