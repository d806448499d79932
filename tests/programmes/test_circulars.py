"""Mail to a list: looked at with who is left out and why, sent once, in the language of each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse

from alumni.checkins.models import Pause
from foundation.errors import ServiceError
from foundation.mail.letters import letter_for, render
from foundation.mail.models import Message
from foundation.mail.services import suppress
from residencies.programmes import services
from residencies.programmes.models import Circular
from residencies.programmes.selectors.audiences import Why, audience
from tests import cast
from tests.cast import NOW
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db
TABLE = reverse("admin:programmes_participation_changelist")
WORDS = {
    "subject_fr": "Semaine de {{ name }}", "body_fr": "Rendez-vous à {{ edition }}.",
    "subject_ar": "أسبوعك", "body_ar": "موعدنا.", "subject_en": "", "body_en": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(time_machine, client):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


@pytest.fixture
def rows():
    """One who reads French, one Arabic, one English; one without an address, one who refuses, one paused."""
    of = enrolled.edition()
    people = [cast.person(language=code) for code in ("fr", "ar", "en")]
    people += [cast.person(email=""), cast.person(), cast.person()]
    suppress(people[4].email, "subscribed", "unsubscribed", now=NOW)
    Pause.objects.create(person=people[5], since=NOW.date(), source="mail")
    return [enrolled.enrolment(of=of, who=one) for one in people]


def send(rows, token=None, stream="subscribed", **words):
    return services.send_circular(
        rows, token or uuid4(), stream=stream, words={**WORDS, **words}, by=None, now=NOW
    )


def test_who_is_left_out_and_why_depends_on_what_it_is(rows, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        news = audience(rows, "subscribed", NOW.date())
    assert [why for _row, why in news.left_out] == [Why.NO_ADDRESS, Why.REFUSED, Why.PAUSED]
    about = audience(rows, "transactional", NOW.date())
    assert [why for _row, why in about.left_out] == [Why.NO_ADDRESS]


def test_each_is_written_to_once_in_her_language_or_the_first(rows):
    token = uuid4()
    first = send([*rows, enrolled.enrolment(who=rows[0].person)], token)
    assert send(rows, token) == first
    assert (first.reached, first.left_out, Circular.objects.count()) == (3, 3, 1)
    mails = {one.person_id: one for one in Message.objects.select_related("person")}
    assert [mails[row.person_id].language for row in rows[:3]] == ["fr", "ar", "fr"]
    message = mails[rows[1].person_id]
    assert "موعدنا." in render(message, letter_for(message))["text"]
    message = mails[rows[2].person_id]
    texts = render(message, letter_for(message))
    assert rows[2].person.name in texts["subject"]
    assert str(rows[0].edition) in texts["text"]
    assert "unsubscribe" in texts["html"]


@pytest.mark.parametrize(
    "words",
    [
        {"body_fr": "", "body_ar": "", "subject_fr": "", "subject_ar": ""},
        {"body_fr": ""},
        {"body_fr": "{{ password }}"},
        {"subject_ar": "{{ name.note }}"},
    ],
)
def test_words_that_cannot_go_out_are_refused(rows, words):
    with pytest.raises(ServiceError):
        send(rows, **words)
    assert not Message.objects.exists()


def test_a_list_that_reaches_nobody_sends_nothing(rows):
    with pytest.raises(ServiceError):
        send(rows[3:])
    assert not Circular.objects.exists()


def test_the_desk_shows_it_first_and_two_presses_send_once(client, rows):
    client.force_login(cast.administrator())
    sent = {"action": "write", "_selected_action": [row.pk for row in rows]}
    form = client.post(TABLE, sent).context["form"]
    sent |= {**WORDS, "stream": "subscribed", "token": form["token"].value()}
    looked = client.post(TABLE, {**sent, "look": "1"})
    context = looked.context
    assert (context["reached"], context["left_out_count"], len(context["letters"])) == (3, 3, 2)
    assert not Message.objects.exists()
    refused = client.post(TABLE, {**sent, "look": "1", "body_fr": "{{ x }}"})
    assert refused.context["form"].non_field_errors()
    press = {**sent, "confirm": "1", "seen": context["seen"]}
    somebody_else = enrolled.enrolment(of=rows[0].edition)  # as many as were seen, and not the same
    others = [row.pk for row in (*rows[1:], somebody_else)]
    changed = client.post(TABLE, {**press, "_selected_action": others})
    assert "look again" in changed.context["changed"]
    assert (changed.context["reached"], Message.objects.count()) == (3, 0)
    for _press in range(2):
        assert client.post(TABLE, press).status_code == 302
    assert (Message.objects.count(), Circular.objects.count()) == (3, 1)
    page = reverse("admin:programmes_circular_change", args=[Circular.objects.get().pk])
    assert client.get(page).status_code == 200
    other = {**press, "subject_fr": "Autre chose", "body_fr": "Et plus tard."}  # after “back”, or typed below
    for unseen in (other, press | {"stream": "transactional"}, press | {"seen": "", "subject_fr": "x"}):
        page = client.post(TABLE, unseen)
        assert "You have changed something" in page.context["changed"]
    page = client.post(TABLE, other)
    assert (page.context["letters"][0]["subject"], Message.objects.count()) == ("Autre chose", 3)
    assert page.context["form"]["body_fr"].value() == "Et plus tard."
    assert client.post(TABLE, other | {"seen": page.context["seen"]}).status_code == 302
    assert (Message.objects.count(), Circular.objects.count()) == (6, 2)


@pytest.mark.django_db(transaction=True)
def test_presses_at_one_moment_send_once():
    rows, token, barrier = [enrolled.enrolment() for _one in range(3)], uuid4(), Barrier(4)

    def press(_number) -> int:
        try:
            barrier.wait(timeout=60)
            return send(rows, token).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        sent = set(pool.map(press, range(4)))
    assert (len(sent), Circular.objects.count(), Message.objects.count()) == (1, 1, 3)


def test_without_the_right_nothing_is_written(client, rows):
    client.force_login(cast.staff("programmes.view_participation", "programmes.change_participation"))
    client.post(TABLE, {"action": "write", "_selected_action": [rows[0].pk], "look": "1", **WORDS})
    assert not Circular.objects.exists()
