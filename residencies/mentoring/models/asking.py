"""What one of a pair is asked: she answers by a link or when logged in; the other half never reads it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person, is_staff_with
from residencies.mentoring.models.mentorships import Mentorship
from residencies.mentoring.models.profiles import Side

LONGEST_WORD = 2_000  # characters


def _as(user: Any, mentor: Side, mentee: Side) -> Q:
    """Rows of these sides, in pairs in which the account is the mentor, or the mentee."""
    return Q(side=mentor, mentorship__mentor__person__account=user.pk) | Q(
        side=mentee, mentorship__participation__person__account=user.pk
    )


class AskedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Staff with the right see all but what the other half of a pair of their own says; others theirs."""
        opts = self.model._meta
        if is_staff_with(user, f"{opts.app_label}.view_{opts.model_name}"):
            return self.exclude(_as(user, mentor=Side.MENTEE, mentee=Side.MENTOR))
        return self.of_account(user)

    def of_account(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(_as(user, mentor=Side.MENTOR, mentee=Side.MENTEE))

    def open(self, now: datetime) -> Self:
        """Those that can still be answered."""
        return self.filter(asked_at__gt=now - self.model.OPEN_FOR)

    def waiting(self, now: datetime) -> Self:
        """Those of them that are not answered."""
        return self.open(now).filter(answered_at=None)


class Asked(models.Model):
    OPEN_FOR: ClassVar[timedelta]
    link_version = 1  # a link to it lasts as long as it is open

    mentorship: "models.ForeignKey[Mentorship, Mentorship]"
    side = models.CharField(_("asked"), max_length=6, choices=Side)
    asked_at = models.DateTimeField(_("asked on"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def person(self) -> Person:
        return self.mentorship.person_of(self.side)

    @property
    def other(self) -> Person:
        return self.mentorship.person_of(Side.MENTEE if self.side == Side.MENTOR else Side.MENTOR)

    @property
    def closes_at(self) -> datetime:
        return self.asked_at + self.OPEN_FOR

    def is_open(self, now: datetime) -> bool:
        return now < self.closes_at
