"""The API under requests that are made from its own description: no fault of the server, no answer it does
not tell of, no way round the login, whoever asks.

In the suite a bounded walk, the same each time. The whole: `MASAR_FUZZ=50 pytest tests/api/test_fuzzed.py`.
"""

import json
import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as runs
from hypothesis.errors import Unsatisfiable
from knox.models import AuthToken

from foundation.people.models import Account, Person
from tests import cast
from tests.api.routes import ALL
from tests.api.rows import make, maker_of

schemathesis = pytest.importorskip("schemathesis")
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.specs.openapi import checks  # noqa: E402

# Of each operation, by each role. Without it each role asks for a few operations, one of each kind.
EXAMPLES = int(os.environ.get("MASAR_FUZZ", "0"))
ROLES = ["anonymous", "alumna", "neighbour", "programme staff", "finance staff", "director", "administrator"]
STRIDE = 56  # in the suite, of the operations; seconds in all
UNTOLD = [
    # What the description allows a rule may refuse: a work that is not hers, a day in the future.
    checks.positive_data_acceptance,
]
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    out = StringIO()
    call_command("spectacular", "--lang", "en", "--format", "openapi-json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def she(settings, tmp_path) -> Iterator[Person]:
    settings.ALLOWED_HOSTS = ["*"]
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "x").write_bytes(b"%PDF")  # the file of the rows that have one
    settings.SECURE_SSL_REDIRECT = False
    signals = (request_started, request_finished)
    for signal in signals:  # the connection is the test's, as Django's own client has it
        signal.disconnect(close_old_connections)
    yield cast.alumna()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def numbers(she: Person) -> dict[str, int]:
    """A row of each kind, hers where it can be: by the address with `{id}` in place of its number."""
    found: dict[Any, int] = {}
    for number, route in enumerate(ALL, start=1):
        if route.takes_number and maker_of(route) not in found:
            found[maker_of(route)] = make(maker_of(route), she, 100 * number).pk
    return {
        route.url(987654321).replace("987654321", "{id}"): found[maker_of(route)]
        for route in ALL
        if route.takes_number
    }


def account_of(role: str, she: Person) -> Account | None:
    if role == "anonymous":
        return None
    if role == "alumna":
        return she.account
    if role == "neighbour":
        return cast.alumna().account
    if role == "administrator":
        return cast.administrator()
    account = cast.staff()
    account.groups.add(Group.objects.get(name=role.capitalize()))
    return account


@pytest.mark.parametrize("role", ROLES)
def test_the_api_is_as_it_describes_itself(role: str, described, numbers, she):
    account = account_of(role, she)
    headers = {"Accept-Language": "en"}
    if account:
        headers["Authorization"] = f"Token {AuthToken.objects.create(account)[1]}"
    schema = schemathesis.openapi.from_dict(described)
    schema.app = WSGIHandler()
    faults = []
    for place, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        if not EXAMPLES and place % STRIDE != ROLES.index(role) * 4:
            continue
        known = {"id": str(numbers[operation.path])} if operation.path in numbers else None
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _ask(operation, mode, known, headers)
            except Unsatisfiable:
                continue  # nothing that is sent here can be wrong
            except Exception as fault:  # noqa: BLE001 - all of them are told at once
                faults.append(f"{operation.method} {operation.path}: {_said(fault)}")
    assert faults == [], "\n\n".join(faults)


def _said(fault: BaseException) -> str:
    parts = getattr(fault, "exceptions", [fault])
    return "; ".join(f"{type(one).__name__}: {one} {getattr(one, 'message', '')}"[:900] for one in parts)


def _ask(operation: Any, mode: Any, known: dict[str, str] | None, headers: dict[str, str]) -> None:
    @seed(2026)
    @runs(
        max_examples=EXAMPLES or 1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=known))
    def one(case: Any) -> None:
        cache.clear()
        sent = {**headers, **({} if case.method in ("GET", "POST") else {"If-Match": "*"})}
        with transaction.atomic():
            answer = case.call(headers=sent)
            # What is not there yet has no version: it is not looked at what was sent.
            unread = [checks.negative_data_rejection] if answer.status_code == 412 else []
            case.validate_response(answer, excluded_checks=[*UNTOLD, *unread], headers=sent)
            transaction.set_rollback(True)

    one()
