"""Where mail that came back is read from: a mailbox, folders and files, a pipe."""

import io
import mailbox
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from foundation.environment import Environment
from foundation.mail import mailboxes
from foundation.mail.models import Message, Report
from foundation.mail.tasks import read_bounces
from tests.mail.returned import LETTER, bounce, sent, vacation
from tests.mail_servers import Box, serving

pytestmark = pytest.mark.django_db


def run(*paths: str) -> str:
    said = io.StringIO()
    call_command("readbounces", *paths, stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def box() -> Box:
    return Box({1: bounce(sent()), 2: LETTER, 3: vacation(sent())})


@pytest.fixture(params=["imap", "pop"])
def served(request, box, settings, monkeypatch, tmp_path):
    with serving(box, request.param):
        url = f"{request.param}://bounces%40masar.example:pass%20word@127.0.0.1:{box.port}/INBOX"
        monkeypatch.setenv("BOUNCE_URL", url)
        settings.BOUNCE_MAILBOX = Environment(tmp_path / ".env").mailbox("BOUNCE_URL")
        yield request.param


def kinds() -> list[str]:
    return sorted(Report.objects.values_list("kind", flat=True))


# -- a mailbox -------------------------------------------------------------------------------
def test_reports_are_taken_in_and_the_rest_is_left_for_people(served, box):
    assert run() == "1 auto_reply, 1 bounce, 1 other"
    assert Message.objects.filter(state="bounced").count() == 1
    if served == "imap":
        assert box.flags == {1: {r"\Seen"}, 2: {r"\Flagged"}, 3: {r"\Seen"}}
    else:
        assert list(box.mails.values()) == [LETTER]


def test_a_second_run_does_nothing_more(served):
    run()
    assert run() == ("nothing new" if served == "imap" else "1 other")
    assert kinds() == ["auto_reply", "bounce", "other"]


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_not_settled_where_its_effect_was_not_committed(served, box, monkeypatch):
    monkeypatch.setattr(mailboxes, "take_in_mail", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run()
    assert (len(box.mails), box.flags) == (3, {})


def test_a_line_that_breaks_before_the_mark_costs_nothing(served, box):
    box.drops_at = "STORE" if served == "imap" else "QUIT"
    with pytest.raises(CommandError, match="cannot be read"):
        run()
    box.drops_at = ""
    run()
    assert kinds() == ["auto_reply", "bounce", "other"]


def test_a_wrong_password_is_told(served, box):
    box.password = "another"
    with pytest.raises(CommandError, match=r"The mailbox of BOUNCE_URL cannot be read: .*wrong password"):
        run()


def test_a_folder_that_is_not_there_is_told(box, settings):
    with serving(box, "imap"):
        settings.BOUNCE_MAILBOX = {
            "scheme": "imap", "host": "127.0.0.1", "port": box.port, "user": "u", "password": "pass word",
            "folder": "Bounces",
        }  # fmt: skip
        with pytest.raises(CommandError, match="Bounces cannot be opened"):
            run()


def test_the_worker_reads_the_mailbox(served):
    read_bounces()
    assert kinds() == ["auto_reply", "bounce", "other"]


def test_without_a_mailbox_it_says_what_to_do():
    with pytest.raises(CommandError, match="Set BOUNCE_URL, or name files"):
        run()


# -- folders and files -----------------------------------------------------------------------
def test_a_maildir_is_read_and_its_mails_moved(tmp_path):
    folder = mailbox.Maildir(tmp_path / "Maildir")
    for mail in (bounce(sent()), LETTER):
        folder.add(mail)
    assert run(str(tmp_path / "Maildir")) == "1 bounce, 1 other"
    moved = [(message.get_subdir(), message.get_flags()) for message in folder]
    assert sorted(moved) == [("cur", "F"), ("cur", "S")]
    assert run(str(tmp_path / "Maildir")) == "nothing new"


def test_files_are_read_and_left(tmp_path):
    (tmp_path / "one.eml").write_bytes(bounce(sent()))
    (tmp_path / "two.eml").write_bytes(LETTER)
    assert run(str(tmp_path)) == "1 bounce, 1 other"
    assert run(str(tmp_path / "one.eml")) == "1 bounce"
    assert kinds() == ["bounce", "other"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"gone\.eml cannot be read: No such file or directory"):
        run(str(tmp_path / "gone.eml"))


# -- a pipe ----------------------------------------------------------------------------------
def pipe(raw: bytes, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    run("-")


def test_a_mail_server_pipes_a_mail(monkeypatch):
    pipe(bounce(sent()), monkeypatch)
    assert kinds() == ["bounce"]


def test_a_mail_server_is_told_to_try_again_while_the_database_is_away(monkeypatch):
    row = sent()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE mail_report RENAME TO elsewhere")
    with pytest.raises(SystemExit) as end:
        pipe(bounce(row), monkeypatch)
    assert end.value.code == 75
