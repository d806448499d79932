"""What a mail that came back says, judged on a table of real ones that was written before the reader ran."""

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

from foundation.mail.bounces import Kind, Recipient, read
from foundation.mail.severity import is_hard, refuses_address, status_in

TABLE = Path(__file__).with_name("bounce_corpus.tsv")
with TABLE.open() as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t"))
# Dead by their words, which are Japanese or stand under a code that says otherwise. Taken for soft, they
# count as one of three; no mail is taken for hard that is not.
TAKEN_FOR_SOFT = {"bsd/lhost-bigfoot-02.eml", "bsd/lhost-domino-02.eml", "bsd/lhost-notes-02.eml"}


@pytest.fixture(scope="module")
def verdicts(data):
    return {row["file"]: read((data / "mail" / row["file"]).read_bytes()) for row in ROWS}


def wanted(row: dict[str, str]) -> dict[str, bool]:
    """{address: whether it is dead}"""
    pairs = (word.partition("=") for word in row["recipients"].split())
    return {address: severity == "hard" for address, _equals, severity in pairs}


def heard(recipients: tuple[Recipient, ...]) -> dict[str, bool]:
    return {recipient.address: recipient.is_hard for recipient in recipients}


def test_the_table_has_a_row_for_each_file(data):
    there = {str(path.relative_to(data / "mail")) for path in (data / "mail").glob("*/*.eml")}
    assert {row["file"] for row in ROWS} == there


def test_each_mail_is_taken_for_what_it_is(verdicts):
    confusion = Counter((row["kind"], verdicts[row["file"]].kind.value) for row in ROWS)
    assert confusion == {
        ("bounce", "bounce"): 181,
        ("complaint", "complaint"): 16,
        ("auto_reply", "auto_reply"): 9,
        ("other", "other"): 6,
        ("delayed", "delayed"): 4,
        ("delivered", "delivered"): 1,
    }


@pytest.mark.parametrize("kind", ["bounce", "complaint"])
def test_it_names_exactly_those_it_is_about(verdicts, kind):
    wrong = [
        row["file"]
        for row in ROWS
        if row["kind"] == kind and wanted(row).keys() != heard(verdicts[row["file"]].recipients).keys()
    ]
    assert wrong == []


def test_an_address_is_dead_where_the_server_says_so(verdicts):
    bounces = [row for row in ROWS if row["kind"] == "bounce"]
    severities = Counter(
        (dead, heard(verdicts[row["file"]].recipients)[address])
        for row in bounces
        for address, dead in wanted(row).items()
    )
    assert severities == {(True, True): 128, (True, False): 3, (False, False): 61}
    unlike = {row["file"] for row in bounces if wanted(row) != heard(verdicts[row["file"]].recipients)}
    assert unlike == TAKEN_FOR_SOFT


@pytest.mark.parametrize(
    ("file", "known"),
    [
        ("bsd/lhost-sendmail-01.eml", "<E1C50F1B-1C83-4820-BC36-AC6FBFBE8568@example.org>"),  # a copy
        ("bsd/rfc3464-08.eml", "<000000000000000000000000000000@mx.example.or.jp>"),  # its headers
        ("bsd/lhost-exim-01.eml", "<E1P1ce6-000Egt-GZ@e1.example.org>"),  # in the text
        (
            "bsd/lhost-x5-01.eml",
            "<2222222222.0000000000002.JavaMail.nekogate@cat.example.jp>",
        ),  # twice attached
        ("bsd/rfc3464-42.eml", ""),
        ("bsd/rfc3834-03.eml", "<25203A4E-F90F-4A14-BF51-3E7B9D39BE8E@libsisimai.org>"),  # a reply
        ("bsd/arf-02.eml", "<000000000000000000000000.smtp@example.com>"),
    ],
)
def test_the_mail_it_is_about_is_found(verdicts, file, known):
    assert verdicts[file].message_id == known


def test_the_status_and_the_words_are_kept(verdicts):
    assert verdicts["bsd/lhost-exchange2007-01.eml"].recipients == (
        Recipient("mikeneko@example.co.jp", "5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", True),
    )


@pytest.mark.parametrize("file", ["dos/lhost-postfix-01.eml", "mac/lhost-postfix-01.eml"])
def test_the_ends_of_lines_make_no_difference(verdicts, file):
    assert verdicts[file] == verdicts["bsd/lhost-postfix-01.eml"]


@pytest.mark.parametrize(
    ("status", "said", "dead"),
    [
        ("5.1.1", "550 5.1.1 user unknown", True),
        ("5.1.10", "recipient not found by SMTP address lookup", True),
        ("5.2.1", "mailbox disabled", True),
        ("4.2.1", "mailbox disabled", False),
        ("5.2.2", "mailbox full", False),
        ("5.1.1", "552 mailbox is over quota temporarily", False),
        ("5.7.1", "550 rejected", False),
        ("5.7.1", "550 Recipient address rejected: Access denied", False),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", True),
        ("5.4.1", "no answer from host", False),
        ("5.1.8", "sender address rejected", False),
        ("5.0.0", "550 5.1.1 no such user", True),
        ("5.0.0", "550 #5.1.0 Address rejected", True),
        ("5.0.0", "refused", False),
        ("4.0.0", "Domain name not found: example.jp", True),
        ("", "550 mailbox unavailable", False),
        ("", "553 not allowed", True),
        ("", "550 L'adresse n'existe pas", True),
        ("", "552 Boîte pleine", False),
        ("", "host 192.0.2.5 and 5.1.1.3 said nothing", False),
    ],
)
def test_codes_decide_before_words_and_words_for_a_living_mailbox_before_codes(status, said, dead):
    assert is_hard(status, said) is dead


@pytest.mark.parametrize(
    ("code", "said", "dead"),
    [
        (550, "5.1.1 <salma@example.org>: Recipient address rejected: User unknown", True),
        (550, "Requested action not taken:\nmailbox unavailable", True),
        (550, "5.0.0 rejected", True),
        (551, "User not local; please try <hajar@example.org>", True),
        (553, "sorry", True),
        (556, "5.1.10 Recipient address has null MX", True),
        (554, "delivery error: This user doesn't have an example.org account", True),
        (550, "5.7.1 rejected", False),
        (550, "5.2.2 mailbox over quota", False),
        (550, "Mailbox full", False),
        (550, "This message was classified as junk", False),
        (550, "Administrative prohibition", False),
        (550, "relay not permitted", False),
        (550, "Sender verify failed", False),
        (550, "authentication required", False),
        (552, "message size exceeds the limit", False),
        (552, "5.3.4 too large", False),
        (554, "Transaction failed", False),
        (554, "5.7.1 Service unavailable; Client host blocked using an example list", False),
        (503, "Bad sequence of commands", False),
        (450, "no such user", False),
        (422, "no such user", False),  # of a provider's API
        (None, "no such user", False),
    ],
)
def test_a_refusal_is_of_the_address_unless_it_is_of_the_mail_or_of_us(code, said, dead):
    assert refuses_address(code, said) is dead


def test_of_several_codes_the_one_that_says_most_is_kept():
    assert status_in("5.0.0 (permanent failure)", "5.1.0 unknown 550-'5.7.1 denied'") == "5.7.1"
    assert status_in("", "nothing") == ""


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("From: salma@example.org\nSubject: Re: news\nIn-Reply-To: <1@masar.example>", Kind.OTHER),
        ("From: postmaster@example.org\nSubject: a question", Kind.OTHER),
        ("From: salma@example.org\nSubject: Fwd: Undeliverable: news", Kind.OTHER),
        ("From: salma@example.org\nSubject: Réponse automatique : absente", Kind.AUTO_REPLY),
        ("From: salma@example.org\nSubject: news\nAuto-Submitted: auto-replied", Kind.AUTO_REPLY),
        ("From: salma@example.org\nSubject: news\nAuto-Submitted: no", Kind.OTHER),
        ("From: MAILER-DAEMON@example.org\nSubject: failure notice", Kind.BOUNCE),
    ],
)
def test_who_writes_and_how_makes_the_kind(headers, kind):
    text = "About <her@example.com>: delivery failed." if kind == Kind.BOUNCE else "Write to her@example.com"
    assert read(f"{headers}\nTo: equipe@masar.example\n\n{text}\n".encode()).kind == kind


def test_a_bounce_that_a_person_attaches_is_not_one(data):
    report = (data / "mail/bsd/lhost-sendmail-01.eml").read_bytes()
    forwarded = (
        b"From: salma@example.org\nTo: equipe@masar.example\nSubject: look\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nLook.\n'
        b"--b\nContent-Type: message/rfc822\n\n" + report + b"\n--b--\n"
    )
    assert read(forwarded).kind == Kind.OTHER


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"\xff\xfe", b"Content-Type: multipart/report\n\n", b"From:\n" * 9]
)
def test_what_cannot_be_read_is_another_mail(raw):
    assert read(raw).kind == Kind.OTHER


def test_damaged_mails_are_read_without_a_fault(data):
    chance = random.Random(7)
    files = sorted((data / "mail").glob("*/*.eml"))
    for _ in range(100):
        raw = chance.choice(files).read_bytes()
        cut = chance.randrange(len(raw))
        hurt = raw[:cut] + bytes(chance.choices(range(256), k=30)) + raw[cut + chance.randrange(200) :]
        assert read(hurt).kind in Kind
