"""The mails of placement: to an alumna, and to the production by its address."""

from collections.abc import Iterable
from datetime import datetime

from alumni.placement.models import Offer, Posting
from foundation.mail.services import Draft, enqueue, enqueue_many


def tell_her(rows: Iterable[Offer], kind: str, now: datetime) -> None:
    """The letter of a kind, once for each offer; the person is read with it."""
    drafts = [
        Draft(
            key=f"work-offer:{row.pk}:{kind}",
            kind=kind,
            to=row.person.email,
            language=row.person.language,
            person=row.person,
            context={"offer": row.pk},
            priority=2,
        )
        for row in rows
        if row.person.email
    ]
    enqueue_many(drafts, now=now)


def tell_production(row: Offer, kind: str, now: datetime) -> None:
    about = row.posting
    draft = Draft(
        key=f"work-offer:{row.pk}:{kind}",
        kind=kind,
        to=about.contact_email,
        language=about.contact_language,
        context={"offer": row.pk},
        priority=2,
    )
    enqueue(draft, now=now)


def ask_production(posting: Posting, now: datetime) -> None:
    """To confirm what was asked with its address: once an hour at most."""
    draft = Draft(
        key=f"posting:{posting.pk}:{now:%Y%m%d%H}",
        kind="posting_confirm",
        to=posting.contact_email,
        language=posting.contact_language,
        context={"posting": posting.pk},
        priority=1,
    )
    enqueue(draft, now=now)
