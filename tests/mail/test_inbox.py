"""The demo's mailbox: what arrives is kept whole, shown safely, and none of it exists elsewhere."""

import os
import re
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

from foundation.mail import inbox

ROOT = Path(__file__).parents[2]
HTML = '<!doctype html><html><head></head><body><script>x()</script><a href="https://masar.example/c/">Go</a>'


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.INBOX_DIR = tmp_path
    return tmp_path


def mail(to: str = "salma@example.org", subject: str = "Hello", html: str = HTML) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["To"], letter["From"] = subject, to, "team@masar.example"
    letter.set_content("Hello.\nhttps://masar.example/c/")
    letter.add_alternative(html, subtype="html")
    return letter


def arrived(**fields) -> str:
    """Put a mail into the folder, as the server does; returns its name."""
    letter = mail(**fields)
    return inbox.keep(letter.as_bytes(), [letter["To"]])


# -- what is kept ------------------------------------------------------------------------------
def test_a_mail_is_kept_with_its_parts_and_for_whom_it_came(folder):
    received = inbox.read(arrived(subject="رابطكم الجديد"))
    assert (received.to, received.subject) == ("salma@example.org", "رابطكم الجديد")
    assert (received.text.split(), received.html.strip()) == (["Hello.", "https://masar.example/c/"], HTML)


def test_the_newest_comes_first(folder):
    names = [arrived(subject=str(number)) for number in range(3)]
    assert inbox.names() == names[::-1]


def test_a_mail_that_is_still_being_written_is_not_listed(folder):
    name = arrived()
    (folder / f".{name}x").write_bytes(b"half")
    assert inbox.names() == [name]


def test_a_mail_is_found_by_a_part_of_its_recipient(folder):
    arrived(to="hajar@example.org")
    name = arrived(to="Salma@Example.org")
    assert inbox.names(" salma@ex ") == [name]


# -- what is shown -----------------------------------------------------------------------------
def test_an_empty_inbox_says_so(client, folder, db):
    assert list(client.get("/inbox/").context["mails"]) == []


def test_the_list_has_pages_and_keeps_what_was_searched(client, folder, db):
    for _ in range(27):
        arrived()
    arrived(to="hajar@example.org")
    page = client.get("/inbox/?to=salma&page=2")
    assert len(page.context["mails"]) == 2
    assert 'href="?to=salma&amp;page=1"' in page.content.decode()


def test_a_mail_shows_its_text_and_headers_and_frames_its_letter(client, folder, db):
    name = arrived(subject="<i>Hello</i>")
    page = client.get(f"/inbox/{name}/").content.decode()
    assert "<i>Hello</i>" not in page
    assert f'<iframe class="letter" src="/inbox/{name}/letter/" sandbox="' in page
    assert '<a href="https://masar.example/c/"' in page
    assert "<dt>Delivered-To</dt>" in page


def test_the_letter_runs_nothing_and_its_links_open_in_a_new_tab(client, folder, db):
    answer = client.get(f"/inbox/{arrived()}/letter/")
    policy = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.content.decode().startswith('<!doctype html><html><head><base target="_blank">')


@pytest.mark.parametrize("name", ["0", "..", "%2e%2e%2fmasar", "a.eml"])
@pytest.mark.parametrize("page", ["", "letter/"])
def test_a_mail_that_is_not_there_is_not_found(client, folder, db, name, page):
    (folder.parent / "masar.eml").write_text("private")
    assert client.get(f"/inbox/{name}/{page}").status_code == 404


def test_outside_the_demo_there_is_no_inbox():
    """In a process of its own, for the addresses are made as Masar starts."""
    ask = (
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "for path in ('/inbox/', '/inbox/1/', '/inbox/1/letter/'):\n"
        "    try: print(resolve(path))\n"
        "    except Resolver404: print('404')"
    )
    production = {
        "MASAR_DEMO": "0",
        "SUPPORT_KEYS": "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=",
        "SECRET_KEY": "x" * 60,
        "SITE_URL": "https://masar.example",
        "DEFAULT_FROM_EMAIL": "team@masar.example",
        "DJANGO_SETTINGS_MODULE": "foundation.settings",
    }
    assert said(run("-c", ask, **production)).split() == ["404"] * 3


# -- the server --------------------------------------------------------------------------------
def run(*arguments: str, **env: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(process: subprocess.Popen) -> str:
    with process:
        return process.communicate()[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def runinbox(folder: Path, port: int, host: str = "127.0.0.1", **env: str) -> subprocess.Popen:
    settings = {"MASAR_DEMO": "1", "DJANGO_SETTINGS_MODULE": "foundation.settings", "INBOX_DIR": str(folder)}
    return run("manage.py", "runinbox", **settings, EMAIL_URL=f"smtp://{host}:{port}", **env)


@contextmanager
def connected(folder: Path) -> Iterator[tuple[subprocess.Popen, smtplib.SMTP]]:
    """A running server, and a client that stays on the line."""
    port = free_port()
    with runinbox(folder, port) as process:
        try:
            yield process, dial(port, process)
        finally:
            process.kill()


def dial(port: int, process: subprocess.Popen) -> smtplib.SMTP:
    while process.poll() is None:
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=30)
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError(said(process))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_server_receives_until_it_is_told_to_stop(folder, sign):
    with connected(folder) as (process, client), client:
        client.send_message(mail())
        process.send_signal(sign)
        assert (process.wait(timeout=30), "Traceback" in process.stdout.read()) == (0, False)
    assert [inbox.read(name).to for name in inbox.names()] == ["salma@example.org"]


def test_a_mail_that_cannot_be_kept_is_refused_for_now(folder):
    (folder / "file").write_text("no folder")
    with connected(folder / "file") as (_, client), client:
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            client.send_message(mail())
        assert refusal.value.smtp_code == 451


def test_a_busy_port_is_one_clear_sentence(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = said(runinbox(folder, port))
    assert re.fullmatch(rf"CommandError: Cannot receive mail on 127.0.0.1:{port}: .+\.\n", sentence)


def test_it_receives_for_this_computer_alone(folder):
    sentence = said(runinbox(folder, 1025, host="smtp.example.org"))
    assert sentence == (
        "CommandError: EMAIL_URL names smtp.example.org: the inbox receives on 127.0.0.1 alone.\n"
    )
