"""The drill: a mark in every text, address, link and file of hers, in every room, and none is left."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.test import Client
from phonenumber_field.modelfields import PhoneNumberField

from alumni.privacy.holdings import HELD
from alumni.privacy.models import LostFile, Request
from alumni.privacy.selectors.holdings import keys_of, rows_of
from alumni.privacy.services import erase_person
from alumni.privacy.services.erasing import texts_of
from foundation.people.models import ImportedKey, Person
from tests import cast
from tests.access.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("erasure")]

MARK = "zqhersqz"
NOT_IN_THE_WORLD: set[str] = set()
STATISTICS = [
    "programmes.Participation", "calls.Application", "selection.Review", "selection.Mark", "selection.Decision",
    "grants.Grant", "grants.Instalment", "workshops.Attendance", "mentoring.Mentorship", "films.Credit",
    "checkins.CheckIn", "delegations.PerDiem", "placement.Offer", "mentoring.FeePayment", "support.SupportRequest",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def plant(person: Person) -> set[str]:
    """A mark in each field of each of her rows, past every gate; returns the tables that have none."""
    keys, bare = keys_of(person), set()
    for held in HELD:
        rows = rows_of(held, keys)
        fields = [field for field in texts_of(rows.model) if field.name not in held.keeps]
        if fields and not rows.exists():
            bare.add(held.model)
        for row in rows:
            said = {field.name: mark(field, row) for field in fields if is_free(held, row, field)}
            with transaction.atomic():
                rows.model._base_manager.filter(pk=row.pk).update(**said)
            remember(row)
    names = ["name", "sort_name", "name_ar", "credited_name", "city", "occupation", "note", "search_key"]
    Person.objects.filter(pk=person.pk).update(
        **dict.fromkeys([*names, "sound_key"], MARK), email=f"{MARK}@example.org", imdb_id=f"{MARK}"[:12]
    )
    remember(Person.objects.get(pk=person.pk))
    return bare


def is_free(held: Any, row: Any, field: Any) -> bool:
    """Whether the database lets something stand there: some hold that two of them exclude each other."""
    if held.model == "programmes.Deliverable":
        return field.name != "link"
    if held.model == "workshops.PlaceRequest":
        return False
    return not (
        field.name in ("milestone", "reason", "word", "helped", "text") and not getattr(row, field.name)
    )


def mark(field: Any, row: Any) -> Any:
    if isinstance(field, models.FileField):
        return field.storage.save(f"{row._meta.app_label}/{row.pk}/{MARK}", ContentFile(MARK.encode()))
    if isinstance(field, models.JSONField):
        return {"said": MARK}
    if isinstance(field, models.EmailField):
        return f"{MARK}{row.pk}@example.org"
    if isinstance(field, models.URLField):
        return f"https://example.org/{MARK}"
    if isinstance(field, PhoneNumberField):
        return "+212612345678"
    text = f"{MARK}{row.pk}"
    return text[: field.max_length] if field.max_length else text


def remember(row: Any) -> None:
    """What was marked stands in the history and in the log of the desk as well."""
    row.refresh_from_db()
    if name := getattr(row._meta, "simple_history_manager_attribute", None):
        getattr(type(row), name).bulk_history_create([row], update=True)
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    LogEntry.objects.create(
        user=cast.Account.objects.filter(is_superuser=True).first(), content_type=kind, object_id=str(row.pk),
        object_repr=MARK, action_flag=2, change_message=MARK,
    )  # fmt: skip
    ImportedKey.objects.create(
        source="table", key=f"{MARK}{kind.pk}-{row.pk}", content_type=kind, object_id=row.pk
    )


def found(folder: Path) -> list[str]:
    """Where a mark stands: each column of each table, and each file with its name."""
    left = [str(path) for path in folder.rglob("*") if path.is_file() and holds(path)]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                left += [
                    f"{table}.{name}"
                    for name, value in zip(columns, row, strict=True)
                    if MARK in str(value).lower() or "612345678" in str(value)
                ]
    return sorted(set(left))


def holds(path: Path) -> bool:
    return MARK in str(path) or MARK.encode() in path.read_bytes()


def counts(person: Person) -> dict[str, int]:
    keys = keys_of(person)
    return {name: len(keys[name]) for name in STATISTICS}


def test_nothing_of_hers_is_left_anywhere_and_figures_stay(settings, django_capture_on_commit_callbacks):
    world = build()
    person = Person.objects.get(pk=world.rows["people.person"].pk)
    person.note = "x"
    bare = plant(person)
    assert bare <= NOT_IN_THE_WORLD, f"the drill has no row of {sorted(bare)}"
    person.refresh_from_db()
    client = Client()
    client.force_login(person.account)
    request = Request.objects.create(
        person=person, kind="erasure", state="approved", asked_at=cast.NOW, due_on=cast.NOW.date()
    )
    before, tables = counts(person), set(found(Path(settings.MEDIA_ROOT)))
    assert len([one for one in tables if "." in one]) > 100, "the drill has to plant before it digs"
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_person(request, now=cast.NOW)
    assert found(Path(settings.MEDIA_ROOT)) == []
    after = counts(Person.objects.get(pk=person.pk))
    assert {k: v for k, v in before.items() if after[k] != v} == {}
    assert LostFile.objects.count() == 0
    assert client.get("/").status_code == 302 and not client.session.get("_auth_user_id")
    assert not erase_person(request, now=cast.NOW), "once is enough"
