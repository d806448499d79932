"""The people of this room's tests: who asks, who answers, who must not know."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group

from alumni.support.models import Adviser, HarassmentReader, Precedent, SupportRequest
from alumni.support.services import Asking, ask, close
from foundation.people.models import Account, Person
from tests import cast

WORDS = "zqsupportwordsqz"


def member(group: str) -> Account:
    account = cast.staff()
    account.groups.add(Group.objects.get(name=group))
    return account


def readers() -> list[Account]:
    """The two who read reports, neither of the staff."""
    made = [cast.alumna().account for _place in (1, 2)]
    for place, account in enumerate(made, start=1):
        row = HarassmentReader(place=place, account=account, named_at=cast.NOW)
        row.save()
    return made


def a_reader() -> HarassmentReader:
    """One of the two: there are no more, however often it is asked for."""
    return HarassmentReader.objects.first() or HarassmentReader.objects.create(
        place=1, account=cast.alumna().account, named_at=cast.NOW
    )


def precedent() -> Precedent:
    return Precedent.objects.create(
        kind="legal", language="fr", question="Exclusivité ?", answer="Un an.", written_on=cast.NOW.date()
    )


def adviser(who: Person | None = None, **fields: Any) -> Adviser:
    account = (who or cast.alumna()).account
    return Adviser.objects.create(
        **{"account": account, "kinds": ["legal"], "languages": ["fr", "ar"], **fields}
    )


def request(
    who: Person | None = None, kind: str = "legal", *, now: Any = cast.NOW, **said: Any
) -> SupportRequest:
    who = who or cast.alumna()
    said = {"kind": kind, "text": WORDS, **said}
    return ask(who, Asking(**said), by=who.account, now=now, token=uuid4())


def closed(who: Person | None = None, kind: str = "legal", **said: Any) -> SupportRequest:
    row = request(who, kind, **said)
    return close(row, by=row.person.account, now=cast.NOW)
