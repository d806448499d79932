"""Who could help and why, what waits, and what may be told of it all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.support import closeness
from alumni.support.closeness import Near
from alumni.support.models import (
    OPEN_KINDS,
    Adviser,
    HarassmentReader,
    Kind,
    Precedent,
    Reading,
    SupportRequest,
    kinds_of,
    names_near,
)
from foundation.mail.letters import Letter
from foundation.mail.models import Message as Mail
from foundation.mail.names import spoken_name
from foundation.people.models import Account

LEAST = 5  # people in a figure; fewer could be known by it
State = SupportRequest.State


@dataclass(frozen=True)
class Proposal:
    """An adviser for a request, with what speaks for and against her, in words."""

    adviser: Adviser
    good: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    is_out: bool = False  # she cannot be given it

    @property
    def rank(self) -> tuple[bool, int, int]:
        return (self.is_out, len(self.bad), -len(self.good))


def proposals(request: SupportRequest) -> list[Proposal]:
    """Every active adviser, the fittest first; those who cannot be given it stand last, with the reason."""
    rows = Adviser.objects.filter(is_active=True, account__is_active=True).select_related("account__person")
    carried = SupportRequest.objects.open().filter(adviser__isnull=False).order_by()
    load = dict(carried.values_list("adviser").annotate(count=Count("pk")))
    advisers = list(rows)
    ties = _ties(request, advisers)
    found = [_proposal(request, one, load.get(one.pk, 0), one.pk in ties) for one in advisers]
    return sorted(found, key=lambda one: (*one.rank, one.adviser.pk))


def has_conflict(request: SupportRequest, adviser: Adviser) -> bool:
    return adviser.pk in _ties(request, [adviser])


def _proposal(request: SupportRequest, adviser: Adviser, load: int, is_tied: bool) -> Proposal:
    good: list[str] = []
    bad: list[str] = []
    if adviser.account_id == request.person.account_id:
        return Proposal(adviser, bad=[_("It is her own request.")], is_out=True)
    if is_tied:
        # Whom she acts for is not everybody's to know, nor whom the request is about.
        return Proposal(adviser, bad=[_("She cannot advise on this: a conflict of interest.")], is_out=True)
    knows, speaks = request.kind in adviser.kinds, request.language in adviser.languages
    (good if knows else bad).append(
        _("Advises on this kind of question.") if knows else _("Does not advise on this kind of question.")
    )
    (good if speaks else bad).append(
        _("Speaks her language.") if speaks else _("Does not speak her language.")
    )
    told = _("Open requests: %(count)d of %(most)d.") % {"count": load, "most": adviser.capacity}
    (good if load < adviser.capacity else bad).append(told)
    return Proposal(adviser, good, bad)


def _ties(request: SupportRequest, advisers: Iterable[Adviser]) -> set[int]:
    """Those of them who act for, belong to, produce with or are one of the other side, or have said so."""
    accounts = {one.account_id: one.pk for one in advisers}
    free = {one.pk for one in free_of(request, [one.account for one in advisers])}
    return {number for account, number in accounts.items() if account not in free}


def answering(kind: str) -> list[Account]:
    """Who answers requests of a kind: the staff with the right for it; reports, the two who are named."""
    if kind == Kind.HARASSMENT:
        return [row.account for row in HarassmentReader.objects.select_related("account__person")]
    rows = Account.objects.filter(is_active=True, is_staff=True).select_related("person").order_by("pk")
    right = {"content_type__app_label": "support", "codename": f"answer_{kind}"}
    named = {f"user_permissions__{name}": value for name, value in right.items()}
    grouped = {f"groups__permissions__{name}": value for name, value in right.items()}
    return list(rows.filter(Q(**named) | Q(**grouped)).distinct())


def free_of(request: SupportRequest, accounts: Iterable[Account], near: Near | None = None) -> list[Account]:
    """Those who may read it: not the one of the two she keeps her report from, nobody who has said that she
    is close to one of them, and nobody of whom the record says so. `near` is of all of them, if it is known.
    """
    asked = list(accounts)
    named = closeness.named(request.parties)
    near = (names_near([one.pk for one in asked]) if near is None else near) if named else {}
    gone = {row.account_id for row in request.recusals.all()} | {request.kept_from_id}
    return [one for one in asked if one.pk not in gone and not named & near.get(one.pk, set())]


def kept_back(request: SupportRequest) -> int:
    """How many who hold the right for its kind find nothing of it: for those who do."""
    accounts = answering(request.kind)
    return len(accounts) - len(free_of(request, accounts))


def active_adviser(request: SupportRequest) -> list[Account]:
    """One or none: who takes no requests any more sees none of those she was given."""
    one = request.adviser
    return [one.account] if one is not None and one.is_active else []


def responsible(request: SupportRequest) -> list[Account]:
    """Who is to know that something waits: her adviser, else those who may answer."""
    return free_of(request, active_adviser(request)) or free_of(request, answering(request.kind))


def is_open_to(request: SupportRequest, user: Any, now: datetime) -> bool:
    """Whether she may go on reading: it is noted that she did, not long ago."""
    if request.person.account_id == user.pk:
        return True
    return Reading.objects.filter(request=request, reader=user.pk, at__gt=now - Reading.FRESH).exists()


def waiting(user: Any) -> Any:
    """The desk's list: what she holds the right for, what is due first at its head."""
    rows = SupportRequest.objects.held_by(user).select_related("person", "adviser__account__person")
    return rows.order_by("due_at", "pk")


def is_adviser(user: Any) -> bool:
    """Whether she has a page of threads to answer without the desk."""
    return (
        Adviser.objects.filter(account=user.pk).exists()
        or HarassmentReader.objects.filter(account=user.pk).exists()
    )


def figures(since: datetime, until: datetime) -> dict[str, int | None]:
    """How many people asked for each kind of help between two instants; None where fewer than five did.

    Reports of harassment are in no figure, and there is no sum: it would tell what is hidden.
    """
    rows = SupportRequest.objects.filter(asked_at__gte=since, asked_at__lt=until, kind__in=OPEN_KINDS)
    people = Counter(kind for kind, _person in set(rows.order_by().values_list("kind", "person")))
    return {kind.value: people[kind] if people[kind] >= LEAST else None for kind in OPEN_KINDS}


def precedents(user: Any, text: str) -> Any:
    return Precedent.objects.visible_to(user).search(text)


def message_mail(mail: Mail) -> Letter:
    """The one letter of this room: it says that there is a message, and not of what."""
    account = Account.objects.filter(email__iexact=mail.to_addr).select_related("person").first()
    person = mail.person or getattr(account, "person", None)
    return message_letter(spoken_name(person, mail.language) if person else _("hello"))


def message_letter(name: str) -> Letter:
    return Letter({"path": reverse("support:home")}, personal={"name": name})


def waits_for(user: Any) -> list[tuple[str, int]]:
    """(address, how many) of the open requests that wait for her word, for her own eyes: those of her
    kinds, or that were given to her. Their kinds and people are not told.
    """
    rows = SupportRequest.objects.visible_to(user).open().exclude(person__account=user.pk)
    count = rows.filter(state__in=[State.NEW, State.ASSIGNED, State.WAITING]).count()
    page = "helpdesk:list" if kinds_of(user) else "support:advising"
    return [(reverse(page), count)] if count else []
