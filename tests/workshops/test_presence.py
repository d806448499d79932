"""Who was there: the list on a phone, the code at the door, by herself online; then what is said of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import ProtectedError
from django.urls import reverse

from foundation.errors import ServiceError
from residencies.workshops import services
from residencies.workshops.models import Attendance, Feedback
from residencies.workshops.selectors.figures import voices
from residencies.workshops.selectors.links import check_in_code
from tests import cast as people
from tests.workshops import cast

pytestmark = pytest.mark.django_db
NOW, STARTS = cast.NOW, cast.STARTS
DOORS = STARTS - timedelta(minutes=20)


def there() -> set[tuple[int, str]]:
    return set(Attendance.objects.values_list("person", "way"))


def speaker(row, client):
    she = people.alumna()
    row.speakers.create(person=she, role="trainer")
    client.force_login(she.account)
    return she


def test_two_who_tick_the_list_at_once_undo_nothing_of_each_other(client):
    row, asked = cast.full(places=3)
    speaker(row, client)
    first, second, third = (one.person for one in asked)
    page = reverse("workshops:attendance", args=[row.pk])
    with time_machine.travel(DOORS, tick=False):
        assert client.get(page).content.decode().count('type="checkbox"') == 3
        client.post(page, {"there": [first.pk, second.pk, 10**12]})
        # Opened before that, so without anybody ticked: the other one notes the third alone.
        client.post(page, {"there": [third.pk]})
        assert there() == {(one.pk, "list") for one in (first, second, third)}
        client.post(page, {"there": [first.pk, third.pk], "was": [first.pk, second.pk, third.pk]})
    assert there() == {(first.pk, "list"), (third.pk, "list")}
    assert Attendance.history.filter(history_type="-").count() == 1


def test_the_code_at_the_door_needs_a_leader_a_fresh_code_and_one_press(client):
    row, (first,) = cast.full()
    leader = speaker(row, client)
    with time_machine.travel(DOORS, tick=False):
        page = reverse("workshops:check_in", args=[check_in_code(first)])
        assert client.get(page).status_code == 200
        assert there() == set()
        assert client.post(page).status_code == 302
        client.post(page)
    assert there() == {(first.person_id, "qr")}
    assert Attendance.objects.get().noted_by == leader.account
    with time_machine.travel(DOORS + timedelta(minutes=16), tick=False):
        assert client.get(page).status_code == 404
        fresh = reverse("workshops:check_in", args=[check_in_code(first)])
        client.force_login(people.alumna().account)
        assert (client.get(fresh).status_code, client.post(fresh).status_code) == (404, 404)
        assert client.get(reverse("workshops:check_in", args=["x:y:z"])).status_code == 404


@pytest.mark.parametrize(
    ("state", "at", "is_noted"),
    [
        ("registered", DOORS, True),
        ("registered", STARTS - timedelta(hours=2), False),
        ("registered", STARTS + timedelta(days=9), True),  # a correction
        ("waiting", DOORS, False),
    ],
)
def test_who_is_noted_has_a_place_and_the_session_is_near(state, at, is_noted):
    row, asked = cast.full(waiting=1)
    who = next(one.person for one in asked if one.state == state)
    try:
        services.note_attendance(row, who, way="list", by=None, now=at)
    except ServiceError:
        assert not is_noted
    assert Attendance.objects.exists() == is_noted


def test_by_herself_online_alone_and_while_it_runs():
    online = cast.session(online_url="https://meet.example.org/1")
    she = cast.registered(online).person
    with pytest.raises(ServiceError):
        services.note_self(online, she, by=None, now=STARTS - timedelta(minutes=16))
    services.note_self(online, she, by=None, now=STARTS)
    room, (first,) = cast.full()
    with pytest.raises(ServiceError):
        services.note_self(room, first.person, by=None, now=STARTS)
    assert there() == {(she.pk, "self")}


def said(row, person, **fields):
    marks = {"overall": 4, "useful": 5, "clear": 3, "comment": "", **fields}
    return services.give_feedback(row, person, **marks, now=STARTS + timedelta(hours=3))


def test_feedback_is_once_for_those_who_were_there_and_small_groups_stay_hidden():
    row, asked = cast.full(places=7)
    for one in asked[:6]:
        services.note_attendance(row, one.person, way="list", by=None, now=STARTS)
    for number, one in enumerate(asked[:4]):
        said(row, one.person, overall=number + 1)
    assert voices(row.feedback.all()).is_hidden
    said(row, asked[4].person, overall=5, comment="Merci à l’équipe.")
    told = voices(row.feedback.all())
    assert (told.count, told.means["overall"], told.comments) == (5, 3.0, ["Merci à l’équipe."])
    said(row, asked[5].person, overall=1, comment="Trop long.")
    other = cast.session(of=row.workshop)
    Feedback.objects.create(session=other, overall=1, useful=1, clear=1)
    everywhere = Feedback.objects.filter(session__workshop=row.workshop)
    assert voices(row.feedback.all()) == voices(everywhere) == told  # one more voice tells nothing of hers
    for person in (asked[0].person, asked[6].person):
        with pytest.raises(ServiceError):
            said(row, person)
    kept = {field.name for field in Feedback._meta.get_fields()}
    assert kept == {"id", "session", "overall", "useful", "clear", "comment", "answers"}
    assert Attendance.history.count() == 6  # that she spoke leaves no instant in a history
    taken_away = [asked[0].person_id, asked[5].person_id]
    with pytest.raises(ServiceError):
        services.note_list(row, ticked=[asked[6].person_id], unticked=taken_away, by=None, now=STARTS)
    assert Attendance.objects.count() == 6


def test_the_form_asks_for_three_marks_and_keeps_a_word(client):
    row, she = cast.session(), people.alumna()
    cast.registered(row, she)
    services.note_attendance(row, she, way="list", by=None, now=STARTS)
    client.force_login(she.account)
    page = reverse("workshops:feedback", args=[row.pk])
    with time_machine.travel(STARTS + timedelta(hours=3), tick=False):
        assert client.get(page).status_code == 200
        assert client.post(page, {"overall": 6, "useful": 1, "clear": 1}).status_code == 422
        client.post(page, {"overall": 5, "useful": 1, "clear": 1, "comment": "Bien"})
        assert client.get(page).status_code == 404
    assert list(Feedback.objects.values_list("overall", "comment")) == [(5, "Bien")]


def test_a_workshop_asks_more_in_its_own_words_and_nobody_has_to_answer(client, in_english):
    row = cast.session()
    ask = row.workshop.questions.create
    mark, again, word = (
        ask(position=place, kind=kind, text_fr=text)
        for place, (kind, text) in enumerate(
            [("scale", "Le rythme ?"), ("yes_no", "Revenir ?"), ("text", "Un mot ?")]
        )
    )
    cast.workshop().questions.create(kind="text", text_fr="Ailleurs ?")
    asked = [cast.registered(row, people.alumna()).person for _one in range(6)]
    for one in asked:
        services.note_attendance(row, one, way="list", by=None, now=STARTS)
    she = asked[0]
    client.force_login(she.account)
    client.cookies["django_language"] = "en"
    page = reverse("workshops:feedback", args=[row.pk])
    typed = {"overall": 5, "useful": 5, "clear": 5, word.key: "Plus de temps."}
    with time_machine.travel(STARTS + timedelta(hours=3), tick=False):
        shown = client.get(page).text
        assert [text in shown for text in ("Le rythme ?", "Revenir ?", "Un mot ?", "Ailleurs ?")] == [
            *[True] * 3, False,
        ]  # fmt: skip
        wrong = client.post(page, typed | {mark.key: "6"})
        assert (wrong.status_code, "Plus de temps." in wrong.text) == (422, True)
        assert client.post(page, typed | {mark.key: "2", again.key: "yes"}).status_code == 302
    for number, one in enumerate(asked[1:5]):
        said(row, one, answers={mark.key: "4", again.key: "no"} if number else None)
    told = voices(row.feedback.all())
    assert told.answers == [
        ("Le rythme ?", ["3.5/5"]),
        ("Revenir ?", ["No: 3", "Yes: 1"]),
        ("Un mot ?", ["Plus de temps."]),
    ]
    said(row, asked[5], answers={word.key: "Le sixième."})
    assert voices(row.feedback.all()) == told
    with pytest.raises(ProtectedError):
        mark.delete()
