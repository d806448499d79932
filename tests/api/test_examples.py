"""The examples of the handbook, as they stand there, against a server that runs."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from knox.models import AuthToken

from alumni.careers.models import Change
from foundation.api.docs import operations
from foundation.hooks import delivery, services
from foundation.hooks.models import Endpoint
from foundation.people.models import Account, Organisation, Person
from residencies.calls.models import Application
from tests import cast
from tests.calls import cast as calls
from tests.calls import files
from tests.workshops import cast as workshops

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
TEXT = (Path(__file__).parents[2] / "docs/api.md").read_text()
FENCED = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
BLOCKS = FENCED.findall(TEXT)


def block(part: str) -> tuple[str, str]:
    (found,) = [one for one in BLOCKS if part in one[1]]
    return found


def run(part: str, cwd: Path, more: str = "", **environment: str) -> str:
    kind, text = block(part)
    command = ["sh", "-ec", text + more] if kind == "sh" else [sys.executable, "-c", text + more]
    env = {"PATH": os.environ["PATH"], **environment}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def masar(live_server) -> dict[str, str]:
    boss = cast.administrator()
    cast.person(account=boss, name="Direction", city="Rabat")
    return {"MASAR": live_server.url, "TOKEN": AuthToken.objects.create(boss)[1]}


def answered(operation: str, masar: dict[str, str]) -> dict[str, Any]:
    """To the example of its page of the handbook."""
    environment = {"PATH": os.environ["PATH"], **masar}
    command = ["sh", "-ec", operations()[operation].example]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_example_of_a_page_of_the_handbook_does_what_it_says(masar):
    assert [row["name"] for row in answered("people_list", masar)["results"]] == ["Direction"]


def test_the_example_of_what_has_changed_pairs_a_kind_with_its_keys(masar):
    assert answered("me_changes_create", masar)["after"] == {"city": "Tanger"}


def test_lists_are_read_and_what_is_refused_says_why(masar, tmp_path):
    for number in range(3):
        cast.completed(cast.NOW.date(), who=cast.person(name=f"أميمة {number}"))
    assert '"next":"http' in run("page_size=2", tmp_path, **masar)
    told = run("def rows", tmp_path, **masar)
    assert [told.count(f"أميمة {number} 2026-11-24") for number in range(3)] == [1, 1, 1]
    assert told.splitlines()[-1].count("أميمة") == 3
    assert '"colour"' in run("colour=red", tmp_path, **masar)


def test_a_list_is_taken_away_and_a_row_changed_on_condition(masar, tmp_path):
    pytest.importorskip("foundation.api.exporting")
    run("> people.csv", tmp_path, **masar)
    assert "Direction" in (tmp_path / "people.csv").read_text()
    assert run("def change", tmp_path, **masar) == "Tanger\n"
    assert Person.objects.get().city == "Tanger"


def test_a_list_is_taken_away_in_lines(masar, tmp_path):
    cast.person(name="Salma", country="MA")
    cast.person(name="Jeanne", country="FR")
    assert run("format=ndjson", tmp_path, **masar) == "Salma\n"
    run("credits.csv", tmp_path, **masar)
    assert (tmp_path / "credits.csv").read_text(encoding="utf-8-sig").startswith("id,")


def test_a_tag_goes_from_one_command_to_the_next(masar, tmp_path):
    cast.person(pk=7, city="Fès")
    assert '"city":"Rabat"' in run("people/7/", tmp_path, **masar)


def test_a_key_is_made_for_each_act(masar, tmp_path):
    assert '"name":"Atlas Films"' in run("openssl rand", tmp_path, **masar)
    assert run("uuid4", tmp_path, **masar) == "Sahara Films\n"
    assert Organisation.objects.count() == 2


def test_a_token_is_made_and_asks(masar, tmp_path, capsys):
    """The command is Masar's own, and runs here, where its database is."""
    _kind, text = block("create_api_token")
    made, asks = text.strip().splitlines()
    _python, _manage, command, *rest = shlex.split(made)
    account = Account.objects.create_user(rest[0])
    cast.person(account=account, name="Équipe")
    call_command(command, *rest)
    token = re.search(r"masar_\w+", capsys.readouterr().out)[0]
    done = subprocess.run(
        ["sh", "-ec", asks],
        env={**os.environ, **masar, "TOKEN": token},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert '"name":"Équipe"' in done.stdout


def test_each_example_is_run_here():
    """What is written as code is fenced, and what is fenced is asked for above by a part of it."""
    here = Path(__file__).read_text()
    parts = re.findall(r"""(?:run|block)\(["']([^"']+)["']""", here)
    assert [text for _kind, text in BLOCKS if not any(part in text for part in parts)] == []
    assert re.findall(r"^ {4}(?:curl|python|import|from) .*", FENCED.sub("", TEXT), re.MULTILINE) == []


def test_a_write_that_is_sent_twice_is_done_once(masar, tmp_path):
    assert run("for press", tmp_path, **masar).count("Tanger") == 2
    assert run("for press in", tmp_path, **masar).count("Tanger") == 2
    assert Change.objects.get().after["city"] == "Tanger"


def test_an_application_is_begun_filled_in_and_sent(masar, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    she, day = cast.alumna(), timedelta(days=1)
    to = calls.call(opens_at=timezone.now() - day, closes_at=timezone.now() + day)
    (tmp_path / "script.pdf").write_bytes(files.PDF)
    hers = {"TOKEN": AuthToken.objects.create(she.account)[1], "CALL": str(to.pk)}
    told = run("me/applications", tmp_path, **{**masar, **hers})
    assert '{"gaps":[],"eligibility":[]}' in told
    row = Application.objects.get()
    assert (row.person, row.title, row.submitted_at is not None) == (she, "La Mer", True)
    assert row.attachments.get().name == "script.pdf"


def test_who_was_there_is_noted_at_once(masar, tmp_path):
    row = workshops.session(starts_at=timezone.now() - timedelta(hours=1))
    place = workshops.registered(row, now=timezone.now() - timedelta(days=1))
    told = run("attendance/", tmp_path, **masar, SESSION=str(row.pk), THERE=str(place.person_id))
    assert '"was_there":true' in told
    assert row.attendances.get().person == place.person


def test_an_endpoint_is_registered_and_what_comes_is_verified_in_two_ways(masar, tmp_path, receiver):
    secret = re.search(r"whsec_[\w+/=]+", run("crm.example.org", tmp_path, **masar))[0]
    row = Endpoint.objects.get()
    assert row.secret == secret
    Endpoint.objects.update(url=receiver.url())
    services.announce("participation.completed", [cast.completed(cast.NOW.date())], now=timezone.now())
    assert delivery.drain() == {"delivered": 1}
    (got,) = receiver.got
    (tmp_path / "body.json").write_bytes(got.body)
    signed = {"ID": "webhook-id", "STAMP": "webhook-timestamp", "SIGNATURES": "webhook-signature"}
    came = {name: got.headers[header] for name, header in signed.items()}
    assert run("openssl dgst", tmp_path, SECRET=secret, **came) == "genuine\n"
    assert run("openssl dgst", tmp_path, SECRET=secret, **{**came, "ID": "evt_other"}) == "forged\n"
    ask = "\nimport ast, sys\nprint([is_from_masar(*one) for one in ast.literal_eval(sys.stdin.read())])"
    old = {**got.headers, "webhook-timestamp": str(int(came["STAMP"]) - 301)}
    cases = [(secret, got.headers, got.body), (secret, got.headers, got.body + b" "), (secret, old, got.body)]
    _kind, text = block("def is_from_masar")
    done = subprocess.run(
        [sys.executable, "-c", text + ask], input=repr(cases), capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "[True, False, False]\n", done.stderr


def test_each_event_of_the_table_is_announced_with_what_the_handbook_says(settings):
    said = dict(re.findall(r"^\| `([\w.]+)` \| [^|]*; (.*?) \|$", TEXT, re.MULTILINE))
    facts = {
        kind: ", ".join(f"`{name.removesuffix('_id')}`" for name in spec["facts"])
        for kind, spec in settings.HOOK_EVENTS.items()
    }
    assert said == facts
