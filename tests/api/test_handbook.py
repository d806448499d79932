"""The handbook's pages: each operation has one, which says all that the description says of it."""

import json
import re
import shlex
import subprocess

import pytest
from django.urls import reverse

from foundation.api.docs import described, groups, operations

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(client, key: str, language: str = "fr") -> str:
    answer = client.get(f"/api/v1/docs/{key}/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_operation_stands_on_the_first_page_once(client):
    first = client.get("/api/v1/docs/").content.decode()
    linked = re.findall(r"/api/v1/docs/([\w-]+)/\"", first)
    assert sorted(linked) == sorted(operations())
    assert len(operations()) == sum(len(ones) for ones in described()["paths"].values())
    assert [tag for tag, _ones in groups()] == sorted({one.tag for one in operations().values()})


def test_each_has_a_page_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        untold = [key for key, one in operations().items() if one.path not in page(client, key)]
    assert untold == []


def test_a_page_says_what_is_taken_sent_answered_and_refused(client):
    shown = page(client, "people_partial_update")
    names = re.findall(r"<dt><code>([^<]+)</code></dt>", shown)
    body = described()["components"]["schemas"]["PatchedPersonBodyRequest"]["properties"]
    row = described()["components"]["schemas"]["WholePerson"]["properties"]
    assert {"id", "If-Match", "Idempotency-Key", *body, *row, "400", "412", "428"} <= set(names)
    assert "list of string" in page(client, "webhook_endpoints_create")
    assert "<dt><code>results[].person.name</code></dt>" in page(client, "participations_list")
    assert "AD, AE, AF" in page(client, "people_list")
    assert ", ZW" not in page(client, "people_list")  # two letters alone may stand in a token of the page


def test_its_own_words_are_the_readers_and_the_rest_is_marked_as_english(client):
    shown = page(client, "people_list", "ar")
    assert '<html lang="ar" dir="rtl">' in shown
    assert '<h1 lang="en" dir="ltr">List people</h1>' in shown
    assert "المعاملات" in shown


def test_what_is_described_is_escaped_and_has_its_paragraphs():
    told = {**operations()["people_list"].told, "description": "One `<b>`\ntwo.\n\nThree\n* `a` - A"}
    said = type(operations()["people_list"])("GET", "/", told).text
    assert said == "<p>One <code>&lt;b&gt;</code>\ntwo.</p><p>Three</p><p><code>a</code> - A</p>"


def test_each_example_is_a_command_that_sends_what_is_needed():
    commands = "\n".join(one.example for one in operations().values())
    assert subprocess.run(["sh", "-n"], input=commands, text=True).returncode == 0
    lacking = []
    for key, one in operations().items():
        words = shlex.split(one.example.replace("\\\n", ""))
        sent = json.loads(words[words.index("--data") + 1]) if "--data" in words else {}
        needed = {
            field.name for kind, fields in one.bodies if "json" in kind for field in fields if field.needed
        }
        lacking += [key for name in needed if "." not in name and "[" not in name and name not in sent]
    assert lacking == []


def test_a_change_goes_on_condition_and_a_file_is_kept():
    assert '"If-Match: $tag"' in operations()["people_partial_update"].example
    assert "--form file=@file.pdf" in operations()["dossier_documents_create"].example
    assert "--output file" in operations()["dossier_documents_file_retrieve"].example


def test_what_is_not_there_has_no_page(client):
    assert client.get(reverse("api:operation", args=["nothing"])).status_code == 404
    assert client.post("/api/v1/docs/").status_code == 405
