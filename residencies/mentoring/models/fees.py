from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.mentoring.models.mentorships import Mentorship

CENT = Decimal("0.01")


def amount_of(minutes: int, fee_per_hour: Decimal) -> Decimal:
    return (minutes * fee_per_hour / 60).quantize(CENT, ROUND_HALF_UP)


class FeePaymentQuerySet(models.QuerySet["FeePayment"]):
    def visible_to(self, user: Any) -> "FeePaymentQuerySet":
        """Finance and staff with the right see all; a mentor what was paid to her."""
        if is_staff_with(user, "mentoring.view_feepayment"):
            return self
        own = {"mentorship__mentor__person__account": user.pk}
        return self.filter(**own) if user.is_authenticated else self.none()


class FeePayment(models.Model):
    """What finance has paid for sessions, each of which is paid once, under a reference of the bank's."""

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.PROTECT, related_name="payments", verbose_name=_("mentorship")
    )
    minutes = models.PositiveIntegerField(_("minutes"))
    fee_per_hour = models.DecimalField(_("fee per hour"), max_digits=9, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    reference = models.CharField(_("reference of the payment"), max_length=100, unique=True)
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


class FeeQuerySet(models.QuerySet["Fee"]):
    def visible_to(self, user: Any) -> "FeeQuerySet":
        """Finance and staff with the right see all; a mentor her own."""
        if is_staff_with(user, "mentoring.view_fee"):
            return self
        return self.filter(mentor__person__account=user.pk) if user.is_authenticated else self.none()

    def with_sums(self) -> "FeeQuerySet":
        """Minutes `done` and `unpaid`, and the amount `paid`: None where there is nothing."""
        payments = FeePayment.objects.filter(mentorship=OuterRef("pk")).order_by().values("mentorship")
        return self.annotate(
            done=Sum("sessions__minutes"),
            unpaid=Sum("sessions__minutes", filter=Q(sessions__payment=None)),
            paid=Subquery(payments.annotate(all=Sum("amount")).values("all")),
        )


class Fee(Mentorship):
    """The same rows as finance sees them: hours done, what is owed for them, and what was paid."""

    objects = FeeQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("fees of a mentor")
        verbose_name_plural = _("fees of mentors")
        ordering = ["-requested_at", "pk"]

    def __str__(self) -> str:
        return listed([self.mentor, self.participation.edition])
