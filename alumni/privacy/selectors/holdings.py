"""The rows each table holds of a person, found by the paths that `holdings` names."""

from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from alumni.privacy.holdings import ACCOUNT, HELD, PERSON, Fate, Held
from foundation.films.models import Credit
from foundation.people.models import Person
from residencies.programmes.models import Participation

Keys = dict[str, list[Any]]
# Somebody signs with an application and is a person of her own; with the application her name goes, too.
WITHIN = {"calls.Member": {"application": "calls.Application"}}
# Where a name of hers stands, beside those of her record.
NAMED = {
    "people.Alias": ("name",),
    "calls.Application": ("name",),
    "calls.Member": ("name",),
    "community.Profile": ("name", "name_ar"),
}
# What she hides from alumnae there is hidden from the staff as well: it stands on her own page.
HERS_ALONE = ("community.Profile",)


def addresses_of(person: Person) -> set[str]:
    """Her addresses in small letters, of now and before, but those somebody else has as well: families
    share them.
    """
    found = {person.email, *Person.history.filter(id=person.pk).values_list("email", flat=True)}
    if person.account is not None:
        email = apps.get_model("account", "EmailAddress")
        found |= {
            person.account.email,
            *email.objects.filter(user=person.account).values_list("email", flat=True),
        }
    found = {one.strip().lower() for one in found if one.strip()}
    other = Person.objects.exclude(pk=person.pk)
    return {one for one in found if not other.filter(email__iexact=one).exists()}


def names_of(person: Person, keys: Keys) -> set[str]:
    """As she is called anywhere, now and before; `keys` are those of her rows."""
    own = ("name", "sort_name", "name_ar", "credited_name")
    found = {*(getattr(person, field) for field in own)}
    for row in Person.history.filter(id=person.pk).values_list(*own):
        found.update(row)
    for label, fields in NAMED.items():
        model: Any = apps.get_model(label)
        for row in model._base_manager.filter(pk__in=keys[label]).values_list(*fields):
            found.update(row)
    return {one for name in found if len(one := name.strip()) > 1}


def keys_of(person: Person) -> Keys:
    """The numbers of all rows that are hers, by table: a few queries a table."""
    addresses = addresses_of(person)
    keys: Keys = {PERSON: [person.pk], ACCOUNT: [person.account_id] if person.account_id else []}
    for held in HELD:
        keys[held.model] = list(
            _rows(held, keys, addresses, person).order_by("pk").values_list("pk", flat=True)
        )
    return keys


def _rows(held: Held, keys: Keys, addresses: set[str], person: Person) -> QuerySet[Model]:
    model: Any = apps.get_model(held.model)
    found = Q(pk__in=[])
    for name, parent in held.via.items():
        found |= Q(**{f"{name}__in": keys[parent]})
    for address in addresses if held.address else ():
        # Where somebody is named by a key, the key counts.
        free = {f"{name}__isnull": True for name, parent in held.via.items() if parent == PERSON}
        found |= Q(**{f"{held.address}__iexact": address}, **free)
    rows = model._base_manager.filter(found)
    if held.only is not None:
        rows = rows.filter(held.only)
    return rows.exclude(pk__in=_shared_works(person)) if held.model == "films.Work" else rows


def _shared_works(person: Person) -> set[Any]:
    """Her projects in which somebody else has a part."""
    hers = {"work__responsible": person}
    credits = Credit.objects.filter(**hers).exclude(person=person).values_list("work", flat=True)
    others = Participation.objects.filter(**hers).exclude(person=person).values_list("work", flat=True)
    return {*credits, *others}


def rows_of(held: Held, keys: Keys) -> QuerySet[Any]:
    model: Any = apps.get_model(held.model)
    return model._base_manager.filter(pk__in=keys[held.model])


def gone_of(held: Held, keys: Keys) -> QuerySet[Any]:
    """Those of its rows that an erasure deletes; the others are emptied."""
    rows = rows_of(held, keys)
    if held.fate is Fate.GONE:
        return rows
    return rows.filter(held.gone) if held.gone is not None else rows.none()


def hanging_on(label: str, pks: list[Any]) -> Keys:
    """These rows, and the numbers of all that hangs on them, by table."""
    keys: Keys = {label: pks}
    for held in HELD:
        ways = {**held.via, **WITHIN.get(held.model, {})}
        found = Q(pk__in=[])
        for name, parent in ways.items():
            if parent in keys:
                found |= Q(**{f"{name}__in": keys[parent]})
        if held.model != label and found != Q(pk__in=[]):
            model: Any = apps.get_model(held.model)
            keys[held.model] = list(model._base_manager.filter(found).values_list("pk", flat=True))
    return keys


def is_confidential(held: Held) -> bool:
    """Whether staff may not learn that there is any, as of requests for help or messages of alumnae."""
    model: Any = apps.get_model(held.model)
    return held.model.startswith("support.") or getattr(model, "is_confidential", False)


def may_read(reader: Any, held: Held) -> bool:
    """Whether a colleague who answers for data finds the table at the desk as well, if it is there."""
    app, name = held.model.lower().split(".")
    model: Any = apps.get_model(held.model)
    if is_confidential(held) or held.model in HERS_ALONE:
        return False
    rights = [f"{verb}_{name}" for verb in model._meta.default_permissions]
    return f"view_{name}" not in rights or reader.has_perm(f"{app}.view_{name}")


def seen_by(reader: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of them that the gate of their table lets a colleague find: none that is kept from her."""
    every: Any = rows.model._default_manager.all()
    if not hasattr(every, "visible_to"):
        return rows
    return rows.filter(pk__in=every.visible_to(reader).order_by().values("pk"))
