"""Hostile documents through the real page: refused or made harmless, and what was typed beside them stays."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from residencies.calls.models import Application
from tests.calls import cast, files
from tests.calls.test_application_pages import path, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(time_machine, client) -> Application:
    time_machine.move_to(cast.NOW, tick=False)
    client.cookies.load({"django_language": "en"})
    form = cast.full_form()
    form.questions.filter(key="script").update(accepts=["pdf", "image", "text", "zip"])
    return cast.draft(cast.call(asks=form))


def send(client, row: Application, content: bytes, name: str):
    """The page's own form, with an answer in it; the parts are written by hand, since clients tidy names."""
    head = 'Content-Disposition: form-data; name="%s"'
    parts = [
        (head % "form.version", b"0"),
        (head % "story", "Ce qu’elle a écrit".encode()),
        (f'{head % "file.script"}; filename="{name}"\r\nContent-Type: application/pdf', content),
    ]
    body = b"".join(b"--edge\r\n%s\r\n\r\n%s\r\n" % (line.encode(), text) for line, text in parts)
    return client.post(path(row), body + b"--edge--\r\n", content_type="multipart/form-data; boundary=edge")


def stored() -> list[Path]:
    return [one for one in Path(default_storage.location).rglob("*") if one.is_file()]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.EXE, "scénario.pdf"),
        (files.SVG, "portrait.svg"),
        (files.SVG, "portrait.png"),
        (files.HTML, "page.pdf"),
        (files.bomb(), "tout.zip"),
        (files.crowded(), "foule.zip"),
        (files.HTML + files.PDF, "polyglot.pdf"),
        (files.EXE + files.PDF, "program.pdf"),
        (b"", "vide.pdf"),
        (files.PDF + b"\0" * 51_000_000, "gros.pdf"),
        (files.macros(), "cv.docx"),
        (files.archive({"../../evil": b"x"}), "dehors.zip"),
        (files.damaged("password"), "secret.zip"),
        (files.damaged("method"), "inconnu.zip"),
        (files.damaged("checksum"), "abîmé.zip"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_it_is_refused_in_words_and_leaves_nothing_but_what_was_typed(client, draft, content, name):
    answer = send(client, draft, content, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert (stored(), draft.attachments.count()) == ([], 0)
    assert saved(draft)["story"] == {"long": "Ce qu’elle a écrit"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("..\\\\..\\\\boot.ini", "boot.ini.pdf"),
        ("null\0.pdf.exe", "null.pdf.exe.pdf"),
        ("سيناريو الفيلم.pdf", "سيناريو الفيلم.pdf"),
        ("x" * 240 + ".pdf", "x" * 120 + ".pdf"),
        ("x" * 5_000 + ".pdf", "x" * 120 + ".pdf"),
        ("فيلم" * 1_250 + ".pdf", "فيلم" * 30 + ".pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
    ],
    ids=["bidi", "folders", "backslashes", "null", "arabic", "long", "5,000", "5,000 Arabic", "markup"],
)
def test_a_name_is_made_harmless_and_handed_out_as_a_download_of_what_it_is(client, draft, name, shown):
    assert send(client, draft, files.PDF, name).status_code == 302
    kept = draft.attachments.get()
    assert kept.name == shown
    assert saved(draft)["story"] == {"long": "Ce qu’elle a écrit"}
    (file,) = stored()
    assert file.is_relative_to(Path(default_storage.location) / "applications")
    assert file.name.isascii()
    got = client.get(path(draft, "file", kept.pk))
    assert b"".join(got.streaming_content) == files.PDF
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert got["Content-Disposition"].startswith("attachment;")
    assert {"\r", "\n", "\u202e"}.isdisjoint(got["Content-Disposition"])


def test_a_pdf_that_hides_an_archive_is_handed_out_as_a_pdf_to_be_downloaded(client, draft):
    polyglot = files.PDF.removesuffix(b"%%EOF\n") + files.archive({"a.html": files.HTML}) + b"%%EOF\n"
    answer = send(client, draft, polyglot, "polyglot.pdf")
    assert answer.status_code == 302
    got = client.get(path(draft, "file", draft.attachments.get().pk))
    assert b"".join(got.streaming_content) == polyglot
    assert (got["Content-Type"], got["Content-Security-Policy"]) == (
        "application/pdf",
        "default-src 'none'; sandbox",
    )
