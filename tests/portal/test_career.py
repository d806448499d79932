"""What she says is missing in her career: once, with a link or a file, hers to take back, staff’s to take
over.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import sleep
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from alumni.careers.models import Change
from alumni.careers.services import (
    LIMITS,
    accept_change,
    decline_change,
    say_record,
    sweep_files,
    withdraw_change,
)
from alumni.portal import saying
from alumni.privacy.models import Request
from alumni.privacy.services import erase_person
from alumni.privacy.services.exporting import copy_of
from foundation.errors import ServiceError
from foundation.films.models import Award, Credit, Role
from tests import cast
from tests.calls.files import EXE, JPEG, PDF, Sent
from tests.cast import NOW
from tests.many import REPEATS, rounds

CAREER = reverse("portal:career")
PAGE = "https://festival.example/2026/laube"


def place(kind):
    return reverse("portal:say_record", args=[kind])


def back(change):
    return reverse("portal:withdraw_record", args=[change.pk])


def typed(**more):
    role = Role.objects.get(slug="director").pk
    return {"title": "L’aube", "role": role, "year": "2026", "link": PAGE, **more}


@pytest.fixture
def she(client):
    client.cookies["django_language"] = "en"
    she = cast.alumna()
    client.force_login(she.account)
    return she


@pytest.mark.django_db
def test_pressed_twice_it_is_one_and_its_link_becomes_the_evidence_of_the_credit(client, she):
    for _ in range(2):
        assert client.post(place("credit"), typed()).status_code == 302
    change = Change.objects.get()
    assert (change.link, change.after) == (PAGE, {"title": "L’aube", "role": "director", "year": 2026})
    page = client.get(CAREER).content.decode()
    assert (back(change) in page, PAGE in page) == (True, True)
    client.force_login(cast.administrator())
    assert f'href="{PAGE}"' in client.get(reverse("admin:careers_change_change", args=[change.pk])).text
    for _ in range(2):
        accept_change(change, by=None, now=NOW)
    assert [(one.kind, one.url) for one in Credit.objects.get().evidence.all()] == [("link", PAGE)]


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "wrong", "named"),
    [
        ("credit", {"link": "javascript:alert(1)"}, "link"),
        ("credit", {"year": "12"}, "year"),
        ("selection", {}, "festival"),
        ("award", {"festival": "FIFM"}, "prize"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_its_field_and_stays(kind, wrong, named, client, she):
    answer = client.post(place(kind), typed(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [named])
    assert 'value="L’aube"' in answer.content.decode()
    assert not Change.objects.exists()


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_prize_keeps_its_link_in_staffs_note(client, she):
    client.post(place("credit"), typed())
    client.post(place("award"), typed(festival="FIFM", prize="Étoile d’or"))
    for change in Change.objects.order_by("pk"):
        accept_change(change, by=None, now=NOW)
    award = Award.objects.get()
    assert (award.prize, award.note) == ("Étoile d’or", PAGE)


@pytest.mark.django_db
@pytest.mark.one_database
def test_she_takes_back_what_waits_and_nobody_else_does(client, she):
    change = say_record(
        she, "credit", {"title": "L’aube", "role": "director", "year": None}, link="", now=NOW
    )
    client.force_login(cast.alumna().account)
    assert client.post(back(change)).status_code == 404
    client.force_login(she.account)
    assert client.post(back(change)).status_code == 302
    assert not Change.objects.exists()
    decided = say_record(she, "credit", change.after, link="", now=NOW)
    decline_change(decided, by=None, now=NOW)
    assert "decided already" in client.post(back(decided), follow=True).content.decode()
    assert Change.objects.get() == decided


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one():
    people = [cast.alumna() for _ in range(REPEATS)]

    def press(number):
        said = {"title": "L’aube", "role": "director"}
        return say_record(people[number], "credit", said, link=PAGE, now=NOW)

    for number, (one, other) in enumerate(rounds(press, press)):
        assert one == other == Change.objects.get(person=people[number])


OTHER = "https://production.example/generique"


@pytest.mark.django_db(transaction=True)
def test_what_she_sends_while_it_is_being_accepted_waits_for_a_word_of_its_own():
    she, said = cast.alumna(), {"title": "L’aube", "role": "director"}
    accept_change(say_record(she, "credit", said, link="", now=NOW), by=None, now=NOW)
    change = say_record(she, "credit", said, link=PAGE, now=NOW)  # of a credit that is there already

    def send():
        try:
            return say_record(she, "credit", said, link=OTHER, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            accept_change(change, by=None, now=NOW)
            sent = pool.submit(send)
            sleep(0.5)  # it waits for the word
        assert sent.result(timeout=30) != change
    assert list(Change.objects.waiting().values_list("link", flat=True)) == [OTHER]
    assert list(Credit.objects.get().evidence.values_list("url", flat=True)) == [PAGE]


# -- a file as evidence

SAID = {"title": "L’aube", "role": "director", "year": None}
BIG = PDF + b" " * LIMITS.size + PDF  # begins and ends like one


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(folder: Path) -> list[str]:
    """In which folders something is stored."""
    return sorted(path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file())


def say(she, content=PDF, name="fiche.pdf", kind="credit", **more):
    return say_record(she, kind, {**SAID, **more}, link="", now=NOW, upload=Sent(content, name))


def sent(content=PDF, name="fiche.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.mark.django_db
def test_a_file_becomes_the_evidence_of_the_credit_and_stays_with_what_was_said(client, she, media):
    assert client.post(place("credit"), typed(file=sent())).status_code == 302
    change = Change.objects.get()
    assert (change.name, change.size, change.content_type) == ("fiche.pdf", len(PDF), "application/pdf")
    for _ in range(2):
        accept_change(change, by=cast.administrator(), now=NOW)
    link, paper = Credit.objects.get().evidence.all()
    assert (link.url, paper.name, paper.kind, Path(paper.file.path).read_bytes()) == (
        PAGE,
        "fiche.pdf",
        "other",
        PDF,
    )
    assert stored(media) == ["evidence", "said"]


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (EXE, "fiche.pdf", "is not what is asked for here"),
        (b"<html><script>alert(1)</script>", "photo.png", "is not what is asked for here"),
        (PDF[:-8], "fiche.pdf", "broken or not complete"),
        (b"", "fiche.pdf", "is empty"),
        (BIG, "fiche.pdf", "at most 10 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_told_beside_it_and_what_was_typed_stays(
    content, name, told, client, she, media
):
    answer = client.post(place("credit"), typed(file=sent(content, name)))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert told in str(answer.context["form"].errors["file"])
    assert ('value="L’aube"' in answer.text, PAGE in answer.text) == (True, True)
    assert (Change.objects.count(), stored(media)) == (0, [])


@pytest.mark.django_db
@pytest.mark.one_database
def test_an_upload_that_is_far_too_big_is_not_read(client, she, media, monkeypatch):
    monkeypatch.setattr(saying, "MOST", 1000)
    answer = client.post(place("credit"), typed(file=sent(PDF + b" " * 1000)))
    assert (answer.status_code, 'value="L’aube"' in answer.text) == (413, True)
    answer = client.post(place("credit"), typed(file=sent(PDF + b" " * 2_000_000)))
    assert (answer.status_code, "at most 10 MB" in answer.text) == (413, True)
    assert (Change.objects.count(), stored(media)) == (0, [])


@pytest.mark.django_db
@pytest.mark.one_database
def test_where_something_else_is_wrong_she_is_told_to_choose_the_file_again(client, she, media):
    answer = client.post(place("credit"), typed(year="12", file=sent()))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["year", "file"])
    assert "Please choose the file again." in answer.text


@pytest.mark.django_db
@pytest.mark.one_database
def test_nothing_is_sent_in_her_name_from_another_page(she, media, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(she.account)
    assert strict.post(place("credit"), typed(file=sent())).status_code == 403
    assert (Change.objects.count(), stored(media)) == (0, [])


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_file_is_opened_by_herself_and_by_staff_who_see_the_proposal(client, she, media):
    change = say(she)
    page = reverse("portal:said_file", args=[change.pk])
    assert page in client.get(CAREER).text
    reader = cast.staff("careers.view_change")
    for account, status in (
        (she.account, 200),
        (cast.alumna().account, 404),
        (cast.staff("films.view_creditevidence", "people.view_person"), 404),
        (reader, 200),
    ):
        client.force_login(account)
        answer = client.get(page)
        assert answer.status_code == status
        if status == 200:
            assert answer.getvalue() == PDF
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
    assert f'href="{page}"' in client.get(reverse("admin:careers_change_change", args=[change.pk])).text
    without = say_record(she, "credit", {**SAID, "title": "Ourika"}, link="", now=NOW)
    assert client.get(reverse("portal:said_file", args=[without.pk])).status_code == 404


@pytest.mark.django_db
def test_said_again_with_another_file_the_last_one_stays(she, media, django_capture_on_commit_callbacks):
    for content, name in ((PDF, "a.pdf"), (PDF, "b.pdf"), (JPEG, "c.jpg")):
        with django_capture_on_commit_callbacks(execute=True):
            change = say(she, content, name)
        assert stored(media) == ["said"]
    with django_capture_on_commit_callbacks(execute=True):
        say_record(she, "credit", SAID, link=PAGE, now=NOW)
    change.refresh_from_db()
    assert (change.name, change.content_type, change.link) == ("c.jpg", "image/jpeg", PAGE)
    assert Path(change.file.path).read_bytes() == JPEG


@pytest.mark.django_db
def test_taken_back_the_file_goes_and_declined_it_stays(she, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_change(say(she))
    assert stored(media) == []
    decline_change(say(she), by=None, now=NOW)
    assert stored(media) == ["said"]


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_a_file_that_cannot_be_read_lets_nothing_be_accepted(she, media):
    change = say(she)
    change.file.storage.delete(change.file.name)
    with pytest.raises(ServiceError, match="cannot be read"):
        accept_change(change, by=None, now=NOW)
    change.refresh_from_db()
    assert (change.state, Credit.objects.count()) == ("proposed", 0)


@pytest.mark.django_db
def test_files_that_no_proposal_names_are_swept(she, media):
    change = say(she)
    later = NOW + timedelta(days=9999)
    assert sweep_files(now=later) == 0
    change.delete()  # as where her record or the work is deleted
    assert (sweep_files(now=later), stored(media)) == (1, [])


@pytest.mark.django_db
def test_her_copy_holds_the_file_and_erased_it_is_gone(she, media, django_capture_on_commit_callbacks):
    change = say(she)
    decline_change(change, by=None, now=NOW)
    with copy_of(she) as copy, ZipFile(copy) as pack:
        assert pack.read(f"files/careers.Change/{change.pk}-fiche.pdf") == PDF
    request = Request.objects.create(
        person=she, kind="erasure", state="approved", asked_at=NOW, due_on=NOW.date()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_person(request, now=NOW)
    assert (Change.objects.count(), Change.history.count(), stored(media)) == (0, 0, [])
