"""Letters made out from a form are those that Django would build one by one."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from django.utils import timezone

from foundation.mail.envelopes import Envelope, Forms, _header
from foundation.mail.letters import build, letter_for
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue
from tests import cast

pytestmark = pytest.mark.django_db
NAMES = ["Salma", "أميمة بنسعيد", "x" * 190, "~~token~~ & <b>", "Go www.win.example", "a\tb"]


def checkins(*names: str, language: str = "fr") -> list[Message]:
    """A mail of a check-in to each, of the same edition."""
    of, now = cast.edition(), timezone.now()
    for name in names:
        she = cast.person(name=name, language=language)
        part = cast.completed(cast.NOW.date(), who=she, of=of)
        row = cast.asked_checkin(participation=part, closes_at=now + timedelta(days=60))
        draft = Draft(f"key:{row.pk}", "checkin", she.email, language, she, {"checkin": row.pk})
        enqueue(draft, now=now)
    return list(Message.objects.select_related("person").order_by("pk"))


def written(forms: Forms, message: Message) -> Envelope:
    return forms.write(message, letter_for(message))


def parts(content: bytes) -> dict[str, str]:
    """Its headers and both texts, as a mail program reads them; without the moment and the boundary."""
    mail = message_from_bytes(content, policy=policy.default)
    headers = {name: " ".join(str(value).split()) for name, value in mail.items() if name != "Date"}
    headers["Content-Type"] = mail.get_content_type()
    texts = {kind: mail.get_body((kind,)).get_content() for kind in ("plain", "html")}
    return {**headers, **texts}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_from_a_form_is_the_one_built_alone(name, language):
    first, second = checkins("Hajar", name, language=language)
    forms = Forms()
    written(forms, first)
    envelope = written(forms, second)
    alone = build(second, letter_for(second)).message().as_bytes(linesep="\r\n")
    assert envelope.form is not None
    assert parts(envelope.content) == parts(alone)


def test_one_form_serves_all_who_differ_in_what_is_personal():
    forms = Forms()
    for message in checkins("Hajar", "Salma", "Nour"):
        written(forms, message)
    assert len(forms.known) == 1


def test_nobody_gets_the_name_or_the_link_of_another():
    forms = Forms()
    mails = [written(forms, message).content for message in checkins("Hajar", "Salma")]
    assert [b"Hajar" in mail for mail in mails] == [True, False]
    links = [set(parts(mail)["plain"].split("/c/")[1:]) for mail in mails]
    assert links[0] & links[1] == set()


def test_lines_end_as_they_must_on_the_wire():
    content = written(Forms(), *checkins("Hajar")).content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_a_mail_that_was_frozen_at_an_earlier_try_is_built_from_what_was_frozen():
    [message] = checkins("Hajar")
    message.subject, message.text, message.html = "as it was", "as it was", "<p>as it was</p>"
    envelope = written(Forms(), message)
    assert envelope.form is None
    assert parts(envelope.content)["plain"].strip() == "as it was"


@pytest.mark.parametrize(
    "subject",
    [
        "é",
        "Résidence d’écriture : comment cela se passe-t-il ? " * 5,
        "كيف تسير الأمور مع أميمة بنسعيد في إقامة الثنائيات؟ " * 5,
        "👩🏽‍🎬 " * 40,
        "x" * 300,
        "tab\there, and \x0b",
    ],
)
def test_a_subject_of_any_letters_is_in_words_and_lines_that_are_short_enough(subject):
    name, value = _header("Subject", subject)
    lines = f"{name}: {value}".split("\n")
    assert max(map(len, lines)) <= 76
    assert all(line.startswith(" ") for line in lines[1:])
    words = value.split()
    assert [len(word) <= 75 and word.isascii() for word in words] == [True] * len(words)
    for word in words:  # each by itself: no letter is split between two
        ((part, charset),) = decode_header(word)
        part.decode(charset)
    assert str(make_header(decode_header(value))) == subject
