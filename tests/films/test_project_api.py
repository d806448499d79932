"""The dossier and the options of a project in the API: sent, read and kept from others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.films.models import DossierVersion, Work
from tests import cast
from tests.calls.files import EXE, PDF
from tests.films.test_projects import credited, sent_in, stored, work

pytestmark = pytest.mark.django_db
__all__ = ["stored", "work"]
URL = "/api/v1/dossier-documents/"


def send(client, account, row: Work, content: bytes = PDF, **fields):
    client.force_login(account)
    body = {"work": row.pk, "kind": "script", "language": "fr", **fields}
    return client.post(URL, {**body, "file": SimpleUploadedFile("script.pdf", content)})


def test_those_who_lead_a_project_send_versions_and_read_each(client, work):
    she = credited(work)
    answers = [send(client, she.account, work, content) for content in (PDF, PDF + b"\n", PDF + b"\n")]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    told = answers[-1].json()
    assert [version["number"] for version in told["versions"]] == [2, 1]
    assert client.get(URL).json()["results"][0]["newest"]["number"] == 2
    page = f"{URL}{told['id']}/file/"
    assert client.get(page).getvalue() == PDF + b"\n"
    assert client.get(page, {"version": 1}).getvalue() == PDF
    assert client.get(page, {"version": 9}).status_code == 404
    assert client.get(page, {"version": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("slug", "fields", "status"),
    [
        ("editor", {}, 403),
        ("director", {"content": EXE}, 400),
        ("director", {"kind": "novel"}, 400),
        ("director", {"owner": 1}, 400),
        ("director", {"work": 10**6}, 400),
    ],
)
def test_what_is_not_taken_leaves_nothing(client, work, slug, fields, status):
    assert send(client, credited(work, slug).account, work, **fields).status_code == status
    assert not DossierVersion.objects.exists()


def test_contracts_and_options_are_read_by_their_side_alone(client, work):
    she = credited(work)
    sent_in(work, kind="contract", by=cast.administrator())
    work.options.create(kind="book", title="Le Sel", holder="x", note="entre nous")
    client.force_login(she.account)
    assert client.get(URL).json()["results"] == []
    (option,) = client.get("/api/v1/rights-options/").json()["results"]
    assert (option["standing"], "note" in option) == ("missing", False)
    client.force_login(credited(work, "editor").account)
    assert client.get("/api/v1/rights-options/").json()["results"] == []
