"""Her photograph: made anew without what a telephone writes into one, and seen by those she lets see it."""

import io
import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import ExifTags, Image

from alumni.community.models import Portrait
from alumni.community.services import drop_photo, keep_photo, say_profile, sweep_photos
from foundation.errors import ServiceError
from foundation.people.merging import merge_people
from tests import cast
from tests.community.cast import NOW, alumna, picture, profile, sent_photo

# What is told here is the same on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SEEN = ["nobody", "alumnae", "public"]  # each by fewer than the next


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(media):
    return [name for _folder, _folders, names in os.walk(media) for name in names]


def shown(seen="alumnae", **said):
    """An entry whose photograph is seen by `seen`."""
    row = profile(**{"listed_to": "public", "photo_to": seen, **said})
    keep_photo(row.person, sent_photo(), by=None, now=NOW)
    return row


def telling() -> bytes:
    """Taken lying on its side, with the place, the telephone and words beside it."""
    taken = Image.new("RGB", (1200, 800), "blue")
    taken.paste("red", (0, 0, 600, 800))  # its left half: once upright, the upper one
    facts = Image.Exif()
    facts[ExifTags.Base.Orientation] = 6
    facts[ExifTags.Base.Model] = "zqtelephoneqz"
    facts.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    taken.save(out, "JPEG", exif=facts, comment=b"zqcommentqz")
    return out.getvalue()


def test_what_is_kept_is_an_upright_square_and_tells_nothing_else(media):
    sent = telling()
    told = (b"zqtelephoneqz", b"zqcommentqz", b"Exif")
    assert [word for word in told if word not in sent] == []
    row = keep_photo(alumna(), sent_photo("IMG_2034.JPG", sent), by=None, now=NOW)
    with row.file.open("rb") as file:
        kept = file.read()
    assert [word for word in told if word in kept] == []
    with Image.open(io.BytesIO(kept)) as made:
        assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (400, 400), {})
        assert (made.getpixel((200, 20))[0], made.getpixel((200, 380))[2]) > (200, 200)
    assert (row.size, len(stored(media))) == (len(kept), 1)


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG", mode="RGBA"), picture("PNG", mode="P"), picture("PNG", mode="I;16"),
        picture("PNG", mode="1"), picture("WEBP"), picture("JPEG", mode="CMYK"), picture("JPEG", mode="L"),
        picture(size=(1, 1)), picture(size=(3000, 2)),
    ],
    ids=["RGBA", "palette", "16 bits", "1 bit", "WebP", "CMYK", "grey", "a point", "a line"],
)  # fmt: skip
def test_every_kind_of_image_is_taken(content):
    row = keep_photo(alumna(), sent_photo(content=content), by=None, now=NOW)
    with row.file.open("rb") as kept, Image.open(kept) as made:
        assert (made.mode, made.size) == ("RGB", (400, 400))


def test_what_is_transparent_is_white():
    clear = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(clear, "PNG")
    row = keep_photo(alumna(), sent_photo(content=clear.getvalue()), by=None, now=NOW)
    with row.file.open("rb") as kept, Image.open(kept) as made:
        assert made.getpixel((200, 200)) == (255, 255, 255)


def huge() -> bytes:
    """A megabyte or less, and 67 million points."""
    out = io.BytesIO()
    Image.new("1", (8200, 8200)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no image",
        picture()[:500],
        picture("PNG")[:60],
        picture("GIF"),
        b"%PDF-1.7\n%%EOF\n",
        huge(),
    ],
    ids=["empty", "text", "half a JPEG", "half a PNG", "GIF", "PDF", "a bomb"],
)
def test_what_is_no_image_is_refused_and_leaves_the_one_before(media, content):
    she = alumna()
    before = keep_photo(she, sent_photo(), by=None, now=NOW)
    with pytest.raises(ServiceError, match=r"moi\.jpg"):
        keep_photo(she, sent_photo(content=content), by=None, now=NOW)
    assert (Portrait.objects.get(), len(stored(media))) == (before, 1)


def test_another_takes_its_place_and_its_file_goes(media, django_capture_on_commit_callbacks):
    she = alumna()
    with django_capture_on_commit_callbacks(execute=True):
        keep_photo(she, sent_photo(), by=None, now=NOW)
        row = keep_photo(she, sent_photo(content=telling()), by=None, now=NOW)
    assert (Portrait.objects.get(), [row.file.name.rpartition("/")[2]]) == (row, stored(media))
    with django_capture_on_commit_callbacks(execute=True):
        drop_photo(she)
        drop_photo(she)
    assert (Portrait.objects.exists(), stored(media)) == (False, [])


def test_a_file_that_no_entry_names_is_swept_away_after_a_day(media):
    row = keep_photo(alumna(), sent_photo(), by=None, now=NOW)
    lost = default_storage.save(f"portraits/{row.profile_id}/lost.jpg", io.BytesIO(b"x"))
    os.utime(media / lost, (0, 0))
    os.utime(media / row.file.name, (0, 0))
    assert sweep_photos(now=NOW + timedelta(days=2)) == 1
    assert stored(media) == [row.file.name.rpartition("/")[2]]


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("listed", SEEN)
def test_it_is_seen_by_those_she_lets_see_it(client, api, seen, listed):
    row, widest = shown(seen, listed_to=listed), min(map(SEEN.index, (seen, listed)))
    readers = [
        (None, 2), (cast.alumna().account, 2), (cast.staff("people.view_person"), 2), (alumna().account, 1),
        (cast.staff("community.view_profile"), 1), (row.person.account, 0),
    ]  # fmt: skip
    for account, least in readers:
        client.logout()
        if account:
            client.force_login(account)
            may = SEEN.index(listed) >= max(least, 1) and widest >= least
            told = api(account).get(f"/api/v1/directory/{row.pk}/photo/")
            assert told.status_code == (200 if may else 404), (account, seen, listed)
        answer = client.get(f"/directory/{row.pk}/photo/")
        assert answer.status_code == (200 if widest >= least else 404), (account, seen, listed)
        if answer.status_code == 200:
            assert answer["Content-Type"] == "image/jpeg"
            assert answer["Cache-Control"] == "private, no-cache"
    client.force_login(alumna().account)
    for place, may in (("/directory/", widest == 2), ("/alumnae/", widest >= 1)):
        assert (f"/directory/{row.pk}/photo/" in client.get(place).content.decode()) == may


def test_a_browser_that_has_it_is_told_so_and_no_longer_shown_it_once_she_says_so(client):
    row = shown("public")
    first = client.get(f"/directory/{row.pk}/photo/")
    known = {"If-None-Match": first["ETag"]}
    again = client.get(f"/directory/{row.pk}/photo/", headers=known)
    assert (again.status_code, again["Content-Security-Policy"]) == (304, first["Content-Security-Policy"])
    say_profile(row.person, by=None, now=NOW, photo_to="nobody")
    assert client.get(f"/directory/{row.pk}/photo/", headers=known).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_there(client):
    row = shown("public")
    default_storage.delete(row.portrait.file.name)
    assert client.get(f"/directory/{row.pk}/photo/").status_code == 404


def test_she_sends_it_on_her_page_says_who_sees_it_and_takes_it_away(client):
    she = alumna()
    client.force_login(she.account)
    page = "/alumnae/me/photo/"
    assert client.post(page, {"file": sent_photo(), "photo_to": "alumnae"}).status_code == 302
    assert (she.directory_profile.photo_to, she.directory_profile.listed_to) == ("alumnae", "nobody")
    assert f"/directory/{she.directory_profile.pk}/photo/" in client.get("/alumnae/me/").content.decode()
    wrong = client.post(page, {"file": sent_photo("page.html", b"<html>"), "photo_to": "public"})
    assert (wrong.status_code, "page.html" in wrong.content.decode()) == (422, True)
    she.directory_profile.refresh_from_db()
    assert she.directory_profile.photo_to == "alumnae"
    assert client.post(page, {"photo_to": "nobody"}).status_code == 302
    she.directory_profile.refresh_from_db()
    assert (she.directory_profile.photo_to, Portrait.objects.count()) == ("nobody", 1)
    assert client.post(page, {"photo_to": "nobody", "remove": "yes"}).status_code == 302
    assert not Portrait.objects.exists()
    assert client.post(page, {"photo_to": "everyone"}).status_code == 422


def test_what_is_far_too_big_is_refused_on_the_way(client):
    client.force_login(alumna().account)
    big = sent_photo(content=picture() + b"\0" * 17_000_000)
    answer = client.post("/alumnae/me/photo/", {"file": big, "photo_to": "alumnae"})
    assert (answer.status_code, "15" in answer.context["photo_fault"]) == (413, True)


def test_it_takes_the_token_of_a_form():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alumna().account)
    assert strict.post("/alumnae/me/photo/", {"photo_to": "public"}).status_code == 403


def test_by_the_api(api):
    she = alumna()
    client = api(she.account)
    mine, known = "/api/v1/me/profile/photo/", {"headers": {"If-Match": "*"}}
    assert [client.get(path).status_code for path in (mine, f"{mine}file/")] == [404, 404]
    assert client.post(mine, {"file": sent_photo()}).status_code == 201
    said = client.patch("/api/v1/me/profile/", {"photo_to": "public"}, "application/json", **known)
    assert (said.status_code, said.json()["photo_to"]) == (200, "public")
    sent, row = client.get(f"{mine}file/"), Portrait.objects.get()
    assert (sent["Content-Type"], len(sent.content)) == ("image/jpeg", row.size)
    assert client.get(mine).json()["sha256"] == row.sha256
    assert client.post(mine, {"file": sent_photo(content=b"no")}).status_code == 400
    assert api(cast.alumna().account).post(mine, {"file": sent_photo()}).status_code == 400
    assert client.delete(mine).status_code == 428
    assert client.delete(mine, **known).status_code == 204
    assert not Portrait.objects.exists()


def test_the_desk_shows_what_alumnae_are_shown(client):
    row = shown("alumnae")
    client.force_login(cast.staff("community.view_profile"))
    page = f"/admin/community/profile/{row.pk}/change/"
    assert f"/directory/{row.pk}/photo/" in client.get(page).content.decode()
    say_profile(row.person, by=None, now=NOW, photo_to="nobody")
    assert f"/directory/{row.pk}/photo/" not in client.get(page).content.decode()


def test_it_goes_with_her_entry_to_the_record_that_is_kept(client):
    row, keep = shown("public"), cast.person()
    merge_people(keep, row.person, by=None, now=NOW)
    assert client.get(f"/directory/{row.pk}/photo/").status_code == 200
