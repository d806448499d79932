"""Questions that appear as she answers, on a phone: with the script and without, in two directions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.models import CheckIn
from alumni.checkins.questionnaires import copy_questionnaire
from alumni.checkins.selectors import answer_token
from tests import cast
from tests.journeys.acts import press
from tests.journeys.conftest import PHONE, faults, look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
KEYS = ["teaching", "pupils", "whom", "since", "wish"]


@pytest.fixture(params=["fr", "ar"])
def language(request):
    return request.param


@pytest.fixture
def checkin(language) -> CheckIn:
    she = cast.alumna(name="Salma Benjelloun", language=language)
    open_until = timezone.now() + timedelta(days=60)
    return cast.asked_checkin(who=she, questionnaire=cast.branching_questionnaire(), closes_at=open_until)


def stored(row: CheckIn) -> dict:
    return {answer.question.key: answer.value for answer in row.answers.select_related("question")}


def seen(page) -> list[str]:
    return [key for key in KEYS if page.locator(f"[data-question={key}]").is_visible()]


def test_they_appear_as_she_answers_are_told_and_leave_her_where_she_is(visit, language, checkin):
    page = visit(f"/c/{answer_token(checkin)}/", size=PHONE, locale=language)
    assert seen(page) == ["teaching", "wish"]
    yes = page.locator("[name=teaching][value=yes]")
    yes.focus()
    page.keyboard.press("Space")
    assert seen(page) == ["teaching", "pupils", "whom"]
    assert page.evaluate("document.activeElement.value") == "yes"
    news = page.locator("[data-news]").text_content()
    assert [key for key in ("pupils", "whom") if key not in news] == []
    page.locator("[name=whom][value=crew]").check()
    assert seen(page) == ["teaching", "pupils", "whom", "since"]
    found = look(page, f"branching-{language}")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.locator("[name=pupils]").fill("12")
    page.locator("[name=since]").fill("2020-09-01")
    page.locator("[name=send]").click()
    page.wait_for_url("**/thanks/")
    assert found == []
    assert stored(checkin) == {
        "teaching": {"yes_no": "yes"},
        "pupils": {"number": 12},
        "whom": {"several": ["crew"]},
        "since": {"date": "2020-09-01"},
    }


def test_the_answer_tapped_in_the_mail_counts_at_once(visit, language, checkin):
    page = visit(f"/c/{answer_token(checkin)}/?teaching=yes", size=PHONE)
    assert seen(page) == ["teaching", "pupils", "whom"]


def test_a_change_of_mind_hides_what_was_filled_in_and_drops_it(visit, language, checkin):
    page = visit(f"/c/{answer_token(checkin)}/?teaching=yes", size=PHONE)
    page.locator("[name=pupils]").fill("12")
    page.locator("[name=whom][value=crew]").check()
    page.locator("[name=teaching][value=no]").check()
    assert seen(page) == ["teaching", "wish"]
    page.locator("[name=wish][value='4']").check()
    page.locator("[name=send]").click()
    page.wait_for_url("**/thanks/")
    assert stored(checkin) == {"teaching": {"yes_no": "no"}, "wish": {"scale": 4}}


def test_without_the_script_all_are_there_each_with_the_line_that_says_when(visit, language, checkin):
    page = visit(f"/c/{answer_token(checkin)}/?teaching=yes", size=PHONE, java_script_enabled=False)
    assert (seen(page), page.locator("[data-condition]:visible").count()) == (KEYS, 4)
    press(page, "[name=send]")
    assert page.locator("[name=pupils]").get_attribute("aria-invalid") == "true"
    page.locator("[name=pupils]").fill("12")
    page.locator("[name=wish][value='5']").check()
    page.locator("[name=send]").click()
    page.wait_for_url("**/thanks/")
    assert stored(checkin) == {"teaching": {"yes_no": "yes"}, "pupils": {"number": 12}}


@pytest.mark.one_database
def test_axe_has_nothing_against_the_page_without_the_script(visit, language, checkin):
    """Its lines and all questions are shown here by hand, since axe itself is a script."""
    page = visit(f"/c/{answer_token(checkin)}/", size=PHONE)
    page.evaluate(
        "document.querySelectorAll('[data-question], [data-condition]').forEach(e => e.hidden = false)"
    )
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # the bar that sticks covers nothing there
    assert (seen(page), faults(page)) == (KEYS, [])


def test_boxes_save_themselves(visit, language, checkin):
    page = visit(f"/c/{answer_token(checkin)}/?teaching=yes", size=PHONE)
    saved = page.locator("form.questions").get_attribute("data-autosave")
    for box in ("children", "crew"):
        with page.expect_response(lambda got: got.request.method == "POST"):
            page.locator(f"[name=whom][value={box}]").check()
    page.get_by_role("status").get_by_text(saved, exact=True).wait_for()
    page.reload()
    assert page.locator("[name=whom]:checked").count() == 2


@pytest.mark.one_database
def test_the_desk_shows_the_page_in_frames_and_the_results(visit, language, checkin):
    draft = copy_questionnaire(checkin.questionnaire)
    page, found = visit("about:blank", account=cast.administrator(), locale=language), []
    for name, path in {
        "build": reverse("admin:checkins_questionnaire_change", args=[draft.pk]),
        "question": reverse("admin:checkins_question_change", args=[draft.questions.get(key="since").pk]),
        "preview": reverse("admin:checkins_questionnaire_preview", args=[draft.pk]),
        "results": reverse("admin:checkins_questionnaire_results", args=[draft.pk]),
    }.items():
        page.goto(path)
        if name == "preview":
            inside = page.frame_locator("iframe").first
            inside.locator("[name=teaching][value=yes]").check()
            inside.locator("[name=pupils]").wait_for()
            assert inside.locator("html").get_attribute("lang") == language
        found += look(page, f"desk-questionnaire-{name}-{language}")
    unfold = "empty-table-header"  # its column to delete a line has no name
    assert [line for line in found if unfold not in line] == []
