from datetime import date

import pytest
from django.db import IntegrityError

from foundation.errors import ServiceError
from foundation.films.models import Award, Credit, Festival, FestivalEdition, Role, Selection, Work
from foundation.people.duplicates import find_duplicates, mark_different
from foundation.people.merging import merge_people
from foundation.people.merging_desk import moved_said
from foundation.people.models import (
    Affiliation,
    Alias,
    Duplicate,
    ImportedKey,
    Merge,
    Organisation,
    Person,
)
from foundation.people.undoing import undo_merge
from residencies.programmes.models import Participation
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = cast.NOW
HIDDEN = (
    "Something that you may not see stands against it, and nothing was changed. "
    "Ask an administrator to look into it."
)


def merge(keep, remove, by=None):
    return merge_people(keep, remove, by=by, now=NOW)


@pytest.fixture
def pair():
    return cast.person(name="Salma Alaoui", email=""), cast.person(name="Selma Alaoui", email="")


def credit(person, **fields):
    work, _new = Work.objects.get_or_create(title=fields.pop("title", "K-1"))
    return Credit.objects.create(
        work=work, person=person, role=Role.objects.get(slug=fields.pop("role", "director")), **fields
    )


def test_what_refers_to_one_refers_to_the_other_in_every_room(pair):
    keep, remove = pair
    rows = [
        credit(remove),
        Selection.objects.create(edition=festival_edition(), person=remove),
        Affiliation.objects.create(person=remove, organisation=Organisation.objects.create(name="ESAV")),
        cast.completed(date(2026, 1, 1), who=remove),
        cast.asked_checkin(who=remove),
    ]
    merged = merge(keep, remove)
    assert [type(row).objects.get(pk=row.pk).person for row in rows] == [keep] * 5
    assert merged.moved == {
        "checkins.CheckIn": 1,
        "films.Credit": 1,
        "films.Selection": 1,
        "people.Affiliation": 1,
        "programmes.Participation": 2,
    }
    assert list(Person.objects.all()) == [keep]


def festival_edition():
    return FestivalEdition.objects.create(festival=Festival.objects.create(name="Hot Docs"))


def test_prizes_she_shares_and_keys_of_sources_follow(pair):
    keep, remove = pair
    award = Award.objects.create(selection=Selection.objects.create(edition=festival_edition(), person=keep))
    award.shared_with.add(remove)
    key = ImportedKey.objects.create(source="list", key="Selma Alaoui", row=remove)
    merge(keep, remove)
    key.refresh_from_db()
    assert (list(award.shared_with.all()), key.row) == ([keep], keep)


def test_empty_fields_are_filled_and_full_ones_stay(pair):
    keep, remove = pair
    Person.objects.filter(pk=keep.pk).update(city="Rabat", note="ours")
    Person.objects.filter(pk=remove.pk).update(
        city="Fès", phone="+212612345678", imdb_id="nm1", note="theirs"
    )
    merge(keep, remove)
    keep.refresh_from_db()
    assert (keep.city, keep.phone, keep.imdb_id, keep.note) == ("Rabat", "+212612345678", "nm1", "ours")


def test_the_names_of_both_find_her(pair):
    keep, remove = pair
    remove.name_ar, remove.credited_name = "سلمى العلوي", "S. Alaoui"
    remove.save()
    Alias.objects.create(person=remove, name="Selma A.")
    merge(keep, remove)
    keep.refresh_from_db()
    assert (keep.name, keep.name_ar, keep.credited_name) == ("Salma Alaoui", "سلمى العلوي", "S. Alaoui")
    assert sorted(keep.aliases.values_list("name", flat=True)) == ["Selma A.", "Selma Alaoui"]
    assert list(Person.objects.search("selma alaoui")) == [keep]


def test_rows_that_say_the_same_become_one(pair):
    keep, remove = pair
    mine, hers = credit(keep), credit(remove, note="from the credits")
    credit(remove, role="producer")
    merge(keep, remove)
    assert list(keep.credits.values_list("role__slug", "note").order_by("pk")) == [
        ("director", "from the credits"),
        ("producer", ""),
    ]
    assert Credit.objects.filter(pk__in=[mine.pk, hers.pk]).get() == mine


def test_what_hangs_on_a_row_that_becomes_one_is_not_lost(pair):
    keep, remove = pair
    edition = festival_edition()
    Selection.objects.create(edition=edition, person=keep)
    won = Award.objects.create(
        selection=Selection.objects.create(edition=edition, person=remove), prize="Grand prize"
    )
    merge(keep, remove)
    won.refresh_from_db()
    assert (won.selection.person, Selection.objects.count()) == (keep, 1)


def test_rows_that_contradict_each_other_stop_it_and_change_nothing(pair):
    keep, remove = pair
    edition = cast.edition()
    cast.completed(date(2026, 1, 1), who=keep, of=edition)
    Participation.objects.create(person=remove, edition=edition, state="attending")
    credit(remove)
    with pytest.raises(ServiceError, match="Salma Alaoui"):
        merge(keep, remove)
    assert (Person.objects.count(), remove.credits.count(), Merge.objects.count()) == (2, 1, 0)


def contradiction(keep, remove):
    """Both took part in one edition, and differently."""
    edition = cast.edition()
    cast.completed(date(2026, 1, 1), who=keep, of=edition)
    Participation.objects.create(person=remove, edition=edition, state="attending")


def test_what_stands_against_it_is_named_to_whoever_may_see_it(pair):
    contradiction(*pair)
    by = cast.staff("people.change_person", "programmes.view_participation")
    with pytest.raises(ServiceError, match="Salma Alaoui"):
        merge(*pair, by=by)


def test_what_stands_against_it_is_not_named_to_whoever_may_not_see_it(pair):
    contradiction(*pair)
    with pytest.raises(ServiceError) as refused:
        merge(*pair, by=cast.staff("people.view_person", "people.change_person"))
    assert str(refused.value) == HIDDEN
    assert Person.objects.count() == 2


def test_of_what_is_confidential_nobody_is_told_that_it_stands_against_it(pair, monkeypatch):
    monkeypatch.setattr(Participation, "is_confidential", True, raising=False)
    contradiction(*pair)
    for by in (None, cast.administrator()):
        with pytest.raises(ServiceError) as refused:
            merge(*pair, by=by)
        assert str(refused.value) == HIDDEN


def test_the_words_of_the_database_are_not_repeated(pair, monkeypatch):
    def fail(*_args, **_kwargs):
        raise IntegrityError("support_request.person_id")

    monkeypatch.setattr("foundation.people.merging._move", fail)
    with pytest.raises(ServiceError) as refused:
        merge(*pair, by=cast.administrator())
    assert str(refused.value) == "Both records hold something that can exist once only."


def test_what_moved_is_told_by_the_rights_of_its_reader(pair):
    keep, remove = pair
    credit(remove)
    Participation.objects.create(person=remove, edition=cast.edition(), state="attending")
    merged = merge(keep, remove)
    assert dict(moved_said(merged, cast.staff("films.view_credit"))) == {"credits": "1"}
    assert dict(moved_said(merged, cast.staff("people.view_merge"))) == {}


def test_taking_back_names_no_row_that_she_may_not_see(pair):
    keep, remove = pair
    row = Participation.objects.create(person=remove, edition=cast.edition(), state="attending")
    merged = merge(keep, remove)
    Participation.objects.filter(pk=row.pk).update(person=cast.person())
    for by, said in [
        (cast.staff("people.change_person"), HIDDEN),
        (cast.staff("people.change_person", "programmes.view_participation"), "was changed since."),
    ]:
        with pytest.raises(ServiceError) as refused:
            undo_merge(merged, by=by, now=NOW)
        assert str(refused.value).endswith(said)


def test_a_login_follows():
    keep, remove = cast.person(email=""), cast.alumna()
    account = remove.account
    merge(keep, remove)
    keep.refresh_from_db()
    assert (keep.account, keep.email) == (account, account.email)


def test_two_logins_stop_it():
    one, other = cast.alumna(), cast.alumna()
    with pytest.raises(ServiceError, match=other.email):
        merge(one, other)


def test_one_record_is_not_merged_with_itself_or_with_one_that_is_gone(pair):
    keep, remove = pair
    gone = Person(pk=remove.pk, name=remove.name)
    with pytest.raises(ServiceError):
        merge(keep, keep)
    merge(keep, remove)
    with pytest.raises(ServiceError):
        merge(keep, gone)


def test_the_history_and_the_merge_tell_what_happened(pair):
    keep, remove = pair
    by, number = cast.administrator(), remove.pk
    hers = credit(remove)
    merged = merge(keep, remove, by=by)
    assert (merged.kept, merged.removed_id, merged.by, merged.at) == (keep, number, by, NOW)
    assert (merged.removed["name"], merged.removed["other_names"]) == ("Selma Alaoui", [])
    assert Person.history.filter(id=number, history_type="-").get().history_user == by
    assert hers.history.latest("history_id").history_user == by
    assert keep.history.latest("history_id").history_user == by


def test_proposals_follow_and_a_decision_outweighs_a_proposal():
    keep, remove, third = (cast.person(name="Salma Alaoui") for _number in range(3))
    find_duplicates(now=NOW)
    mark_different(Duplicate.objects.get(first=remove, second=third), by=None, now=NOW)
    merge(keep, remove)
    assert [(row.first, row.second, row.state) for row in Duplicate.objects.all()] == [
        (keep, third, "different")
    ]


def test_earlier_merges_follow(pair):
    keep, remove = pair
    merge(remove, cast.person(name="S. Alaoui"))
    merge(keep, remove)
    assert [row.kept for row in Merge.objects.all()] == [keep, keep]
