"""Two records of one alumna, each with an entry: what she said last stays, and shows nothing that she hid."""

import os
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from alumni.community.models import Portrait, Profile
from alumni.community.selectors import entry, with_parts
from alumni.community.services import keep_photo, say_profile, sweep_photos
from alumni.placement.models import Profile as WorkProfile
from alumni.placement.services import say_availability
from alumni.privacy.models import Request
from alumni.privacy.services import erase_person
from foundation.people.duplicates import find_duplicates
from foundation.people.merging import merge_people
from foundation.people.models import Duplicate
from foundation.people.undoing import UNDO_DAYS, undo_merge
from tests import cast
from tests.community.cast import NOW, sent_photo
from tests.people.test_undo import different, everything
from tests.placement.cast import role

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(LATER, tick=False)


def record():
    she = cast.person(name="Salma Alaoui", email="")
    cast.completed(date(2026, 6, 30), who=she)
    return she


def pair(earlier=None, later=None):
    """Two records; of the first she spoke a day before she spoke of the second."""
    two = []
    for now, said in ((NOW, earlier), (LATER, later)):
        two.append(record())
        if said is not None:
            say_profile(two[-1], by=None, now=now, **said)
    return two


def shown(person, seen):
    return entry(with_parts(Profile.objects.listed(seen), LATER.date()).get(person=person), seen)


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_entry_she_said_last_stays_as_a_whole_and_taking_back_brings_both(is_kept):
    early, late = pair(
        {"listed_to": "public", "photo_to": "public", "biography": "zqearlyqz", "biography_to": "public"},
        {"listed_to": "alumnae", "city": "Tanger", "place_to": "alumnae", "takes_messages": True},
    )
    photo = keep_photo(early, sent_photo(), by=None, now=NOW)
    stays = late.directory_profile
    for person, now, code in ((early, NOW, "fr"), (late, LATER, "ar")):
        say_availability(person, by=None, now=now, languages=[code], consent=code == "ar")
    before = everything()
    keep, remove = (late, early) if is_kept else (early, late)
    merge = merge_people(keep, remove, by=None, now=LATER)
    row = Profile.objects.get()
    assert (row.pk, row.person, row.biography, row.city) == (stays.pk, keep, "", "Tanger")
    assert (row.listed_to, row.photo_to, row.place_to) == ("alumnae", "nobody", "alumnae")
    assert (Portrait.objects.exists(), WorkProfile.objects.get().spoken) == (False, ["ar"])
    undo_merge(merge, by=None, now=LATER)
    assert different(before, everything()) == []
    assert default_storage.exists(photo.file.name)


@pytest.mark.parametrize("is_kept", [True, False])
def test_her_photograph_goes_with_the_entry_it_belongs_to(is_kept):
    early, late = pair({"listed_to": "public"}, {"listed_to": "public", "photo_to": "alumnae"})
    keep_photo(early, sent_photo(), by=None, now=NOW - timedelta(days=1))
    say_profile(early, by=None, now=NOW)
    photo = keep_photo(late, sent_photo(), by=None, now=LATER)
    keep, remove = (late, early) if is_kept else (early, late)
    merge_people(keep, remove, by=None, now=LATER)
    assert (Portrait.objects.get(), Profile.objects.get().portrait) == (photo, photo)


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize(
    ("earlier", "seen"),
    [
        ({"listed_to": "public", "crafts_to": "public"}, "public"),
        ({"listed_to": "public", "crafts_to": "alumnae"}, "alumnae"),
        ({"listed_to": "alumnae", "crafts_to": "public"}, "alumnae"),
        ({"listed_to": "nobody", "crafts_to": "public"}, "nobody"),
        ({"listed_to": "public"}, "nobody"),
        (None, "nobody"),
    ],
)
def test_roles_that_come_together_are_shown_to_those_who_were_shown_both(earlier, seen, is_kept):
    early, late = pair(earlier, {"listed_to": "public", "crafts_to": "public"})
    say_availability(early, by=None, now=NOW, crafts=[role("editor")])
    say_availability(late, by=None, now=LATER, crafts=[role()])
    keep, remove = (late, early) if is_kept else (early, late)
    before = everything()
    merge = merge_people(keep, remove, by=None, now=LATER)
    row = Profile.objects.get()
    assert (row.crafts_to, keep.crafts.count(), row.listed_to) == (seen, 2, "public")
    undo_merge(merge, by=None, now=LATER)
    assert different(before, everything()) == []


def test_what_she_speaks_and_when_she_works_is_hidden_where_the_other_record_hid_it():
    said = {"listed_to": "public", "languages_to": "public", "availability_to": "public"}
    early, late = pair({"listed_to": "public"}, said)
    say_availability(early, by=None, now=LATER, languages=["zgh"], is_available=True)
    merge_people(late, early, by=None, now=LATER)
    told = shown(late, ("public",))
    assert (told.languages, told.is_available) == ([], None)


def test_another_record_that_says_nothing_of_it_hides_nothing():
    early, late = pair(None, {"listed_to": "public", "crafts_to": "public"})
    say_availability(late, by=None, now=LATER, crafts=[role()])
    merge_people(late, early, by=None, now=LATER)
    assert shown(late, ("public",)).roles == [role()]


def test_to_alumnae_who_look_for_work_fellows_roles_of_both_are_shown_where_both_were():
    early, late = pair()
    say_availability(early, by=None, now=NOW, crafts=[role("editor")])
    say_availability(late, by=None, now=LATER, crafts=[role()], crafts_to="alumnae", days_to="alumnae")
    merge_people(early, late, by=None, now=LATER)
    row = WorkProfile.objects.get()
    assert (row.person, row.crafts_to, row.days_to) == (early, "staff", "alumnae")


def test_a_photograph_that_was_let_go_is_stored_while_the_merge_can_be_taken_back(media_of_a_merge):
    name, merge = media_of_a_merge
    last = merge.at + timedelta(days=UNDO_DAYS)
    assert (sweep_photos(now=last), default_storage.exists(name)) == (0, True)
    assert (sweep_photos(now=last + timedelta(days=1)), default_storage.exists(name)) == (1, False)


def test_it_goes_at_once_with_her_who_is_erased(media_of_a_merge, django_capture_on_commit_callbacks):
    name, merge = media_of_a_merge
    asked = Request.objects.create(
        person=merge.kept, kind="erasure", state="approved", asked_at=LATER, due_on=LATER.date(), reason="x"
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_person(asked, now=LATER)
    assert not default_storage.exists(name)


@pytest.fixture
def media_of_a_merge():
    early, late = pair({"listed_to": "public"}, {"listed_to": "public"})
    photo = keep_photo(early, sent_photo(), by=None, now=NOW)
    os.utime(photo.file.path, (0, 0))
    return photo.file.name, merge_people(late, early, by=None, now=LATER)


@pytest.mark.parametrize(("listed_to", "is_told"), [("alumnae", True), ("nobody", False)])
def test_the_page_that_asks_says_which_entry_stays_to_whoever_may_see_both(client, listed_to, is_told):
    early, late = pair({"listed_to": listed_to}, {"listed_to": "public"})
    find_duplicates(now=NOW)
    page = reverse("admin:people_duplicate_merge", args=[Duplicate.objects.get().pk])
    client.cookies["django_language"] = "en"
    client.force_login(cast.administrator())
    context = client.post(page).context
    assert context["lasting"] == ([("entry of the directory", late)] if is_told else [])
    assert early in context["pair"]
