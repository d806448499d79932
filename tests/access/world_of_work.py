"""What placement holds of the owner: work she has accepted, and what she says of when and where; and what
colleagues are to do about her.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alumni.community.services import keep_photo, say_profile
from alumni.desk.services import add_task, name_responsible
from alumni.placement.models import Craft, Period
from alumni.placement.selectors.links import done_token, offer_token, posting_token
from alumni.placement.services import say_availability
from foundation.mail.models import Message
from foundation.people import models as people
from tests import cast
from tests.access.markers import MARKERS, World, keep
from tests.community import cast as community
from tests.placement import cast as placement


def add_work(world: World, owner: people.Person) -> None:
    """She has accepted work; a stranger's posting is not confirmed yet."""
    now = timezone.now()
    kept = {"contact_name": MARKERS["posting_contact"], "pay_words": MARKERS["posting_pay"]}
    days = {"made_at": now, "sent_at": now, "answer_by": now + timedelta(days=5), "days": 5}
    of = placement.draft(closes_at=now + timedelta(days=3650), state="open", **kept)
    row = of.offers.create(
        person=owner,
        position=0,
        state="accepted",
        accepted_at=now,
        word=MARKERS["work_offer_word"],
        reason=MARKERS["work_offer_reason"],
        **days,
    )
    stranger = placement.draft(contact_name=MARKERS["request_posting"], state="unconfirmed", asked_at=now)
    profile = say_availability(owner, by=None, now=now, cities=MARKERS["work_cities"])
    period = Period.objects.create(person=owner, is_available=True, starts_on=now.date())
    craft = Craft.objects.create(person=owner, role=placement.role())
    Message.objects.filter(kind__startswith="placement_").delete()
    task = add_task(
        title=MARKERS["task_title"], note=MARKERS["task_note"], person=owner, by=cast.administrator(), now=now
    )
    answers = name_responsible("ended", cast.staff("programmes.view_participation"), by=None)
    keep(world, task, answers)
    hidden = say_profile(
        owner, by=None, now=now, listed_to="alumnae", biography=MARKERS["directory_hidden"],
        city=MARKERS["directory_shown"], place_to="alumnae", photo_to="alumnae",
    )  # fmt: skip
    photo = keep_photo(owner, community.sent_photo(), by=None, now=now)
    made = community.message(MARKERS["thread_words"], author=community.taking(), to=community.taking(owner))
    seen = community.report(community.message(MARKERS["thread_reported"]).thread, owner, "", now=now)
    Message.objects.filter(kind__startswith="community_").delete()
    keep(world, hidden, photo, made.thread, seen)
    keep(world, of, row, profile, period, craft, placement.track().trains_for)
    world.stranger = stranger  # type: ignore[attr-defined]


def work_samples(world: World) -> dict[str, Any]:
    row = world.rows["placement.offer"]
    return {
        **{
            f"community:{name} number": world.rows["community.profile"].pk
            for name in ("alumna", "public_entry", "photo")
        },
        "placement:offer token": offer_token(row),
        "placement:done token": done_token(row),
        "placement:confirm token": posting_token(world.stranger),  # type: ignore[attr-defined]
    }
