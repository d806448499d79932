"""A provider's API instead of SMTP, and what it tells of our mail; a real server stands for Postmark's."""

import base64
import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.urls import clear_url_caches, include, path
from django.utils import timezone

from foundation.checks import provider_can_be_used
from foundation.mail.delivery import drain
from foundation.mail.models import Attempt, Message, Postman, Report, Suppression
from foundation.urls import urlpatterns as pages
from tests.mail.notes import note
from tests.mail.returned import sent

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db
GOOD = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "salma@example.org"})
INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive.\n"
    "Found inactive addresses: salma@example.org.\nInactive recipients are ones that have generated a bounce."
)
SECRET = "postmark:0123456789abcdef"
urlpatterns = [*pages, path("mail/hooks/", include("anymail.urls"))]


class Provider(ThreadingHTTPServer):
    """Keeps what it was asked, and gives `answer`: (status, body)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Api)
        self.asked: list[dict] = []
        self.answer = GOOD


class _Api(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        status, body = self.server.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args) -> None:
        pass


@pytest.fixture
def provider(settings):
    with Provider() as server:
        settings.EMAIL_PROVIDER = "postmark"
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "token",
            "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
            "WEBHOOK_SECRET": SECRET,
        }
        Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()


# -- on the way out --------------------------------------------------------------------------
def test_mail_leaves_by_the_api_with_our_message_id(provider):
    row = note()
    assert drain() == {"sent": 1}
    asked = provider.asked[0]
    assert (asked["To"], asked["Metadata"]) == (row.to_addr, {"message_id": row.message_id})
    assert {"Name": "Message-ID", "Value": row.message_id} in asked["Headers"]


def test_a_return_path_of_ours_is_not_forced_on_a_provider(provider, settings):
    settings.BOUNCE_ADDRESS = "bounces@masar.example"
    note()
    assert (drain(), provider.asked[0]["From"]) == ({"sent": 1}, settings.DEFAULT_FROM_EMAIL)


def test_many_messages_use_one_session(provider):
    for _ in range(3):
        note()
    assert (drain(), len(provider.asked)) == ({"sent": 3}, 3)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((422, {"ErrorCode": 406, "Message": INACTIVE}), "failed"),
        ((422, {"ErrorCode": 300, "Message": "Invalid 'To' address: 'salma@example.org'."}), "failed"),
        ((422, {"ErrorCode": 400, "Message": "Sender signature not found"}), "queued"),
        ((400, {"Message": "the recipient does not exist"}), "failed"),
        ((400, {"Message": "no"}), "queued"),
        ((500, {"Message": "oops"}), "queued"),
        ((401, {"ErrorCode": 10, "Message": "Bad token"}), "server down"),
        ((429, {"Message": "slow down"}), "server down"),
        ((503, {"Message": "away"}), "server down"),
    ],
    ids=["inactive", "no address", "our sender", "no such", "no reason", "500", "our key", "our pace", "503"],
)
def test_whose_fault_a_refusal_is(provider, answer, outcome):
    note()
    provider.answer = answer
    assert drain() == {outcome: 1}
    assert Message.objects.get().attempts == (0 if outcome == "server down" else 1)


def test_what_the_provider_said_is_kept(provider):
    note()
    provider.answer = (400, {"Message": "the recipient does not exist"})
    drain()
    assert Attempt.objects.values_list("code", "detail").get() == (
        400, '{"Message": "the recipient does not exist"}',
    )  # fmt: skip


def test_a_provider_that_is_not_there_costs_no_try(provider, settings):
    settings.ANYMAIL = {**settings.ANYMAIL, "POSTMARK_API_URL": "http://127.0.0.1:1/"}
    note()
    assert (drain(), Message.objects.get().attempts) == ({"server down": 1}, 0)
    assert Postman.objects.get().closed_until > timezone.now()


def test_the_outbox_works_with_a_backend_that_has_no_connection(settings, mailoutbox):
    settings.EMAIL_PROVIDER, settings.EMAIL_BACKEND = "test", "anymail.backends.test.EmailBackend"
    row = note()
    assert drain() == {"sent": 1}
    assert mailoutbox[0].anymail_test_params["metadata"] == {"message_id": row.message_id}


def test_a_provider_without_its_key_is_told_by_check(settings):
    settings.EMAIL_PROVIDER, settings.EMAIL_BACKEND = "postmark", "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {}
    assert [problem.id for problem in provider_can_be_used(None)] == ["masar.E005"]


# -- what it tells us ------------------------------------------------------------------------
@pytest.fixture
def hook(client, provider, settings):
    settings.ROOT_URLCONF = __name__
    clear_url_caches()

    def call(about: Message, secret: str = SECRET, **event):
        body = {
            "RecordType": "Bounce", "Type": "HardBounce", "ID": 4242, "Email": about.to_addr,
            "BouncedAt": "2026-11-24T10:00:00Z", "Details": "smtp;550 5.1.1 unknown user",
            "Metadata": {"message_id": about.message_id}, **event,
        }  # fmt: skip
        proof = {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"}
        url = "/mail/hooks/postmark/tracking/"
        return client.post(url, body, content_type="application/json", headers=proof).status_code

    return call


def suppressed() -> set[tuple[str, str]]:
    return set(Suppression.objects.values_list("stream", "reason"))


def test_a_bounce_is_taken_in_once(hook):
    row = sent()
    assert [hook(row), hook(row)] == [200, 200]
    report = Report.objects.get()
    assert (report.source, report.status, report.message) == ("Postmark", "5.1.1", row)
    assert suppressed() == {("transactional", "bounced"), ("subscribed", "bounced")}
    assert Message.objects.get().state == "bounced"


@pytest.mark.parametrize(
    ("event", "kind", "reasons"),
    [
        ({"Type": "SoftBounce", "Details": "smtp;452 4.2.2 full"}, "bounce", set()),
        ({"Type": "BadEmailAddress", "Details": ""}, "bounce", {"bounced"}),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, "complaint", {"complained"}),
        ({"Type": "Transient"}, "delayed", set()),
        ({"Type": "AutoResponder"}, "auto_reply", set()),
    ],
    ids=lambda value: value["Type"] if isinstance(value, dict) else None,
)
def test_each_event_is_taken_for_what_it_is(hook, event, kind, reasons):
    assert hook(sent(), **event) == 200
    assert (Report.objects.get().kind, {reason for _stream, reason in suppressed()}) == (kind, reasons)


@pytest.mark.parametrize("kind", ["Open", "Click", "Delivery"])
def test_whether_she_opened_a_letter_is_not_our_business(hook, kind):
    assert (hook(sent(), RecordType=kind), Report.objects.count()) == (200, 0)


def test_an_event_about_no_mail_of_ours_has_no_effect(hook):
    assert hook(sent(), Metadata={}) == 200
    assert (Report.objects.get().message, suppressed()) == (None, set())


def test_who_does_not_know_the_secret_is_refused(hook):
    assert (hook(sent(), secret="postmark:guess"), Report.objects.count()) == (400, 0)


def test_without_a_secret_there_is_no_hook(client):
    assert client.post("/mail/hooks/postmark/tracking/").status_code == 404


def test_with_a_secret_there_is_one():
    script = (
        "import django; django.setup(); from django.urls import resolve;"
        "print(resolve('/mail/hooks/postmark/tracking/').url_name)"
    )
    env = {"PATH": os.environ["PATH"], "MASAR_DEMO": "1", "ANYMAIL_WEBHOOK_SECRET": SECRET}
    env["DJANGO_SETTINGS_MODULE"] = "foundation.settings"
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout.strip(), done.returncode) == ("postmark_tracking_webhook", 0)
