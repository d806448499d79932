from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from foundation.translated import listed
from residencies.mentoring.models.fees import FeePayment
from residencies.mentoring.models.mentorships import Mentorship

LONGEST = 12 * 60  # minutes of a session
LONGEST_TEXT = 20_000  # characters of goals, of shared notes, of a private note


class MentoringSessionQuerySet(models.QuerySet["MentoringSession"]):
    def visible_to(self, user: Any) -> "MentoringSessionQuerySet":
        """Staff with the right see all that is shared; the two of it theirs."""
        if is_staff_with(user, "mentoring.view_mentoringsession"):
            return self
        return self.of_account(user)

    def of_account(self, user: Any) -> "MentoringSessionQuerySet":
        return self.filter(mentorship__in=Mentorship.objects.of_account(user))


class MentoringSession(models.Model):
    """A meeting of the two. Its private notes are rows of their own (`PrivateNote`)."""

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("mentorship")
    )
    on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    goals = models.TextField(_("goals"), blank=True)
    shared_notes = models.TextField(_("shared notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    logged_at = models.DateTimeField(_("logged"))

    payment = models.ForeignKey(
        FeePayment, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="sessions",
        verbose_name=_("payment"),
    )  # fmt: skip

    objects = MentoringSessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mentoring session")
        verbose_name_plural = _("mentoring sessions")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST),
                name="mentoring_session_minutes",
                violation_error_message=_("A session takes between one minute and twelve hours."),
            )
        ]

    def __str__(self) -> str:
        return listed([self.mentorship, self.on])


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def visible_to(self, user: Any) -> "PrivateNoteQuerySet":
        """Its author alone: no right of the staff opens it."""
        return self.filter(author__account=user.pk) if user.is_authenticated else self.none()


class PrivateNote(models.Model):
    """What one of the two keeps to herself about a session. It has no history and no page at the desk."""

    JOINED = ["text"]

    session = models.ForeignKey(
        MentoringSession, on_delete=models.CASCADE, related_name="private_notes", verbose_name=_("session")
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("author"))
    text = models.TextField(_("private note"))

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints = [models.UniqueConstraint(fields=["session", "author"], name="private_note_once")]

    def __str__(self) -> str:
        return f"{self.session} · {self.author}"
