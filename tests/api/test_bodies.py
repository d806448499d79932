"""What is sent in: a field that nobody asked for is refused, whatever it is and wherever it stands."""

import json

import pytest

from alumni.careers.models import Change
from alumni.community.models import Profile
from foundation.api.writing import Adding
from foundation.people.models import Person
from tests import cast
from tests.api.routes import ALL, CHANGES, WRITES, Route
from tests.api.rows import make, maker_of

# What is refused of a body is the same on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
every_write = pytest.mark.parametrize("route", WRITES, ids=str)
STORY = {"language", "title", "text", "naming", "named", "work"}
# For each writing route the fields it takes; a new route has to say its own.
TAKEN = {
    "directory-write": {"text"},
    "my-thread-messages": {"text"},
    "my-thread-block": set(),
    "my-thread-unblock": set(),
    "my-thread-report": {"reason"},
    "webhook-endpoint-list": {"url", "events", "description"},
    "webhook-endpoint-rotate": set(),
    "webhook-delivery-redeliver": set(),
    **{
        route.name: set(route.view.cls.body_class.Meta.fields)
        for route in ALL
        if issubclass(route.view.cls, Adding) and route.actions.get("post") == "create"
    },
    "participation-move": {"to", "reason", "cause"},
    "absence-list": {"participation", "away_from", "back_on", "reason"},
    "absence-end": {"back_on"},
    "grant-report-accept": set(),
    "grant-report-send-back": {"missing"},
    "instalment-reach": {"on"},
    "mentorship-close": set(),
    "mentorship-end": {"reason"},
    "work-move": {"stage", "on", "source"},
    "credit-verify": {"verdict"},
    "checkin-answer": {"answers"},
    "change-accept": set(),
    "change-decline": set(),
    "my-application-list": {"call", "name", "language", "track", "role", "code"},
    "my-application-files": {"question", "file"},
    "my-photo": {"file"},
    "my-application-members": {"name", "email", "role", "language"},
    "my-application-submit": set(),
    "my-application-hand-over": set(),
    "my-application-member-resend": set(),
    "my-application-withdraw": {"reason"},
    "assignment-conflict": {"detail"},
    "application-judge": {"is_eligible", "reason"},
    "deliberation-decide": {
        *("application", "outcome", "reason", "comment", "prizes", "version", "amendment"),
    },
    "delegation-member-refuse-visa": {"on"},
    "delegation-member-report": {"met", "follows"},
    "dossierdocument-list": {"work", "kind", "title", "language", "note", "file"},
    "fund-top-up": {"amount", "on", "note"},
    "grant-list": {"fund", "person", "participation", "purpose", "amount", "currency", "rate"},
    "grant-plan": {"instalments"},
    "grant-ask-report": {"kind", "due_on"},
    "grant-cancel": {"reason"},
    "grant-report-hand-in": {"text", "file"},
    "instalment-cancel": {"reason"},
    "instalment-correct": {"reference", "reason"},
    "instalment-approve": set(),
    "instalment-ask": set(),
    "instalment-clear": set(),
    "instalment-pay": {"reference", "paid_on", "rate", "received", "receipt"},
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
    "my-change-list": {"kind", "work", "after", "link"},
    "my-change-withdraw": set(),
    "follow-up-finish": set(),
    "industry-guest-wishes": {"wishes"},
    "industry-project-wishes": {"wishes"},
    "meeting-outcome": {"outcome"},
    "my-story-list": STORY,
    "my-story-agree": STORY,
    "my-story-decline": set(),
    "my-story-withdraw": set(),
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
    "session-attendance": {"there", "away"},
    "session-admit": {"name", "email"},
    "session-attend": set(),
    "session-place": {"person"},
    "registration-take-back": {"reason"},
    "pause-list": {"person", "months", "reason"},
    "pause-resume": {"reason"},
    "my-pause": {"choice"},
    "industry-guest-away": {"slots"},
    "industry-project-away": {"slots"},
    "follow-up-list": {"meeting", "what", "due_on"},
    "my-delegation-place-accept": set(),
    "my-delegation-place-decline": set(),
    "task-list": {"title", "person", "work", "edition", "owner", "due_on", "note"},
    "task-done": set(),
    "task-reopen": set(),
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
CHANGED = {  # and by PUT and PATCH
    "grant-detail": {"purpose"},
    "assignment-review": {"marks", "notes", "comment", "version", "hand_in"},
    "my-application-detail": {"answers", "track", "version"},
    "my-availability": {
        *("consent", "is_available", "days", "roles", "languages", "cities", "goes_anywhere"),
        *("days_to", "crafts_to", "languages_to", "cities_to"),
    },
    "mentoringsession-detail": {"goals", "shared_notes"},
    "webhook-endpoint-detail": {"url", "events", "description", "is_active"},
    "task-detail": {"title", "person", "work", "edition", "owner", "due_on", "note"},
    "my-profile": {
        *(
            "listed_to",
            "takes_messages",
            "name",
            "name_ar",
            "biography",
            "city",
            "country",
            "website",
            "email",
        ),
        *("phone", "roles", "languages", *(f"{part}_to" for part in Profile.PARTS)),
    },
    "my-mentor": {"crafts", "languages", "capacity", "away"},
    "my-mentoring-round-mentors": {"wishes"},
    "my-mentoring-round-mentees": {"wishes"},
}
# Those that take a form with a file as well.
FILES = {"dossierdocument-list", "my-application-files", "my-photo", "grant-report-hand-in", "instalment-pay"}


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


def changed_by(route: Route) -> set[str]:
    """The fields that a change of this route takes; a new one has to say its own."""
    if issubclass(route.view.cls, Adding):
        return set(route.view.cls.body_class.Meta.fields)
    return CHANGED[route.name]


@pytest.mark.parametrize(("route", "method"), CHANGES, ids=str)
def test_no_change_takes_a_field_that_is_not_its_own(route: Route, method: str, api, she):
    url = url_of(route, she)
    names = {field.name for field in route.model._meta.get_fields()} | {"pk", "id", "is_staff", "__class__"}
    unasked, before = names - changed_by(route), list(route.model.objects.values())
    for condition in ({"If-Match": "*"}, {"If-None-Match": "*"}):
        how = {"content_type": "application/json", "headers": condition}
        answer = getattr(api(she.account), method)(url, dict.fromkeys(unasked, 1), **how)
        if answer.status_code == 400:
            assert set(answer.json()) >= unasked
    assert list(route.model.objects.values()) == before


def test_what_is_written_of_a_row_is_no_more_than_its_form_asks_for():
    """Nothing that a service alone may set, and nothing that tells who it is, may be typed over."""
    kept = {
        "id",
        "account",
        "created_at",
        "updated_at",
        "stage",
        "verification",
        "verified_on",
        "verified_by",
    }
    for route in ALL:
        if issubclass(route.view.cls, Adding):
            body = route.view.cls.body_class
            assert kept.isdisjoint(body.Meta.fields), route
            assert body.Meta.model is route.model


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


@pytest.mark.parametrize(
    "said", [{"\ud800": 1}, {"kind": "\ud800"}, {"kind": "facts", "after": {"\ud800": ""}}]
)
def test_half_a_character_is_told_of_as_it_was_sent(said: dict, api, she):
    """UTF-8 has none: it is escaped, and not broken off."""
    answer = post(api(she.account), "/api/v1/me/changes/", json.dumps(said))
    assert (answer.status_code, "\\ud800" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("url", "said", "wrong"),
    [
        ("festivals", {"name": 7, "kind": "festival"}, "name"),
        ("festivals", {"name": True, "kind": "festival"}, "name"),
        ("webhook-endpoints", {"url": "https://a.example/", "events": [1]}, "events"),
        ("works", {"title": "Nour", "kind": "feature", "year": "2020"}, "year"),
        ("works", {"title": "Nour", "kind": "feature", "year": 2020.0}, "year"),
        ("works", {"title": "Nour", "kind": "feature", "is_public": "no"}, "is_public"),
        ("works", {"title": "Nour", "kind": "feature", "is_public": 0}, "is_public"),
    ],
    ids=str,
)
def test_a_value_is_of_the_type_that_the_description_says(url: str, said: dict, wrong: str, api):
    answer = post(api(cast.administrator()), f"/api/v1/{url}/", json.dumps(said))
    assert (answer.status_code, list(answer.json())) == (400, [wrong])
