"""What she says is missing in her career: once, with a link, hers to take back, staff’s to take over."""

import pytest
from django.urls import reverse

from alumni.careers.models import Change
from alumni.careers.services import accept_change, decline_change, say_record
from foundation.films.models import Award, Credit, Role
from tests import cast
from tests.cast import NOW
from tests.many import REPEATS, rounds

CAREER = reverse("portal:career")
PAGE = "https://festival.example/2026/laube"


def place(kind):
    return reverse("portal:say_record", args=[kind])


def back(change):
    return reverse("portal:withdraw_record", args=[change.pk])


def typed(**more):
    role = Role.objects.get(slug="director").pk
    return {"title": "L’aube", "role": role, "year": "2026", "link": PAGE, **more}


@pytest.fixture
def she(client):
    client.cookies["django_language"] = "en"
    she = cast.alumna()
    client.force_login(she.account)
    return she


@pytest.mark.django_db
def test_pressed_twice_it_is_one_and_its_link_becomes_the_evidence_of_the_credit(client, she):
    for _ in range(2):
        assert client.post(place("credit"), typed()).status_code == 302
    change = Change.objects.get()
    assert (change.link, change.after) == (PAGE, {"title": "L’aube", "role": "director", "year": 2026})
    page = client.get(CAREER).content.decode()
    assert (back(change) in page, PAGE in page) == (True, True)
    client.force_login(cast.administrator())
    assert f'href="{PAGE}"' in client.get(reverse("admin:careers_change_change", args=[change.pk])).text
    for _ in range(2):
        accept_change(change, by=None, now=NOW)
    assert [(one.kind, one.url) for one in Credit.objects.get().evidence.all()] == [("link", PAGE)]


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "wrong", "named"),
    [
        ("credit", {"link": "javascript:alert(1)"}, "link"),
        ("credit", {"year": "12"}, "year"),
        ("selection", {}, "festival"),
        ("award", {"festival": "FIFM"}, "prize"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_its_field_and_stays(kind, wrong, named, client, she):
    answer = client.post(place(kind), typed(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [named])
    assert 'value="L’aube"' in answer.content.decode()
    assert not Change.objects.exists()


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_prize_keeps_its_link_in_staffs_note(client, she):
    client.post(place("credit"), typed())
    client.post(place("award"), typed(festival="FIFM", prize="Étoile d’or"))
    for change in Change.objects.order_by("pk"):
        accept_change(change, by=None, now=NOW)
    award = Award.objects.get()
    assert (award.prize, award.note) == ("Étoile d’or", PAGE)


@pytest.mark.django_db
@pytest.mark.one_database
def test_she_takes_back_what_waits_and_nobody_else_does(client, she):
    change = say_record(
        she, "credit", {"title": "L’aube", "role": "director", "year": None}, link="", now=NOW
    )
    client.force_login(cast.alumna().account)
    assert client.post(back(change)).status_code == 404
    client.force_login(she.account)
    assert client.post(back(change)).status_code == 302
    assert not Change.objects.exists()
    decided = say_record(she, "credit", change.after, link="", now=NOW)
    decline_change(decided, by=None, now=NOW)
    assert "decided already" in client.post(back(decided), follow=True).content.decode()
    assert Change.objects.get() == decided


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one():
    people = [cast.alumna() for _ in range(REPEATS)]

    def press(number):
        said = {"title": "L’aube", "role": "director"}
        return say_record(people[number], "credit", said, link=PAGE, now=NOW)

    for number, (one, other) in enumerate(rounds(press, press)):
        assert one == other == Change.objects.get(person=people[number])
