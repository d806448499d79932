"""Calls at the desk: built by staff without code; applications are read, marked and exported."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse

from residencies.calls import services
from residencies.calls.models import Call, EligibilityRule, Form, Question
from tests import cast as people
from tests.calls import cast, files

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES


@pytest.fixture
def desk(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(people.administrator())
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def url(model: str, name: str, *args) -> str:
    return reverse(f"admin:calls_{model}_{name}", args=args)


def errors(response) -> str:
    return str(response.context["errors"]) if response.status_code == 200 else ""


def question_data(question: Question, **fields) -> dict:
    texts = {f"text_{language}": getattr(question, f"text_{language}") for language in ("fr", "ar", "en")}
    base = {"position": question.position, "key": question.key, "kind": question.kind, **texts}
    inline = {"options-TOTAL_FORMS": 0, "options-INITIAL_FORMS": 0}
    return {**base, "is_required": "on", "condition": "", **inline, **fields}


# -- building ----------------------------------------------------------------------------------
def test_a_question_gets_its_limits_and_what_it_depends_on(desk):
    form = cast.form()
    series = cast.question(form, "series", "yes_no")
    story = cast.question(form, "story", "long")
    data = question_data(story, max_words=300, condition="has", only_if=f"{series.pk}:yes")
    assert errors(desk.post(url("question", "change", story.pk), data)) == ""
    story.refresh_from_db()
    assert (story.max_words, story.condition_on, story.condition_values) == (300, series, ["yes"])


def test_a_limit_of_another_kind_is_refused(desk):
    line = cast.question(cast.form(), "line", "short")
    answer = desk.post(url("question", "change", line.pk), question_data(line, max_words=3))
    assert "has no such limit" in errors(answer)


def test_types_of_file_are_ticked(desk):
    script = cast.question(cast.form(), "script", "file", accepts=[])
    data = question_data(script, accepts=["pdf", "text"], max_megabytes=5)
    assert errors(desk.post(url("question", "change", script.pk), data)) == ""
    script.refresh_from_db()
    assert (script.accepts, script.max_megabytes) == (["pdf", "text"], 5)


def test_the_form_of_an_open_call_is_only_read_and_its_copy_can_be_changed(desk):
    row = cast.draft()
    question = row.call.form.questions.first()
    assert desk.post(url("question", "change", question.pk), question_data(question)).status_code == 403
    assert desk.post(url("form", "copy", row.call.form_id), {"confirm": "1"}).status_code == 302
    copy = Form.objects.get(version=2)
    assert desk.get(url("form", "change", copy.pk)).context["has_change_permission"] is True


@pytest.mark.parametrize(
    ("language", "way", "said"), [("fr", "ltr", "title ?"), ("ar", "rtl", "title؟"), ("en", "ltr", "title?")]
)
def test_a_form_is_looked_at_in_each_language(desk, language, way, said):
    page = desk.get(url("form", "preview", cast.full_form().pk), {"language": language}).content.decode()
    assert f'lang="{language}" dir="{way}"' in page
    assert said in page


# -- calls -------------------------------------------------------------------------------------
def call_data(call: Call, **fields) -> dict:
    local = {
        f"{name}_{part}": f"{getattr(call, name):{form}}"
        for name in ("opens_at", "closes_at")
        for part, form in (("0", "%Y-%m-%d"), ("1", "%H:%M:%S"))
    }
    plain = {
        name: getattr(call, name)
        for name in (
            *("slug", "title_fr", "title_ar", "title_en", "text_fr", "text_ar", "text_en", "time_zone"),
            *("grace_minutes", "steps", "applies", "least_members", "most_members", "replacement_days"),
            "most_applications",
        )
    }
    empty = {
        f"{name}-{part}_FORMS": 0 for name in ("seats", "codes", "rules") for part in ("TOTAL", "INITIAL")
    }
    links = {"edition": call.edition_id, "form": call.form_id, "languages": call.languages}
    return {**plain, **local, **links, **empty, **fields}


def test_rules_are_written_in_fields_and_kept_as_data(desk):
    call = cast.call(opens_at=NOW + timedelta(days=1), published_at=None)
    rule = {
        "rules-TOTAL_FORMS": 1, "rules-0-position": 0, "rules-0-kind": "country", "rules-0-one_of": "ma، tn",
        "rules-0-asked": "home", "rules-0-is_strict": "on", "rules-0-call": call.pk,
    }  # fmt: skip
    assert errors(desk.post(url("call", "change", call.pk), call_data(call, **rule))) == ""
    made = EligibilityRule.objects.get()
    assert (made.values, made.sources) == ({"one_of": ["MA", "TN"]}, ["home"])
    assert "is not a country" in errors(
        desk.post(url("call", "change", call.pk), call_data(call, **{**rule, "rules-0-one_of": "Maroc"}))
    )


def test_an_open_call_keeps_its_form_and_takes_new_words(desk):
    call = cast.call()
    data = call_data(call, form=cast.full_form().pk, title_en="New words")
    assert "It has opened: this stays as it is." in errors(desk.post(url("call", "change", call.pk), data))
    assert errors(desk.post(url("call", "change", call.pk), call_data(call, title_en="New words"))) == ""
    call.refresh_from_db()
    assert call.title_en == "New words"


def test_an_open_call_keeps_who_may_apply_and_its_seal(desk):
    call = cast.pair(is_sealed=True)
    rule = call.rules.create(kind="country", values={"one_of": ["MA"]}, sources=["home"])
    seat = call.seats.first()
    data = call_data(
        call,
        is_sealed="",
        **{"rules-TOTAL_FORMS": 1, "rules-INITIAL_FORMS": 1, "rules-0-id": rule.pk, "rules-0-call": call.pk},
        **{"rules-0-position": 0, "rules-0-kind": "country", "rules-0-one_of": "tn", "rules-0-asked": "home"},
        **{"seats-TOTAL_FORMS": 1, "seats-INITIAL_FORMS": 1, "seats-0-id": seat.pk, "seats-0-DELETE": "on"},
    )
    page = desk.get(url("call", "change", call.pk)).content.decode()
    assert ('name="rules-0-one_of"' in page, 'name="seats-0-least"' in page) == (False, False)
    assert 'name="codes-TOTAL_FORMS"' in page
    assert "It has opened: this stays as it is." in errors(desk.post(url("call", "change", call.pk), data))
    assert errors(desk.post(url("call", "change", call.pk), {**data, "is_sealed": "on"})) == ""
    rule.refresh_from_db()
    call.refresh_from_db()
    assert (rule.values, call.seats.count(), call.is_sealed) == ({"one_of": ["MA"]}, 2, True)


def test_the_buttons_of_a_call_ask_first_and_then_do(desk, time_machine):
    call = cast.call(published_at=None, opens_at=NOW + timedelta(days=1))
    for press, state in (("announce", "announced"), ("withhold", "draft"), ("open_now", "open")):
        page = url("call", press, call.pk)
        assert desk.get(page).status_code == 200
        assert desk.post(page, {"confirm": "1"}).status_code == 302
        call.refresh_from_db()
        assert call.state_at(NOW) == state
    later = CLOSES + timedelta(days=1)
    data = {"confirm": "1", "closes_at_0": f"{later:%Y-%m-%d}", "closes_at_1": "23:59:00"}
    assert desk.post(url("call", "extend", call.pk), data).status_code == 302
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    assert desk.post(url("call", "close_now", call.pk), {"confirm": "1"}).status_code == 302
    call.refresh_from_db()
    assert call.closes_at == NOW + timedelta(hours=1)


def test_a_call_that_lacks_something_is_not_announced_and_says_why(desk):
    call = cast.call(published_at=None, text_ar="", opens_at=NOW + timedelta(days=1))
    answer = desk.post(url("call", "announce", call.pk), {"confirm": "1"})
    assert "The text is not there in all languages of the call." in answer.content.decode()
    call.refresh_from_db()
    assert call.published_at is None


def test_a_call_links_to_its_page_before_it_is_announced(desk):
    call = cast.call(published_at=None)
    page = desk.get(url("call", "change", call.pk)).content.decode()
    assert f'href="{reverse("calls:call", args=[call.slug])}"' in page


def test_the_last_call_is_copied_for_another_edition(desk):
    call, edition = cast.call(), people.edition()
    data = {
        "confirm": "1",
        "edition": edition.pk,
        "slug": "next",
        "opens_at_0": "2027-10-01",
        "opens_at_1": "09:00",
    }
    assert desk.post(url("call", "copy", call.pk), data).status_code == 302
    assert Call.objects.get(slug="next").edition == edition


# -- applications ------------------------------------------------------------------------------
def test_an_application_is_read_with_all_that_was_sent(desk):
    page = desk.get(url("application", "change", cast.whole().pk)).content.decode()
    for said in ("Les Enfants du barrage", "scénario.pdf", "Rajaa Test", "A co-producer has joined."):
        assert said in page


def test_nothing_of_a_sealed_call_or_of_a_draft_is_at_the_desk(desk):
    for row in (cast.whole(cast.pair(is_sealed=True)), cast.filled()):
        assert desk.get(url("application", "change", row.pk)).status_code in (302, 404)
        assert row.number not in desk.get(url("application", "changelist")).content.decode()


def test_a_file_is_handed_out_as_a_download_and_nothing_else(desk):
    row = cast.whole()
    file = row.attachments.get()
    answer = desk.get(url("application", "file", row.pk, file.pk))
    assert b"".join(answer.streaming_content) == files.PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    assert desk.get(url("application", "file", cast.whole().pk, file.pk)).status_code == 404


def test_ineligible_takes_a_reason(desk):
    row = cast.sent()
    page = url("application", "ineligible_one", row.pk)
    assert desk.post(page, {"confirm": "1", "reason": ""}).status_code == 200
    assert desk.post(page, {"confirm": "1", "reason": "Third film."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reason) == ("ineligible", "Third film.")


def test_a_list_is_marked_all_or_none(desk):
    good, bad = cast.sent(), services.withdraw(cast.sent(), by=None, now=NOW)
    data = {"action": "mark_eligible", "_selected_action": [good.pk, bad.pk], "confirm": "1"}
    assert "cannot become" in desk.post(url("application", "changelist"), data).content.decode()
    good.refresh_from_db()
    assert good.state == "submitted"


def test_the_export_has_a_column_for_each_question_and_runs_nothing(desk):
    call = cast.call()
    row = cast.filled(call)
    services.save_answers(row, {"title": "=HYPERLINK(1)"}, now=NOW)
    services.submit(row, by=None, now=NOW)
    cast.filled(call)
    answer = desk.post(url("application", "export"), {"format": "0", "resource": ""})
    (line,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (line["number"], line["title"], line["story"]) == (
        row.number, "'=HYPERLINK(1)", cast.ANSWERS["story"],
    )  # fmt: skip


def test_a_workbook_says_when_it_was_sent_with_the_zone(desk):
    row = cast.sent()
    answer = desk.post(url("application", "export"), {"format": "1", "resource": ""})
    header, line = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    cells = dict(zip(header, line, strict=True))
    assert (cells["number"], cells["submitted_at"]) == (row.number, row.submitted_at.isoformat())


def test_exporting_is_a_right_of_its_own(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(people.staff("calls.view_application", "calls.view_call"))
    assert client.get(url("application", "export")).status_code == 403
