"""What is sent in: a field that nobody asked for is refused, whatever it is and wherever it stands."""

import json

import pytest

from alumni.careers.models import Change
from foundation.people.models import Person
from tests import cast
from tests.api.routes import WRITES, Route
from tests.api.rows import make, maker_of

# What is refused of a body is the same on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
every_write = pytest.mark.parametrize("route", WRITES, ids=str)
# For each writing route the fields it takes; a new route has to say its own.
TAKEN = {
    "checkin-answer": {"answers"},
    "change-accept": set(),
    "change-decline": set(),
    "application-judge": {"is_eligible", "reason"},
    "deliberation-decide": {
        *("application", "outcome", "reason", "comment", "prizes", "version", "amendment"),
    },
    "delegation-member-refuse-visa": {"on"},
    "delegation-member-report": {"met", "follows"},
    "dossierdocument-list": {"work", "kind", "title", "language", "note", "file"},
    "grant-report-hand-in": {"text"},
    "instalment-approve": set(),
    "instalment-ask": set(),
    "instalment-clear": set(),
    "instalment-pay": {"reference", "paid_on", "rate", "received"},
    "instalment-refuse": {"reason"},
    "participation-complete": {"participations", "on", "reason", "tell"},
    "deliverable-list": {"participation", "requirement", "link", "remark"},
    "deliverable-accept": {"word"},
    "deliverable-send-back": {"word"},
    "mentorship-accept": set(),
    "mentorship-decline": {"reason"},
    "mentorship-log": {"on", "minutes", "goals", "shared_notes"},
    "closingreview-answer": {"goals", "helped", "recommends", "hours_right"},
    "pulse-answer": {"answer", "word"},
    "my-change-list": {"kind", "work", "after"},
    "follow-up-finish": set(),
    "industry-guest-wishes": {"wishes"},
    "industry-project-wishes": {"wishes"},
    "meeting-outcome": {"outcome"},
    "my-consents": {"purpose", "given"},
    "my-support-list": {"kind", "text", "urgency", "language", "parties"},
    "my-support-messages": {"text"},
    "my-support-close": set(),
    "my-support-helped": {"helped"},
    "offer-accept": set(),
    "offer-decline": {"reason"},
    "offer-take-back": {"reason"},
    "outcome-offer": {"reason"},
    "release-release": set(),
    "session-register": set(),
    "session-cancel": {"reason"},
    "registration-accept": set(),
    "registration-cancel": set(),
    "work-offer-accept": {"shares_phone", "word"},
    "work-offer-interested": set(),
    "work-offer-decline": {"reason"},
    "work-offer-withdraw": {"reason"},
    "work-offer-take-back": {"reason"},
    "work-offer-confirm": set(),
}
FILES = {"dossierdocument-list"}  # those that take a form with a file as well


def post(client, url: str, body, **headers: str):
    return client.post(url, body, content_type="application/json", headers=headers)


@pytest.fixture
def she() -> Person:
    """An administrator and alumna in one: nothing but the body can be wrong."""
    return cast.person(account=cast.administrator())


def url_of(route: Route, she: Person) -> str:
    made = make(maker_of(route), she, 1)
    return route.url(made.pk if route.takes_number else None)


@every_write
def test_every_field_that_is_not_asked_for_is_refused_by_name(route: Route, api, she):
    names = {field.name for field in route.model._meta.get_fields()} | {
        "pk",
        "person_id",
        "is_staff",
        "user",
        "__class__",
    }
    unasked = names - TAKEN[route.name]
    url, before = url_of(route, she), list(route.model.objects.values())
    answer = post(api(she.account), url, dict.fromkeys([*unasked, *TAKEN[route.name]], 1))
    assert (answer.status_code, set(answer.json())) == (400, unasked)
    assert list(route.model.objects.values()) == before


@every_write
@pytest.mark.parametrize(
    "body",
    ["[]", "[1]", '"text"', "1", "NaN", "{", '{"after": ' * 5000, "[" * 100_000, b"\xff\xfe", '{"a": 1e999}'],
    ids=lambda body: repr(body[:12]),
)
def test_a_body_that_is_no_object_is_refused(route: Route, body, api, she):
    assert post(api(she.account), url_of(route, she), body).status_code == 400


@every_write
def test_a_body_of_more_than_a_megabyte_is_refused(route: Route, api, she):
    assert post(api(she.account), url_of(route, she), '"' + "a" * 1_000_000 + '"').status_code == 413


@every_write
@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x"])
def test_a_body_is_json(route: Route, kind: str, api, she):
    answer = api(she.account).post(url_of(route, she), "x", content_type=kind)
    takes_files = route.name in FILES and kind.startswith("multipart")
    assert answer.status_code == (400 if takes_files else 415)


@pytest.mark.parametrize("text", ["\0", "\ud800", "a" * 301])
def test_texts_that_no_database_keeps_are_refused(text: str, api, she):
    after = {"title": text, "role": "director"}
    answer = post(api(she.account), "/api/v1/me/changes/", json.dumps({"kind": "credit", "after": after}))
    assert (answer.status_code, list(answer.json()["after"])) == (400, ["title"])
    assert Change.objects.count() == 0
