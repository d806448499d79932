from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField
from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.mentoring.models.profiles import MentorProfile, Side
from residencies.programmes.models import Edition, Participation

MOST_WISHES = 5


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Staff with the right alone; whom it asks for wishes `selectors.mine` tells."""
        return self if is_staff_with(user, "mentoring.view_round") else self.none()


class Round(models.Model):
    """How the mentees of an edition come to their mentors: wishes, a proposal, and what is agreed."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="mentoring_round", verbose_name=_("edition")
    )
    mentors = models.ManyToManyField(
        MentorProfile, blank=True, related_name="rounds", verbose_name=_("mentors"),
        help_text=_("who may be asked for; empty: all who take mentees"),
    )  # fmt: skip
    wishes_until = models.DateTimeField(_("wishes until"))
    starts_on = models.DateField(_("mentoring from"))
    ends_on = models.DateField(_("mentoring until"))
    hours = PlainField(
        _("hours of each pair"), max_digits=5, decimal_places=1, default=12, validators=[MinValueValidator(0)]
    )
    fee_per_hour = models.DecimalField(
        _("fee per hour"), max_digits=9, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="MAD", validators=[RegexValidator(r"^[A-Z]{3}$")]
    )
    solved_at = models.DateTimeField(_("proposal made"), null=True, blank=True, editable=False)
    total = models.IntegerField(_("points in all"), default=0, editable=False)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("matching round")
        verbose_name_plural = _("matching rounds")
        ordering = ["-wishes_until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="round_dates",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(condition=Q(hours__gte=0, fee_per_hour__gte=0), name="round_terms"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="round_currency",
                violation_error_message=_("Write the currency as three capital letters, such as MAD."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)


class Wish(models.Model):
    """Whom someone would like to have, in her order: a mentee her mentors, a mentor her mentees."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("matching round")
    )
    said_by = models.CharField(_("said by"), max_length=6, choices=Side)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="mentor_wishes", verbose_name=_("mentee")
    )
    mentor = models.ForeignKey(
        MentorProfile, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("mentor")
    )
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["round", "said_by", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["said_by", "participation", "mentor"], name="wish_once"),
            models.UniqueConstraint(
                fields=["participation", "rank"], condition=Q(said_by="mentee"), name="wish_rank_of_mentee"
            ),
            models.UniqueConstraint(
                fields=["round", "mentor", "rank"], condition=Q(said_by="mentor"), name="wish_rank_of_mentor"
            ),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=MOST_WISHES), name="wish_rank"),
            models.CheckConstraint(condition=Q(said_by__in=["mentor", "mentee"]), name="wish_side"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {listed([self.participation.person, self.mentor])}"


class Pin(models.Model):
    """Staff's word on a pair: together, or not."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="pins", verbose_name=_("matching round")
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="+", verbose_name=_("mentee")
    )
    mentor = models.ForeignKey(
        MentorProfile, on_delete=models.CASCADE, related_name="+", verbose_name=_("mentor")
    )
    is_together = models.BooleanField(_("together"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("pins")
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "mentor"], name="pin_once"),
            models.UniqueConstraint(
                fields=["participation"], condition=Q(is_together=True), name="pin_together_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation.person} {'+' if self.is_together else '✕'} {self.mentor}"


class Pairing(models.Model):
    """What the solver proposes for a mentee; without a mentor, why nobody could be found.

    `reasons` are codes with numbers; `selectors.rounds.reasons_of` says them in words.
    """

    STAYS_BY = "pk"  # of two that a merge brings together; the next proposal is made anew

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="pairings", verbose_name=_("matching round")
    )
    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="pairing", verbose_name=_("mentee")
    )
    mentor = models.ForeignKey(
        MentorProfile, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("mentor")
    )
    points = models.IntegerField(_("points"), default=0)
    reasons = models.JSONField(_("reasons"), default=dict)
    second = models.ForeignKey(
        MentorProfile, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("second choice")
    )
    second_costs = models.IntegerField(_("points lost by it"), null=True)

    class Meta:
        verbose_name = _("proposed pair")
        verbose_name_plural = _("proposed pairs")
        ordering = ["round", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None, second_costs=None)
                | Q(second__isnull=False, second_costs__isnull=False, mentor__isnull=False),
                name="pairing_second",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation.person}: {self.mentor or '—'}"
