"""The mails as staff look at them: every kind, every language, a row of their choice, and no secret."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation import settings as real
from foundation.mail import previews, wordings
from foundation.mail.delivery import drain
from foundation.mail.models import Attempt, Message, Wording
from foundation.mail.services import Draft, enqueue
from tests import cast

# What a letter says is the same on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
KINDS = [kind for kind, facts in real.MAIL_KINDS.items() if "example" in facts]
LIST = "/admin/mail/wording/"
every_letter = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in KINDS for language, _name in real.LANGUAGES]
)


@pytest.fixture
def writer(client):
    account = cast.staff("mail.view_wording", "mail.add_wording", "mail.view_message", "people.view_person")
    client.force_login(account)
    client.cookies["django_language"] = "en"
    client.account = account
    return client


@pytest.fixture
def reader(client):
    client.force_login(cast.staff("mail.view_wording"))
    client.cookies["django_language"] = "en"
    return client


def page(kind: str, language: str = "en") -> str:
    return f"{LIST}of/{kind}/{language}/"


def row(kind: str = "checkin", secret: str = "", **person) -> Message:
    she = cast.person(**{"name": "Salma Bennis", "language": "en", **person})
    asked = cast.asked_checkin(who=she, closes_at=timezone.now() + timezone.timedelta(days=60))
    enqueue(
        Draft(f"key{she.pk}", kind, she.email, "en", she, {"checkin": asked.pk}, secret), now=timezone.now()
    )
    return Message.objects.get(dedupe_key=f"key{she.pk}")


def typed(**texts: str) -> dict[str, str]:
    return {"since": "0", **dict.fromkeys(Wording.PARTS, ""), **texts}


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# -- what is seen ------------------------------------------------------------------------------
@every_letter
def test_every_mail_is_shown_in_every_language_with_an_example(reader, kind, language):
    shown = reader.get(page(kind, language)).context["preview"]
    letter = reader.get(page(kind, language) + "letter/").content.decode()
    assert re.search(r'<html lang="(\w+)" dir="(\w+)">', letter).groups() == (
        language,
        "rtl" if language == "ar" else "ltr",
    )
    assert shown.said == ""
    assert "{{" not in letter + shown.texts["text"] + shown.texts["subject"]
    assert ("~~" in letter, "href=" in letter, "<script" in letter) == (False, False, False)


@every_letter
def test_the_example_gives_the_names_of_its_kind(kind, language):
    _message, letter = previews._example(kind, language)
    assert [*letter.personal, *letter.names, "foundation"] == wordings.names_of(kind)


def test_the_frame_of_a_letter_runs_and_loads_nothing_and_is_framed_by_us_alone(reader):
    answer = reader.get(page("checkin") + "letter/")
    rules = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "",
    }
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(("scheme", "rule"), [("light", "@media not all"), ("dark", "@media all")])
def test_a_letter_is_shown_by_day_and_by_night_on_any_machine(reader, scheme, rule):
    letter = reader.get(page("account") + f"letter/?scheme={scheme}").content.decode()
    assert (rule in letter, "prefers-color-scheme" in letter) == (True, False)
    assert f'<meta name="color-scheme" content="{scheme}">' in letter


def test_a_chosen_message_is_shown_with_her_name_and_without_her_link(writer):
    chosen = row()
    answer = writer.get(page("checkin") + f"?message={chosen.pk}")
    text = answer.context["preview"].texts["text"]
    assert ("Salma Bennis" in text, "/c/" in text, "…" in text) == (True, False, True)
    assert list(answer.context["messages_to_choose"]) == [chosen]
    assert "Salma" in writer.get(page("checkin") + f"letter/?message={chosen.pk}").content.decode()


def test_the_page_of_a_mail_leads_to_its_looks(writer):
    hers, code = row(), row("login_code", secret="K7QX")
    pages = [writer.get(f"/admin/mail/message/{one.pk}/change/").content.decode() for one in (hers, code)]
    assert [f"{page('checkin')}?message={hers.pk}" in pages[0], "?message=" in pages[1]] == [True, False]


def test_what_was_sent_is_shown_as_it_was_sent(writer, sink):
    chosen = row()
    drain()
    Wording.objects.create(kind="checkin", language="en", version=1, before="Newer words.")
    wordings.forget()
    text = writer.get(page("checkin") + f"?message={chosen.pk}").context["preview"].texts["text"]
    assert ("Newer words." in text, "Salma Bennis" in text) == (False, True)


def test_a_message_whose_cause_is_gone_says_so_and_shows_the_example(writer):
    chosen = row()
    chosen.person.checkins.update(state="cancelled")
    shown = writer.get(page("checkin") + f"?message={chosen.pk}").context["preview"]
    assert shown.said.startswith("This mail would not leave any more (the check-in was cancelled).")
    assert "Oumaïma Bensaïd" in shown.texts["text"]


@pytest.mark.parametrize("kind", previews.UNREAD)
def test_private_letters_are_shown_as_an_example_alone(writer, kind):
    chosen = row(kind, secret="K7QX-94FM")
    answer = writer.get(page(kind) + f"?message={chosen.pk}")
    letter = writer.get(page(kind) + f"letter/?message={chosen.pk}").content.decode()
    assert (answer.context["chosen"], answer.context["messages_to_choose"]) == (None, [])
    assert "K7QX" not in answer.content.decode() + letter


def test_who_may_not_see_the_outbox_sees_examples_alone(reader):
    chosen = row()
    answer = reader.get(page("checkin") + f"?message={chosen.pk}")
    assert "Salma Bennis" not in answer.content.decode()
    assert "Salma Bennis" not in reader.get(page("checkin") + f"letter/?message={chosen.pk}").content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "9" * 30, "１"])
def test_a_message_that_is_not_there_is_the_example(writer, number):
    answer = writer.get(page("checkin"), {"message": number})
    assert (answer.status_code, answer.context["chosen"]) == (200, None)


@pytest.mark.parametrize(
    "path", ["of/nothing/en/", "of/checkin/de/", "of/trial/en/", "of/nothing/en/letter/"]
)
def test_a_mail_that_is_not_there_is_not_found(writer, path):
    assert writer.get(LIST + path).status_code == 404


def test_looking_stores_nothing(writer):
    chosen = row()
    before = list(Message.objects.values())
    with CaptureQueriesContext(connection) as queries:
        writer.get(page("checkin") + f"?message={chosen.pk}")
        writer.get(page("checkin", "ar") + f"letter/?message={chosen.pk}")
    written = [
        query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert (written, list(Message.objects.values())) == ([], before)


def test_nobody_without_the_right_opens_them(client):
    client.force_login(cast.staff("people.view_person"))
    paths = [LIST, page("checkin"), page("checkin") + "letter/", page("checkin") + "trial/"]
    assert [client.get(path).status_code for path in paths] == [403] * 4


def test_the_page_takes_as_many_queries_for_many_mails_as_for_one(writer, django_assert_num_queries):
    row()
    writer.get(page("checkin"))
    with CaptureQueriesContext(connection) as one:
        writer.get(page("checkin"))
    for _ in range(20):
        row()
    with django_assert_num_queries(len(one)):
        writer.get(page("checkin"))


# -- what is written ---------------------------------------------------------------------------
def test_words_are_saved_from_the_page_and_shown_on_it(writer):
    answer = writer.post(page("checkin"), typed(before="Dear {{ name }}"), follow=True)
    saved = Wording.objects.get()
    assert told(answer) == ["Saved: the next mails are written with these words."]
    assert (saved.before, saved.by, saved.version) == ("Dear {{ name }}", writer.account, 1)
    assert "Dear \u2068Oumaïma Bensaïd\u2069" in answer.context["preview"].texts["text"]
    assert answer.context["form"].initial["since"] == 1


def test_what_another_process_has_saved_is_shown_at_once(reader):
    reader.get(page("account"))
    Wording.objects.create(kind="account", language="en", version=1, before="From elsewhere.")
    answer = reader.get(page("account"))
    assert "From elsewhere." in answer.context["preview"].texts["text"]
    assert [text for _label, text in answer.context["written"]] == ["", "", "", "From elsewhere.", ""]


def test_what_is_refused_is_said_beside_its_field_and_nothing_typed_is_lost(writer):
    answer = writer.post(page("checkin"), typed(before="Dear {{ nom }}", headline="Well?"))
    form = answer.context["form"]
    assert list(form.errors) == ["before"]
    assert (form["before"].value(), form["headline"].value()) == ("Dear {{ nom }}", "Well?")
    assert Wording.objects.count() == 0


def test_who_was_slower_is_told_and_keeps_what_she_typed(writer):
    writer.post(page("checkin"), typed(before="First."))
    answer = writer.post(page("checkin"), typed(before="Second."))
    assert "newer version" in str(answer.context["form"].non_field_errors())
    assert answer.context["form"]["before"].value() == "Second."
    assert Wording.objects.get().before == "First."


def test_words_are_looked_at_before_they_are_saved(writer):
    answer = writer.post(page("checkin"), typed(before="Dear {{ name }}", look="1"))
    frame = answer.context["frames"][0]["html"]
    assert answer.context["preview"].line == "Are you working in film these days?"
    assert "Dear <bdi>Oumaïma Bensaïd</bdi>" in frame
    assert "default-src 'none'" in frame
    assert Wording.objects.count() == 0


def test_who_may_only_look_writes_nothing(reader):
    assert reader.post(page("checkin"), typed(before="Words.")).status_code == 403
    assert reader.post(page("checkin") + "trial/").status_code == 403
    assert (Wording.objects.count(), Message.objects.count()) == (0, 0)


def test_an_old_version_is_used_again_from_its_page(writer):
    for since, words in enumerate(["One.", "Two."]):
        writer.post(page("account"), typed(before=words) | {"since": str(since)})
    old = Wording.objects.get(version=1)
    path = f"{LIST}{old.pk}/restore/"
    assert (writer.get(path).status_code, Wording.objects.count()) == (200, 2)
    writer.post(path, {"confirm": "1"})
    assert Wording.objects.get(is_current=True).before == "One."


def test_no_version_is_changed_or_deleted(writer):
    writer.post(page("account"), typed(before="One."))
    change = f"{LIST}{Wording.objects.get().pk}/"
    assert writer.post(f"{change}change/", {"before": "Two."}).status_code == 403
    assert writer.post(f"{change}delete/", {"post": "yes"}).status_code == 403
    assert Wording.objects.get().before == "One."


def test_the_list_names_each_mail_and_its_version(writer, django_assert_num_queries):
    writer.post(page("account"), typed(before="One."))
    kinds = writer.get(LIST).context["kinds"]
    versions = {str(kind["name"]): [one["version"] for one in kind["languages"]] for kind in kinds}
    assert len(kinds) == len(KINDS)
    assert versions["welcome"] == [None, None, 1]


# -- a trial -----------------------------------------------------------------------------------
@every_letter
def test_a_trial_goes_to_its_sender_alone_and_opens_nothing(writer, sink, kind, language):
    answer = writer.post(page(kind, language) + "trial/", {"to": "other@example.org"})
    drain()
    assert (answer.status_code, sink.recipients) == (302, [writer.account.email])
    mail = sink.mails[0]
    text, html = (mail.get_body((part,)).get_content() for part in ("plain", "html"))
    assert ("~~" in text + html, "href=" in html, "/c/" in text, "/mail/u/" in text) == (False,) * 4
    assert mail["List-Unsubscribe"] is None
    assert len(str(mail["Subject"])) > 8
    assert Message.objects.get().state == "sent"


def test_a_trial_is_marked_as_one(writer, sink):
    writer.post(page("account") + "trial/")
    drain()
    assert sink.mails[0]["Subject"] == "Trial: Welcome to Masar: your space is open"
    assert Attempt.objects.count() == 1


def test_a_trial_is_asked_for_by_post_alone(writer):
    assert (writer.get(page("account") + "trial/").status_code, Message.objects.count()) == (405, 0)
