"""A blind call: nothing that a juror is shown says who applies, and what was sent in stays as it was."""

import io
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from residencies.calls import services as calls_services
from residencies.calls.models import Application, Attachment
from residencies.calls.selectors import with_everything
from residencies.selection.blinding import Sight, seen_title, sight
from residencies.selection.models import Assignment
from residencies.selection.stripping import CannotStrip, stripped
from tests.calls import cast as calls
from tests.calls import files
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
WHO = "Zqaicha Zqberrada"


def pdf_of(author: str) -> bytes:
    """A page, with its author in the information, in the XMP of the document and in what a program left."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": author, "/Title": author})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x:xmpmeta>{author}</x:xmpmeta>".encode())
    for thing in (writer.root_object, page):
        thing[NameObject("/Metadata")] = writer._add_object(xmp)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def png_of(author: str) -> bytes:
    head, rest = files.png(1, 1)[:33], files.png(1, 1)[33:]
    text = f"Author\0{author}".encode()
    return head + len(text).to_bytes(4, "big") + b"tEXt" + text + b"\0\0\0\0" + rest


JPEG = b"\xff\xd8" + b"\xff\xe1\x00\x19Exif\x00\x00Zqaicha Zqberrada" + b"\xff\xda\x00\x02picture\xff\xd9"
REMARK = b"<w:comment w:author='Zqberrada' w:initials=\"Zqberrada\"><dc:creator>Zqberrada</dc:creator>kept"
PARTS = {"docProps/core.xml": WHO.encode(), "docProps/app.xml": WHO.encode(), "word/comments.xml": REMARK}
DOCX = files.docx(**PARTS)


def blind_application(content: bytes = pdf_of(WHO), name: str = "Zqberrada.pdf") -> Application:
    """By WHO, whose name stands in her answers, in the file's name and in the file."""
    form = calls.full_form()
    calls.question(form, "bio", "long", identifies=True)
    form.questions.filter(key="story").update(max_words=50)
    form.questions.filter(key="script").update(accepts=["pdf", "image", "text", "audio"])
    call = calls.call(asks=form, is_blind=True)
    row = calls.draft(call, name=WHO, email="zqberrada@example.org")
    answers = {
        "title": f"The film of {WHO.upper()}",
        "story": "Zqberrada,  Zqaicha remembers; zqberrada@example.org",
        "bio": "BIOMARKER",
        "film": "1",
    }
    calls_services.save_answers(row, answers, now=NOW)
    calls_services.attach_file(row, form.questions.get(key="script"), files.Sent(content, name), now=NOW)
    row = calls_services.submit(row, by=None, now=NOW)
    row.state = "review"
    row.save()
    return row


def seen(row: Application) -> Sight:
    return sight(with_everything(Application.objects.all()).get(pk=row.pk))


def test_names_addresses_and_answers_that_identify_are_left_out():
    row = blind_application()
    told = seen(row)
    assert [name for name in (WHO, "zqberrada", "BIOMARKER") if name.lower() in repr_of(told).lower()] == []
    assert (told.title, told.applicants, told.hidden) == ("The film of [hidden]", [], 1)
    assert [reply.lines for part in told.sections for reply in part.replies][1] == [
        "[hidden] remembers; [hidden]"
    ]
    assert seen_title(row) == told.title


def repr_of(told: Sight) -> str:
    names = [file.name for part in told.sections for reply in part.replies for file in reply.files]
    lines = [line for part in told.sections for reply in part.replies for line in reply.lines]
    return repr([told.title, told.applicants, told.additions, names, lines])


def test_a_title_that_identifies_is_not_told():
    row = blind_application()
    row.call.form.__class__.objects.update(frozen_at=None)
    row.call.form.questions.filter(key="title").update(identifies=True)
    row = Application.objects.get(pk=row.pk)
    assert (seen(row).title, seen_title(row)) == ("", "")


def test_without_blindness_all_is_seen():
    row = calls.whole()
    told = seen(row)
    assert [name for name, _role in told.applicants] == [one.name for one in row.members.all()]
    assert ([one.text for one in told.additions], told.hidden) == (["A co-producer has joined."], 0)
    assert [file.name for part in told.sections for reply in part.replies for file in reply.files] == [
        "scénario.pdf"
    ]


def test_a_pdf_goes_out_neutral_and_stays_as_it_was(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    row = blind_application()
    juror = cast.juror(cast.jury(row.call))
    given = cast.assignment(juror, row)
    client.force_login(juror.person.account)
    attachment = Attachment.objects.get()
    answer = client.get(
        reverse("selection:file", args=[given.pk, attachment.pk]), headers={"accept-language": "fr"}
    )
    content = b"".join(answer.streaming_content)
    assert f"{row.number}-script.pdf" in answer["Content-Disposition"]
    assert b"Zqberrada" not in content
    reader = PdfReader(io.BytesIO(content))
    assert (len(reader.pages), reader.metadata, reader.xmp_metadata) == (1, None, None)
    with attachment.file.open("rb") as kept:
        assert kept.read() == pdf_of(WHO)


@pytest.mark.parametrize(
    ("content", "name"), [(png_of(WHO), "a.png"), (JPEG, "a.jpg"), (DOCX, "a.docx"), (pdf_of(WHO), "a.pdf")]
)
def test_what_programs_write_about_the_maker_is_taken_out(content, name):
    blind_application(content, name)
    made = stripped(Attachment.objects.get()).read()
    if name.endswith("docx"):
        with zipfile.ZipFile(io.BytesIO(made)) as opened:
            made = b"".join(opened.read(entry) for entry in opened.namelist())
        assert (b"<w/>" in made, b"kept" in made) == (True, True)
    assert (b"Zqberrada" in content or name.endswith("docx"), b"Zqberrada" in made) == (True, False)


@pytest.mark.parametrize(("content", "name"), [(b"ID3\x03\x00" + b"\0" * 300, "a.mp3")])
def test_what_cannot_be_made_neutral_is_not_handed_out(client, time_machine, content, name):
    time_machine.move_to(NOW, tick=False)
    row = blind_application(content, name)
    attachment = Attachment.objects.get()
    with pytest.raises(CannotStrip):
        stripped(attachment)
    juror = cast.juror(cast.jury(row.call))
    client.force_login(juror.person.account)
    given = cast.assignment(juror, row)
    assert client.get(reverse("selection:file", args=[given.pk, attachment.pk])).status_code == 409
    assert Assignment.objects.count() == 1


def test_a_broken_pdf_is_not_handed_out():
    blind_application(b"%PDF-1.7\nnothing\n%%EOF\n")
    with pytest.raises(CannotStrip):
        stripped(Attachment.objects.get())
