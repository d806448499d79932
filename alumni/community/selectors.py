"""The directory as somebody is shown it: what is hidden from her is neither in an entry nor found by it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import get_language

from alumni.community.models import (
    ALUMNAE,
    Block,
    Called,
    Message,
    Portrait,
    Profile,
    ProfileQuerySet,
    Report,
    Thread,
    ThreadQuerySet,
    shown_to,
)
from alumni.placement.models import Craft
from alumni.placement.selectors.days import available_on
from foundation.films.models import Role
from foundation.people.models import Person


@dataclass(frozen=True)
class Entry(Called):
    """An entry as it is shown; '' or [] is what she has not said or does not show, and nothing tells which.

    `is_available` is None for both.
    """

    number: int
    person: int
    name: str
    name_ar: str
    has_photo: bool
    biography: str
    roles: list[Role]
    languages: list[str]  # codes
    city: str
    country: Any
    is_available: bool | None
    website: str
    email: str
    phone: str
    takes_messages: bool = False


def with_parts(rows: ProfileQuerySet, today: date) -> ProfileQuerySet:
    """With all that an entry reads, in two queries; `available` is her own word on today."""
    crafts = Prefetch("person__crafts", Craft.objects.select_related("role"))
    rows = rows.select_related("person__work_profile", "portrait").prefetch_related(crafts)
    return rows.annotate(available=available_on(today))


def silent_to(user: Any) -> set[int]:
    """Numbers of those who have blocked whoever looks: to her they take no messages."""
    if not user.is_authenticated:
        return set()
    return set(Block.objects.filter(blocked__account=user.pk).values_list("person", flat=True))


def entry(row: Any, shown: tuple[str, ...], silent: Collection[int] = ()) -> Entry:
    """Of a row `with_parts`, as who is `silent_to` its reader."""

    def part(name: str, value: Any, nothing: Any = "") -> Any:
        return value if getattr(row, f"{name}_to") in shown else nothing

    work = getattr(row.person, "work_profile", None)
    return Entry(
        number=row.pk,
        person=row.person_id,
        name=row.name,
        name_ar=row.name_ar,
        has_photo=part("photo", hasattr(row, "portrait"), False),
        biography=part("biography", row.biography),
        roles=part("crafts", [one.role for one in row.person.crafts.all()], []),
        languages=part("languages", work.spoken if work else [], []),
        city=part("place", row.city),
        country=part("place", row.country),
        is_available=part("availability", row.available, None),
        website=part("website", row.website),
        email=part("email", row.email),
        phone=part("phone", str(row.phone or "")),
        takes_messages=row.takes_messages and row.person_id not in silent,
    )


def entry_of(number: int, shown: tuple[str, ...], today: date, silent: Collection[int] = ()) -> Entry | None:
    """None where it is not there, or not listed for whoever is shown `shown`."""
    row = with_parts(Profile.objects.listed(shown), today).filter(pk=number).first()
    return entry(row, shown, silent) if row else None


def photo_of(number: int, user: Any) -> Portrait | None:
    """What whoever looks is shown: hers, or that of an entry which shows it to her; None for all else."""
    shown, rows = shown_to(user), Portrait.objects.filter(profile__pk=number)
    listed = Profile.objects.listed(shown).filter(photo_to__in=shown)
    may = Q(profile__in=listed)
    if user.is_authenticated:
        may |= Q(profile__person__account=user.pk)
    return rows.filter(may).first()


def own_profile(person: Person) -> Profile:
    """Hers; where she has none yet, a new one with what is known of her, shown to nobody and not kept."""
    row = Profile.objects.filter(person=person).first()
    return row or Profile(
        person=person,
        name=person.credited_name or person.name,
        name_ar=person.name_ar,
        city=person.city,
        country=person.country,
        email=person.email,
        phone=person.phone,
    )


def may_have_one(person: Person) -> bool:
    return person.participations.completed().exists()


def takes_messages(author: Person, to: Person) -> bool:
    """Whether what `author` writes to her would reach her now. Of a no nobody is told the reason."""
    hers = Profile.objects.filter(person=to, takes_messages=True).first()
    if hers is None or Block.objects.filter(person=to, blocked=author).exists():
        return False
    is_listed = Profile.objects.listed(ALUMNAE).filter(pk=hers.pk).exists()
    return is_listed or Thread.objects.between(author, to).exists()


def threads_of(user: Any) -> ThreadQuerySet:
    """Hers, what was written last before the rest, with the names that both show."""
    rows = Thread.objects.visible_to(user)
    return rows.select_related("starter__directory_profile", "other__directory_profile")


def shown_name(person: Person) -> str:
    """As the directory shows her; as her record does where she has no entry any more."""
    row = getattr(person, "directory_profile", None)
    return row.name_in(get_language() or "") if row else person.name


def has_blocked(person: Person, other: Person) -> bool:
    return Block.objects.filter(person=person, blocked=other).exists()


def reported(row: Report) -> list[Message]:
    """What the thread said when it was reported; what came after is the two's alone."""
    rows = row.thread.messages.filter(sent_at__lte=row.at)
    return list(rows.select_related("author__directory_profile"))
