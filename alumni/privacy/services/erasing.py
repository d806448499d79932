"""She is erased: what is hers goes, what is counted stays without a word of hers."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumber_field.modelfields import PhoneNumberField

from alumni.checkins.models import CheckIn, Pause
from alumni.community.models import Portrait
from alumni.privacy.holdings import ACCOUNT, HELD, NOBODY, PERSON, Fate, Held
from alumni.privacy.models import LostFile, Request
from alumni.privacy.selectors.holdings import Keys, addresses_of, gone_of, keys_of, names_of, rows_of
from foundation.errors import ServiceError
from foundation.files.storing import forget
from foundation.lists.services import forget_searches
from foundation.mail.models import Message, Suppression
from foundation.mail.services import forget_names, suppress
from foundation.people.models import Account, ImportedKey, Merge, Person
from foundation.people.undoing import files_let_go
from foundation.sealing import SealedTextField
from residencies.calls.models import Application
from residencies.grants.models import Report

NOBODYS_ADDRESS = "@erased.invalid"
OPEN_APPLICATION = ("submitted", "eligible", "review", "shortlisted", "waiting")


@transaction.atomic
def erase_person(request: Request, *, now: datetime) -> bool:
    """Carry out an approved request; False where it was carried out already. All of it, or nothing.

    Her stored files go after the commit; what a killed process leaves of them, the next run takes away.
    """
    row = Request.objects.select_for_update().get(pk=request.pk)
    if row.state != Request.State.APPROVED:
        return False
    person = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=row.person_id)
    check_erasable(person)
    addresses, keys = addresses_of(person), keys_of(person)
    names = names_of(person, keys)
    _add_mails_about(keys)
    _suppress(addresses, now)
    _stop(person, keys, now)
    people = [person.pk, *Merge.objects.filter(kept=person).values_list("removed_id", flat=True)]
    _lose_let_go(keys["people.Merge"])
    for held in reversed(HELD):  # what hangs on a row before the row
        empty_rows(held, keys)
    forget_names(names | addresses, {one for some in keys.values() for one in some}, NOBODY)
    forget_searches(names | addresses)
    _forget_traces(people, keys)  # what was deleted has a line in the history by now
    _empty_account(person.account)
    _empty_person(person)
    Request.objects.filter(pk=row.pk).update(state=Request.State.DONE, done_at=now)
    transaction.on_commit(delete_lost_files, robust=True)
    return True


def check_erasable(person: Person) -> None:
    """Raises ServiceError where something has to be settled first."""
    if person.account is not None and person.account.is_staff:
        raise ServiceError(_("She works here: an administrator takes her rights away first."))


def delete_lost_files() -> int:
    """Delete what is stored of rows that are gone; returns how many files. May run twice."""
    done = 0
    for row in LostFile.objects.order_by("pk").iterator():
        field: Any = apps.get_model(row.model)._meta.get_field(row.field)
        storage: Storage = field.storage
        if forget(storage, row.name):
            row.delete()
            done += 1
    return done


def _suppress(addresses: set[str], now: datetime) -> None:
    """So that no table that is imported later writes to her again. Lifted at the desk if she comes back."""
    for address in addresses:
        for stream in Message.Stream.values:
            suppress(address, stream, Suppression.Reason.STAFF, now=now)


def _add_mails_about(keys: Keys) -> None:
    """Mails to others that tell of her alone: of a task about her, of a message of hers, of work she took and
    how to reach her.
    """
    about = {"task": "desk.Task", "thread_message": "community.Message", "work_offer": "placement.Offer"}
    for name, label in about.items():
        if keys[label]:
            found = Message.objects.filter(**{"context__has_key": name, f"context__{name}__in": keys[label]})
            new = sorted({*found.values_list("pk", flat=True)} - {*keys["mail.Message"]})
            keys["mail.Message"] += new
            for part in ("mail.Attempt", "mail.Report"):
                rows = apps.get_model(part)._base_manager.filter(message__in=new)
                keys[part] = sorted({*keys[part], *rows.values_list("pk", flat=True)})


def _stop(person: Person, keys: Keys, now: datetime) -> None:
    """Nobody asks her anything any more, and what is not decided is decided by her leaving."""
    open_ = Application.objects.filter(pk__in=keys["calls.Application"], state__in=OPEN_APPLICATION)
    open_.update(state=Application.State.WITHDRAWN, withdrawn_at=now)
    asked = CheckIn.objects.filter(person=person)
    asked.filter(state__in=[CheckIn.State.PLANNED, CheckIn.State.ASKED]).update(state=CheckIn.State.CANCELLED)
    asked.update(remind_on=None, call_at=None)
    Pause.objects.update_or_create(
        person=person,
        defaults={"since": timezone.localdate(now), "until": None, "source": Pause.Source.STAFF},
    )
    keys["checkins.Pause"] = list(Pause.objects.filter(person=person).values_list("pk", flat=True))


def _forget_traces(people: list[Any], keys: Keys) -> None:
    """The history of her rows, what the desk's log calls them, the keys of imported tables, her sessions."""
    roots = {**keys, PERSON: people}
    for held in HELD:
        forget_history(held.model, held.via, roots)
    forget_history(PERSON, {}, roots)
    for label, pks in roots.items():
        kind = ContentType.objects.get_for_model(apps.get_model(label), for_concrete_model=False)
        numbers = [pk for pk in pks if isinstance(pk, int)]  # a token is named by its digest
        ImportedKey.objects.filter(content_type=kind, object_id__in=numbers).delete()
        told = LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in pks])
        told.update(object_repr="", change_message="")
    _end_sessions(keys[ACCOUNT])


def forget_history(label: str, via: Any, roots: Keys) -> None:
    """Of her rows of now, and of those that were hers and are gone."""
    model: Any = apps.get_model(label)
    name = getattr(model._meta, "simple_history_manager_attribute", None)
    if name is None:
        return
    found = Q(**{f"{model._meta.pk.name}__in": roots[label]})
    for field, parent in via.items():
        found |= Q(**{f"{model._meta.get_field(field).attname}__in": roots[parent]})
    getattr(model, name).filter(found).delete()


def _end_sessions(accounts: list[Any]) -> None:
    mine = {str(pk) for pk in accounts}
    ended = [
        row.pk
        for row in Session.objects.iterator()
        if str(row.get_decoded().get("_auth_user_id", "")) in mine
    ]
    Session.objects.filter(pk__in=ended).delete()


def empty_rows(held: Held, keys: Keys) -> None:
    """Delete those of its rows that go, empty those that stay."""
    rows, goes = rows_of(held, keys), gone_of(held, keys)
    if held.model == "grants.Document":
        # A report stays for the accounts, without its paper: the database asks that it says something.
        Report.objects.filter(document__in=goes.values("pk")).update(document=None, text=NOBODY)
    _lose_files(goes, held.model, ())
    goes.delete()
    if held.fate is Fate.EMPTIED:
        _lose_files(rows, held.model, held.keeps)
        emptied = {f.name: _empty(f) for f in texts_of(rows.model) if f.name not in held.keeps}
        if emptied:
            rows.update(**emptied)


def texts_of(model: Any) -> list[Any]:
    """The fields of a model in which somebody's words may stand: what is chosen from a list is none."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices and not field.primary_key
    ]


def _empty(field: Any) -> Any:
    if isinstance(field, models.EmailField):
        nobody = Concat(Value("erased-"), Cast("pk", CharField()), Value(NOBODYS_ADDRESS))
        return "" if field.blank else nobody
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else None if field.null else Value({}, field)
    if isinstance(field, models.FileField | models.URLField | PhoneNumberField) or not field.editable:
        return None if field.null else ""
    if isinstance(field, SealedTextField):
        return ""
    # Where a reason was given, the database may ask for one: a dash says that there was.
    said = Case(When(**{field.name: ""}, then=Value("")), default=Value(NOBODY), output_field=CharField())
    return None if field.null else said


def _lose_files(rows: Any, label: str, keeps: tuple[str, ...]) -> None:
    for field in rows.model._meta.concrete_fields:
        if isinstance(field, models.FileField) and field.name not in keeps:
            names = rows.exclude(**{field.name: ""}).values_list(field.name, flat=True)
            LostFile.objects.bulk_create(
                LostFile(model=label, field=field.name, name=name) for name in names if name
            )


def _lose_let_go(merges: list[Any]) -> None:
    """Photographs that are stored for as long as these can be taken back, which ends now."""
    names = files_let_go(Portrait, Merge.objects.filter(pk__in=merges))
    LostFile.objects.bulk_create(
        LostFile(model=Portrait._meta.label, field="file", name=one) for one in names
    )


def _empty_account(account: Account | None) -> None:
    """The row stays for what refers to it; nobody logs in by it."""
    if account is None:
        return
    account.groups.clear()
    account.user_permissions.clear()
    account.set_unusable_password()
    account.email, account.is_active, account.last_login = (
        f"erased-{account.pk}{NOBODYS_ADDRESS}",
        False,
        None,
    )
    account.save()


def _empty_person(person: Person) -> None:
    """Of herself stays what figures count by: gender, if she said it, and country."""
    Person.objects.filter(pk=person.pk).update(
        name=NOBODY, sort_name=NOBODY, name_ar="", credited_name="", email="", phone="", birth_date=None,
        city="", occupation="", imdb_id="", note="", search_key="", sound_key="", account=None,
        language=Person.Language.FR, time_zone="Africa/Casablanca",
    )  # fmt: skip
