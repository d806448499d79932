"""What staff write for a mail: plain text with names from a list, and nothing that can reach further."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from foundation.errors import ServiceError
from foundation.mail import wordings
from foundation.mail.delivery import drain
from foundation.mail.letters import build, letter_for, render
from foundation.mail.models import Message, Wording
from foundation.mail.services import Draft, enqueue
from foundation.mail.wordings import faults, restore_wording, save_wording
from tests import cast
from tests.calls import cast as calls
from tests.selection import cast as selection

# What a letter says is the same on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LINK = re.compile(r"https?://|/mail/u/|\d+\.\d+:")  # the last: the token of a check-in


def save(kind: str = "account", language: str = "en", *, since: int = 0, **texts: str) -> Wording:
    return save_wording(kind, language, texts, since=since, by=None, now=cast.NOW)


def message(kind: str = "account", language: str = "en", **person) -> Message:
    """A mail in the outbox, not written yet."""
    she = cast.person(**{"name": "Salma Bennis", "language": language, **person})
    row = cast.asked_checkin(who=she, closes_at=timezone.now() + timedelta(days=60))
    key = f"key{Message.objects.count()}"
    about = {"checkin": row.pk}
    if kind.startswith("application") or kind == "member_again":
        about = calls.mailed_about(kind)
    elif kind.startswith(("decision", "offer", "member")):
        about = selection.told(kind)
    enqueue(Draft(key, kind, she.email, language, she, about, "K7QX"), now=timezone.now())
    return Message.objects.select_related("person").get(dedupe_key=key)


def written(row: Message) -> dict[str, str]:
    return render(row, letter_for(row))


class Tags(HTMLParser):
    """Every tag of a page, with its attributes; and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, [name for name, _value in attrs]))

    def handle_data(self, data):
        self.text += data

    def frame(self) -> list[tuple[str, list[str]]]:
        """All but the paragraphs and the names in them."""
        return [tag for tag in self.tags if tag[0] not in ("p", "br", "bdi")]


# -- what is written ---------------------------------------------------------------------------
def test_what_staff_wrote_stands_in_all_three_forms_of_the_letter():
    save(
        subject="Come in, {{ name }}",
        preview="A place for you",
        headline="Good to see you",
        before="Dear {{ name }},\n\nyour space at {{foundation}} is open.\nCome in.",
        after="See you soon.",
    )
    texts = written(message())
    she, us = "\u2068Salma Bennis\u2069", "\u2068Masar\u2069"
    assert texts["subject"] == f"Come in, {she}"
    assert texts["text"].startswith(
        f"Good to see you\n\nDear {she},\n\nyour space at {us} is open.\nCome in.\n\nLog in:"
    )
    assert "See you soon.\n\nWarm wishes," in texts["text"]
    assert '<p style="margin:0 0 16px;">Dear <bdi>Salma Bennis</bdi>,</p>' in texts["html"]
    assert "your space at <bdi>Masar</bdi> is open.<br>Come in.</p>" in texts["html"]
    assert [part in texts["html"] for part in ("A place for you", "Good to see you", "See you soon.")] == [
        True
    ] * 3


def test_an_empty_part_and_another_language_stay_built_in():
    row = message("checkin")
    built_in = written(row)
    save("checkin", headline="Well?")
    texts = written(row)
    assert texts["subject"] == built_in["subject"]
    assert texts["text"] == f"Well?\n\n{built_in['text']}"
    assert texts["html"] == built_in["html"].replace("How are you getting on?", "Well?")
    assert "Well?" not in written(message("checkin", "fr"))["html"]


def test_what_is_fixed_cannot_be_written_away():
    blank = dict.fromkeys(Wording.PARTS, "-")
    for kind in wordings.kinds_with_texts():
        save(kind, **blank)
        mail = message(kind)
        found = letter_for(mail)
        for part, text in render(mail, found).items():
            setattr(mail, part, text)
        out = build(mail, found)
        assert "You get this mail because" in out.body
        assert "<a class=" in out.alternatives[0].content or "K7QX" in out.alternatives[0].content
        assert ("/mail/u/" in out.body) == (mail.stream == "subscribed")


def test_the_names_of_a_check_in_are_in_her_language_and_day():
    save("checkin", "ar", subject="{{ name }}", before="{{ edition }} / {{ day }}", after="{{ name }}")
    row = message("checkin", "ar", name="Oumayma", name_ar="أميمة")
    texts = written(row)
    assert texts["subject"] == "\u2068أميمة\u2069"
    day = letter_for(row).names["day"]
    assert f"\u2068{letter_for(row).personal['edition']}\u2069 / \u2068{day}\u2069" in texts["text"]


@pytest.mark.parametrize("kind", ["login_code", "account", "password_reset", "checkin", "new_link"])
def test_each_kind_gives_the_names_it_lists(kind):
    letter = letter_for(message(kind))
    assert [*letter.personal, *letter.names, "foundation"] == wordings.names_of(kind)


def test_a_mail_that_is_written_stays_as_it_is(sink):
    save(before="First words.")
    row = message()
    sink.answer = lambda stage, address: "450 later" if stage == "DATA" else None
    drain()
    save(since=1, before="Second words.")
    sink.answer = lambda stage, address: None
    Message.objects.update(not_before=timezone.now())
    drain()
    message()
    drain()
    bodies = [mail.get_body(("plain",)).get_content() for mail in sink.mails]
    assert [("First" in body, "Second" in body) for body in bodies] == [(True, False), (False, True)]
    assert sink.mails[0]["Message-ID"] == row.message_id


def test_a_sender_reads_the_texts_once_for_many_mails(django_assert_num_queries):
    save(before="Words.")
    found = [(row, letter_for(row)) for row in (message(), message(), message())]
    with django_assert_num_queries(1):
        for row, letter in found:
            render(row, letter)


def test_another_process_sees_a_new_text_once_it_asks_again(monkeypatch):
    row = message()
    letter = letter_for(row)
    render(row, letter)
    Wording.objects.create(kind="account", language="en", version=1, before="From elsewhere.")
    assert "From elsewhere." not in render(row, letter)["text"]
    monkeypatch.setattr(wordings, "LOOK_AGAIN", 0.0)
    assert "From elsewhere." in render(row, letter)["text"]


# -- what is refused ---------------------------------------------------------------------------
REFUSED = [
    "{{ event.__init__.__code__ }}",
    "{{ name.__class__ }}",
    "{{ name.__class__.__mro__[1].__subclasses__() }}",
    "{{ name|safe }}",
    "{{ name|upper }}",
    "{{ request.user.password }}",
    "{{ settings.SECRET_KEY }}",
    "{{ token }}",
    "{{ code }}",
    "{{ unsubscribe }}",
    "{{ person }}",
    "{{ nom }}",
    "{{ NAME }}",
    "{{ n\u0430me }}",  # a Cyrillic letter
    "{{ name\u200b }}",
    "{{\nname }}",
    "{{ 7*7 }}",
    "{{ }}",
    "{{ name }",
    "{ name }",
    "{{{ name }}}",
    "{{ {{ name }} }}",
    "{{ name }}}}",
    "\uff5b\uff5b name \uff5d\uff5d",  # braces of another width
    "{0.__class__}",
    "{name.__init__.__globals__}",
    "{!r}",
    "{% load static %}",
    "{% include '/etc/passwd' %}",
    "{% debug %}",
    "{# note #}",
    "${name}",
    "#{name}",
    "~~token~~",
    "~~unsubscribe~~",
    "~~~",
    "Hello\x00",
    "\u202eolleH",
    "\u2066Hello",
    "Hello\x1b[31m",
    "Hello\u2028Bcc: all@example.org",
    "\ud800",
    "https://win.example",
    "HTTP://win.example",
    "javascript://win.example",
    "www.win.example",
]
PLAIN = [
    "%(name)s",
    "%s %d %n",
    "$name",
    "<script>alert(1)</script>",
    "</style><style>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><b onmouseover=alert(1)>',
    "<a href=javascript:alert(1)>x</a>",
    "<!--", "-->", "]]>",
    "</p></td></tr></table></body>",
    "&lt;script&gt;",
    "&#123;&#123; name &#125;&#125;",
    "*bold* _thin_ [text](address)",
    "`code` # title",
    "\\x7b\\x7b name",
    "=cmd|'/c calc'!A0",
    "'; DROP TABLE mail_wording; --",
    "\\1 \\g<0>",
    "~ almost ~",
    "عنوان فيه شرطة",
    "x" * 120,
]  # fmt: skip


@pytest.mark.parametrize("attack", REFUSED)
@pytest.mark.parametrize("part", ["subject", "before"])
def test_what_is_no_plain_text_is_refused_and_named(part, attack):
    wrong = faults("account", {part: attack})
    assert list(wrong) == [part]
    with pytest.raises(ServiceError):
        save(**{part: attack})
    assert Wording.objects.count() == 0


@pytest.mark.parametrize("attack", PLAIN)
def test_what_looks_like_an_attack_and_is_plain_text_stays_text(attack):
    built_in = Tags(written(message())["html"])
    save(**dict.fromkeys(Wording.PARTS, attack))
    texts = written(message())
    page = Tags(texts["html"])
    assert page.frame() == built_in.frame()
    assert page.text.count(attack) == 4
    assert attack in texts["text"]
    assert texts["subject"] == attack


@pytest.mark.parametrize("part", ["subject", "preview", "headline"])
@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r"])
def test_one_line_takes_no_second_one(part, breaks):
    assert list(faults("account", {part: f"Hello{breaks}Bcc: all@example.org"})) == [part]


@pytest.mark.parametrize(("part", "longest"), [("subject", 150), ("headline", 120), ("before", 3000)])
def test_a_text_that_is_too_long_is_refused(part, longest):
    assert faults("account", {part: "x" * longest}) == {}
    assert list(faults("account", {part: "x" * (longest + 1)})) == [part]


@translation.override("en")
def test_the_refusal_says_what_may_be_written():
    said = faults("checkin", {"before": "Dear {{ nom }}"})["before"].messages
    names = "{{ name }}, {{ edition }}, {{ day }}, {{ foundation }}"
    assert said == [f"“{{{{ nom }}}}” is not known here. You can write {names}, and no other braces."]


# -- what a name holds -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        "{{ foundation }}",
        "{{ name }}",
        "{% debug %}",
        "<b>Salma</b>",
        "<img src=x onerror=alert(1)>",
        "**Salma** [x](y)",
        "Salma\r\nBcc: all@example.org",
        "Salma\u202eamlaS",
        "Salma\u2069 free",
        "~~token~~",
        "~~unsubscribe~~",
        "~~~~token~~~~",
        "\\g<0>",
        "%(name)s {0}",
    ],
)
def test_a_name_stays_text_whatever_it_holds(name):
    save("checkin", subject="For {{ name }}", headline="{{ name }}", before="Dear {{ name }}", after="-")
    usual, mail = sent_out("Salma"), sent_out(name)
    assert Tags(html(mail)).tags == Tags(html(usual)).tags
    assert [len(LINK.findall(text)) for text in (mail.body, html(mail))] == [
        len(LINK.findall(text)) for text in (usual.body, html(usual))
    ]
    assert re.search("[\x00-\x1f\u202e]", mail.subject) is None
    assert (mail.message()["Bcc"], "Masar" in mail.subject) == (None, False)


def sent_out(name: str) -> EmailMultiAlternatives:
    """A check-in to someone of that name, with its secrets in it."""
    row = message("checkin", name=name)
    found = letter_for(row)
    for part, text in render(row, found).items():
        setattr(row, part, text)
    return build(row, found)


def html(mail: EmailMultiAlternatives) -> str:
    return mail.alternatives[0].content


@pytest.mark.parametrize("bait", ["www.win.example", "http://win.example", "her@win.example"])
def test_a_name_in_a_text_never_turns_into_a_link(bait):
    save(before="Dear {{ name }}")
    texts = written(message(name=f"Go {bait}"))
    assert bait not in texts["text"] + texts["html"]


# -- versions ----------------------------------------------------------------------------------
def test_each_save_is_a_version_and_the_old_ones_stay():
    save(before="One.")
    save(since=1, before="Two.")
    rows = Wording.objects.order_by("version").values_list("version", "before", "is_current")
    assert list(rows) == [(1, "One.", False), (2, "Two.", True)]


def test_an_old_version_is_used_again_as_a_new_one():
    first = save(before="One.")
    save(since=1, before="Two.")
    again = restore_wording(first, by=None, now=cast.NOW)
    assert (again.version, again.before, again.is_current) == (3, "One.", True)
    assert "One." in written(message())["text"]


@translation.override("en")
def test_who_read_an_older_version_is_told_and_overwrites_nothing():
    save(before="One.")
    with pytest.raises(ServiceError, match="newer version"):
        save(before="Mine.")
    assert list(Wording.objects.values_list("before", flat=True)) == ["One."]


def test_the_database_holds_one_text_in_use():
    save(before="One.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(kind="account", language="en", version=2)


@pytest.mark.parametrize(("kind", "language"), [("nothing", "en"), ("trial", "en"), ("account", "de")])
def test_only_mails_that_exist_have_texts(kind, language):
    with pytest.raises(ServiceError):
        save(kind, language, before="Words.")
