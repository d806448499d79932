"""The drill: a mark in every text, address, link and file of hers, in every room, and none is left."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction
from django.http import QueryDict
from django.test import Client
from django.utils.html import escape
from phonenumber_field.modelfields import PhoneNumberField

from alumni.checkins.models import Pause
from alumni.community.models import Report, Thread
from alumni.privacy.holdings import HELD
from alumni.privacy.models import LostFile, Request
from alumni.privacy.selectors.holdings import keys_of, rows_of
from alumni.privacy.services import erase_person
from alumni.privacy.services.erasing import texts_of
from foundation.films import models as films
from foundation.lists.models import Export, SavedView
from foundation.lists.services import note_export
from foundation.mail.models import Message
from foundation.mail.services import suppressed
from foundation.people.models import ImportedKey, Merge, Person
from foundation.people.services import say_consent
from foundation.repeats.models import Answer
from residencies.industry.models import Note
from residencies.programmes.models import Fulfilment, Requirement
from residencies.selection.models import Conflict
from residencies.workshops.models import PlaceRequest, Session
from tests import cast
from tests.access.world import build
from tests.selection import cast as selections

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("erasure")]

MARK = "zqhersqz"
ADDRESS = f"{MARK}@example.org"
NAME = f"{MARK} M'Barek"
NOT_IN_THE_WORLD = {"account.EmailConfirmation"}
STATISTICS = [
    "programmes.Participation", "calls.Application", "selection.Review", "selection.Mark",
    "selection.Decision", "grants.Grant", "grants.Instalment", "workshops.Attendance",
    "mentoring.Mentorship", "films.Credit",
    "checkins.CheckIn", "delegations.PerDiem", "placement.Offer", "mentoring.FeePayment",
    "support.SupportRequest",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def furnish(person: Person) -> None:
    """Rows of which the world of the walk has none of hers."""
    account, now = person.account, cast.NOW
    EmailAddress.objects.create(user=account, email=person.email)
    Authenticator.objects.create(user=account, type="totp", data={"secret": MARK})
    say_consent(person, "stories", True, how="staff", by=None, now=now, reason=MARK)
    Merge.objects.create(kept=person, removed_id=987_654, removed={"name": MARK}, moved={}, at=now)
    Pause.objects.create(person=person, since=now.date(), source="staff", reason=MARK)
    work = films.Work.objects.create(title=MARK, kind="short", responsible=person, is_public=False)
    work.titles.create(title=MARK, language="fr")
    chosen = films.Selection.objects.create(edition=films.FestivalEdition.objects.first(), person=person)
    films.Award.objects.create(selection=chosen, prize="Prix", note=MARK)
    done = person.participations.first()
    kept = done.edition.requirements.first() or Requirement.objects.create(edition=done.edition, name_fr="x")
    Fulfilment.objects.create(participation=done, requirement=kept, amount=1, word=MARK, at=now)
    Note.objects.filter(pk=Note.objects.first().pk).update(text=MARK, by=account)
    PlaceRequest.objects.create(
        session=Session.objects.first(), name=MARK, email=person.email, language="fr", asked_at=now
    )
    jury = selections.jury()
    hers = selections.application(jury.call, person=person, email=person.email)
    juror = selections.juror(jury)
    selections.review(juror, hers, 5, 7, notes=MARK, comment=MARK)
    Conflict.objects.create(
        juror=selections.juror(jury), application=hers, kind="declared", state="recused", at=now, detail=MARK
    )
    Request.objects.create(
        person=person, kind="copy", state="refused", asked_at=now, due_on=now.date(), reason=MARK
    )
    thread = Thread.objects.filter(other=person).first()
    Report.objects.create(thread=thread, by=person, at=now, reason=MARK)
    Answer.objects.create(account=account, key="k", request=MARK, sealed=b"", at=now)


def plant(person: Person) -> set[str]:
    """A mark in each field of each of her rows, past every gate; returns the tables that have none."""
    keys, bare = keys_of(person), set()
    for held in HELD:
        rows = rows_of(held, keys)
        fields = [field for field in texts_of(rows.model) if field.name not in held.keeps]
        if fields and not rows.exists():
            bare.add(held.model)
        for row in rows:
            said = {field.name: mark(field, row) for field in fields}
            if held.address in said:  # by which the row is found
                said[held.address] = ADDRESS
            if held.model == "films.DossierVersion":  # never changed: another in its place
                row.delete()
                rows.model(**{**fields_of(row), "id": keys[held.model][0], **said}).save(force_insert=True)
            else:
                put(row, said)
                remember(row)
    names = ["name", "sort_name", "name_ar", "credited_name", "city", "occupation", "note", "search_key"]
    Person.objects.filter(pk=person.pk).update(
        **{**dict.fromkeys([*names, "sound_key"], MARK), "name": NAME}, email=ADDRESS, imdb_id=f"{MARK}"[:12]
    )
    remember(Person.objects.get(pk=person.pk))
    return bare


def name_elsewhere(person: Person) -> None:
    """Her name where no key leads to her: in letters to others, in searches, in lists that were taken out."""
    other, by = cast.alumna(), cast.administrator()
    keys = keys_of(person)
    mentorship, offer = (keys[table][0] for table in ("mentoring.Mentorship", "placement.Offer"))
    told = [
        (NAME, {}), (ADDRESS, {}), (MARK, {"mentorship": mentorship}), (f"{MARK}s", {"work_offer": offer}),
    ]  # fmt: skip
    for number, (text, about) in enumerate(told):
        Message.objects.create(
            dedupe_key=f"other-{number}", message_id=f"<{number}>", kind="industry_agenda", person=other,
            to_addr=other.email, language="fr", context=about, subject=text, text=f"Avec {text}, à 10 h.",
            html=f"<b>{escape(text)}</b>",
        )  # fmt: skip
    for query in (f"q={MARK}", f"q={MARK}%20m%27barek&o=1", f"country=MA&q={ADDRESS}"):
        SavedView.objects.create(table="people.person", name=query[-9:], query=query, owner=by)
    SavedView.objects.create(table="people.person", name=f"Pour {NAME}", query="o=1", owner=by)
    taken = QueryDict(f"q={MARK}&o=1")
    note_export("people.person", filters=taken, form="csv", count=1, by=by, now=cast.NOW)


def fields_of(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def put(row: Any, said: dict[str, Any]) -> None:
    """Each field that the database lets stand there: some exclude each other, or need another one."""
    for name, value in said.items():
        with suppress(IntegrityError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: value})


def mark(field: Any, row: Any) -> Any:
    if isinstance(field, models.FileField):
        if not getattr(row, field.name):
            return ""
        return field.storage.save(f"{row._meta.app_label}/{row.pk}/{MARK}", ContentFile(MARK.encode()))
    if field.name == "journal":
        return [{"model": MARK, "pk": MARK, "before": None, "after": {}}]
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
    if not isinstance(row.pk, int):  # a token is named by its digest
        return
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
    furnish(person)
    bare = plant(person)
    assert bare <= NOT_IN_THE_WORLD, f"the drill has no row of {sorted(bare)}"
    person.refresh_from_db()
    name_elsewhere(person)
    client, address = Client(), person.email
    client.force_login(person.account)
    request = Request.objects.get(person=person, kind="erasure")
    Request.objects.filter(pk=request.pk).update(state="approved")
    before, tables = counts(person), set(found(Path(settings.MEDIA_ROOT)))
    assert len([one for one in tables if "." in one]) > 100, "the drill has to plant before it digs"
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_person(request, now=cast.NOW)
    left = found(Path(settings.MEDIA_ROOT))
    assert left == [], left
    assert Message.objects.get(dedupe_key="other-0").text == "Avec —, à 10 h."
    assert Export.objects.latest("pk").filters == "q=*&o=1"
    after = counts(Person.objects.get(pk=person.pk))
    assert {k: v for k, v in before.items() if after[k] != v} == {}
    again = Message(to_addr=address.upper(), stream="subscribed", pk=1)
    assert suppressed([again]) == {1}, "known again by a keyed hash alone"
    assert LostFile.objects.count() == 0
    assert client.get("/support/").status_code == 302, "she is logged out"
    assert not erase_person(request, now=cast.NOW), "once is enough"
