from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from knox.models import AuthToken


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Calls are counted in the cache, and accounts of other tests had the same numbers."""
    cache.clear()


@pytest.fixture
def api() -> Callable[..., Client]:
    """`api(account)`: a caller with a token of that account, and no cookie."""

    def caller(account: Any, **headers: str) -> Client:
        _row, token = AuthToken.objects.create(account)
        return Client(headers={"Authorization": f"Token {token}", "Accept-Language": "en", **headers})

    return caller
