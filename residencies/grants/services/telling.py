"""Mails to a grantee, written with their cause."""

from datetime import datetime
from typing import Any

from foundation.mail.services import Draft, enqueue_many
from residencies.grants.models import Grant


def draft(kind: str, grant: Grant, facts: dict[str, Any], *, key: str) -> Draft:
    person = grant.person
    return Draft(key=key, kind=kind, to=person.email, language=person.language, person=person, context=facts)


def tell(kind: str, grant: Grant, facts: dict[str, Any], *, key: str, now: datetime) -> None:
    """To her address, if she has one."""
    if grant.person.email:
        enqueue_many([draft(kind, grant, facts, key=key)], now=now)
