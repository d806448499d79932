"""What a record says, and what it keeps to itself."""

from datetime import date

import pytest

from alumni.desk.models import Task
from foundation.api.records import StaffsNote
from foundation.films.models import Credit, Episode, Role, Season, Work
from foundation.hooks.models import Delivery
from foundation.people.models import Organisation
from residencies.selection.models import Minutes
from tests import cast
from tests.api.routes import LISTS, SINGLES, Route
from tests.api.rows import make, maker_of

pytestmark = pytest.mark.django_db
NOTE = "zqnoteqz"


def public_credit(person, **fields) -> Credit:
    work = Work.objects.create(title="Le Silence", year=2020, is_public=True)
    role = Role.objects.get(slug="director")
    return Credit.objects.create(**{"work": work, "person": person, "role": role, **fields})


def test_of_another_person_a_public_film_tells_a_number_and_the_name_in_its_credits(api):
    other = cast.person(
        name="Nom de naissance", credited_name="Nom de scène", city="Fès", phone="+212600000000"
    )
    credit = public_credit(other)
    answer = api(cast.alumna().account).get(f"/api/v1/credits/{credit.pk}/").json()
    assert answer == {
        "id": credit.pk,
        "work": {"id": credit.work_id, "title": "Le Silence", "year": 2020},
        "scope": "work",
        "episode": None,
        "person": {"id": other.pk, "name": "Nom de scène"},
        "organisation": None,
        "role": "director",
        "credited_as": "",
        "status": "confirmed",
        "order": None,
        "verification": "unchecked",
        "verified_on": None,
        "evidence": [],
        "note": "",
    }


def test_the_name_in_these_credits_comes_before_the_name_in_credits(api):
    public_credit(cast.person(name="Nom", credited_name="Nom de scène"), credited_as="N. de S.")
    row = api(cast.alumna().account).get("/api/v1/credits/").json()["results"][0]
    assert (row["person"]["name"], row["credited_as"]) == ("N. de S.", "N. de S.")


def test_a_person_behind_a_public_film_has_no_page_of_her_own(api):
    credit = public_credit(cast.person())
    assert api(cast.alumna().account).get(f"/api/v1/people/{credit.person_id}/").status_code == 404


def test_her_own_film_is_seen_before_it_is_public(api):
    she = cast.alumna()
    credit = public_credit(she)
    Work.objects.update(is_public=False)
    seen = [len(api(one.account).get("/api/v1/works/").json()["results"]) for one in (she, cast.alumna())]
    assert (seen, credit.work.title) == ([1, 0], "Le Silence")


def test_a_person_is_read_in_full_by_staff_with_the_right(api):
    person = cast.person(gender="woman", birth_date=date(1990, 5, 17), phone="+212600000000", country="MA")
    answer = api(cast.staff("people.view_person")).get(f"/api/v1/people/{person.pk}/").json()
    told = {key: answer[key] for key in ("gender", "birth_date", "phone", "country", "time_zone")}
    assert told == {
        "gender": "woman",
        "birth_date": "1990-05-17",
        "phone": "+212600000000",
        "country": "MA",
        "time_zone": "Africa/Casablanca",
    }


@pytest.mark.parametrize("right", ["films.view_work", "programmes.view_participation", "careers.view_change"])
def test_the_right_to_something_else_opens_nobodys_record(right: str, api):
    cast.person()
    assert api(cast.staff(right)).get("/api/v1/people/").json()["results"] == []


def tells_note(route: Route) -> bool:
    whole = getattr(route.view.cls, "record_class", None)
    return bool(whole) and isinstance(whole().fields.get("note"), StaffsNote)


# Single records that have the staff's note, for the staff.
NOTED = [route for route in SINGLES if tells_note(route)]


@pytest.mark.parametrize("route", NOTED, ids=str)
def test_a_single_record_has_the_note_for_staff_with_the_right_alone(route: Route, api):
    boss, owner = cast.administrator(), cast.alumna()
    made = make(maker_of(route), owner, 1)
    type(made).objects.filter(pk=made.pk).update(note=NOTE)
    assert api(boss).get(route.url(made.pk)).json()["note"] == NOTE
    hers = api(owner.account).get(route.url(made.pk))
    assert NOTE not in hers.content.decode()


@pytest.mark.one_database  # what a serializer leaves out
@pytest.mark.parametrize("route", [*LISTS, *(one for one in SINGLES if one not in NOTED)], ids=str)
def test_what_staff_note_for_themselves_is_in_no_record(route: Route, api):
    boss = cast.person(account=cast.administrator(), note=NOTE)
    made = make(maker_of(route), boss, 1)
    for row in (made, *(getattr(made, name, None) for name in ("work", "edition", "person", "selection"))):
        for field in ("note", "reason"):
            is_kept = isinstance(row, Minutes | Task | Delivery)  # theirs are there to be read
            if hasattr(row, field) and not is_kept and not row._meta.get_field(field).choices:
                setattr(row, field, NOTE)
                row.save()
    text = api(boss.account).get(route.url(made.pk if route.takes_number else None)).content.decode()
    assert NOTE not in text


def test_a_series_tells_its_seasons_episodes_and_stages(api):
    work = Work.objects.create(title="La Saison", kind="series", is_public=True)
    season = Season.objects.create(work=work, number=1)
    episode = Episode.objects.create(season=season, number=2, title="Le Retour")
    work.stage_changes.create(stage="idea", on=date(2026, 1, 1), source="checkin:42:stage")
    answer = api(cast.alumna().account).get(f"/api/v1/works/{work.pk}/").json()
    assert answer["seasons"] == [
        {"number": 1, "episodes": [{"id": episode.pk, "number": 2, "title": "Le Retour"}]}
    ]
    assert answer["stages"] == [{"stage": "idea", "on": "2026-01-01"}]


def test_a_credit_on_an_episode_tells_which(api):
    house = Organisation.objects.create(name="Maison")
    credit = public_credit(None, organisation=house)
    season = Season.objects.create(work=credit.work, number=3)
    credit.episode, credit.scope = Episode.objects.create(season=season, number=7), "episode"
    credit.save()
    answer = api(cast.alumna().account).get(f"/api/v1/credits/{credit.pk}/").json()
    assert answer["episode"] == {"id": credit.episode_id, "season": 3, "number": 7, "title": ""}
    assert (answer["organisation"], answer["person"]) == ({"id": house.pk, "name": "Maison"}, None)


def test_one_series_takes_as_many_queries_for_fifty_episodes_as_for_one(api, django_assert_num_queries):
    work = Work.objects.create(title="La Saison", kind="series", is_public=True)
    client = api(cast.administrator())
    for number in range(1, 51):
        Episode.objects.create(season=Season.objects.create(work=work, number=number), number=1)
        if number in (1, 50):
            with django_assert_num_queries(7):
                client.get(f"/api/v1/works/{work.pk}/")


def test_instants_are_told_in_utc_whatever_her_zone(client):
    she = cast.alumna(time_zone="Asia/Tokyo")
    checkin = cast.asked_checkin(who=she)
    client.force_login(she.account, "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/api/v1/check-ins/{checkin.pk}/").json()
    assert (answer["asked_at"], answer["due_on"]) == ("2026-11-24T10:00:00Z", "2026-11-24")
