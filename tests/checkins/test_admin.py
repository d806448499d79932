from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.models import Questionnaire, Step
from alumni.checkins.services import answer_checkin
from tests import cast

pytestmark = pytest.mark.django_db
TABLE = reverse("admin:checkins_checkin_changelist")


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"


def numbers(client, **filters) -> list[int]:
    return sorted(row.pk for row in client.get(TABLE, filters).context["cl"].queryset)


def test_what_was_asked_and_answered_is_only_read(client):
    row = cast.asked_checkin()
    url = reverse("admin:checkins_checkin_change", args=[row.pk])
    assert client.post(url, {"state": "answered"}).status_code == 403
    assert client.get(reverse("admin:checkins_checkin_add")).status_code == 403
    assert client.post(reverse("admin:checkins_checkin_delete", args=[row.pk])).status_code == 403


def test_answers_read_as_words(client):
    row = cast.asked_checkin(closes_at=timezone.now() + timezone.timedelta(days=1))
    said = {"facts": {"city": "Lyon", "country": "FR"}, "credit": {"title": "Ourika", "role": "director"}}
    answer_checkin(row, said, now=timezone.now())
    html = client.get(reverse("admin:checkins_checkin_change", args=[row.pk])).content.decode()
    shown = [text for text in ("city: ", "Lyon", "France", "Ourika", "director", "FR<") if text in html]
    assert shown == ["city: ", "Lyon", "France", "Ourika", "director"]


def test_a_person_is_found_in_arabic_script_for_a_name_in_latin_letters(client):
    row = cast.asked_checkin(who=cast.person(name="Oumaïma Bensaïd"))
    cast.asked_checkin()
    assert numbers(client, q="أميمة") == [row.pk]


def test_days_are_those_of_the_reader_and_both_ends_count(client):
    zone = ZoneInfo("Africa/Casablanca")
    inside = cast.asked_checkin(asked_at=datetime(2026, 8, 3, 0, 30, tzinfo=zone))
    cast.asked_checkin(asked_at=datetime(2026, 8, 4, 0, 30, tzinfo=zone))
    assert numbers(client, asked_at_from="2026-08-03", asked_at_to="2026-08-03") == [inside.pk]


def test_a_day_that_is_none_finds_nothing_instead_of_everything(client):
    cast.asked_checkin()
    assert numbers(client, ask_on_from="03/11/2026") == []


def test_those_without_an_address_are_found(client):
    without = cast.asked_checkin(who=cast.person(email=""))
    other = cast.asked_checkin()
    assert (numbers(client, address="none"), numbers(client, address="some")) == ([without.pk], [other.pk])


def test_questions_that_were_sent_do_not_change(client):
    form = cast.asked_checkin().questionnaire
    question = form.questions.first()
    changes = [
        reverse("admin:checkins_questionnaire_change", args=[form.pk]),
        reverse("admin:checkins_question_change", args=[question.pk]),
    ]
    assert [client.post(url, {}).status_code for url in changes] == [403, 403]


def test_questions_that_were_not_sent_yet_do(client):
    form = cast.questionnaire()
    url = reverse("admin:checkins_questionnaire_change", args=[form.pk])
    assert client.get(url).context["has_change_permission"] is True


def test_two_questions_in_the_mail_are_named_before_the_database_has_to(client):
    form = Questionnaire.objects.create(slug="two")
    line = {
        "kind": "yes_no",
        "prefill": "off",
        "in_mail": "on",
        "text_fr": "Où ?",
        "text_ar": "أين؟",
        "text_en": "Where?",
    }
    lines = {
        f"questions-{place}-{name}": value
        for place in (0, 1)
        for name, value in {**line, "key": f"q{place}", "position": str(place)}.items()
    }
    sent = {"slug": "two", "version": "1", "questions-TOTAL_FORMS": "2", "questions-INITIAL_FORMS": "0"}
    response = client.post(reverse("admin:checkins_questionnaire_change", args=[form.pk]), {**sent, **lines})
    questions = response.context["inline_admin_formsets"][0].formset.forms
    assert [question.non_field_errors() for question in questions] == [
        [],
        ["This stands here, or is recorded, already."],
    ]


def test_a_new_version_has_the_same_questions_and_choices(client):
    old = cast.asked_checkin().questionnaire
    client.post(reverse("admin:checkins_questionnaire_new_version", args=[old.pk]), {"confirm": "1"})
    new = Questionnaire.objects.get(slug=old.slug, version=2)

    def told(form):
        return [
            (question.key, question.position, question.text_ar, [str(one) for one in question.options.all()])
            for question in form.questions.all()
        ]

    assert told(new) == told(old)
    assert new.questions.count() == old.questions.count() == 6


def test_a_plan_is_written_with_its_steps(client):
    form = cast.questionnaire()
    steps = {"steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-months": "3"}
    plan = {"name": "Short", "is_active": "on", "repeat_months": "12", "gap_days": "60", "open_days": "30"}
    sent = {**plan, **steps, "steps-0-questionnaire": form.pk}
    assert client.post(reverse("admin:checkins_plan_add"), sent).status_code == 302
    assert list(Step.objects.values_list("plan__name", "months")) == [("Short", 3)]
