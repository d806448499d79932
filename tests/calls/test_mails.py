"""The mails of this room as they arrive: in three languages, with the receipt as a PDF that reads back."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from foundation.mail.delivery import drain
from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from foundation.mail.wordings import names_of
from residencies.calls import receipts, services
from residencies.calls.models import Application
from residencies.calls.selectors import application_of_token, with_everything
from tests.calls import cast
from tests.calls.test_members import invitee, signed_pair

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def message(kind: str) -> Message:
    return Message.objects.filter(kind=kind).latest("pk")


def pair_that_lost_one() -> Application:
    row, member = signed_pair()
    services.withdraw_member(member, now=timezone.now())
    return row


MADE = {
    "application_link": cast.draft,
    "application_receipt": cast.sent,
    "application_sign": lambda: services.invite_member(cast.draft(cast.pair()), invitee(), now=NOW),
    "application_replacement": pair_that_lost_one,
}
every_kind = pytest.mark.parametrize("kind", MADE)


@every_kind
def test_each_gives_the_names_it_lists(kind):
    MADE[kind]()
    letter = letter_for(message(kind))
    assert {*letter.personal, *letter.names, "foundation"} == set(names_of(kind))


@every_kind
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_is_written_in_each_language_with_its_link(kind, language):
    MADE[kind]()
    Message.objects.update(language=language)
    row = message(kind)
    texts = render(row, letter_for(row))
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in texts["html"]
    path = "/apply/s/" if kind == "application_sign" else "/apply/a/"
    assert f"{settings.SITE_URL}{path}~~token~~/" in texts["text"]
    assert "{{" not in texts["text"] + texts["html"] + texts["subject"]


def test_the_receipt_arrives_with_what_was_sent_and_its_link_opens_it(sink):
    row = cast.sent()
    drain()
    mail = next(one for one in sink.mails if list(one.iter_attachments()))
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (f"{row.number}.pdf", "application/pdf")
    assert attached.get_content().startswith(b"%PDF-")
    text = mail.get_body(("plain",)).get_content()
    token = re.search(r"/apply/a/([^/\s]+)/", text)[1]
    assert application_of_token(token) == (row, True)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_receipt_is_the_same_whenever_it_is_made(language):
    row = with_everything(Application.objects.all()).get(pk=cast.whole().pk)
    first = receipts.receipt(row, language)
    assert first == receipts.receipt(row, language)
    assert len(first) > 10_000  # its fonts are in it


def test_a_receipt_takes_whatever_was_typed():
    row = cast.draft()
    nasty = {"title": '#panic("x") $ \\ ` *_ <b> \u202e', "story": "\u0627 = #{1+1}", "film": "1"}
    services.save_answers(row, nasty, now=NOW)
    services.submit(row, by=None, now=NOW)
    whole = with_everything(Application.objects.all()).get(pk=row.pk)
    assert receipts.receipt(whole, "ar").startswith(b"%PDF-")


def test_mail_whose_cause_is_gone_does_not_leave():
    row = cast.draft(cast.pair())
    member = services.invite_member(row, invitee(), now=NOW)
    services.sign(member, now=NOW)
    with pytest.raises(NotWanted, match="signed already"):
        letter_for(message("application_sign"))
    services.withdraw(row, by=None, now=NOW + timedelta(days=1))
    with pytest.raises(NotWanted, match="withdrawn"):
        letter_for(message("application_link"))
    Message.objects.filter(kind="application_link").update(kind="application_receipt")
    with pytest.raises(NotWanted, match="not sent in"):
        letter_for(message("application_receipt"))
