"""The page behind the link in the mail, as a browser meets it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client

from alumni.careers.models import Change
from alumni.checkins.models import CheckIn
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import answer_checkin, save_answers
from foundation.films.models import Work
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def checkin():
    she = cast.person(city="Fès", country="MA", occupation="Réalisatrice", phone="+212612345678")
    work = Work.objects.create(title="Les Enfants du barrage", stage="financing")
    part = cast.completed(NOW.date() - timedelta(days=92), who=she, work=work)
    return cast.asked_checkin(participation=part)


def link(checkin):
    return f"/c/{answer_token(checkin)}/"


def every_row():
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in apps.get_models()}


def stored(checkin):
    return {answer.question.key: answer.value for answer in checkin.answers.all()}


def shown(response):
    return {name: response.context["form"][name].value() for name in response.context["form"].fields}


def test_looking_changes_nothing(client, checkin):
    before = every_row()
    for path in (link(checkin), link(checkin) + "?choice=yes", link(checkin) + "thanks/", "/c/"):
        client.get(path)
        client.head(path)
    assert every_row() == before


def test_the_tapped_answer_stands_chosen(client, checkin):
    assert shown(client.get(link(checkin) + "?choice=yes"))["choice"] == "yes"


@pytest.mark.parametrize("tap", ["choice=perhaps", "other=yes", "choice=", "choice=yes%00"])
def test_a_tap_that_is_no_answer_chooses_nothing(client, checkin, tap):
    assert shown(client.get(f"{link(checkin)}?{tap}"))["choice"] is None


def test_what_is_known_of_her_stands_ready_to_confirm(client, checkin):
    page = shown(client.get(link(checkin)))
    known = {name: page[name] for name in ("stage", "facts.city", "facts.country", "facts.occupation")}
    assert known == {
        "stage": "financing",
        "facts.city": "Fès",
        "facts.country": "MA",
        "facts.occupation": "Réalisatrice",
    }


def test_one_press_stores_what_is_on_the_page(client, checkin):
    sent = {name: value or "" for name, value in shown(client.get(link(checkin) + "?choice=yes")).items()}
    response = client.post(link(checkin), sent)
    checkin.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, link(checkin) + "thanks/")
    assert (checkin.state, checkin.answered_at) == (CheckIn.State.ANSWERED, NOW)
    assert stored(checkin) == {
        "choice": {"choice": "yes"},
        "stage": {"stage": "financing"},
        "facts": {"city": "Fès", "country": "MA", "occupation": "Réalisatrice"},
    }


def test_confirming_what_is_known_proposes_nothing(client, checkin):
    client.post(link(checkin), {"stage": "financing", "choice": "yes"})
    assert Change.objects.count() == 0


def test_a_new_stage_awaits_staffs_word(client, checkin):
    client.post(link(checkin), {"stage": "shooting"})
    change = Change.objects.get()
    assert (change.before, change.after, change.state) == (
        {"stage": "financing"},
        {"stage": "shooting"},
        "proposed",
    )


def test_no_login_no_cookie_and_no_token_of_a_form_are_needed(checkin):
    client = Client(enforce_csrf_checks=True)
    assert client.post(link(checkin), {"choice": "no"}).status_code == 302
    assert stored(checkin) == {"choice": {"choice": "no"}}


def test_answers_stand_there_when_she_comes_back(client, checkin):
    save_answers(checkin, {"choice": "no", "credit": {"title": "Ourika", "year": "2024"}}, now=NOW)
    page = shown(client.get(link(checkin)))
    assert (page["choice"], page["credit.title"], page["credit.year"]) == ("no", "Ourika", 2024)


def test_a_second_tap_wins_and_the_page_says_what_she_answered_before(client, checkin):
    save_answers(checkin, {"choice": "no"}, now=NOW)
    response = client.get(link(checkin) + "?choice=yes")
    (asked,) = (one for one in response.context["form"].asked() if one.question.key == "choice")
    assert (shown(response)["choice"], asked.earlier) == ("yes", "no fr")


def test_answers_may_be_changed_until_it_closes(client, checkin):
    client.post(link(checkin), {"choice": "no"})
    client.post(link(checkin), {"choice": "yes"})
    assert stored(checkin) == {"choice": {"choice": "yes"}}


def test_one_question_is_saved_alone(client, checkin):
    save_answers(checkin, {"choice": "no"}, now=NOW)
    sent = {"save": "1", "credit.title": "Ourika", "credit.role": "", "credit.year": ""}
    response = client.post(link(checkin), sent, headers={"accept": "application/json"})
    checkin.refresh_from_db()
    assert (response.status_code, response.json()) == (200, {"errors": {}})
    assert checkin.state == CheckIn.State.ASKED
    assert stored(checkin) == {
        "choice": {"choice": "no"},
        "credit": {"title": "Ourika", "role": "", "year": None},
    }


def test_the_script_is_told_what_is_wrong_and_where(client, checkin):
    sent = {"save": "1", "credit.title": "Ourika", "credit.year": "soon"}
    response = client.post(link(checkin), sent, headers={"accept": "application/json"})
    assert response.status_code == 422
    assert list(json.loads(response.content)["errors"]) == ["credit.year"]


def test_without_the_script_a_button_saves_for_later(client, checkin):
    response = client.post(link(checkin), {"save": "1", "choice": "yes"})
    checkin.refresh_from_db()
    assert (response.headers["Location"], checkin.state) == (link(checkin) + "?saved", CheckIn.State.ASKED)
    assert stored(checkin) == {"choice": {"choice": "yes"}}


def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(client, checkin):
    sent = {"text": "À bientôt", "credit.title": "Ourika", "credit.year": "bientôt", "facts.country": "XX"}
    response = client.post(link(checkin), sent)
    page = shown(response)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["credit.year", "facts.country"]
    assert [page[name] for name in sent] == list(sent.values())
    assert stored(checkin) == {}


def test_an_empty_page_asks_for_one_answer_at_least(client, checkin):
    response = client.post(link(checkin), {"text": " "})
    checkin.refresh_from_db()
    assert (response.status_code, len(response.context["form"].non_field_errors())) == (422, 1)
    assert checkin.state == CheckIn.State.ASKED


def test_what_a_database_cannot_hold_is_refused_at_its_field(client, checkin):
    response = client.post(link(checkin), {"text": "nul \0", "facts.city": "\0"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["facts.city", "text"])


def test_arabic_digits_are_a_year(client, checkin):
    client.post(link(checkin), {"credit.title": "أوريكا", "credit.role": "director", "credit.year": "٢٠٢٦"})
    assert stored(checkin)["credit"]["year"] == 2026


@pytest.mark.parametrize(("language", "side"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_the_page_speaks_her_language(client, checkin, language, side):
    type(checkin.person).objects.update(language=language)
    response = client.get(link(checkin), headers={"accept-language": "de"})
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}" dir="{side}">' in response.content.decode()


def test_a_language_she_chose_wins(client, checkin):
    response = client.post(link(checkin), {"language": "ar", "next": link(checkin)})
    assert (response.status_code, response.headers["Location"]) == (302, link(checkin))
    assert client.get(link(checkin)).headers["Content-Language"] == "ar"
    assert stored(checkin) == {}


def test_days_are_those_of_her_zone(client, checkin):
    type(checkin.person).objects.update(time_zone="Pacific/Auckland", language="en")
    CheckIn.objects.update(closes_at=datetime(2027, 1, 23, 12, tzinfo=UTC))
    assert "until 24 January 2027" in client.get(link(checkin)).content.decode()


def test_the_address_of_the_page_is_kept_to_itself(client, checkin):
    headers = client.get(link(checkin)).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert {part.strip() for part in headers["Cache-Control"].split(",")} >= {"no-store", "private"}
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_forwarded_mail_gives_away_no_way_to_reach_her(client, checkin):
    answer_checkin(checkin, {"choice": "yes"}, now=NOW)
    for path in (link(checkin), link(checkin) + "thanks/"):
        page = client.get(path).content.decode()
        assert [secret for secret in (checkin.person.email, "612345678") if secret in page] == []


def test_thanks_come_after_the_answer_alone(client, checkin):
    response = client.get(link(checkin) + "thanks/")
    assert (response.status_code, response.headers["Location"]) == (302, link(checkin))


def test_a_staff_login_in_the_same_browser_answers_as_her(client, checkin):
    client.force_login(cast.administrator())
    client.post(link(checkin), {"choice": "yes"})
    assert stored(checkin) == {"choice": {"choice": "yes"}}


def test_an_answered_page_costs_no_more_queries(client, checkin, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(link(checkin))
    answer_checkin(checkin, {"choice": "yes", "stage": "shooting", "text": "…"}, now=NOW)
    with django_assert_num_queries(5):
        client.get(link(checkin))


def test_the_page_is_light(client, checkin):
    assert len(client.get(link(checkin)).content) < 40_000


def test_choices_speak_her_language_too(client, checkin):
    type(checkin.person).objects.update(language="ar")
    page = client.get(link(checkin), headers={"accept-language": "fr"}).content.decode()
    assert '<option value="MA" selected>المغرب</option>' in page
