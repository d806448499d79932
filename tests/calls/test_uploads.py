"""Files: what is taken, what is refused, and that neither leaves anything behind or takes anything away."""

import resource
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from foundation.errors import ServiceError
from foundation.files.types import TYPES, clean_name
from residencies.calls import services
from residencies.calls.models import Attachment
from tests.calls import cast, files

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES


def stored() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


@pytest.fixture
def asks():
    """`asks(accepts, …)` is a draft whose form asks for such a file, and the question."""

    def made(*accepts: str, **fields):
        form = cast.form()
        question = cast.question(form, "file", "file", accepts=list(accepts or ["pdf"]), **fields)
        return cast.draft(cast.call(asks=form)), question

    return made


def send(place, content: bytes, name: str = "file.pdf", at=NOW) -> Attachment:
    row, question = place
    return services.attach_file(row, question, files.Sent(content, name), now=at)


def test_a_file_is_kept_under_a_name_of_ours_with_what_it_is(asks):
    kept = send(asks("pdf"), files.PDF, "Scénario final.pdf")
    assert (kept.name, kept.size, kept.content_type) == (
        "Scénario final.pdf",
        len(files.PDF),
        "application/pdf",
    )
    assert len(kept.sha256) == 64
    assert kept.file.name.startswith(f"applications/{kept.application.call_id}/")
    assert "final" not in kept.file.name
    with kept.file.open() as content:
        assert content.read() == files.PDF


@pytest.mark.parametrize(
    ("content", "name", "accepts", "kind", "shown"),
    [
        (files.JPEG, "me.jpeg", "image", "image/jpeg", "me.jpeg"),
        (files.png(800, 600), "me.png", "image", "image/png", "me.png"),
        (files.docx(), "cv.docx", "text", "wordprocessingml.document", "cv.docx"),
        (files.odt(), "cv.odt", "text", "opendocument.text", "cv.odt"),
        (files.OLD_WORD, "cv.doc", "text", "application/msword", "cv.doc"),
        (files.archive({"a.txt": b"a"}), "all.zip", "zip", "application/zip", "all.zip"),
        (files.PDF, "script.pdf.exe", "pdf", "application/pdf", "script.pdf.exe.pdf"),
        (files.PDF, "no ending", "pdf", "application/pdf", "no ending.pdf"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_a_file_is_is_read_from_its_content(asks, content, name, accepts, kind, shown):
    kept = send(asks(accepts), content, name)
    assert kept.content_type.endswith(kind)
    assert kept.name == shown


@pytest.mark.parametrize(
    ("content", "name", "accepts"),
    [
        (files.EXE, "exe.pdf", ("pdf",)),
        (files.EXE, "exe.docx", ("text",)),
        (files.OLE, "setup.doc", ("text", "table", "slides")),
        (files.SVG, "me.png", ("image",)),
        (files.SVG, "me.svg", tuple(TYPES)),
        (files.HTML, "page.pdf", ("pdf",)),
        (files.HTML, "page.html", tuple(TYPES)),
        (b"plain words", "plain.pdf", ("pdf",)),
        (b"", "empty.pdf", ("pdf",)),
        (files.PDF.replace(b"%%EOF", b""), "cut.pdf", ("pdf",)),
        (b"x" + files.PDF, "polyglot.pdf", ("pdf",)),
        (files.PDF, "cv.jpg", ("image",)),
        (files.docx(), "word.pdf", ("pdf",)),
        (files.docx(), "word.zip", ("zip",)),
        (files.docx()[:-30], "cut.docx", ("text",)),
        (files.macros(), "macros.docx", ("text",)),
        (files.archive({"../../etc/passwd": b"x"}), "slip.zip", ("zip",)),
        (files.png(60_000, 60_000), "bomb.png", ("image",)),
        (files.png(0, 10), "none.png", ("image",)),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_refused_leaves_no_file_and_no_row(asks, content, name, accepts):
    with pytest.raises(ServiceError):
        send(asks(*accepts), content, name)
    assert (stored(), Attachment.objects.count()) == ([], 0)


@pytest.mark.parametrize("made", [files.bomb, files.crowded])
def test_archives_that_would_burst_are_refused(asks, made):
    with pytest.raises(ServiceError, match=r"too big once|too many files"):
        send(asks("zip"), made(), "a.zip")
    assert stored() == []


def test_what_is_too_big_is_not_even_read_to_its_end(asks):
    row, question = asks("pdf", max_megabytes=2)
    upload = files.Endless()
    with pytest.raises(ServiceError, match="at most 2 MB"):
        services.attach_file(row, question, upload, now=NOW)
    assert upload.read < 3_000_000
    assert stored() == []


def test_a_big_file_does_not_take_memory(asks):
    place = asks("pdf", max_megabytes=200)
    content = files.PDF[:-6] + b"\x00" * 60_000_000 + b"%%EOF\n"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    send(place, content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


def test_a_line_that_breaks_loses_nothing_that_was_typed(asks):
    row, question = asks("pdf")
    with pytest.raises(ServiceError, match="could not be stored"):
        services.attach_file(row, question, files.Sent(files.PDF * 5000, fail_after=2), now=NOW)
    assert (stored(), row.attachments.count()) == ([], 0)
    assert send((row, question), files.PDF).pk


def test_one_file_takes_the_place_of_the_one_before(asks, django_capture_on_commit_callbacks):
    place = asks("pdf")
    send(place, files.PDF, "first.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        send(place, files.PDF + b"%%EOF", "second.pdf")
    assert [kept.name for kept in place[0].attachments.all()] == ["second.pdf"]
    assert len(stored()) == 1


def test_the_same_file_twice_is_there_once(asks):
    place = asks("pdf", max_files=3)
    assert send(place, files.PDF) == send(place, files.PDF)
    assert len(stored()) == place[0].attachments.count() == 1


def test_more_files_than_asked_for_are_refused(asks):
    place = asks("pdf", max_files=2)
    for number in range(2):
        send(place, files.PDF + b"%%EOF" * number)
    with pytest.raises(ServiceError, match="At most 2 files"):
        send(place, files.PDF + b"%%EOF" * 5)
    assert len(stored()) == 2


def test_a_file_can_be_taken_back_until_it_is_sent(asks, django_capture_on_commit_callbacks):
    row, question = asks("pdf")
    kept = send((row, question), files.PDF)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_file(kept, now=NOW)
        services.remove_file(kept, now=NOW)
    assert (row.attachments.count(), stored()) == (0, [])
    again = send((row, question), files.PDF)
    services.submit(row, by=None, now=NOW)
    with pytest.raises(ServiceError, match="stays as it is"):
        services.remove_file(again, now=NOW)


def test_a_required_file_is_missing_until_it_is_there(asks):
    row, question = asks("pdf")
    with pytest.raises(services.NotReady, match="not answered"):
        services.submit(row, by=None, now=NOW)
    send((row, question), files.PDF)
    assert services.submit(row, by=None, now=NOW).is_sent


def test_what_began_to_arrive_in_time_counts(asks):
    place = asks("pdf")
    last = CLOSES + timedelta(minutes=15)
    assert send(place, files.PDF, at=last - timedelta(seconds=1)).pk
    with pytest.raises(ServiceError, match="closed"):
        send(place, files.PDF + b"%%EOF", at=last)


def test_a_file_for_another_form_or_kind_of_question_is_refused(asks):
    row, _question = asks("pdf")
    other = cast.question(cast.form(), "file", "file")
    for wrong in (other, cast.filled().answers.first().question):
        with pytest.raises(ServiceError, match="No file is asked for"):
            services.attach_file(row, wrong, files.Sent(files.PDF), now=NOW)
    assert stored() == []


def test_files_of_an_addition():
    until = CLOSES + timedelta(days=1)
    row = cast.sent(cast.call(addendum_until=until))
    added = services.add_addendum(row, "A letter of intent", now=NOW)
    kept = services.add_file(added, files.Sent(files.PDF, "letter.pdf"), now=NOW)
    assert list(added.attachments.all()) == [kept]
    with pytest.raises(ServiceError, match="any more"):
        services.add_file(added, files.Sent(files.PDF + b"%%EOF"), now=until)
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\cv.pdf", "cv.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("", "document"),
        ("...", "document"),
        ("\0", "document"),
        ("سيناريو.pdf", "سيناريو.pdf"),
        ('<img src="x">.pdf', "img src=x.pdf"),
    ],
)
def test_a_name_is_only_a_name(typed, shown):
    assert clean_name(typed) == shown


def test_a_long_name_keeps_its_ending():
    shown = clean_name("x" * 5000 + ".pdf", "application/pdf")
    assert (len(shown), shown[-4:]) == (124, ".pdf")
