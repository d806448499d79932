"""Who stands ready for the place of a member who cannot go."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from foundation.translated import listed
from residencies.delegations.models.delegations import Delegation
from residencies.delegations.models.files import Member


class ReserveQuerySet(models.QuerySet["Reserve"]):
    def visible_to(self, user: Any) -> "ReserveQuerySet":
        """The staff's alone: nobody is told of a list she may never be called from."""
        return self if is_staff_with(user, "delegations.view_reserve") else self.none()

    def waiting(self) -> "ReserveQuerySet":
        return self.filter(state=Reserve.State.WAITING).order_by("position", "pk")

    def overdue(self, now: datetime) -> "ReserveQuerySet":
        return self.filter(state=Reserve.State.OFFERED, answer_by__lte=now)


class Reserve(models.Model):
    """One of a delegation's list, in its order, and what came of her. `services` alone set the state.

    `place` is the member who has left whose place she is offered: one offer for each, never two.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("reserve", "stands ready")
        OFFERED = "offered", pgettext_lazy("reserve", "offered a place")
        ACCEPTED = "accepted", pgettext_lazy("reserve", "accepted")
        DECLINED = "declined", pgettext_lazy("reserve", "declined")
        LAPSED = "lapsed", pgettext_lazy("reserve", "not answered in time")
        ENDED = "ended", pgettext_lazy("reserve", "not needed any more")

    HOLDING = (State.OFFERED, State.ACCEPTED)
    STAYS_BY = "how_far"  # of two that a merge brings together

    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, related_name="reserves", verbose_name=_("delegation")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegation_reserves", verbose_name=_("person")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    place = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("in the place of"),
    )
    offered_at = models.DateTimeField(_("offered on"), null=True, blank=True)
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    ended_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = ReserveQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person in reserve")
        verbose_name_plural = _("people in reserve")
        ordering = ["delegation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state__in=["offered", "accepted"]),
                name="reserve_one_offer_a_place",
            ),
            models.UniqueConstraint(
                fields=["delegation", "person"],
                condition=Q(state__in=["waiting", "offered", "accepted"]),
                name="reserve_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", place=None, offered_at=None, answer_by=None)
                | Q(state="ended")
                | (
                    Q(state__in=["offered", "accepted", "declined", "lapsed"])
                    & Q(place__isnull=False, offered_at__isnull=False, answer_by__isnull=False)
                ),
                name="reserve_offer_has_place_and_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "offered"], ended_at=None)
                | Q(state__in=["accepted", "declined", "lapsed", "ended"], ended_at__isnull=False),
                name="reserve_end_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(state="offered"), name="reserve_offered"),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.delegation])

    @property
    def how_far(self) -> tuple[int, int]:
        """The further on the more, then the one called earlier."""
        return list(self.State).index(self.State(self.state)), -self.position

    def is_answerable(self, now: datetime) -> bool:
        return self.state == self.State.OFFERED and self.answer_by is not None and now < self.answer_by
