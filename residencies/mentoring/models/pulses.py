from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.people.models import Person, is_staff_with
from residencies.mentoring.models.mentorships import Mentorship
from residencies.mentoring.models.profiles import Side

OPEN_FOR = timedelta(days=30)
LONGEST_WORD = 2_000  # characters


def of_account(user: Any) -> Q:
    """What is asked of, or said by, an account as one of a pair."""
    return Q(side=Side.MENTOR, mentorship__mentor__person__account=user.pk) | Q(
        side=Side.MENTEE, mentorship__participation__person__account=user.pk
    )


def of_other_half(user: Any) -> Q:
    """What the other of a pair of this account's was asked, whatever rights it has at the desk."""
    return Q(side=Side.MENTEE, mentorship__mentor__person__account=user.pk) | Q(
        side=Side.MENTOR, mentorship__participation__person__account=user.pk
    )


class PulseQuerySet(models.QuerySet["Pulse"]):
    def visible_to(self, user: Any) -> "PulseQuerySet":
        """Staff with the right see all but what the other half of a pair of their own says; others theirs."""
        if is_staff_with(user, "mentoring.view_pulse"):
            return self.exclude(of_other_half(user))
        return self.of_account(user)

    def of_account(self, user: Any) -> "PulseQuerySet":
        return self.filter(of_account(user)) if user.is_authenticated else self.none()

    def open(self, now: datetime) -> "PulseQuerySet":
        """Those she can still answer."""
        return self.filter(asked_at__gt=now - OPEN_FOR)

    def wanting_talk(self) -> "PulseQuerySet":
        """Somebody of the staff is to speak to her."""
        return self.filter(answer=Pulse.Answer.TALK, settled_at=None)


class Pulse(models.Model):
    """One of a pair is asked how it is going. `services.pulses` alone writes it; it has no history."""

    class Answer(models.TextChoices):
        WELL = "well", pgettext_lazy("pulse", "well")
        BETTER = "better", pgettext_lazy("pulse", "could be better")
        TALK = "talk", pgettext_lazy("pulse", "I want to talk to somebody")

    link_version = 1  # a link to it lasts as long as it is open

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.CASCADE, related_name="pulses", verbose_name=_("mentorship")
    )
    side = models.CharField(_("asked"), max_length=6, choices=Side)
    number = models.PositiveSmallIntegerField(_("number"))
    asked_at = models.DateTimeField(_("asked on"))
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, blank=True)
    word = models.TextField(_("her word"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    settled_at = models.DateTimeField(_("spoken to"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("spoken to by"),
    )  # fmt: skip

    objects = PulseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "side", "number"], name="pulse_once"),
            models.CheckConstraint(condition=Q(side__in=["mentor", "mentee"]), name="pulse_side"),
            models.CheckConstraint(condition=Q(number__gte=1), name="pulse_number"),
            models.CheckConstraint(
                condition=Q(answer="", word="", answered_at=None)
                | Q(answer__in=["well", "better", "talk"], answered_at__isnull=False),
                name="pulse_answer_has_time",
            ),
            models.CheckConstraint(condition=Q(settled_at=None) | Q(answer="talk"), name="pulse_settled"),
        ]
        indexes = [
            models.Index(
                fields=["answered_at"], condition=Q(answer="talk", settled_at=None), name="pulse_wanting_talk"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.get_side_display()}, {self.number}"

    @property
    def person(self) -> Person:
        return self.mentorship.person_of(self.side)

    @property
    def closes_at(self) -> datetime:
        return self.asked_at + OPEN_FOR

    def is_open(self, now: datetime) -> bool:
        return now < self.closes_at
