"""What a mentor says of herself, and the wishes of both sides by the API."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.errors import ServiceError
from residencies.mentoring import services
from residencies.mentoring.models import MentorProfile, Veto, Wish
from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW

pytestmark = pytest.mark.django_db
PAGE = "/mentoring/profile/"
API = "/api/v1/me/mentor/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _clock(time_machine, client):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


def away(*days: tuple[str, str], initial: int = 0, **more: str) -> dict[str, str]:
    """The fields of the absences on the page."""
    filled = {
        f"away-{place}-{name}": day
        for place, both in enumerate(days)
        for name, day in zip(("first", "last"), both, strict=True)
    }
    return {"away-TOTAL_FORMS": str(len(days)), "away-INITIAL_FORMS": str(initial), **filled, **more}


def test_the_desk_knows_the_same_limit_and_so_does_the_database(client):
    row = pairs.mentor()
    client.force_login(cast.administrator())
    url = reverse("admin:mentoring_mentorprofile_change", args=[row.pk])
    page = client.get(url)
    assert "20 at most" in page.text
    lines = {"unavailabilities-TOTAL_FORMS": "0", "unavailabilities-INITIAL_FORMS": "0"}
    refused = client.post(url, {**lines, "languages": ["fr"], "capacity": "21"})
    assert "less than or equal to 20" in refused.context["adminform"].form.errors["capacity"][0]
    assert client.post(url, {**lines, "languages": ["fr"], "capacity": "20"}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorProfile.objects.update(capacity=21)


def test_a_mentor_changes_what_she_offers_and_nothing_else(client):
    of = pairs.matching_round()
    sound, script = pairs.track(of, "son"), pairs.track(of, "scenario")
    row = pairs.mentor(crafts=[sound], note="zqnote", is_open=False)
    client.force_login(row.person.account)
    page = client.get(PAGE).text
    assert ('value="son"' in page, "zqnote" in page) == (True, False)
    assert PAGE in client.get(reverse("mentoring:home")).text
    said = {"crafts": ["son", "scenario"], "languages": ["ar", "fr"], "capacity": "4"}
    done = client.post(
        PAGE, {**said, **away(("2026-12-20", "2027-01-03")), "is_open": "on", "note": "x"}, follow=True
    )
    assert "Your profile is kept" in done.text
    row.refresh_from_db()
    assert (row.languages, row.capacity, row.is_open, row.note) == (["fr", "ar"], 4, False, "zqnote")
    assert set(row.fields.all()) == {sound, script}
    assert list(row.unavailabilities.values_list("starts_on", "ends_on")) == [
        (date(2026, 12, 20), date(2027, 1, 3))
    ]
    half = client.post(PAGE, {**said, **away(("2026-12-20", ""), initial=1)})
    assert (half.status_code, row.unavailabilities.count()) == (422, 1)
    days = ("2026-12-20", "2027-01-03")
    for gone in (away(days, initial=1, **{"away-0-DELETE": "on"}), away(("", ""), initial=1)):
        assert client.post(PAGE, {**said, **gone}).status_code == 302
        assert not row.unavailabilities.exists()
        client.post(PAGE, {**said, **away(days)})
    assert row.history.first().history_user == row.person.account


def test_what_cannot_be_is_refused_and_stays_as_she_filled_it_in(client):
    row = pairs.mentor(capacity=2)
    client.force_login(row.person.account)
    wrong = client.post(PAGE, {"capacity": "77", **away(("2027-01-03", "2026-12-20"))})
    assert (wrong.status_code, 'value="77"' in wrong.text, 'value="2027-01-03"' in wrong.text) == (
        422,
        True,
        True,
    )
    right = {"crafts": [], "languages": ["fr"], "capacity": 2, "away": []}
    day = date(2026, 12, 1)
    for fault in (
        {"languages": []},
        {"languages": ["xx"]},
        {"capacity": 21},
        {"capacity": -1},
        {"crafts": ["nothing"]},
        {"away": [(day, date(2026, 11, 30))]},
        {"away": [(day, day)] * 31},
    ):
        with pytest.raises(ServiceError):
            services.change_profile(row, **{**right, **fault}, by=None)
    row.refresh_from_db()
    assert row.capacity == 2
    services.change_profile(row, **{**right, "away": [(day, day)] * 2}, by=None)
    assert row.unavailabilities.count() == 1


def test_taking_fewer_leaves_those_she_has(client):
    row = pairs.mentor(capacity=2)
    pairs.pair(mentor=row), pairs.pair(mentor=row)
    services.change_profile(row, crafts=[], languages=["fr"], capacity=1, away=[], by=None)
    assert row.mentorships.carried().count() == 2


def test_who_is_no_mentor_has_no_profile(client):
    client.force_login(cast.alumna().account, BACKEND)
    for path in (PAGE, API):
        assert client.get(path).status_code == 404
    client.force_login(cast.administrator(), BACKEND)
    for path in (PAGE, API):
        assert client.get(path).status_code == 404


def test_by_the_api_she_reads_and_changes_it(client):
    of = pairs.matching_round()
    pairs.track(of, "son")
    row = pairs.mentor(note="zqnote")
    client.force_login(row.person.account, BACKEND)
    said = {
        "crafts": ["son"],
        "languages": ["fr", "en"],
        "capacity": 3,
        "away": [{"starts_on": "2026-12-20", "ends_on": "2027-01-03"}],
    }
    how = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    answer = client.put(API, said, **how)
    assert answer.json() == client.get(API).json() == {**said, "is_open": True}
    for fault in ({"note": "x"}, {"is_open": False}, {"languages": []}, {"away": [{"starts_on": "x"}]}):
        assert client.put(API, {**said, **fault}, **how).status_code == 400
    assert "zqnote" not in client.get(API).text


def test_wishes_by_the_api_are_each_ones_own(client):
    of, other = pairs.matching_round(), pairs.matching_round()
    one, two = pairs.mentor(), pairs.mentor()
    she = pairs.mentee(of)
    Veto.objects.create(mentor=one, mentee=she.person, said_by="mentor", reason="zqveto", at=NOW)
    home = "/api/v1/me/mentoring-rounds/"
    client.force_login(she.person.account, BACKEND)
    (told,) = client.get(home).json()["results"]
    assert (told["id"], told["participation"], told["as_mentor"]) == (of.pk, she.pk, False)

    def put(url: str, *numbers: int):
        how = {"content_type": "application/json", "headers": {"If-Match": "*"}}
        return client.put(url, {"wishes": numbers}, **how)

    mentors, mentees = f"{home}{of.pk}/mentors/", f"{home}{of.pk}/mentees/"
    assert {line["rank"] for line in client.get(mentors).json()} == {None}
    said = put(mentors, two.pk, one.pk).json()
    assert {line["number"]: line["rank"] for line in said} == {one.pk: 2, two.pk: 1}
    assert "zqveto" not in client.get(mentors).text
    for numbers in ([one.pk, one.pk], [99_999], [one.pk] * 6):
        assert put(mentors, *numbers).status_code == 400
    assert Wish.objects.count() == 2
    for url in (mentees, f"{home}{other.pk}/mentors/"):
        assert (client.get(url).status_code, put(url, 1).status_code) == (404, 404)
    client.force_login(two.person.account, BACKEND)
    assert {line["id"] for line in client.get(home).json()["results"]} == {of.pk, other.pk}
    assert put(mentees, she.pk).json() == [
        {"number": she.pk, "name": str(she.person), "about": "", "rank": 1}
    ]
    assert client.get(mentors).status_code == 404
    of.wishes_until = NOW
    of.save()
    assert put(mentees, she.pk).status_code == 404
    assert set(Wish.objects.values_list("said_by", "rank")) == {("mentee", 1), ("mentee", 2), ("mentor", 1)}
