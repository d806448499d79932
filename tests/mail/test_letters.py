"""What a letter says: her language and hour, secrets that are stored nowhere, headers that hold."""

import re

import pytest
from django.db import connection
from django.utils import timezone

from foundation.mail.delivery import drain
from foundation.mail.letters import message_of_unsubscribe
from foundation.mail.models import Message
from tests import cast
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
SECRET = "secret-123456"


def body(mail, kind: str = "plain") -> str:
    return mail.get_body((kind,)).get_content().strip()


def sent(sink, **fields) -> tuple[Message, str]:
    """The row after its delivery, and the plain text that arrived."""
    row = note(**fields)
    drain()
    row.refresh_from_db()
    return row, body(sink.mails[-1])


@pytest.mark.parametrize(
    ("language", "day"),
    [("fr", "mercredi 25 novembre"), ("ar", "الأربعاء 25 نوفمبر"), ("en", "Wednesday 25 November")],
)
def test_a_letter_is_in_its_own_language_and_in_the_hours_of_her_zone(sink, language, day):
    _, text = sent(sink, language=language, person=cast.person(time_zone="Europe/Paris", language=language))
    assert text == f"{day} 00:30. Says: . Code: c0de."


def test_a_letter_to_nobody_we_know_is_in_the_foundations_hours(sink):
    assert sent(sink)[1] == "Tuesday 24 November 23:30. Says: . Code: c0de."


def test_text_and_html_arrive_in_one_mail(sink):
    sent(sink, context={"says": "Salma & <b>Hajar</b>"})
    mail = sink.mails[0]
    assert mail["Subject"] == "A note: Salma &amp; &lt;b&gt;Hajar&lt;/b&gt;"
    assert "Says: Salma & <b>Hajar</b>." in body(mail)
    assert "Says: Salma &amp; &lt;b&gt;Hajar&lt;/b&gt;." in body(mail, "html")


def test_a_secret_goes_out_and_is_found_nowhere_in_the_outbox(sink):
    row, text = sent(sink, secret=SECRET)
    assert text.endswith(f"Code: {SECRET}.")
    assert row.text.endswith("Code: ~~code~~.\n")
    with connection.cursor() as cursor:
        for table in ("mail_message", "mail_attempt"):
            cursor.execute(f"SELECT * FROM {table}")
            assert SECRET not in str(cursor.fetchall())


@pytest.mark.parametrize(
    ("said", "state"),
    [("550 no such user", "failed"), ("250 fine", "sent")],
)
def test_a_secret_is_gone_when_the_message_settles(sink, said, state):
    sink.answer = lambda stage, address: said if stage == "DATA" else None
    row = note(secret=SECRET)
    drain()
    row.refresh_from_db()
    assert (row.state, row.secret) == (state, "")


def test_a_deferred_message_keeps_its_secret_for_the_next_try(sink):
    sink.answer = lambda stage, address: "450 later" if stage == "RCPT" else None
    row = note(secret=SECRET)
    drain()
    row.refresh_from_db()
    assert (row.state, row.secret) == ("queued", SECRET)


def test_a_secret_is_escaped_in_html(sink):
    sent(sink, secret="<i>&")
    assert "Code: &lt;i&gt;&amp;." in body(sink.mails[0], "html")


def test_a_second_try_says_what_the_first_one_said(sink):
    sink.answer = lambda stage, address: "450 later" if stage == "DATA" else None
    row = note(context={"says": "as it was"})
    drain()
    sink.answer = lambda stage, address: None
    Message.objects.update(context={"says": "changed"}, not_before=timezone.now())
    drain()
    assert "Says: as it was." in body(sink.mails[0])
    assert sink.mails[0]["Message-ID"] == row.message_id


@pytest.mark.parametrize("says", ["one\r\nBcc: everyone@example.org", "one\nBcc: everyone@example.org"])
def test_a_line_break_in_a_name_adds_no_header(sink, says):
    sent(sink, context={"says": says})
    mail = sink.mails[0]
    assert mail["Subject"] == "A note: one Bcc: everyone@example.org"
    assert mail["Bcc"] is None
    assert sink.recipients == ["salma@example.org"]


def test_a_frozen_subject_with_a_line_break_is_given_up_and_never_reaches_the_server(sink):
    row = note()
    Message.objects.filter(pk=row.pk).update(subject="one\nBcc: everyone@example.org", text="x", html="x")
    assert drain() == {"dead": 1}
    row.refresh_from_db()
    assert (sink.mails, row.reason[:14]) == ([], "BadHeaderError")


def test_a_long_subject_is_cut_and_sent(sink):
    row, _ = sent(sink, context={"says": "x" * 500})
    assert (row.state, len(row.subject)) == ("sent", 300)


def test_a_subscribed_letter_can_be_left_in_one_click(sink):
    row, text = sent(sink, kind="news")
    mail = sink.mails[0]
    address = text.rpartition("Leave: ")[2]
    assert mail["List-Unsubscribe"].strip() == f"<{address}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message_of_unsubscribe(re.findall("[^/]+", address)[-1]) == row
    assert "Leave: ~~unsubscribe~~" in row.text


def test_the_unsubscribe_address_is_not_broken_over_lines(sink):
    sent(sink, kind="news")
    assert re.search(rb"\r\nList-Unsubscribe: (\r\n )?<http://\S+>\r\n", sink.raw[0])


def test_a_transactional_letter_offers_no_way_to_leave(sink):
    sent(sink)
    headers = [name for name in sink.mails[0] if name.startswith("List-")]
    assert headers == []


def test_every_letter_says_that_a_machine_wrote_it(sink):
    sent(sink)
    assert sink.mails[0]["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("token", ["", "1", "1:altered", "nonsense:x:y"])
def test_an_altered_unsubscribe_link_belongs_to_no_message(token):
    assert message_of_unsubscribe(token) is None


def test_an_address_in_another_script_arrives(sink):
    sent(sink, to="salma@سينما.example")
    assert sink.recipients == ["salma@xn--mgbx8cdt.example"]
