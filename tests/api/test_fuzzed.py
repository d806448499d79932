"""The API under requests that are made from its own description: no fault of the server, no answer it does
not tell of, no way round the login, whoever asks.

All checks that Schemathesis has, over good and bad data at random, over the edges of each field and the
methods that are not there, and over acts in a row. In the suite a bounded walk, the same each time. All:
`MASAR_FUZZ=50 pytest tests/api/test_fuzzed.py`; `MASAR_FUZZ_PART=2/6` is the second sixth of the operations.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import partial
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
from residencies.calls.models import Application, Call
from residencies.mentoring.models import ClosingReview, MentoringSession, MentorProfile, Mentorship, Pulse
from residencies.selection.models import Assignment, Juror, Jury, Offer, Review
from tests import cast
from tests.api.routes import ALL
from tests.api.rows import make, maker_of
from tests.support import cast as support

schemathesis = pytest.importorskip("schemathesis")
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.checks import CHECKS, load_all_checks  # noqa: E402
from schemathesis.core.parameters import ParameterLocation  # noqa: E402
from schemathesis.generation.stateful import run_state_machine_as_test  # noqa: E402
from schemathesis.specs.openapi import checks  # noqa: E402

# Of each operation, by each role. Without it each role asks for a few operations, one of each kind.
EXAMPLES = int(os.environ.get("MASAR_FUZZ", "0"))
PART, PARTS = map(int, os.environ.get("MASAR_FUZZ_PART", "1/1").split("/"))
ROLES = [
    "anonymous", "alumna", "neighbour", "applicant", "juror", "mentor", "adviser", "staff without rights",
    "programme staff", "finance staff", "director", "administrator",
]  # fmt: skip
# What is hers alone in that role; all the rest is the alumna's.
HERS = {
    "applicant": {Application, Call, Offer, "outcome"},
    "juror": {Jury, Juror, Assignment, Review},
    "mentor": {MentorProfile, Mentorship, MentoringSession, Pulse, ClosingReview},
}
STRIDE = 56  # in the suite, of the operations; seconds in all
# What the description allows a rule may refuse: a work that is not hers, a day in the future, a cursor that
# was not given, a page of a file, a period that ends before it begins. Other reads have no such rule.
RULED = checks.positive_data_acceptance
ENDS = {"last", "until", "ends_on"}  # of periods: where such a rule is told
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
def account(role: str, she: Person) -> Account | None:
    if role == "anonymous":
        return None
    if role == "alumna":
        return she.account
    if role == "administrator":
        return cast.administrator()
    if role == "adviser":
        return support.adviser().account
    if role in ("neighbour", *HERS):
        return cast.alumna().account
    account = cast.staff()
    if role != "staff without rights":
        account.groups.add(Group.objects.get(name=role.capitalize()))
    return account


@pytest.fixture
def numbers(role: str, account: Account | None, she: Person) -> dict[str, int]:
    """A row of each kind, hers where it can be: by the address with `{id}` in place of its number."""
    found: dict[Any, int] = {}
    for number, route in enumerate(ALL, start=1):
        maker = maker_of(route) if route.takes_number else None
        if maker and maker not in found:
            owner = account.person if account and maker in HERS.get(role, ()) else she
            found[maker] = make(maker, owner, 100 * number).pk
    told = {
        route.url(987654321).replace("987654321", "{id}"): found[maker_of(route)]
        for route in ALL
        if route.takes_number
    }
    return {url: she.pk if "/careers/" in url else number for url, number in told.items()}


@pytest.fixture
def headers(account: Account | None) -> dict[str, str]:
    told = {"Accept-Language": "en"}
    return {**told, "Authorization": f"Token {AuthToken.objects.create(account)[1]}"} if account else told


@pytest.fixture
def schema(described) -> Any:
    made = schemathesis.openapi.from_dict(described)
    made.app = answered
    return made


def answered(environ: dict[str, Any], start: Any) -> list[bytes]:
    """The whole answer, closed: the client of schemathesis leaves a file that it is sent open."""
    answer = WSGIHandler()(environ, start)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


def test_none_of_the_checks_is_off(schema):
    load_all_checks()
    assert len(CHECKS.get_all_names()) >= 14
    config = schema.config.checks_config_for()
    assert [name for name in CHECKS.get_all_names() if not config.get_by_name(name=name).enabled] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_api_is_as_it_describes_itself(role: str, schema, numbers, headers, record_property):
    asked: Counter[str] = Counter()
    faults = []
    for place, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        if place % PARTS != PART - 1 or (not EXAMPLES and place % STRIDE != ROLES.index(role) * 4):
            continue
        asked["operations"] += 1
        known = {"id": str(numbers[operation.path])} if operation.path in numbers else None
        walks = [partial(_at_random, operation, mode, known) for mode in GenerationMode]
        for walk in (*walks, partial(_at_the_edges, schema, operation, known)):
            faults += [f"{operation.label}: {fault}" for fault in walk(headers, asked)]
    record_property(role, dict(asked))  # what was asked and answered, in `--junitxml`
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("role", ["alumna", "neighbour", "programme staff", "administrator"])
def test_acts_in_a_row_leave_what_they_say(role: str, schema, numbers, headers, record_property):
    """What was made is there, and what was deleted is not; the rows are found by what was answered before."""
    asked: Counter[str] = Counter()

    class Walk(schema.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            self.all_or_nothing = transaction.atomic()
            self.all_or_nothing.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.all_or_nothing.__exit__(None, None, None)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            cache.clear()
            asked["cases"] += 1
            return {"headers": _sent(case, headers)}

        def validate_response(self, response: Any, case: Any, **kwargs: Any) -> None:
            asked[str(response.status_code)] += 1
            case.validate_response(
                response,
                excluded_checks=_unread(case, response),
                headers=kwargs["headers"],
                transport_kwargs=kwargs,
                recorder=self.recorder,
            )

    rules = runs(
        max_examples=EXAMPLES or 2,
        stateful_step_count=12 if EXAMPLES else 4,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=rules)
    assert asked["cases"] > 0  # and each answer was validated
    record_property(role, dict(asked))  # what was asked and answered, in `--junitxml`


def _at_random(
    operation: Any, mode: Any, known: dict[str, str] | None, headers: Any, asked: Any
) -> Iterator[str]:
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
        _ask(case, headers, asked)

    try:
        one()
    except Unsatisfiable:
        pass  # nothing that is sent here can be wrong
    except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001 - all of them are told at once
        yield str(fault)


def _at_the_edges(
    schema: Any, operation: Any, known: dict[str, str] | None, headers: Any, asked: Any
) -> Iterator[str]:
    """The ends of each field's range, each type it has not, what is left out, methods that are not there; in
    the suite one of each kind."""
    seen = set()
    modes, config = list(GenerationMode), schema.config.generation
    for case in schema.iter_coverage_cases(operation, generation_modes=modes, generation_config=config):
        kind = case.meta.phase.data.scenario
        if kind in seen and not EXAMPLES:
            continue
        seen.add(kind)
        if known and not case.meta.is_negative_at(ParameterLocation.PATH):
            case.path_parameters = dict(known)
        try:
            _ask(case, headers, asked)
        except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001 - all of them are told at once
            yield f"{kind}: {fault}"


def _ask(case: Any, headers: dict[str, str], asked: Counter[str]) -> None:
    cache.clear()
    asked["cases"] += 1
    sent = _sent(case, headers)
    with transaction.atomic():
        answer = case.call(headers=sent)
        asked[str(answer.status_code)] += 1
        case.validate_response(answer, excluded_checks=_unread(case, answer), headers=sent)
        transaction.set_rollback(True)


def _sent(case: Any, headers: dict[str, str]) -> dict[str, str]:
    return {**headers, **({"If-Match": "*"} if case.method in ("PUT", "PATCH", "DELETE") else {})}


def _unread(case: Any, answer: Any) -> list[Any]:
    """The checks that do not apply to this answer."""
    asked = set(case.query or {})
    is_ended = answer.status_code == 400 and set(answer.json()) <= ENDS
    is_bound = is_ended or "cursor" in asked or asked >= {"format", "page_size"}
    is_free = case.method == "GET" and not is_bound
    # What is not there yet has no version: it is not looked at what was sent.
    unread = [checks.negative_data_rejection] if answer.status_code == 412 else []
    return unread if is_free else [*unread, RULED]
