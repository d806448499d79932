import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.services import answer_checkin
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db


def page(person) -> str:
    return reverse("admin:people_person_change", args=[person.pk])


@pytest.fixture
def checkin():
    """Answered: her film is being shot now."""
    row = cast.asked_checkin(closes_at=timezone.now() + timezone.timedelta(days=9))
    row.participation.work = rows.work(title="Ourika", stage="idea")
    row.participation.save()
    answers = {"choice": "yes", "stage": "shooting", "text": "Merci !"}
    return answer_checkin(row, answers, now=timezone.now())


def known(client, viewer, checkin, language="en"):
    client.force_login(viewer)
    client.cookies["django_language"] = language
    return client.get(page(checkin.person)).context


def test_her_path_her_answers_and_what_they_change_stand_on_one_page(client, checkin):
    context = known(client, cast.administrator(), checkin)
    ((row, answers),) = context["checkins"]
    ((change, lines),) = context["changes"]
    assert [event.kind for event in context["events"]] == ["programme"]
    assert [said.parts for said in answers] == [[("", "yes")], [("", "shooting")], [("", "Merci !")]]
    assert (row, change.kind, lines) == (checkin, "stage", [("stage", "idea", "shooting")])


def test_answers_read_in_the_language_of_the_reader(client, checkin):
    ((_row, answers),) = known(client, cast.administrator(), checkin, "ar")["checkins"]
    assert [said.question for said in answers] == ["سؤال choice؟", "سؤال stage؟", "سؤال text؟"]
    assert answers[0].parts == [("", "yes ar")]


def test_a_reader_without_the_right_finds_neither_answers_nor_proposals(client, checkin):
    context = known(client, cast.staff("people.view_person"), checkin)
    assert (context["checkins"], context["changes"], context["events"]) == ([], [], [])


def test_a_change_is_accepted_from_her_page_and_leads_back_to_it(client, checkin):
    client.force_login(cast.administrator())
    change = checkin.person.changes.get()
    url = reverse("admin:careers_change_accept", args=[change.pk])
    assert client.post(url, {"back": page(checkin.person)}).url == page(checkin.person)
    checkin.participation.work.refresh_from_db()
    assert checkin.participation.work.stage == "shooting"


def test_no_other_site_is_led_back_to(client, checkin):
    client.force_login(cast.administrator())
    url = reverse("admin:careers_change_accept", args=[checkin.person.changes.get().pk])
    response = client.post(url, {"back": "https://elsewhere.example/"})
    assert response.url == f"{reverse('admin:careers_change_changelist')}?"


def test_her_page_takes_as_many_queries_for_twenty_check_ins_as_for_one(client, checkin):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(page(checkin.person))
        return len(caught)

    client.force_login(cast.administrator())
    rows.credit(person=checkin.person)
    queries()
    one = queries()
    for months in range(20):
        again = {"participation": checkin.participation, "months": 100 + months}
        row = cast.asked_checkin(**again, closes_at=checkin.closes_at)
        answer_checkin(row, {"choice": "no", "text": "Encore"}, now=timezone.now())
        rows.credit(person=checkin.person)
    assert queries() == one


def test_her_history_is_a_click_away(client, checkin):
    client.force_login(cast.administrator())
    history = reverse("admin:people_person_history", args=[checkin.person_id])
    assert f'href="{history}"' in client.get(page(checkin.person)).content.decode()
