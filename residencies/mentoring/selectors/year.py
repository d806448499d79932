"""What mentoring gives to the year of an edition: hours that count, and pairs that are silent."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.people.models import Account
from residencies.mentoring.models import ClosingReview, Mentorship, Pulse, Side
from residencies.mentoring.selectors.links import pulse_path, review_path, with_pair
from residencies.programmes.models import Edition, Participation
from residencies.programmes.selectors.agenda import Entry
from residencies.programmes.selectors.week import Line


def hours(participations: QuerySet[Participation]) -> dict[int, Decimal]:
    """Hours of sessions each has had with her mentors, to the hundredth; whoever had none is not in it."""
    rows = participations.order_by().filter(mentorships__sessions__isnull=False)
    sums = rows.values_list("pk").annotate(Sum("mentorships__sessions__minutes"))
    return {number: round(Decimal(minutes) / 60, 2) for number, minutes in sums}


RIGHT = "change_mentorship"


def responsible() -> list[Account]:
    """The staff who look after pairs, by a right of their own; administrators where nobody has it."""
    right = Permission.objects.filter(content_type__app_label="mentoring", codename=RIGHT)
    staff = Account.objects.filter(is_active=True, is_staff=True).select_related("person").order_by("pk")
    named = staff.filter(Q(groups__permissions__in=right) | Q(user_permissions__in=right)).distinct()
    return list(named) or list(staff.filter(is_superuser=True))


def agenda(participation: Participation, now: datetime) -> Iterator[Entry]:
    """What she is asked about her mentoring and has not answered."""
    hers = {"mentorship__participation": participation, "side": Side.MENTEE}
    asked = with_pair(Pulse.objects.waiting(now).filter(**hers)).order_by("asked_at", "pk")
    for row in asked:
        on, other = timezone.localdate(row.closes_at), str(row.other)
        yield Entry(_("Say how your mentoring is going"), on, other, pulse_path(row), is_todo=True)
    looking_back = with_pair(ClosingReview.objects.waiting(now).filter(**hers)).order_by("pk")
    for row in looking_back:
        on, other = timezone.localdate(row.closes_at), str(row.other)
        yield Entry(_("Look back on your mentoring"), on, other, review_path(row), is_todo=True)


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
