"""A juror in a real browser: her list, and an application that saves itself, in three languages."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from foundation.people.models import Person
from residencies.calls import services as calls_services
from residencies.selection.models import Assignment, Mark, Review
from tests import cast as people
from tests.calls import cast as calls
from tests.calls import files
from tests.journeys.acts import press
from tests.journeys.conftest import PHONE, look
from tests.selection import cast
from tests.selection.test_blinding import pdf_of

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def given(language: str, *, is_blind: bool) -> Assignment:
    """The second of three applications to a call, with a script, given to a juror who reads `language`."""
    now = timezone.now()
    call = calls.call(is_blind=is_blind, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    juror_person = people.alumna(name="Lina Amrani", language=language)
    jury = cast.jury(call, due_at=now + timedelta(days=10), opened_at=now, criteria=0)
    for place, (fr, ar, en) in enumerate(
        [("Écriture", "الكتابة", "Writing"), ("Point de vue", "وجهة النظر", "Point of view")]
    ):
        cast.criterion(
            jury, f"c{place}", position=place, name_fr=fr, name_ar=ar, name_en=en, may_be_left=place == 1
        )
    juror = cast.juror(jury, juror_person)
    made = []
    with translation.override(language):
        for title in ("Ourika", "Les Enfants du barrage", "La mer d’en face"):
            row = calls_services.begin_application(call, calls.applicant(), by=None, now=now).application
            answers = {**calls.ANSWERS, "title": title}
            calls_services.save_answers(row, answers, now=now)
            script = call.form.questions.get(key="script")
            calls_services.attach_file(row, script, files.Sent(pdf_of("x"), "scénario.pdf"), now=now)
            row = calls_services.submit(row, by=None, now=now)
            row.state = "review"
            row.save()
            made.append(cast.assignment(juror, row))
    made.sort(key=lambda one: one.application.number)
    cast.review(juror, made[0].application, 7, 8)
    return made[1]


@pytest.mark.parametrize("language", ["fr", "ar"])  # English is laid out as French is
def test_the_list_and_an_application_can_be_read_by_everyone(visit, language):
    row = given(language, is_blind=language == "fr")
    page = visit("/jury/", account=row.juror.person.account, locale=language)
    found = look(page, f"jury-list-{language}")
    page.goto(f"/jury/{row.pk}/")
    if language == "fr":  # a page with a mistake is the same page, with more on it
        press(page, "[name=send]")
    found += look(page, f"jury-reading-{language}")
    if language == "ar":
        page.goto(f"/jury/seat/{row.juror_id}/conflicts/")
        found += look(page, f"jury-conflicts-{language}")
    assert found == []


def test_marks_are_given_by_keyboard_save_themselves_and_two_windows_lose_nothing(visit):
    row = given(Person.Language.EN, is_blind=False)
    account = row.juror.person.account
    page = visit(f"/jury/{row.pk}/", account=account, locale="en", size=PHONE)
    other = visit(f"/jury/{row.pk}/", account=account, locale="en")
    page.locator("[name='mark.c0'][value='6']").focus()
    with page.expect_response(lambda got: got.request.method == "POST"):
        page.keyboard.press("ArrowRight")
    assert Mark.objects.get(review__assignment=row).value == 7
    with page.expect_response(lambda got: got.request.method == "POST"):
        page.locator("[name=notes]").fill("from the phone")
        page.locator("[name=notes]").blur()
    with other.expect_response(lambda got: got.request.method == "POST"):
        other.locator("[name=notes]").fill("from the desk")
        other.locator("[name=notes]").blur()
    told = other.locator("[data-field=notes] [data-other]")
    told.wait_for()
    assert "from the phone" in told.text_content()
    assert other.locator("[name=notes]").input_value() == "from the desk"
    with other.expect_response(lambda got: got.request.method == "POST"):
        other.locator("[name=notes]").fill("from the desk, agreed")
        other.locator("[name=notes]").blur()
    assert Review.objects.get(assignment=row).notes == "from the desk, agreed"
    other.locator("label.none").click()
    with other.expect_navigation():
        other.locator("[name='mark.c0'][value='7']").check()
        other.locator("[name=send]").click()
    review = Review.objects.get(assignment=row)
    assert review.submitted_at is not None
    assert dict(review.marks.values_list("criterion__code", "value")) == {"c0": 7, "c1": None}
