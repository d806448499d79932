"""Filling in, documents, checking and sending, and what follows: as the pages do it, without a script."""

import gzip
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import MULTIPART_CONTENT
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residencies.calls import services
from residencies.calls.models import Application
from residencies.calls.selectors import application_token
from tests.calls import cast, files

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES
SAVE, CHECK = {"form.save": "1"}, {"form.check": "1"}


@pytest.fixture(autouse=True)
def _now(time_machine, client) -> None:
    time_machine.move_to(NOW, tick=False)
    client.cookies.load({"django_language": "en"})


def path(row: Application, name: str = "application", *more) -> str:
    return reverse(f"calls:{name}", args=[application_token(row), *more])


def pdf(name: str = "scénario.pdf", content: bytes = files.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def saved(row: Application) -> dict:
    return {answer.question.key: answer.value or answer.unfit for answer in row.answers.all()}


def post(client, row: Application, **fields):
    row.refresh_from_db()
    data = {"form.version": row.version, **cast.ANSWERS, **fields}
    return client.post(path(row), data)


# -- filling in --------------------------------------------------------------------------------
def test_what_is_typed_is_saved_and_found_again(client):
    row = cast.draft()
    answer = post(client, row, **SAVE)
    assert answer.headers["Location"] == f"{path(row)}?saved"
    page = client.get(answer.headers["Location"]).content.decode()
    assert ("Saved." in page, cast.ANSWERS["story"] in page) == (True, True)
    assert "3 of 3 needed" in page
    row.refresh_from_db()
    assert row.title == cast.ANSWERS["title"]


def test_what_is_unfit_is_kept_told_beside_its_question_and_stays_told(client):
    row = cast.draft()
    answer = post(client, row, story="one two three four five six", film="many", **SAVE)
    assert answer.status_code == 422
    for page in (answer.content.decode(), client.get(path(row)).content.decode()):
        assert "6 words; at most 5 are possible." in page
        assert "one two three four five six" in page
        assert 'href="#q-film"' in page
    assert saved(row)["title"] == {"short": cast.ANSWERS["title"]}


def test_a_second_window_overwrites_nothing_and_loses_nothing(client):
    row = cast.filled()
    stale = row.version
    services.save_answers(row, {"title": "Elsewhere"}, now=NOW)
    answer = client.post(path(row), {"form.version": stale, "title": "Here", "film": "2", **SAVE})
    page = answer.content.decode()
    assert (answer.status_code, "Elsewhere" in page, 'value="Here"' in page) == (422, True, True)
    assert (saved(row)["title"], saved(row)["film"]) == ({"short": "Elsewhere"}, {"number": 2})
    row.refresh_from_db()
    assert f'name="form.version" value="{row.version}"' in page
    assert post(client, row, title="Here", film="2", **SAVE).status_code == 302
    assert saved(row)["title"] == {"short": "Here"}


def test_a_question_may_be_called_as_anything_on_the_page_is(client):
    form = cast.form()
    for key in ("language", "track", "version", "save"):
        cast.question(form, key, "short")
    row = cast.draft(cast.call(asks=form))
    data = {"language": "Darija", "track": "x", "version": "x", "save": "x", "form.version": row.version}
    client.post(path(row), data)
    assert saved(row)["language"] == {"short": "Darija"}
    assert len(saved(row)) == 4


def test_the_script_saves_one_question_and_is_told_of_it(client):
    row = cast.filled()
    stale = row.version
    services.save_answers(row, {"title": "Elsewhere"}, now=NOW)
    data = {"form.version": stale, "title": "Here", "story": "a b c d e f"}
    answer = client.post(path(row), data, headers={"accept": "application/json"})
    said = answer.json()
    assert answer.status_code == 422
    assert said["conflicts"] == {"title": "Elsewhere"}
    assert said["errors"] == {"story": ["6 words; at most 5 are possible."]}
    assert said["progress"] == [2, 3]


def test_a_saving_and_a_sending_cost_few_queries(client, django_assert_max_num_queries):
    row = cast.filled()
    script = {"accept": "application/json"}
    with django_assert_max_num_queries(15):
        client.post(path(row), {"form.version": row.version, "story": "autre chose"}, headers=script)
    with django_assert_max_num_queries(16):  # and who is told of it by a webhook
        client.post(path(row, "check"))
    row.refresh_from_db()
    assert (row.state, saved(row)["story"]) == ("submitted", {"long": "autre chose"})


def test_what_began_to_arrive_in_time_counts_though_it_ends_after_the_grace(client, time_machine):
    row = cast.draft()
    ends = row.call.ends_at

    class Slow(io.BytesIO):
        """Arrives while time goes by."""

        def read(self, *args):
            time_machine.move_to(ends + timedelta(minutes=5), tick=False)
            return super().read(*args)

    def send(name: str, content: bytes):
        body = client._encode_data({"file.script": pdf(name, content)}, MULTIPART_CONTENT)
        sent = {"CONTENT_TYPE": MULTIPART_CONTENT, "CONTENT_LENGTH": str(len(body))}
        return client.generic("POST", path(row), **sent, **{"wsgi.input": Slow(body)})

    time_machine.move_to(ends - timedelta(seconds=1), tick=False)
    assert send("a.pdf", files.PDF).status_code == 302
    assert send("b.pdf", files.PDF + b"%%EOF").status_code == 422
    assert [file.name for file in row.attachments.all()] == ["a.pdf"]


def test_a_question_with_a_condition_is_on_the_page_with_the_line_that_says_when(client):
    form = cast.form()
    series = cast.question(form, "series", "yes_no")
    on = {"condition_on": series, "condition": "has", "condition_values": ["yes"]}
    cast.question(form, "episodes", "number", **on)
    page = client.get(path(cast.draft(cast.call(asks=form)))).content.decode()
    assert 'data-on="series" data-has="yes"' in page
    assert "Only if you answered “Yes” to “series?”" in page


def test_a_frozen_answer_is_shown_and_not_taken(client):
    form = cast.form()
    cast.question(form, "title", "short", frozen_from=NOW - timedelta(hours=1))
    row = cast.draft(cast.call(asks=form))
    page = client.get(path(row)).content.decode()
    assert "This answer is not changed any more." in page
    assert client.post(path(row), {"title": "Late", **SAVE}).status_code == 422
    assert saved(row) == {}


def test_what_comes_after_the_closing_is_told_and_what_she_typed_is_still_there(client, time_machine):
    row = cast.filled()
    time_machine.move_to(row.call.ends_at, tick=False)
    answer = post(client, row, story="Typed too late", **SAVE)
    page = answer.content.decode()
    assert (answer.status_code, "The call is closed." in page, "Typed too late" in page) == (422, True, True)
    assert "It was not sent in time" in client.get(path(row)).content.decode()


# -- documents ---------------------------------------------------------------------------------
def test_a_document_comes_with_the_answers_and_can_be_read_and_taken_back(client):
    row = cast.draft()
    answer = post(client, row, **{"file.script": pdf()})
    assert answer.headers["Location"] == f"{path(row)}?saved#q-script"
    file = row.attachments.get()
    assert (file.name, file.uploaded_at) == ("scénario.pdf", NOW)
    page = client.get(path(row)).content.decode()
    assert path(row, "file", file.pk) in page
    got = client.get(path(row, "file", file.pk))
    assert b"".join(got.streaming_content) == files.PDF
    assert client.get(path(cast.filled(), "file", file.pk)).status_code == 404
    other = cast.draft()
    assert client.post(path(other), {"form.remove": file.pk}).status_code == 302
    assert row.attachments.count() == 1
    post(client, row, **{"form.remove": file.pk})
    assert row.attachments.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("program.pdf", files.EXE, "is not"),
        ("big.pdf", files.PDF + b"\0" * 1_200_000, "is too big: at most 1 MB"),
    ],
    ids=["type", "big"],
)
def test_a_document_that_is_not_taken_loses_nothing_else(client, name, content, said):
    row = cast.draft()
    answer = post(client, row, **SAVE, **{"file.script": pdf(name, content)})
    assert said in answer.content.decode()
    assert (answer.status_code, saved(row)["title"]) == (422, {"short": cast.ANSWERS["title"]})
    assert row.attachments.count() == 0


def test_far_too_much_is_not_read_at_all_and_the_way_back_is_told(client):
    row = cast.draft()
    answer = client.post(path(row), {"file.script": pdf()}, headers={"content-length": "900000000"})
    assert (answer.status_code, "was not read" in answer.content.decode()) == (413, True)


def test_the_script_is_given_the_list_of_documents_as_it_is_now(client):
    row = cast.draft()
    answer = client.post(path(row), {"file.script": pdf("<b>.pdf")}, headers={"accept": "application/json"})
    said = answer.json()
    file = row.attachments.get()
    assert (answer.status_code, said["refused"]) == (200, {})
    assert path(row, "file", file.pk) in said["files"]["script"]
    assert "<b>" not in said["files"]["script"]


# -- checking and sending ----------------------------------------------------------------------
def test_what_is_missing_and_whether_she_may_apply_is_said_before_it_is_sent(client):
    call = cast.call()
    call.rules.create(kind="film", values={"most": 1}, sources=["film"])
    row = cast.draft(call)
    client.post(path(row), {"film": "3", "story": "one two three four five six", **CHECK})
    page = client.get(path(row, "check")).content.decode()
    assert "one two three four five six" in page
    assert "“title?” is not answered." in page
    assert f'href="{path(row)}#q-title"' in page
    assert "By what you answered, you cannot apply" in page
    assert ">Send<" not in page
    assert client.post(path(row, "check")).status_code == 422
    row.refresh_from_db()
    assert row.state == "draft"


def test_she_checks_sends_once_and_sees_that_it_is_there(client):
    row = cast.draft()
    answer = post(client, row, **CHECK)
    assert answer.headers["Location"] == path(row, "check")
    assert ">Send<" in client.get(path(row, "check")).content.decode()
    for _twice in range(2):
        assert client.post(path(row, "check")).headers["Location"] == path(row)
    row.refresh_from_db()
    assert (row.state, row.submitted_at) == ("submitted", NOW)
    page = client.get(path(row)).content.decode()
    assert ("It is with us" in page, path(row, "receipt") in page) == (True, True)
    assert client.get(path(row, "check")).headers["Location"] == path(row)


@pytest.mark.parametrize("state", ["ineligible", "review", "shortlisted", "selected", "waiting", "declined"])
def test_what_becomes_of_it_is_not_told_before_it_is_told_to_all(client, time_machine, state):
    row = cast.sent()
    Application.objects.filter(pk=row.pk).update(state=state, reason="Secret reason")
    before = client.get(path(row)).context["standing"]
    time_machine.move_to(CLOSES + timedelta(days=1), tick=False)
    page = client.get(path(row))
    assert (before, page.context["standing"]) == ("received", "review")
    text = page.content.decode()
    assert [word for word in ("Secret", state.capitalize(), f">{state}") if word in text] == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("selected", "You are selected"),
        ("waiting", "You are on the waiting list"),
        ("declined", "Not this time"),
        ("ineligible", "It could not take part"),
    ],
)
def test_once_it_is_told_the_page_says_it_kindly_and_nothing_of_the_reason(client, time_machine, state, said):
    row = cast.sent()
    Application.objects.filter(pk=row.pk).update(state=state, told_at=NOW, reason="Secret reason")
    page = client.get(path(row))
    assert page.context["standing"] == state
    assert (said in page.content.decode(), "Secret" in page.content.decode()) == (True, False)
    assert page.context["can_withdraw"] == (state in ("selected", "waiting"))


@pytest.mark.parametrize("state", ["ineligible", "declined", "shortlisted"])
def test_what_she_may_do_tells_no_more_than_the_page_does(client, state):
    row = cast.sent(cast.call(addendum_until=CLOSES + timedelta(days=5)))
    Application.objects.filter(pk=row.pk).update(state=state, reason="Third film")
    page = client.get(path(row))
    assert (page.context["can_add"], page.context["can_withdraw"]) == (True, True)
    assert client.post(path(row, "add"), {"text": "A prize"}).status_code == 302
    assert client.post(path(row, "withdraw"), {}).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"


# -- afterwards --------------------------------------------------------------------------------
def test_something_is_added_with_documents_while_the_call_allows_it(client, time_machine):
    row = cast.sent(cast.call(addendum_until=CLOSES + timedelta(days=5)))
    page = path(row, "add")
    answer = client.post(page, {"text": "A prize", "files": [pdf("a.pdf"), pdf("b.pdf", files.EXE)]})
    assert (answer.status_code, "Your words were added" in answer.content.decode()) == (422, True)
    answer = client.post(page, {"text": "A partner", "files": [pdf("c.pdf", files.PDF + b"%%EOF")]})
    assert answer.headers["Location"] == f"{path(row)}?added"
    assert [added.attachments.count() for added in row.addenda.all()] == [1, 1]
    assert "A partner" in client.get(path(row)).content.decode()
    time_machine.move_to(CLOSES + timedelta(days=6), tick=False)
    assert client.get(page).headers["Location"] == path(row)


def test_taking_it_back_asks_first_and_keeps_the_reason(client):
    row = cast.sent()
    assert client.get(path(row, "withdraw")).status_code == 200
    row.refresh_from_db()
    assert row.state == "submitted"
    client.post(path(row, "withdraw"), {"reason": "Another residency"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("withdrawn", "Another residency")
    assert "You have taken it back" in client.get(path(row)).content.decode()


def test_the_second_step_is_filled_in_and_sent_by_who_is_invited(client, time_machine):
    form = cast.full_form()
    cast.question(cast.section(form, step=2), "budget", "number")
    second = {"second_opens_at": CLOSES + timedelta(days=5), "second_closes_at": CLOSES + timedelta(days=30)}
    row = cast.sent(cast.call(asks=form, steps=2, **second))
    for state in ("eligible", "review", "shortlisted"):
        services.move_application(row, state, by=None, now=NOW)
    services.invite_to_second_step(row, by=None, now=CLOSES + timedelta(days=1))
    row.refresh_from_db()
    time_machine.move_to(CLOSES + timedelta(days=2), tick=False)
    assert client.get(path(row)).context["standing"] == "second"
    time_machine.move_to(CLOSES + timedelta(days=6), tick=False)
    assert client.post(path(row), {"budget": "12000", **CHECK}).status_code == 302
    assert client.post(path(row, "check")).status_code == 302
    row.refresh_from_db()
    assert row.second_submitted_at == CLOSES + timedelta(days=6)


def test_pages_cost_the_same_for_few_and_many_questions(client):
    costs = set()
    for count in (1, 40):
        form = cast.full_form()
        for number in range(count):
            cast.question(form, f"more-{number}", "choice", ("a", "b"), is_required=False)
        row = cast.filled(cast.call(asks=form))
        services.attach_file(row, form.questions.get(key="script"), files.Sent(files.PDF), now=NOW)
        for name in ("application", "check"):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert client.get(path(row, name)).status_code == 200
            costs.add((name, len(caught)))
    assert len(costs) == 2


def test_a_long_form_in_arabic_weighs_less_than_100_kb(client):
    form = cast.full_form()
    for number in range(40):
        cast.question(form, f"text-{number}", "long", help_ar="ما الذي تريدون أن نعرفه عن هذا؟ " * 5)
    cast.question(form, "country", "country")
    cast.question(form, "countries", "countries")
    client.cookies.load({"django_language": "ar"})
    body = client.get(path(cast.draft(cast.call(asks=form)))).content
    named = re.findall(rb'(?:src|href)="/static/([^"]+)"', body)
    parts = {Path(finders.find(name.decode())) for name in named}
    fonts = (Path(finders.find("masar/masar.css")).parent / "fonts").glob("*.woff2")
    weight = len(gzip.compress(body)) + sum(len(gzip.compress(one.read_bytes())) for one in {*parts, *fonts})
    assert weight < 100_000
