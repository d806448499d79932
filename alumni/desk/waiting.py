"""What waits, by the colleague who answers for it: the oldest first, whatever room it is of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alumni.desk.cards import Kind, waiting_kinds
from alumni.desk.models import EDITIONS, RIGHTS, Responsibility, Taking, Waiting, of_staff
from foundation.people.models import Account
from foundation.strands import Line, Strand, braided, lines

PAGE = 30
MINE, NOBODY, ALL = "mine", "nobody", "all"


@dataclass(frozen=True)
class Row:
    """One thing that waits: `code` and `number` name it, `owner` answers for it."""

    code: str
    number: int
    kind: str
    icon: str
    line: Line
    owner: Account | None


@dataclass(frozen=True)
class Whose:
    """A choice above the list: `key` is what its address says."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class Desk:
    """One page of what waits, for `whose`: a key of `choices`."""

    whose: str
    choices: list[Whose]
    colleagues: list[Whose]
    rows: list[Row]
    page: Page[Any]


def desk_of(viewer: Account, now: datetime, *, whose: str = "", page: Any = 1) -> Desk:
    """What `viewer` may see of what waits: hers, nobody's, of a colleague (by number) or all of it.

    Without a word of hers it is her own, if she has any.
    """
    kinds = waiting_kinds(viewer, now)
    counts = _counts(kinds)
    names = colleagues(owner for owner in counts if owner)
    whose = _chosen(whose, viewer, counts, names)
    strands = [_strand(kind, _of(whose, viewer)) for kind in kinds]
    found = braided(strands)
    ordered = found.order_by("strand_at", "strand_code", "strand_key") if strands else []
    shown = Paginator(ordered, PAGE).get_page(page)
    return Desk(whose, *_choices(viewer, counts, names), _rows(shown, strands, kinds, names), shown)


def owner_of(kind: Kind, row: Any) -> Account | None:
    """Who answers for one row of what waits."""
    number = with_owner(kind).filter(pk=row.pk).values_list("desk_owner", flat=True).first()
    return colleagues([number]).get(number) if number else None


def with_owner(kind: Kind) -> QuerySet[Any]:
    """The rows of a kind, each with the number of who answers for it as `desk_owner`; none for nobody."""
    if kind.code == Waiting.TASKS:
        return kind.rows.annotate(desk_owner=F("owner")).order_by()
    taken = Taking.objects.filter(of_staff("account"), kind=kind.code, row=OuterRef("pk"))
    named = Responsibility.objects.filter(of_staff("account"), kind=kind.code)
    everywhere = Q(programme=None, edition=None)
    if path := EDITIONS.get(Waiting(kind.code)):
        here = Q(edition=OuterRef(path)) | Q(programme=OuterRef(f"{path}__programme"))
        named = named.filter(here | everywhere)
        named = named.order_by(F("edition").asc(nulls_last=True), F("programme").asc(nulls_last=True))
    else:
        named = named.filter(everywhere).order_by()
    owner = Coalesce(Subquery(taken.values("account")[:1]), Subquery(named.values("account")[:1]))
    return kind.rows.annotate(desk_owner=owner).order_by()


def colleagues(numbers: Any) -> dict[int, Account]:
    return Account.objects.select_related("person").in_bulk(numbers)


def who_may(kind: str) -> list[Account]:
    """The colleagues a row of a kind may be given to, by name."""
    rows = Account.objects.filter(of_staff()).select_related("person")
    app, codename = RIGHTS[Waiting(kind)].split(".")
    right = {"content_type__app_label": app, "codename": codename}
    own = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    rows = rows.filter(Q(is_superuser=True) | own | group).distinct()
    return sorted(rows, key=lambda one: one.get_full_name().casefold())


def _counts(kinds: Sequence[Kind]) -> Counter[int | None]:
    """How many things wait for whom, in one query."""
    parts = [
        with_owner(kind).select_related(None).values("desk_owner").annotate(desk_count=Count("pk"))
        .values_list("desk_owner", "desk_count")
        for kind in kinds
    ]  # fmt: skip
    counts: Counter[int | None] = Counter()
    for owner, count in parts[0].union(*parts[1:], all=True) if parts else ():
        counts[owner] += count
    return counts


def _chosen(whose: str, viewer: Account, counts: Counter[int | None], names: dict[int, Account]) -> str:
    known = {MINE, NOBODY, ALL, *(str(number) for number in names)}
    if whose in known:
        return MINE if whose == str(viewer.pk) else whose
    return MINE if counts[viewer.pk] else ALL


def _of(whose: str, viewer: Account) -> Q:
    if whose == ALL:
        return Q()
    if whose == NOBODY:
        return Q(desk_owner=None)
    return Q(desk_owner=viewer.pk if whose == MINE else int(whose))


def _strand(kind: Kind, of: Q) -> Strand:
    return Strand(kind.code, kind.title, with_owner(kind).filter(of), kind.at, kind.line)


def _choices(
    viewer: Account, counts: Counter[int | None], names: dict[int, Account]
) -> tuple[list[Whose], list[Whose]]:
    own = [
        Whose(MINE, "", counts[viewer.pk]),
        Whose(NOBODY, "", counts[None]),
        Whose(ALL, "", counts.total()),
    ]
    others = [
        Whose(str(number), one.get_full_name(), counts[number])
        for number, one in names.items()
        if number != viewer.pk
    ]
    return own, sorted(others, key=lambda one: one.name.casefold())


def _rows(page: Page[Any], strands: list[Strand], kinds: list[Kind], names: dict[int, Account]) -> list[Row]:
    icons = {kind.code: kind.icon for kind in kinds}
    return [
        Row(strand.code, row.pk, strand.title, icons[strand.code], line, names.get(row.desk_owner))
        for strand, row, line in lines(page, strands)
    ]
