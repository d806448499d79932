"""Staff build a questionnaire, look at it, and read its results."""

import csv
from io import StringIO

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from alumni.checkins.models import Question, Questionnaire, Step
from alumni.checkins.questionnaires import copy_questionnaire, lacks
from alumni.checkins.services import answer_checkin
from foundation.films.models import Credit, Role, Work
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"


@pytest.fixture
def form():
    return cast.branching_questionnaire()


def url(name: str, row) -> str:
    return reverse(f"admin:checkins_{row._meta.model_name}_{name}", args=[row.pk])


def fields_of(question: Question, **changed) -> dict:
    """What the question's page sends."""
    shown = [
        "position", "key", "kind", "prefill", "condition", "text_fr", "text_ar", "text_en",
        "minimum", "maximum", "unit_fr", "unit_ar", "unit_en",
    ]  # fmt: skip
    sent = {name: getattr(question, name) for name in shown}
    sent |= {"options-TOTAL_FORMS": 0, "options-INITIAL_FORMS": 0}
    sent["only_if"] = [f"{question.condition_on_id}:{code}" for code in question.condition_values]
    return {name: value for name, value in {**sent, **changed}.items() if value is not None}


def lines_of(form: Questionnaire, places: dict[str, int]) -> dict:
    """The questionnaire's page as it is sent, with questions moved to `places`."""
    lines = {"slug": form.slug, "version": 1, "questions-TOTAL_FORMS": 5, "questions-INITIAL_FORMS": 5}
    shown = ["id", "key", "kind", "prefill", "text_fr", "text_ar", "text_en", "position"]
    for number, question in enumerate(form.questions.all()):
        line = {name: getattr(question, name) for name in shown}
        line["position"] = places.get(question.key, question.position)
        lines |= {f"questions-{number}-{name}": value for name, value in line.items()}
    return lines


def errors(client, question: Question, **changed) -> dict:
    response = client.post(url("change", question), fields_of(question, **changed))
    return response.context["adminform"].form.errors if response.status_code == 200 else {}


def every_row():
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in apps.get_models()}


class TestConditions:
    def test_one_is_set_on_the_questions_own_page(self, client, form):
        extra = cast.question(form, "extra", "text")
        whom = form.questions.get(key="whom")
        sent = {"condition": "has_not", "only_if": [f"{whom.pk}:crew", f"{whom.pk}:students"]}
        assert errors(client, extra, **sent) == {}
        extra.refresh_from_db()
        assert (extra.condition_on, extra.condition, extra.condition_values) == (
            whom,
            "has_not",
            ["crew", "students"],
        )
        assert errors(client, extra, condition="", only_if=[]) == {}
        extra.refresh_from_db()
        assert (extra.condition_on, extra.condition, extra.condition_values) == (None, "", [])

    def test_only_earlier_questions_with_choices_are_offered(self, client, form):
        since = form.questions.get(key="since")
        offered = client.get(url("change", since)).context["adminform"].form.fields["only_if"].choices
        assert [(on, [text for _code, text in choices]) for on, choices in offered] == [
            ("teaching?", ["Yes", "No"]),
            ("whom?", ["children", "students", "crew"]),
        ]

    def test_what_is_wrong_is_said_at_its_field(self, client, form):
        since, teaching = (form.questions.get(key=key) for key in ("since", "teaching"))
        whom = form.questions.get(key="whom")
        both = [f"{teaching.pk}:yes", f"{whom.pk}:crew"]
        assert errors(client, since, only_if=[]) == {"only_if": ["Choose the answers it depends on."]}
        assert errors(client, since, condition="") == {
            "condition": ["Say whether the answer is to be one of these or none of these."]
        }
        assert errors(client, since, only_if=both) == {
            "only_if": ["A question depends on one other: choose answers of one alone."]
        }
        assert list(errors(client, since, only_if=[f"{since.pk}:yes"])) == ["only_if"]
        assert errors(client, since, position=1) == {
            "position": ["It depends on “whom?”, which has to come before it."]
        }

    def test_a_question_others_depend_on_is_not_moved_behind_them(self, client, form):
        response = client.post(url("change", form), lines_of(form, {"teaching": 9}))
        faults = {
            one.instance.key: list(one.errors.values())
            for one in response.context["inline_admin_formsets"][0].formset.forms
            if one.errors
        }
        fault = [["It depends on “teaching?”, which has to come before it."]]
        assert faults == {"pupils": fault, "whom": fault, "wish": fault}

    def test_nor_on_its_own_page(self, client, form):
        teaching = form.questions.get(key="teaching")
        assert errors(client, teaching, position=2) == {
            "position": ["“pupils?” depends on it and has to come after it."]
        }
        assert errors(client, teaching, position=0) == {}
        followers = form.questions.filter(condition_on=teaching)
        assert set(followers.values_list("condition_position", flat=True)) == {0}

    @pytest.mark.parametrize(
        "places",
        [
            {"teaching": 11, "pupils": 12, "whom": 13, "since": 14, "wish": 15},
            {"teaching": 1, "pupils": 5, "whom": 2, "since": 3, "wish": 4},
            {"teaching": 0},
            {"teaching": 1, "wish": 2, "whom": 3, "since": 5, "pupils": 4},
        ],
        ids=["all later", "one to the end", "the first alone", "another order"],
    )
    def test_they_are_moved_together_in_any_order(self, client, form, places):
        for _there_and_back in range(2):
            before = dict(form.questions.values_list("key", "position"))
            assert client.post(url("change", form), lines_of(form, places)).status_code == 302
            assert dict(form.questions.values_list("key", "position")) == {**before, **places}
            connection.check_constraints()
            places = before

    def test_a_question_others_depend_on_is_not_deleted(self, client, form):
        teaching = form.questions.get(key="teaching")
        client.post(url("delete", teaching), {"post": "yes"})
        assert Question.objects.filter(pk=teaching.pk).exists()
        client.post(url("delete", form), {"post": "yes"})
        assert not Questionnaire.objects.filter(pk=form.pk).exists()


@pytest.mark.parametrize(
    ("key", "changed", "faulty"),
    [
        ("wish", {"minimum": 1}, ["minimum"]),
        ("wish", {"unit_fr": "km"}, ["unit_fr"]),
        ("pupils", {"minimum": 9, "maximum": 2}, ["__all__"]),
        ("whom", {"in_mail": "on"}, ["__all__"]),
        ("extra", {"prefill": "show"}, ["prefill"]),
    ],
)
def test_what_a_kind_does_not_have_is_refused(client, form, key, changed, faulty):
    cast.question(form, "extra", "text")
    form.questions.filter(in_mail=True).update(in_mail=False)
    assert list(errors(client, form.questions.get(key=key), **changed)) == faulty


def test_what_is_missing_is_told_on_the_page_and_after_saving(client, form, in_english):
    assert lacks(form) == []
    form.questions.filter(key="wish").update(text_ar="")
    form.questions.get(key="wish").options.filter(value="5").delete()
    form.questions.filter(key="pupils").update(unit_en="")
    form.questions.get(key="whom").options.filter(value="crew").update(text_fr="", value="team")
    missing = [
        "“pupils” lacks its unit in all three languages.",
        "“whom” lacks the choice “team” in all three languages.",
        "“since” lacks answers to depend on that “whom” offers.",
        "“wish” lacks its text in all three languages.",
        "“wish” lacks the word for “5”.",
    ]
    assert lacks(form) == missing
    page = client.get(url("change", form)).content.decode()
    assert [line for line in missing if line not in page] == []
    lines = {"slug": form.slug, "version": 1, "questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0}
    said = client.post(url("change", form), lines, follow=True).context["messages"]
    assert [str(one) for one in said][:-1] == missing


def step(client, form) -> tuple[int, list[str]]:
    steps = {"steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-months": "3"}
    plan = {"name": "Short", "is_active": "on", "repeat_months": "12", "gap_days": "60", "open_days": "30"}
    sent = {**plan, **steps, "steps-0-questionnaire": form.pk}
    response = client.post(reverse("admin:checkins_plan_add"), sent)
    if response.status_code == 302:
        return 302, []
    (line,) = response.context["inline_admin_formsets"][0].formset.forms
    return response.status_code, list(line.errors["questionnaire"])


def test_a_plan_takes_no_version_that_is_incomplete_and_says_what_it_lacks(client, form):
    form.questions.filter(key="wish").update(text_ar="")
    assert step(client, form) == (
        200,
        ["This version is not ready to be asked.", "“wish” lacks its text in all three languages."],
    )
    form.questions.filter(key="wish").update(text_ar="؟")
    assert (step(client, form), Step.objects.count()) == ((302, []), 1)


def test_an_empty_version_is_not_ready(client):
    form = Questionnaire.objects.create(slug="empty")
    assert step(client, form)[1][1:] == ["It has no question yet."]


class TestPreview:
    def page(self, client, form, **query):
        return client.get(url("page", form), query)

    def test_it_is_her_page_in_each_language_with_an_example(self, client, form):
        cast.question(form, "facts", "facts")
        for language in ("fr", "ar", "en"):
            response = self.page(client, form, language=language)
            html = response.content.decode()
            assert (response.status_code, response.headers["Content-Language"]) == (200, language)
            assert [
                key
                for key in ("teaching", "pupils", "whom", "since", "wish")
                if f'data-question="{key}"' not in html
            ] == []
            assert response.context["form"]["facts.city"].value() == "Fès"

    def test_it_stores_nothing_and_has_no_door(self, client, form):
        before = every_row()
        html = self.page(client, form).content.decode()
        client.get(url("preview", form))
        assert every_row() == before
        assert [word for word in ("/c/", "data-autosave", "token") if word in html] == []

    def test_nothing_can_be_sent_from_it(self, client, form):
        before = every_row()
        assert [
            client.post(url(name, form), {"teaching": "yes"}).status_code for name in ("preview", "page")
        ] == [405, 405]
        assert every_row() == before

    def test_it_may_stand_in_a_frame_of_the_desk_alone(self, client, form):
        headers = self.page(client, form).headers
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]

    def test_it_is_filled_with_what_is_known_of_a_person(self, client, form):
        cast.question(form, "facts", "facts")
        cast.question(form, "stage", "stage")
        form.questions.filter(key="teaching").update(prefill="show")
        she = cast.person(city="Agadir", name="Oumaïma Bensaïd")
        work = Work.objects.create(title="Ourika", stage="shooting")
        Credit.objects.create(work=work, person=she, role=Role.objects.get(slug="director"))
        answer_checkin(cast.asked_checkin(who=she, questionnaire=form), {"teaching": "no"}, now=NOW)
        response = self.page(client, copy_questionnaire(form), person="أميمة", language="en")
        shown, html = response.context["form"], response.content.decode()
        assert (shown["facts.city"].value(), shown["stage"].value()) == ("Agadir", "shooting")
        assert [
            text for text in ("Oumaïma Bensaïd", "Last time you said: “No”", "Ourika") if text not in html
        ] == []

    def test_who_may_not_see_people_sees_the_example_alone(self, client, form):
        cast.question(form, "facts", "facts")
        she = cast.person(city="Agadir")
        client.force_login(cast.staff("checkins.view_questionnaire", "people.view_person"))
        assert self.page(client, form, person=she.name).context["form"]["facts.city"].value() == "Fès"

    @pytest.mark.parametrize("query", [{"person": "zzz"}, {"person": " "}, {"language": "de"}])
    def test_what_is_asked_wrongly_shows_the_example(self, client, form, query):
        assert self.page(client, form, **query).status_code == 200
        assert client.get(url("preview", form), query).status_code == 200


class TestResults:
    def test_they_are_for_those_who_may_read_answers(self, client, form):
        for rights, status in [(["view_questionnaire"], 403), (["view_questionnaire", "view_answer"], 200)]:
            client.force_login(cast.staff(*(f"checkins.{right}" for right in rights)))
            assert client.get(url("results", form)).status_code == status

    def test_figures_texts_and_small_groups(self, client, form):
        cast.question(form, "else", "text")
        answer_checkin(
            cast.asked_checkin(questionnaire=form), {"teaching": "no", "else": "a secret"}, now=NOW
        )
        response = client.get(url("results", form))
        html = response.content.decode()
        assert response.context["results"].replied == 1
        assert ("small group" in html, "a secret" in html) == (True, False)

    def test_a_table_of_them(self, client, form):
        form.questions.filter(key="teaching").update(text_en="=1+1")
        answer_checkin(cast.asked_checkin(questionnaire=form), {"teaching": "yes", "pupils": 7}, now=NOW)
        response = client.get(url("results", form), {"csv": "1"})
        rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
        told = [
            (row["question"], row["answer"], row["count"], row["small_group"], row["total"]) for row in rows
        ]
        assert told[:3] == [
            ("teaching", "yes", "1", "1", ""),
            ("teaching", "no", "0", "0", ""),
            ("pupils", "", "", "1", "7"),
        ]
        assert not rows[0]["question_text"].startswith("=")

    def test_days_that_make_no_sense_are_named_and_nothing_is_counted(self, client, form):
        response = client.get(url("results", form), {"first": "2026-03-02", "last": "2026-03-01"})
        assert response.context["results"] is None
        assert list(response.context["form"].errors) == ["last"]


def test_the_page_of_a_questionnaire_costs_no_more_with_more_questions(
    client, form, django_assert_max_num_queries
):
    def count() -> int:
        with django_assert_max_num_queries(60) as caught:
            client.get(url("change", form))
        return len(caught)

    count()  # what a process looks up once
    before = count()
    for number in range(20):
        cast.question(form, f"more{number}", "choice", ("a", "b"))
    assert count() == before
