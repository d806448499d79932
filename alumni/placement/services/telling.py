"""The mails of placement to a production, by its address."""

from datetime import datetime

from alumni.placement.models import Offer, Posting
from foundation.mail.services import Draft, enqueue


def tell_production(row: Offer, kind: str, now: datetime) -> None:
    about = row.posting
    draft = Draft(
        key=f"work_offer:{row.pk}:{kind}",
        kind=kind,
        to=about.contact_email,
        language=about.contact_language,
        context={"work_offer": row.pk},
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
