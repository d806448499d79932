"""Links in the mails of a pair: each opens one question of one of the two, without a login."""

from typing import Any

from django.urls import reverse

from foundation.links import Link
from residencies.mentoring.models import ClosingReview, Pulse

_PULSE, _REVIEW = Link("mentoring.pulse"), Link("mentoring.review")


def pulse_token(row: Pulse) -> str:
    return _PULSE.token(row)


def pulse_path(row: Pulse) -> str:
    return reverse("mentoring:pulse", args=[pulse_token(row)])


def pulse_of_token(token: str) -> Pulse | None:
    """None for a link that was never ours."""
    return _PULSE.row(token, with_pair(Pulse.objects.all()))[0]


def review_token(row: ClosingReview) -> str:
    return _REVIEW.token(row)


def review_path(row: ClosingReview) -> str:
    return reverse("mentoring:review", args=[review_token(row)])


def review_of_token(token: str) -> ClosingReview | None:
    """None for a link that was never ours."""
    return _REVIEW.row(token, with_pair(ClosingReview.objects.all()))[0]


def with_pair(rows: Any) -> Any:
    """With all that a page or a letter says of them, in one query."""
    return rows.select_related(
        "mentorship__mentor__person",
        "mentorship__participation__person",
        "mentorship__participation__edition__programme",
    )
