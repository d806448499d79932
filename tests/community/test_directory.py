"""The directory: what is hidden is neither read nor found, by anybody it is hidden from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alumni.community.models import WORLD, Profile
from alumni.community.selectors import entry, with_parts
from alumni.community.services import say_profile
from alumni.placement.models import Craft
from alumni.placement.services import away_until, say_availability
from foundation.errors import ServiceError
from foundation.people.merging import merge_people
from foundation.people.undoing import undo_merge
from tests import cast
from tests.community.cast import NOW, alumna, profile
from tests.placement.cast import role

pytestmark = pytest.mark.django_db
HIDDEN = {
    "biography": "zqbiographyqz", "city": "Zqcityqz", "country": "MA", "website": "https://zqsiteqz.example",
    "email": "zqmailqz@example.org", "phone": "+212600112233",
}  # fmt: skip
TEXTS = ("zqbiographyqz", "Zqcityqz", "zqsiteqz", "zqmailqz", "600112233")
ASKED = {
    "crafts": ("role=sound_recordist", "department=sound"),
    "languages": ("language=zgh",),
    "place": ("city=zqcityqz", "country=MA"),
    "availability": ("available=true",),
}
PARTS = Profile.PARTS


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def full(**said):
    """An entry in which every part says something."""
    she = alumna(name="Salma Benjelloun", name_ar="سلمى بنجلون")
    Craft.objects.create(person=she, role=role())
    say_availability(she, by=None, now=NOW, is_available=True, languages=["zgh"])
    return profile(she, **HIDDEN, **said)


def found(client, path):
    return [one["entry"].number for one in client.get(path).context["entries"]]


def test_nobody_is_listed_and_nothing_shown_unless_she_says_so(client):
    row = full()
    client.force_login(alumna().account)
    assert {getattr(row, f"{part}_to") for part in PARTS} | {row.listed_to} == {"nobody"}
    assert (found(client, "/alumnae/"), found(client, "/directory/")) == ([], [])
    assert client.get(f"/alumnae/{row.pk}/").status_code == 404
    assert client.get(f"/directory/{row.pk}/").status_code == 404


@pytest.mark.parametrize("seen", ["nobody", "alumnae", "public"])
def test_each_part_is_read_and_found_by_those_alone_whom_she_lets_see_it(client, api, seen):
    """The oracle: for each part and each reader, a search finds her just where the part is shown."""
    row, reader = full(listed_to="public"), alumna()
    for part in PARTS:
        say_profile(row.person, by=None, now=NOW, **dict.fromkeys([f"{one}_to" for one in PARTS], "nobody"))
        say_profile(row.person, by=None, now=NOW, **{f"{part}_to": seen})
        for place, may in (("/directory/", seen == "public"), ("/alumnae/", seen != "nobody")):
            client.force_login(reader.account)
            page = client.get(f"{place}{row.pk}/").content.decode()
            others = [text for text in TEXTS if text in page and text not in str(HIDDEN.get(part, ""))]
            assert others == [] or part == "place"
            for query in (one for some in ASKED.values() for one in some):
                is_asked = query in ASKED.get(part, ())
                assert found(client, f"{place}?{query}") == ([row.pk] if may and is_asked else []), query
        told = api(reader.account).get(f"/api/v1/directory/{row.pk}/").json()
        said = [name for name in ("biography", "city", "website", "email", "phone") if told[name]]
        name = "city" if part == "place" else part
        assert said == ([name] if seen != "nobody" and name in HIDDEN else [])
        answers = {query: api(reader.account).get(f"/api/v1/directory/?{query}").json()["results"]
                   for query in ("language=zgh", "available=true", "available=false")}  # fmt: skip
        assert bool(answers["language=zgh"]) == (part == "languages" and seen != "nobody")
        assert bool(answers["available=true"]) == (part == "availability" and seen != "nobody")
        assert answers["available=false"] == []


def test_a_name_she_does_not_show_does_not_find_her(client):
    row = full(listed_to="public", name="Salma B.", name_ar="")
    row.person.aliases.create(name="Autrefois")
    asked = {"Benjelloun": [], "Autrefois": [], "salma": [row.pk]}
    assert {name: found(client, f"/directory/?q={name}") for name in asked} == asked


def test_listed_for_alumnae_is_not_public_whatever_its_parts_say(client):
    row = full(listed_to="alumnae", biography_to="public")
    assert client.get(f"/directory/{row.pk}/").status_code == 404
    client.force_login(alumna().account)
    assert "zqbiographyqz" in client.get(f"/alumnae/{row.pk}/").content.decode()


def test_the_directory_behind_the_login_is_for_alumnae_alone(client):
    row = full(listed_to="alumnae")
    client.force_login(cast.alumna().account)  # she has completed nothing
    paths = ("/alumnae/", f"/alumnae/{row.pk}/", "/alumnae/me/")
    assert [client.get(path).status_code for path in paths] == [302, 404, 404]
    with pytest.raises(ServiceError):
        say_profile(cast.alumna(), by=None, now=NOW, listed_to="public")


def test_staff_are_shown_what_alumnae_are_and_no_more(client):
    row = full(listed_to="alumnae", email_to="alumnae")
    client.force_login(cast.staff("community.view_profile"))
    page = client.get(f"/admin/community/profile/{row.pk}/change/").content.decode()
    assert [text for text in TEXTS if text in page] == ["zqmailqz"]
    say_profile(row.person, by=None, now=NOW, listed_to="nobody")
    assert client.get(f"/admin/community/profile/{row.pk}/change/").status_code == 302


def test_a_place_is_written_as_its_reader_writes(client):
    row = full(listed_to="public", place_to="public")
    for language, place in (("fr", "</bdi>, <bdi>Maroc"), ("ar", "</bdi>، <bdi>المغرب")):
        page = client.get(f"/directory/{row.pk}/", headers={"Accept-Language": language})
        assert place in page.content.decode()
    client.force_login(cast.staff("community.view_profile"))
    assert "Zqcityqz, Maroc" in client.get(f"/admin/community/profile/{row.pk}/change/").content.decode()


def test_she_writes_it_on_one_page_and_a_mistake_loses_nothing(client):
    she = alumna()
    client.force_login(she.account)
    seen = {f"{part}_to": "nobody" for part in PARTS}
    sent = {
        **seen,
        "name": "Salma",
        "listed_to": "alumnae",
        "biography": "Du son.",
        "biography_to": "alumnae",
    }
    wrong = client.post("/alumnae/me/", {**sent, "website": "pas une adresse"})
    assert (wrong.status_code, "pas une adresse" in wrong.content.decode()) == (422, True)
    assert not Profile.objects.exists()
    assert (
        client.post("/alumnae/me/", {**sent, "languages": ["fr"], "crafts": [role().pk]}).status_code == 302
    )
    row = Profile.objects.get()
    assert (row.person, row.biography, row.listed_to) == (she, "Du son.", "alumnae")
    assert ([one.role for one in she.crafts.all()], she.work_profile.languages) == ([role()], "fr")


def test_a_list_costs_the_same_for_few_and_for_many(client):
    client.force_login(alumna().account)
    counts = []
    for _ in range(2):
        for _more in range(5):
            full(listed_to="alumnae", crafts_to="alumnae")
        with CaptureQueriesContext(connection) as queries:
            client.get("/alumnae/?department=sound")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "asked",
    [
        "email__startswith=zqmail",
        "biography__contains=zq",
        "phone__contains=2",
        "country=MA",
        "available=1",
    ],
)
def test_an_address_of_the_desk_asks_nothing_that_its_list_does_not_offer(client, asked):
    full(listed_to="alumnae")
    client.force_login(cast.staff("community.view_profile"))
    page = "/admin/community/profile/"
    assert client.get(f"{page}?listed_to__exact=alumnae").status_code == 200
    answer = client.get(f"{page}?{asked}")
    assert (answer.status_code, answer.url) == (302, f"{page}?e=1")


@pytest.mark.parametrize("asked", ["threads_begun__isnull=False", "tasks__isnull=False", "applications=1"])
def test_nor_does_it_ask_who_stands_in_a_table_that_is_kept_from_its_reader(client, asked):
    client.force_login(cast.staff("people.view_person"))
    assert client.get(f"/admin/people/person/?{asked}").url == "/admin/people/person/?e=1"


def test_not_available_until_a_day_is_told_and_found_until_that_day():
    row = full(listed_to="public", availability_to="public")
    today = NOW.date()
    away_until(row.person, today + timedelta(days=3), by=None, now=NOW)
    for days, is_free in ((0, False), (3, False), (4, True)):
        rows = with_parts(Profile.objects.all(), today + timedelta(days=days))
        assert entry(rows.get(), WORLD).is_available is is_free
        assert [rows.filter(available=one).exists() for one in (True, False)] == [is_free, not is_free]


def test_an_entry_that_a_merge_gives_to_another_record_shows_no_address_before_she_says_so_anew():
    row, keep = (
        full(listed_to="public", email_to="public", phone_to="alumnae", biography_to="public"),
        cast.person(),
    )
    made = merge_people(keep, row.person, by=None, now=NOW)
    row.refresh_from_db()
    assert (row.person, row.biography_to, row.email_to, row.phone_to) == (keep, "public", "nobody", "nobody")
    undo_merge(made, by=cast.administrator(), now=NOW)
    row.refresh_from_db()
    assert (row.email_to, row.phone_to) == ("public", "alumnae")


def test_of_a_far_page_what_its_rows_show_is_not_asked_of_all_that_come_before(client, monkeypatch):
    monkeypatch.setattr("alumni.community.views.PER_PAGE", 1)
    third, first, second = (profile(name=name, listed_to="public") for name in ("Zineb", "Amina", "Houda"))
    with CaptureQueriesContext(connection) as caught:
        pages = [client.get(f"/directory/?page={number}").context["page"] for number in (1, 2, 3, 4)]
    assert [[*page] for page in pages] == [[first], [second], [third], [third]]
    skipping = [one["sql"] for one in caught if "OFFSET" in one["sql"]]
    assert (len(skipping), [sql for sql in skipping if "placement_" in sql]) == (3, [])
