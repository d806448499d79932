from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from residencies.mentoring.models.mentorships import Mentorship
from residencies.mentoring.models.profiles import MentorProfile, Side

LONGEST = 12 * 60  # minutes of a session


class FeePaymentQuerySet(models.QuerySet["FeePayment"]):
    def visible_to(self, user: Any) -> "FeePaymentQuerySet":
        """Staff and finance with the right see all; a mentor what was paid to her."""
        if is_staff_with(user, "mentoring.view_feepayment"):
            return self
        return self.filter(mentorship__mentor__person__account=user.pk) if user.is_authenticated else self.none()


class FeePayment(models.Model):
    """What finance has paid for hours done, under a reference of the bank's."""

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.PROTECT, related_name="payments", verbose_name=_("mentorship")
    )
    minutes = models.PositiveIntegerField(_("minutes"))
    fee_per_hour = models.DecimalField(_("fee per hour"), max_digits=9, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    reference = models.CharField(_("reference"), max_length=100, unique=True)
    paid_on = models.DateField(_("paid on"))

    objects = FeePaymentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("payment of fees")
        verbose_name_plural = _("payments of fees")
        ordering = ["-paid_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, fee_per_hour__gt=0, amount__gt=0), name="fee_payment_positive"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="fee_payment_has_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} {self.currency}"


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
        return f"{self.mentorship}, {self.on}"


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def visible_to(self, user: Any) -> "PrivateNoteQuerySet":
        """Its author alone: no right of the staff opens it."""
        return self.filter(author__account=user.pk) if user.is_authenticated else self.none()


class PrivateNote(models.Model):
    """What one of the two keeps to herself about a session. It has no history and no page at the desk."""

    session = models.ForeignKey(
        MentoringSession, on_delete=models.CASCADE, related_name="private_notes", verbose_name=_("session")
    )
    author = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("private note"))

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints = [models.UniqueConstraint(fields=["session", "author"], name="private_note_once")]

    def __str__(self) -> str:
        return f"{self.session} · {self.author}"


class PulseQuerySet(models.QuerySet["Pulse"]):
    def visible_to(self, user: Any) -> "PulseQuerySet":
        """Staff with the right see all; each of the two what she was asked herself."""
        return self if is_staff_with(user, "mentoring.view_pulse") else self.of_account(user)

    def of_account(self, user: Any) -> "PulseQuerySet":
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def waiting(self) -> "PulseQuerySet":
        """Not answered, of a mentorship that goes on; a closing review waits after it has closed as well."""
        going_on = Q(mentorship__state__in=["accepted", "active"])
        after = Q(kind=Pulse.Kind.CLOSING, mentorship__state__in=["closed", "ended"])
        return self.filter(going_on | after, answered_at=None)


class Pulse(models.Model):
    """How it is going, asked of each side: after 30 days, then every 60, and once it has closed."""

    class Kind(models.TextChoices):
        PULSE = "pulse", _("pulse")
        CLOSING = "closing", _("closing review")

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.CASCADE, related_name="pulses", verbose_name=_("mentorship")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.PULSE)
    side = models.CharField(_("side"), max_length=6, choices=Side)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    asked_on = models.DateField(_("asked on"))
    score = models.PositiveSmallIntegerField(_("how it is going"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = PulseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")
        ordering = ["-asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "kind", "side", "asked_on"], name="pulse_once"),
            models.UniqueConstraint(
                fields=["mentorship", "side"], condition=Q(kind="closing"), name="pulse_closing_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, score=None)
                | Q(answered_at__isnull=False, score__gte=1, score__lte=5),
                name="pulse_answer",
            ),
            models.CheckConstraint(condition=Q(side__in=["mentor", "mentee"]), name="pulse_side"),
            models.CheckConstraint(condition=Q(kind__in=["pulse", "closing"]), name="pulse_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship} · {self.get_side_display()}, {self.asked_on}"


class Fee(Mentorship):
    """The same rows as finance sees them: hours done, what is owed for them and what was paid."""

    class Meta:
        proxy = True
        verbose_name = _("mentor’s fees")
        verbose_name_plural = _("mentors’ fees")
        ordering = ["-requested_at", "pk"]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.participation.edition}"


class Load(MentorProfile):
    """The same mentors as the fairness board shows them."""

    class Meta:
        proxy = True
        verbose_name = _("load of a mentor")
        verbose_name_plural = _("fairness board")
        ordering = ["person__sort_name", "pk"]

