"""What mentoring gives to the year of an edition: hours that count, and pairs that are silent."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from residencies.mentoring.models import Mentorship
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.week import Line


def hours(participations: QuerySet[Participation]) -> dict[int, Decimal]:
    """Hours of sessions each has had with her mentors, to the hundredth; whoever had none is not in it."""
    rows = participations.order_by().filter(mentorships__sessions__isnull=False)
    sums = rows.values_list("pk").annotate(Sum("mentorships__sessions__minutes"))
    return {number: round(Decimal(minutes) / 60, 2) for number, minutes in sums}


def week(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    part = _("Silent pairs")
    rows = Mentorship.objects.visible_to(viewer).silent(now).filter(participation__edition=edition)
    for row in rows.select_related("mentor__person", "participation__person").order_by("heard_at"):
        url = reverse("admin:mentoring_mentorship_change", args=[row.pk])
        yield Line(part, str(row.participation.person), str(row.mentor), row.heard_at, url)
