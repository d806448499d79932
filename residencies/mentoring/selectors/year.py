"""What mentoring gives to the year of an edition: hours that count, and pairs that are silent."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from residencies.mentoring.models import Mentorship, Pulse, Side
from residencies.mentoring.selectors.links import pulse_token, with_pair
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.week import Line


def hours(participations: QuerySet[Participation]) -> dict[int, Decimal]:
    """Hours of sessions each has had with her mentors, to the hundredth; whoever had none is not in it."""
    rows = participations.order_by().filter(mentorships__sessions__isnull=False)
    sums = rows.values_list("pk").annotate(Sum("mentorships__sessions__minutes"))
    return {number: round(Decimal(minutes) / 60, 2) for number, minutes in sums}


def agenda(participation: Participation, now: datetime) -> Iterator[Entry]:
    """What she is asked about her mentoring and has not answered."""
    rows = Pulse.objects.open(now).filter(
        mentorship__participation=participation, side=Side.MENTEE, answered_at=None
    )
    for row in with_pair(rows).order_by("asked_at", "pk"):
        url = reverse("mentoring:pulse", args=[pulse_token(row)])
        on = timezone.localdate(row.closes_at)
        yield Entry(_("Say how your mentoring is going"), on, str(row.mentorship.mentor), url, is_todo=True)


def week(edition: Edition, viewer: Any, now: datetime) -> Iterator[Line]:
    part = _("Wants to talk to somebody")
    asking = (
        Pulse.objects.visible_to(viewer).wanting_talk().filter(mentorship__participation__edition=edition)
    )
    for one in with_pair(asking).order_by("answered_at", "pk"):
        url = reverse("admin:mentoring_pulse_change", args=[one.pk])
        yield Line(part, str(one.person), one.get_side_display(), one.answered_at, url)
    part = _("Silent pairs")
    rows = Mentorship.objects.visible_to(viewer).silent(now).filter(participation__edition=edition)
    for row in rows.select_related("mentor__person", "participation__person").order_by("heard_at"):
        url = reverse("admin:mentoring_mentorship_change", args=[row.pk])
        yield Line(part, str(row.participation.person), str(row.mentor), row.heard_at, url)
