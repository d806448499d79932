"""Addresses as keyed hashes: known again where they are written, and naming no one."""

import hmac
from hashlib import sha256

from django.conf import settings


def address_hash(address: str, key: str | None = None) -> str:
    """Keyed, so that the list of suppressed addresses survives erasure without naming anyone."""
    secret = key or settings.SECRET_KEY
    return hmac.new(secret.encode(), address.strip().lower().encode(), sha256).hexdigest()


def address_hashes(address: str) -> list[str]:
    """By the present key and the older ones."""
    return [address_hash(address, key) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]
