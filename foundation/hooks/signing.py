"""Signatures as in the Standard Webhooks specification: HMAC-SHA256 over number, instant and body."""

import base64
import hmac
import secrets
from datetime import datetime

from foundation.hooks.models import Endpoint

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def headers(endpoint: Endpoint, uid: str, body: str, now: datetime) -> dict[str, str]:
    """What goes along with the body. Signed with both secrets while the older one is good."""
    stamp = str(int(now.timestamp()))
    good = [endpoint.secret]
    if endpoint.older_secret and endpoint.older_until and now < endpoint.older_until:
        good.append(endpoint.older_secret)
    return {
        "webhook-id": uid,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{_signature(one, f'{uid}.{stamp}.{body}')}" for one in good),
    }


def _signature(secret: str, said: str) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, said.encode(), "sha256")).decode()
