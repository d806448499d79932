"""How the delivery is doing, and who can be reached."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Min, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.mail.addresses import address_hashes
from foundation.mail.models import Message, Postman, Report, Suppression
from foundation.people.models import Person
from foundation.strands import Line, Strand, opened


class Health(TextChoices):
    """Whether mail reaches somebody; the first that holds, from the worst."""

    NO_ADDRESS = "no_address", _("no address")
    REFUSED = "refused", _("address refused")
    COMPLAINED = "complained", _("complained of a mail")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
    SOFT_TROUBLE = "soft_trouble", _("mail came back of late")
    OK = "ok", _("reachable")


# What staff suppressed by hand reads as if she had asked for it: by their word she gets no news.
_OF_REASON = {
    Suppression.Reason.BOUNCED: Health.REFUSED,
    Suppression.Reason.COMPLAINED: Health.COMPLAINED,
    Suppression.Reason.UNSUBSCRIBED: Health.UNSUBSCRIBED,
    Suppression.Reason.STAFF: Health.UNSUBSCRIBED,
}


def postman() -> Postman | None:
    """The delivery's one row; None before its first look at the outbox."""
    return Postman.objects.select_related("paused_by").filter(pk=1).first()


def due_since(now: datetime) -> datetime | None:
    """When the mail that has waited longest was due, be it queued or left by a dead sender; None for none."""
    waits = Message.objects.filter(state__in=Message.OPEN).aggregate(
        queued=Min("not_before", filter=Q(state=Message.State.QUEUED, not_before__lte=now)),
        left=Min("lease_until", filter=Q(state=Message.State.SENDING, lease_until__lte=now)),
    )
    return min((moment for moment in waits.values() if moment), default=None)


def address_health(person: Person, *, now: datetime) -> Health:
    """Whether mail reaches her at the address she has today."""
    return address_healths([person], now=now)[person.pk]


def address_healths(people: Iterable[Person], *, now: datetime) -> dict[int, Health]:
    """The same for many people, by their number: two queries, however many they are."""
    hashes = {person.pk: address_hashes(person.email) if person.email else [] for person in people}
    wanted = [each for of_one in hashes.values() for each in of_one]
    found: dict[str, set[Health]] = {}
    suppressed = Suppression.objects.filter(address_hash__in=wanted).values_list("address_hash", "reason")
    for address_hash, reason in suppressed:
        found.setdefault(address_hash, set()).add(_OF_REASON[Suppression.Reason(reason)])
    soft = Report.objects.soft_trouble(now).filter(address_hash__in=wanted)
    for address_hash in soft.values_list("address_hash", flat=True):
        found.setdefault(address_hash, set()).add(Health.SOFT_TROUBLE)
    return {pk: _worst(of_one, found) for pk, of_one in hashes.items()}


def _worst(hashes: list[str], found: dict[str, set[Health]]) -> Health:
    if not hashes:
        return Health.NO_ADDRESS
    known = {health for each in hashes for health in found.get(each, ())}
    return next((health for health in Health if health in known), Health.OK)


def life(person: Person, viewer: Any) -> list[Strand]:
    """The mails that went to her, on her page at the desk; none that the outbox keeps from its reader."""
    rows = Message.objects.visible_to(viewer).filter(person=person, state__in=Message.LEFT)
    return [
        Strand(
            "mail.message",
            str(_("Mail")),
            rows.defer("text", "html"),
            "sent_at",
            lambda row: Line(
                row.subject or str(settings.MAIL_KIND_NAMES.get(row.kind, row.kind)),
                str(row.get_state_display()),
                row.sent_at,
                opened(row),
            ),
            "mail.view_message",
        )
    ]
