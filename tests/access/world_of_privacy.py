"""What privacy holds of the owner: her word, a request of hers, who read what, how long it is kept."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alumni.privacy.models import Reading, Request, Rule
from foundation.people import models as people
from foundation.people.services import say_consent
from tests.access.markers import MARKERS, World, keep


def add_privacy(world: World, owner: people.Person) -> None:
    now = timezone.now()
    word = say_consent(
        owner, "stories", True, how="staff", by=None, now=now, reason=MARKERS["consent_reason"]
    )
    row = Request.objects.create(
        person=owner, kind="erasure", state="open", asked_at=now, confirmed_at=now, is_written=True,
        due_on=now.date() + timedelta(days=30), reason=MARKERS["privacy_reason"],
    )  # fmt: skip
    read = Reading.objects.create(
        person=owner, reader=None, what="file", number=world.rows["calls.attachment"].pk, face="desk", at=now
    )
    keep(world, word, word.text, row, read, Rule.objects.get(code="drafts"))


def privacy_samples(world: World) -> dict[str, Any]:
    row = world.rows["privacy.request"]
    return {
        "privacy:consent purpose": "news",
        "privacy:withdraw number": row.pk,
        "privacy:confirm token": row.token,
        "privacydesk:held number": row.person_id,
        "privacydesk:note number": row.person_id,
    }
