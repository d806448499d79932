"""A delegation: an edition of a programme that travels to a market or festival."""

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.films.models import FestivalEdition
from foundation.people.models import check_time_zone, is_staff_with
from residencies.programmes.models import Edition

REPORT = timedelta(days=14)  # after the return
PASSPORT = relativedelta(months=6)  # which it has to be valid for after the return


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: Any) -> "DelegationQuerySet":
        """Staff with the right see all; others those they travel with."""
        if is_staff_with(user, "delegations.view_delegation"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(members__participation__person__account=user.pk)

    def not_over(self, today: date) -> "DelegationQuerySet":
        return self.filter(returns_on__gte=today)


class Delegation(models.Model):
    """Where an edition travels to, and the days that are the same for all of its members.

    Its members are the edition's participations; what each needs for the way is her `Member`.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="delegation", verbose_name=_("edition")
    )
    market = models.ForeignKey(
        FestivalEdition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("market or festival"),
    )
    country = CountryField(_("country"))
    city = models.CharField(_("city"), max_length=100)
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Africa/Casablanca",
        validators=[check_time_zone],
        help_text=_("of the place it travels to"),
    )
    leaves_on = models.DateField(_("leaves on"))
    returns_on = models.DateField(_("returns on"))
    badge_by = models.DateField(_("badges to be asked for by"), null=True, blank=True)
    visa_days = models.PositiveSmallIntegerField(
        _("days for a visa"),
        default=45,
        help_text=_("so long before the departure the appointment for a visa has to be at the latest"),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer an offer"), default=3, validators=[MinValueValidator(1)]
    )
    report_due_on = models.DateField(
        _("reports due on"), blank=True, help_text=_("empty: two weeks after the return")
    )
    brief = models.TextField(_("brief for all"), blank=True, help_text=_("each member reads it"))
    note = models.TextField(_("note"), blank=True)

    objects = DelegationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        permissions = [("export_delegation", "Can export delegations")]
        ordering = ["-leaves_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returns_on__gte=F("leaves_on")),
                name="delegation_days",
                violation_error_message=_("Choose a day of return that is not before the day of leaving."),
            ),
            models.CheckConstraint(
                condition=Q(report_due_on__gte=F("returns_on")),
                name="delegation_report_after_return",
                violation_error_message=_("Choose a day for the report that is not before the return."),
            ),
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="delegation_days_to_answer"),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.report_due_on = self.report_due_on or self.returns_on + REPORT
        super().save(*args, **kwargs)

    @property
    def passport_until(self) -> date:
        """Until when a passport has to be valid at least."""
        return self.returns_on + PASSPORT

    @property
    def visa_by(self) -> date:
        """The last day on which an appointment for a visa is in time."""
        return self.leaves_on - timedelta(days=self.visa_days)
