"""A merge and its undoing: the database is as it was, or nothing has changed and a sentence says why."""

from datetime import timedelta
from itertools import chain

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from simple_history.models import HistoricalChanges

from alumni.community.models import Block
from foundation.errors import ServiceError
from foundation.films.models import Award, Credit, Festival, FestivalEdition, Role, Selection, Work
from foundation.people.duplicates import find_duplicates
from foundation.people.journal import columns_of
from foundation.people.merging import merge_people, relations
from foundation.people.models import (
    Affiliation,
    Alias,
    Duplicate,
    ImportedKey,
    Merge,
    Organisation,
    Person,
    SecondContact,
)
from foundation.people.undoing import UNDO_DAYS, forget_journals, undo_merge
from tests import cast
from tests.access.world import build

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def everything():
    """Each row of each table but the histories and the merges themselves."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, HistoricalChanges) and model is not Merge and model._meta.managed
    ]
    return {
        model._meta.label: {row.pk: columns_of(row) for row in model._base_manager.all()}
        for model in models
        if not model._meta.proxy
    }


def different(before, after):
    """What is not as it was: (table, number, column, before, after)."""
    return [
        (label, pk, name, (before[label].get(pk) or {}).get(name), (after[label].get(pk) or {}).get(name))
        for label in before
        for pk in before[label].keys() | after[label].keys()
        for name in {**before[label].get(pk, {}), **after[label].get(pk, {})}
        if (before[label].get(pk) or {}).get(name) != (after[label].get(pk) or {}).get(name)
    ]


def pair():
    keep = cast.person(name="Salma Alaoui", email="", city="Rabat")
    return keep, cast.person(name="Selma Alaoui", email="selma@example.org", phone="+212612345678")


def hang_all_on(person):
    """A row of every table that names a person, and those of them of which the tests make none."""
    build()
    Alias.objects.create(person=cast.person(), name="S. A.")
    SecondContact.objects.create(person=cast.person(), name="Hind", email="hind@example.org")
    Award.objects.first().shared_with.add(cast.person())
    Block.objects.create(person=cast.person(), blocked=cast.person(), at=NOW)
    missing = set()
    for relation in relations(Person):
        rows = relation.related_model._base_manager.all()
        row = rows.order_by("-pk").first()
        try:
            with transaction.atomic():
                done = row and rows.filter(pk=row.pk).update(**{relation.field.name: person})
        except IntegrityError:  # a rule of that table; its other rows are moved all the same
            done = False
        if not done:
            missing.add(f"{relation.related_model._meta.label}.{relation.field.name}")
    for someone in Person.objects.all():
        someone.keep_keys()
    return missing


def test_with_a_row_of_every_room_a_merge_and_its_undoing_leave_all_as_it_was():
    keep, remove = pair()
    missing = hang_all_on(remove)
    assert missing == {
        "deadlines.Duty.person",  # of the tests' own room, with no row
        "community.Thread.other",  # nobody writes to herself
    }
    before = everything()
    merge = merge_people(keep, remove, by=None, now=NOW)
    assert len(merge.moved) > 20
    assert not Person.objects.filter(pk=remove.pk).exists()
    assert undo_merge(merge, by=None, now=NOW) == remove
    after = everything()
    assert different(before, after) == []


def test_rows_that_became_one_are_two_again_and_so_are_names_keys_and_proposals():
    keep, remove = pair()
    third = cast.person(name="Salma Alaoui")
    find_duplicates(now=NOW)
    role, work = Role.objects.get(slug="director"), Work.objects.create(title="K-1")
    edition = FestivalEdition.objects.create(festival=Festival.objects.create(name="Hot Docs"))
    house = Organisation.objects.create(name="ESAV")
    for person, note in ((keep, ""), (remove, "from the credits")):
        Credit.objects.create(work=work, person=person, role=role, note=note)
        Affiliation.objects.create(person=person, organisation=house, role="alumna")
        Alias.objects.create(person=person, name="S. Alaoui")
    won = Award.objects.create(
        selection=Selection.objects.create(edition=edition, person=remove), prize="Grand prize"
    )
    Selection.objects.create(edition=edition, person=keep)
    won.shared_with.add(remove)
    ImportedKey.objects.create(source="list", key="Selma", row=remove)
    before = everything()
    merge = merge_people(keep, remove, by=None, now=NOW, taken=["name", "language"])
    assert (Credit.objects.count(), Duplicate.objects.filter(first=keep, second=third).count()) == (1, 1)
    keep.refresh_from_db()
    assert (keep.name, keep.email) == ("Selma Alaoui", "selma@example.org")
    assert "Salma Alaoui" in chain(*keep.aliases.values_list("name"))
    undo_merge(merge, by=None, now=NOW)
    after = everything()
    assert different(before, after) == []


def test_what_came_since_stays_and_what_changed_since_stops_it():
    keep, remove = pair()
    by, hers = cast.administrator(), cast.asked_checkin(who=remove)
    merge = merge_people(keep, remove, by=by, now=NOW)
    later = Alias.objects.create(person=keep, name="Later")
    type(hers).objects.filter(pk=hers.pk).update(months=99)  # of no concern to the merge
    Person.objects.filter(pk=keep.pk).update(email="new@example.org")
    with pytest.raises(ServiceError, match="Salma Alaoui"):
        undo_merge(merge, by=by, now=NOW)
    assert Person.objects.filter(pk=remove.pk).count() == 0
    Person.objects.filter(pk=keep.pk).update(email="selma@example.org")
    undo_merge(merge, by=by, now=NOW)
    hers.refresh_from_db()
    later.refresh_from_db()
    assert (hers.person, hers.months, later.person) == (remove, 99, keep)
    assert remove.history.latest("history_id").history_user == by
    assert set(Person.objects.search("Selma Alaoui")) == {keep, remove}
    with pytest.raises(ServiceError):
        undo_merge(merge, by=by, now=NOW)


def test_the_last_merge_is_taken_back_first_and_none_after_its_days():
    keep, remove = pair()
    third = cast.person(name="S. Alaoui")
    first = merge_people(remove, third, by=None, now=NOW)
    second = merge_people(keep, remove, by=None, now=NOW)
    for merge, on in ((first, NOW), (second, NOW + timedelta(days=UNDO_DAYS + 1))):
        with pytest.raises(ServiceError):
            undo_merge(merge, by=None, now=on)
    undo_merge(second, by=None, now=NOW)
    first.refresh_from_db()
    assert undo_merge(first, by=None, now=NOW) == third
    assert Person.objects.count() == 3


def test_what_rows_said_before_a_merge_is_forgotten_with_the_way_back():
    keep, remove = pair()
    old = merge_people(
        remove, cast.person(name="S. Alaoui"), by=None, now=NOW - timedelta(days=UNDO_DAYS, seconds=1)
    )
    new = merge_people(keep, remove, by=None, now=NOW)
    undone = merge_people(keep, cast.person(name="Salma A."), by=None, now=NOW)
    undo_merge(undone, by=None, now=NOW)
    assert (forget_journals(now=NOW), forget_journals(now=NOW)) == (2, 0)
    held = dict(Merge.objects.values_list("pk", "journal"))
    assert (held[old.pk], held[undone.pk], bool(held[new.pk])) == ([], [], True)
    with pytest.raises(ServiceError, match=str(UNDO_DAYS)):
        undo_merge(old, by=None, now=NOW)
    assert undo_merge(new, by=None, now=NOW) == remove


@pytest.mark.one_database
def test_staff_compare_choose_merge_and_take_back(client):
    keep, remove = pair()
    Affiliation.objects.create(person=remove, organisation=Organisation.objects.create(name="ESAV"))
    first, second = sorted((keep, remove), key=lambda person: person.pk)
    row = Duplicate.objects.create(first=first, second=second, score=90, reasons=["name"])
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    url = reverse("admin:people_duplicate_merge", args=[row.pk])
    page = client.post(url).content.decode()
    assert ("merge-differs" in page, "affiliations: 1" in page, "ESAV" in page) == (True, True, True)
    said = {"keep": keep.pk, "name": remove.pk, "sort_name": keep.pk}
    assert client.post(url, {"confirm": "1", **said}).status_code == 302
    keep.refresh_from_db()
    assert (keep.name, keep.sort_name, keep.city) == ("Selma Alaoui", "Salma Alaoui", "Rabat")
    merge = Merge.objects.get()
    client.post(reverse("admin:people_merge_undo", args=[merge.pk]), {"confirm": "1"})
    merge.refresh_from_db()
    assert (merge.undone_at is not None, Person.objects.count()) == (True, 2)
    assert client.get(reverse("admin:people_merge_change", args=[merge.pk])).status_code == 200


@pytest.mark.one_database
def test_it_takes_as_many_queries_for_fifty_rows_as_for_one():
    def queries(count: int) -> int:
        keep, remove = pair()
        for number in range(count):
            work = Work.objects.create(title=f"K-{count}-{number}")
            Credit.objects.create(work=work, person=remove, role=Role.objects.get(slug="director"))
        merge = merge_people(keep, remove, by=None, now=NOW)
        with CaptureQueriesContext(connection) as seen:
            undo_merge(merge, by=None, now=NOW)
        assert remove.credits.count() == count
        return len(seen)

    assert queries(1) == queries(50)
