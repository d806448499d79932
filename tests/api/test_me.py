"""`me/`: her own record, and what she says has changed in it."""

import pytest

from alumni.careers.models import Change
from alumni.careers.services import say_record
from foundation.films.models import Credit, Role, Work
from foundation.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db
CHANGES = "/api/v1/me/changes/"


@pytest.fixture
def she() -> Person:
    return cast.alumna(name="Salma", city="Fès", country="MA", note="not for her")


def say(client, kind: str, after: dict, **more):
    headers = {"Idempotency-Key": more.pop("key")} if "key" in more else {}
    body = {"kind": kind, "after": after, **more}
    return client.post(CHANGES, body, content_type="application/json", headers=headers)


def credit(person: Person, **fields) -> Credit:
    work = Work.objects.create(**{"title": "Le Silence", "stage": "idea", **fields})
    return Credit.objects.create(work=work, person=person, role=Role.objects.get(slug="director"))


def test_her_own_record_is_all_that_is_known_of_her_but_staffs_note(api, she):
    answer = api(she.account).get("/api/v1/me/").json()
    assert (answer["id"], answer["name"], answer["email"], answer["city"]) == (
        she.pk,
        "Salma",
        she.email,
        "Fès",
    )
    assert "note" not in answer


def test_a_login_without_a_record_is_told_so(api):
    answer = api(cast.staff()).get("/api/v1/me/")
    assert (answer.status_code, answer.json()) == (404, {"detail": "This login belongs to nobody’s record."})


@pytest.mark.parametrize("rows", ["participations", "check-ins", "credits", "changes"])
def test_even_staff_get_their_own_rows_alone(rows: str, api, she):
    boss = cast.person(account=cast.administrator())
    for person in (boss, she):
        part = cast.completed(cast.NOW.date(), who=person)
        cast.asked_checkin(participation=part)
        credit(person)
        Change.objects.create(
            person=person, kind="facts", after={}, said_at=cast.NOW, source=f"t:{person.pk}"
        )
    answer = api(boss.account).get(f"/api/v1/me/{rows}/").json()
    assert [row["person"]["id"] for row in answer["results"]] == [boss.pk]


def test_facts_become_a_proposal_and_change_nothing(api, she):
    answer = say(api(she.account), "facts", {"city": "Rabat"})
    row = Change.objects.get()
    she.refresh_from_db()
    assert (answer.status_code, answer.json()["id"], answer.json()["state"]) == (201, row.pk, "proposed")
    assert (row.person, row.before, row.after) == (she, {"city": "Fès"}, {"city": "Rabat"})
    assert she.city == "Fès"


def test_a_stage_is_said_of_a_work_of_hers(api, she):
    work = credit(she).work
    answer = say(api(she.account), "stage", {"stage": "shooting"}, work=work.pk)
    row = Change.objects.get()
    assert (answer.status_code, answer.json()["work"]) == (201, work.pk)
    assert (row.work, row.before, row.after) == (work, {"stage": "idea"}, {"stage": "shooting"})


def test_a_stage_is_said_of_her_project_in_a_programme(api, she):
    work = Work.objects.create(title="Projet", stage="idea")
    cast.completed(cast.NOW.date(), who=she, work=work)
    assert say(api(she.account), "stage", {"stage": "shooting"}, work=work.pk).status_code == 201


def test_of_a_work_that_is_not_hers_nothing_is_said_even_whether_it_exists(api, she):
    other = credit(cast.person(), is_public=True).work
    answers = [say(api(she.account), "stage", {"stage": "idea"}, work=n) for n in (other.pk, other.pk + 999)]
    assert [answer.json() for answer in answers] == [{"work": ["This is not one of your works."]}] * 2
    assert Change.objects.count() == 0


def test_a_credit_is_said_with_its_role(api, she):
    after = {"title": "La Mer", "role": "editor", "year": 2025}
    answer = say(api(she.account), "credit", after)
    assert (answer.status_code, answer.json()["before"], answer.json()["after"]) == (201, {}, after)


def test_a_selection_is_said_with_its_festival(api, she):
    after = {"title": "La Mer", "festival": "Festival de Tanger", "section": "", "year": None}
    answer = say(api(she.account), "selection", after)
    assert (answer.status_code, answer.json()["after"]) == (201, after)


def test_a_credit_said_by_page_and_api_is_one_and_the_link_follows(api, she):
    after = {"title": "La Mer", "role": "editor"}
    say_record(she, "credit", {**after, "year": None}, link="", now=cast.NOW)
    for link in ("", "https://festival.example/1"):
        assert say(api(she.account), "credit", after, link=link).status_code == 201
    assert Change.objects.get().link == "https://festival.example/1"


def test_what_is_recorded_already_is_no_proposal(api, she):
    assert say(api(she.account), "facts", {"city": "Fès"}).status_code == 204
    assert Change.objects.count() == 0


def test_the_same_key_twice_is_one_proposal(api, she):
    client = api(she.account)
    first, second = (say(client, "facts", {"city": "Rabat"}, key="tap-1") for _tap in (1, 2))
    say(client, "facts", {"city": "Rabat"}, key="tap-2")
    assert (second.status_code, second.json()) == (201, first.json())
    assert Change.objects.count() == 2


def test_the_same_key_of_another_person_is_another_proposal(api, she):
    other = cast.alumna()
    for person in (she, other):
        say(api(person.account), "facts", {"city": "Rabat"}, key="tap-1")
    assert sorted(Change.objects.values_list("person", flat=True)) == [she.pk, other.pk]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"kind": "name", "after": {}}, {"kind"}),
        ({"after": {"city": "Rabat"}}, {"kind"}),
        ({"kind": "facts"}, {"after"}),
        ({"kind": "facts", "after": {}}, {"after"}),
        ({"kind": "facts", "after": {"email": "x@example.org"}}, {"after"}),
        ({"kind": "facts", "after": {"country": "ZZ"}}, {"after"}),
        ({"kind": "facts", "after": {"city": {"a": 1}}}, {"after"}),
        ({"kind": "facts", "after": {"city": "Rabat"}, "work": 1}, {"work"}),
        ({"kind": "stage", "after": {"stage": "shooting"}}, {"work"}),
        ({"kind": "stage", "after": {"stage": "dreaming"}, "work": 1}, {"after"}),
        ({"kind": "stage", "after": {"stage": "idea"}, "work": 10**30}, {"work"}),
        ({"kind": "credit", "after": {"title": "La Mer"}}, {"after"}),
        ({"kind": "credit", "after": {"title": "La Mer", "role": "queen"}}, {"after"}),
        ({"kind": "credit", "after": {"title": "La Mer", "role": "editor", "year": 1066}}, {"after"}),
        ({"kind": "selection", "after": {"title": "La Mer"}}, {"after"}),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict, wrong: set, api, she):
    answer = api(she.account).post(CHANGES, said, content_type="application/json")
    assert (answer.status_code, set(answer.json())) == (400, wrong)
    assert Change.objects.count() == 0


@pytest.mark.parametrize("key", ["a b", "a" * 101, "é", ""])
def test_a_key_is_plain(key: str, api, she):
    answer = say(api(she.account), "facts", {"city": "Rabat"}, key=key)
    assert (answer.status_code, list(answer.json())) == (400, ["Idempotency-Key"])


def test_a_login_without_a_record_has_nothing_to_say(api):
    assert say(api(cast.staff()), "facts", {"city": "Rabat"}).status_code == 404


@pytest.mark.one_database
def test_a_prize_is_said_with_a_link_and_taken_back_while_it_waits(api, she):
    page, prize = "https://festival.example/", {"title": "L’aube", "festival": "FIFM", "prize": "Étoile d’or"}
    made = say(api(she.account), "award", prize, link=page)
    assert (made.status_code, made.json()["link"]) == (201, page)
    facts = say(api(she.account), "facts", {"city": "Tanger"}, link=page)
    assert (facts.status_code, "link" in facts.json()) == (400, True)
    withdraw = f"{CHANGES}{made.json()['id']}/withdraw/"

    def take_back(person):
        return api(person.account).post(withdraw, {}, content_type="application/json").status_code

    assert (take_back(cast.alumna()), take_back(she)) == (404, 204)
    assert not Change.objects.exists()
