"""Looking back: both of a pair are asked as it closes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from residencies.mentoring.models import LONGEST_WORD, ClosingReview, Mentorship, Side


def ask_reviews(mentorship: Mentorship, *, now: datetime) -> None:
    """In the transaction that closes it; the mail that tells them holds the link."""
    ClosingReview.objects.bulk_create(
        ClosingReview(mentorship=mentorship, side=side, asked_at=now) for side in Side
    )


@transaction.atomic
def answer_review(
    review: ClosingReview,
    *,
    goals: str,
    helped: str = "",
    recommends: bool,
    hours_right: bool,
    now: datetime,
) -> ClosingReview:
    """What she says of it, read by the staff alone; she may change it while it is open."""
    row: ClosingReview = ClosingReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not row.is_open(now):
        raise ServiceError(_("This review is closed. Write to the team whenever you want to."))
    if goals not in ClosingReview.Goals:
        raise ServiceError(_("Say how many of the goals were reached."))
    row.goals, row.helped = goals, helped.strip()[:LONGEST_WORD]
    row.recommends, row.hours_right, row.answered_at = recommends, hours_right, now
    row.save()
    return row
