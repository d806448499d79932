from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField
from foundation.people.models import Person, is_staff_with
from residencies.mentoring.models.profiles import MentorProfile, Side
from residencies.mentoring.models.rounds import Round
from residencies.programmes.models import Participation

FIRST_PULSE, PULSE_EVERY = timedelta(days=30), timedelta(days=60)
SILENT_AFTER = timedelta(days=21)
LONGEST_REASON = 2_000  # characters of why one is declined or ended
CAME_ABOUT = Q(answered_at__isnull=False) & ~Q(state="declined")  # a request taken back has no answer


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def visible_to(self, user: Any) -> "MentorshipQuerySet":
        """Staff with the right see all; a mentor and a mentee those they are part of.

        A mentee does not learn of one that her mentor was asked for and has not accepted.
        """
        if is_staff_with(user, "mentoring.view_mentorship"):
            return self
        return self.of_account(user)

    def of_account(self, user: Any) -> "MentorshipQuerySet":
        if not user.is_authenticated:
            return self.none()
        hers = Q(participation__person__account=user.pk) & CAME_ABOUT
        return self.filter(Q(mentor__person__account=user.pk) | hers)

    def came_about(self) -> "MentorshipQuerySet":
        """Those a mentor has said yes to, whatever has become of them."""
        return self.filter(CAME_ABOUT)

    def carried(self) -> "MentorshipQuerySet":
        """Those that take a mentor's place: asked for, accepted or active."""
        return self.filter(state__in=Mentorship.CARRIED)

    def going_on(self) -> "MentorshipQuerySet":
        return self.filter(state__in=[Mentorship.State.ACCEPTED, Mentorship.State.ACTIVE])

    def silent(self, now: datetime) -> "MentorshipQuerySet":
        """No session and no word of either for 21 days."""
        return self.going_on().filter(heard_at__lt=now - SILENT_AFTER)

    def to_be_asked(self, now: datetime) -> "MentorshipQuerySet":
        """Active ones in which it is time to ask one of the two, or both, how it is going."""
        active = self.filter(state=Mentorship.State.ACTIVE, next_pulse_at__lte=now)
        return active.filter(ends_on__gte=timezone.localdate(now))


class Mentorship(models.Model):
    """A mentor and a mentee. `services.mentorships` alone sets its state."""

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("mentorship", "requested")
        ACCEPTED = "accepted", pgettext_lazy("mentorship", "accepted")
        ACTIVE = "active", pgettext_lazy("mentorship", "active")
        CLOSED = "closed", pgettext_lazy("mentorship", "closed")
        DECLINED = "declined", pgettext_lazy("mentorship", "declined")
        ENDED = "ended", pgettext_lazy("mentorship", "ended early")

    CARRIED = (State.REQUESTED, State.ACCEPTED, State.ACTIVE)

    mentor = models.ForeignKey(
        MentorProfile, on_delete=models.PROTECT, related_name="mentorships", verbose_name=_("mentor")
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="mentorships", verbose_name=_("mentee")
    )
    round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="mentorships",
        verbose_name=_("matching round"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.REQUESTED)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it was declined or ended early"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    hours_agreed = PlainField(
        _("hours agreed"), max_digits=5, decimal_places=1, validators=[MinValueValidator(0)]
    )
    fee_per_hour = models.DecimalField(
        _("fee per hour"), max_digits=9, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="MAD", validators=[RegexValidator(r"^[A-Z]{3}$")]
    )
    requested_at = models.DateTimeField(_("asked for"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    active_at = models.DateTimeField(_("active since"), null=True, blank=True, editable=False)
    # When one of the two is to be asked next how it is going; `services.pulses` moves it on.
    next_pulse_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    heard_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)

    silence_told_at = models.DateTimeField(null=True, blank=True, editable=False)  # to the staff

    objects = MentorshipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mentorship")
        verbose_name_plural = _("mentorships")
        ordering = ["-requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "participation"],
                condition=Q(state__in=["requested", "accepted", "active"]),
                name="mentorship_once",
                violation_error_message=_("These two are a pair already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "accepted", "active", "closed", "declined", "ended"]),
                name="mentorship_state",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", answered_at=None)
                | Q(state="ended")
                | Q(state__in=["accepted", "active", "closed", "declined"], answered_at__isnull=False),
                name="mentorship_answer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "ended"], closed_at__isnull=False)
                | Q(state__in=["requested", "accepted", "active", "declined"], closed_at=None),
                name="mentorship_end_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "active"]) | Q(heard_at__isnull=False),
                name="mentorship_heard",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(active_at__isnull=False), name="mentorship_active_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(next_pulse_at__isnull=False), name="mentorship_is_asked"
            ),
            models.CheckConstraint(condition=~Q(state="ended", reason=""), name="mentorship_end_has_reason"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="mentorship_dates",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(hours_agreed__gte=0, fee_per_hour__gte=0), name="mentorship_terms"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="mentorship_currency",
                violation_error_message=_("Write the currency as three capital letters, such as MAD."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["heard_at"], condition=Q(state__in=["accepted", "active"]), name="mentorship_heard_at"
            ),
            models.Index(fields=["next_pulse_at"], condition=Q(state="active"), name="mentorship_next_pulse"),
            models.Index(fields=["silence_told_at"], name="mentorship_silence_told"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} → {self.participation.person}"

    def side_of(self, user: Any) -> Side | None:
        """Which of the two an account is, if one of them."""
        if user.is_authenticated and self.mentor.person.account_id == user.pk:
            return Side.MENTOR
        if user.is_authenticated and self.participation.person.account_id == user.pk:
            return Side.MENTEE
        return None

    def person_of(self, side: str) -> Person:
        return self.mentor.person if side == Side.MENTOR else self.participation.person

    @property
    def is_going_on(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.ACTIVE)
