from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.translated import listed
from residencies.mentoring.models.asking import Asked, AskedQuerySet
from residencies.mentoring.models.mentorships import Mentorship


class PulseQuerySet(AskedQuerySet):
    def waiting(self, now: datetime) -> "PulseQuerySet":
        """Of pairs that are active still: nobody is asked how it is going with what is over."""
        return super().waiting(now).filter(mentorship__state=Mentorship.State.ACTIVE)

    def wanting_talk(self) -> "PulseQuerySet":
        """Somebody of the staff is to speak to her."""
        return self.filter(answer=Pulse.Answer.TALK, settled_at=None)


class Pulse(Asked):
    """One of a pair is asked how it is going. `services.pulses` alone writes it; it has no history."""

    class Answer(models.TextChoices):
        WELL = "well", pgettext_lazy("pulse", "well")
        BETTER = "better", pgettext_lazy("pulse", "could be better")
        TALK = "talk", pgettext_lazy("pulse", "I want to talk to somebody")

    OPEN_FOR = timedelta(days=30)

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.CASCADE, related_name="pulses", verbose_name=_("mentorship")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, blank=True)
    word = models.TextField(_("her word"), blank=True)
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
        return listed([self.mentorship, self.get_side_display(), self.number])
