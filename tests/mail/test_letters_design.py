"""Every letter, in every language: whole without images, safe with any name, and with a way out."""

import re
from datetime import timedelta
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from foundation import settings as real
from foundation.mail.letters import build, letter_for, render
from foundation.mail.models import Message
from foundation.mail.services import Draft, enqueue
from tests import cast
from tests.calls import cast as calls
from tests.community import cast as community
from tests.delegations import cast as delegations
from tests.desk import rows as desk
from tests.grants import letters as grants
from tests.impact import cast as figures
from tests.industry import cast as industry
from tests.mentoring import pairs as mentoring
from tests.placement import cast as placement
from tests.privacy import cast as privacy
from tests.programmes import enrolled
from tests.selection import cast as selection
from tests.workshops import cast as workshops

# What a letter says is the same on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LINK = re.compile(r"https?://[^\s\"<]+")
SECRETS = {"login_code": "K7QX-94FM", "password_reset": "/account/password/reset/key/1-abc/"}
KINDS = [kind for kind, facts in real.MAIL_KINDS.items() if "example" in facts]
# By how their kinds begin: what makes the cause of such a mail to a person, and gives its context.
CAUSES = {
    "jury": selection.asked,
    "grant": grants.mailed_about,
    "report": grants.mailed_about,
    "payment": grants.mailed_about,
    "mentoring": mentoring.mailed_about,
    "community": community.mailed,
    "placement": placement.mailed,
    "posting": placement.mailed,
    "workshop": workshops.mailed,
    "delegation": delegations.mailed_about,
    "industry": industry.mailed_about,
    "task": desk.task_mailed,
    "privacy": privacy.mailed_about,
    "story": figures.mailed_about,
}
every_letter = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in KINDS for language, _name in real.LANGUAGES]
)


@cache
def letter(kind: str, language: str = "en") -> EmailMultiAlternatives:
    """To Salma Bennis; built once a process, since each test asks something else of the same letters."""
    return built(kind, language)


def built(kind: str, language: str = "en", name: str = "Salma Bennis", **edition) -> EmailMultiAlternatives:
    """The mail as it goes out, by the code that sends it."""
    she = cast.person(name=name, language=language)
    participation = cast.completed(cast.NOW.date(), who=she, of=cast.edition(**edition))
    row = cast.asked_checkin(participation=participation, closes_at=timezone.now() + timedelta(days=60))
    reminder = cast.reminder(about=participation, state="queued", queued_at=cast.NOW)
    about = {"checkin": row.pk, "occurrence": reminder.pk, "participation": participation.pk}
    if kind.startswith("application") or kind == "member_again":
        about = calls.mailed_about(kind)
    elif kind.startswith(("decision", "offer", "member")):
        about = selection.told(kind)
    elif kind.startswith("deliverable"):
        paper = enrolled.deliverable(
            participation, state=kind.split("_")[1], word="Bien.", decided_at=cast.NOW
        )
        about = {"deliverable": paper.pk}
    for start, mailed in CAUSES.items():
        if kind.startswith(start):
            about = mailed(she, kind)
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


@pytest.mark.parametrize("kind", ["deliverable_accepted", "deliverable_returned", "report_returned"])
def test_what_staff_wrote_stands_in_its_own_direction(kind):
    assert '<blockquote dir="auto"' in html(letter(kind, "ar"))


@every_letter
def test_only_subscribed_letters_offer_to_end_them(kind, language):
    subscribed = real.MAIL_KINDS[kind]["stream"] == "subscribed"
    assert any("/mail/u/" in link for link in links(letter(kind, language).body)) == subscribed


def test_each_answer_of_the_question_is_one_tap_away():
    taps = sorted(link.partition("?")[2] for link in links(letter("checkin").body) if "?" in link)
    assert taps == ["choice=no", "choice=yes"]


@pytest.mark.parametrize("kind", ["checkin", "new_link", "account", "reminder"])
def test_a_name_is_escaped_and_apart_from_the_words_around_it(kind):
    mail = built(kind, name="<b>Salma</b> & Co")
    assert "<bdi>&lt;b&gt;Salma&lt;/b&gt; &amp; Co</bdi>" in html(mail)
    assert "\u2068<b>Salma</b> & Co\u2069" in mail.body


@pytest.mark.parametrize("bait", ["www.win.example", "http://win.example", "her@win.example"])
def test_a_name_never_turns_into_a_link(bait):
    mail = built("checkin", name=f"Go {bait}")
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
    assert built("checkin", programme=programme).subject.endswith("…\u2069: how are you getting on?")


# -- how it is built ---------------------------------------------------------------------------
VOID = {"meta", "br", "img", "hr", "link", "input"}
HIDDEN = re.compile(r'<style>.*?</style>|<title>.*?</title>|<div style="display:none.*?</div>', re.DOTALL)
PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
RULE = re.compile(r"\.([\w-]+(?:, \.[\w-]+)*) \{ ([^}]+) \}")


class Drawn(HTMLParser):
    """Each text of a letter with the colours it is drawn in, by day or by night; and what is not balanced."""

    def __init__(self, page: str, scheme: str) -> None:
        super().__init__()
        night = page.partition("(prefers-color-scheme: dark)")[2].partition("</style>")[0]
        rules = RULE.findall(night if scheme == "dark" else "")
        self.rules = {name: text for names, text in rules for name in names.split(", .")}
        self.open = [("", "#000000", "#ffffff")]
        self.texts, self.faults = set(), []
        self.feed(HIDDEN.sub("", page))
        self.faults += [tag for tag, *_colours in self.open[1:]]

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        facts = dict(attrs)
        said = [
            facts.get("style", ""),
            *(self.rules.get(name, "") for name in facts.get("class", "").split()),
        ]
        _tag, ink, paper = self.open[-1]
        for rule in said:  # the night's are !important
            ink = (re.findall(r"(?:^|[; ])color: ?(#\w{6})", rule) or [ink])[-1]
            paper = (re.findall(r"background: ?(#\w{6})", rule) or [paper])[-1]
        self.open.append((tag, ink, paper))

    def handle_endtag(self, tag):
        if self.open[-1][0] == tag:
            self.open.pop()
        else:
            self.faults.append(f"/{tag}")

    def handle_data(self, data):
        _tag, ink, paper = self.open[-1]
        if data.strip():
            self.texts.add((ink, paper))


def contrast(one: str, other: str) -> float:
    """Of two colours, by WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_wcag_does():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_letter
def test_every_text_of_a_letter_can_be_read_by_day_and_by_night(kind, language, scheme):
    drawn = Drawn(html(letter(kind, language)), scheme)
    pale = {(ink, paper): contrast(ink, paper) for ink, paper in drawn.texts if contrast(ink, paper) < 4.5}
    assert (pale, drawn.faults) == ({}, [])
    assert len(drawn.texts) >= 3


@every_letter
def test_the_text_says_what_the_letter_says(kind, language):
    mail = letter(kind, language)
    page = HIDDEN.sub("", html(mail)).replace("<br>", "\n")
    lines = {line for part in PARAGRAPH.findall(page) for line in part.splitlines()}
    said = {" ".join(unescape(TAG.sub("", line)).split()) for line in lines}
    plain = " ".join(re.sub("[\u2066-\u2069]", "", mail.body).split())
    # What a tap does is told in other words where there is nothing to tap.
    taps = kind.startswith(("checkin", "mentoring_pulse"))
    assert len([line for line in said if line not in plain]) == int(taps)
