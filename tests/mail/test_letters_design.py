"""Every letter, in every language: whole without images, safe with any name, and with a way out."""

import re
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from foundation import settings as real
from foundation.mail.letters import build, letter_for, render
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue
from tests import cast

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^\s\"<]+")
SECRETS = {"login_code": "K7QX-94FM", "password_reset": "/account/password/reset/key/1-abc/"}
every_letter = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in real.MAIL_KINDS for language, _name in real.LANGUAGES]
)


def letter(kind: str, language: str = "en", name: str = "Salma Bennis", **edition) -> EmailMultiAlternatives:
    """The mail as it goes out, by the code that sends it."""
    she = cast.person(name=name, language=language)
    participation = cast.completed(cast.NOW.date(), who=she, of=cast.edition(**edition))
    row = cast.asked_checkin(participation=participation, closes_at=timezone.now() + timedelta(days=60))
    reminder = cast.reminder(about=participation, state="queued", queued_at=cast.NOW)
    about = {"checkin": row.pk, "occurrence": reminder.pk}
    draft = Draft("key", kind, she.email, language, she, about, SECRETS.get(kind, ""))
    enqueue(draft, now=timezone.now())
    message = Message.objects.select_related("person").get()
    found = letter_for(message)
    for part, text in render(message, found).items():
        setattr(message, part, text)
    return build(message, found)


def html(mail: EmailMultiAlternatives) -> str:
    return mail.alternatives[0].content


def links(text: str) -> set[str]:
    return set(LINK.findall(text))


@every_letter
def test_text_and_html_hold_the_same_links_and_no_mark_is_left(kind, language):
    mail = letter(kind, language)
    assert links(mail.body) == links(html(mail))
    assert "~~" not in mail.subject + mail.body + html(mail)


@every_letter
def test_a_letter_loads_nothing_and_reads_in_its_direction(kind, language):
    page = html(letter(kind, language))
    assert re.findall(r"<(?:img|link|script|iframe|object)\b|@import|url\(|\bsrc=", page) == []
    assert re.search(r'<html lang="(\w+)" dir="(\w+)">', page).groups() == (
        language,
        "rtl" if language == "ar" else "ltr",
    )


@every_letter
def test_only_subscribed_letters_offer_to_end_them(kind, language):
    subscribed = real.MAIL_KINDS[kind]["stream"] == "subscribed"
    assert any("/mail/u/" in link for link in links(letter(kind, language).body)) == subscribed


def test_each_answer_of_the_question_is_one_tap_away():
    taps = sorted(link.partition("?")[2] for link in links(letter("checkin").body) if "?" in link)
    assert taps == ["choice=no", "choice=yes"]


@pytest.mark.parametrize("kind", ["checkin", "new_link", "account", "reminder"])
def test_a_name_is_escaped_and_apart_from_the_words_around_it(kind):
    mail = letter(kind, name="<b>Salma</b> & Co")
    assert "<bdi>&lt;b&gt;Salma&lt;/b&gt; &amp; Co</bdi>" in html(mail)
    assert "\u2068<b>Salma</b> & Co\u2069" in mail.body


@pytest.mark.parametrize("bait", ["www.win.example", "http://win.example", "her@win.example"])
def test_a_name_never_turns_into_a_link(bait):
    mail = letter("checkin", name=f"Go {bait}")
    assert bait not in mail.body + html(mail)
    assert bait in (mail.body + html(mail)).replace("\u2060", "")


def test_a_letter_in_arabic_calls_her_by_her_arabic_name():
    she = cast.person(name="Oumayma", name_ar="أميمة", language="ar")
    draft = Draft("key", "account", she.email, "ar", she)
    enqueue(draft, now=timezone.now())
    message = Message.objects.get()
    assert "\u2068أميمة\u2069" in render(message, letter_for(message))["text"]


def test_a_long_edition_name_leaves_the_question_in_the_subject():
    programme = cast.programme(name_en="x" * 200)
    assert letter("checkin", programme=programme).subject.endswith("…: how are you getting on?")
