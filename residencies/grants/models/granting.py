"""What was given to whom, and out of which fund."""

from decimal import Decimal
from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.money import amount_field, currency_field, rounded
from foundation.people.models import Person, is_staff_with
from foundation.rates.models import ExchangeRate
from foundation.translated import listed
from residencies.grants.models.funds import Fund, token_field, total
from residencies.programmes.models import Participation

LEAST = Decimal("0.001")


class OfGrantee(models.QuerySet[Any]):
    """Rows of a grant: whose it is stands at the end of `grantee`."""

    grantee = "grant__person__account"

    def hers(self, user: Any) -> Self:
        return self.filter(**{self.grantee: user.pk}) if user.is_authenticated else self.none()

    def not_hers(self, user: Any) -> Self:
        """What an account works on at the desk: of her own grant, nothing."""
        return self.exclude(**{self.grantee: user.pk})


class GrantQuerySet(OfGrantee):
    grantee = "person__account"

    def visible_to(self, user: Any) -> "GrantQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "grants.view_grant"):
            return self
        return self.hers(user)

    def with_figures(self) -> "GrantQuerySet":
        """Annotates `paid` and `planned` (paid or still to be paid), in the fund's currency."""
        # By name: instalments stand on grants.
        lines = Grant.instalments.rel.related_model.objects.filter(grant=OuterRef("pk"))
        return self.annotate(
            paid=total(lines.filter(state="paid"), "amount"), planned=total(lines.standing(), "amount")
        )


class Grant(models.Model):
    """An amount of a fund, promised to a person. `services` alone make it and set its state.

    `released` is what a cancelled grant gives back to its fund: all that was not paid. `currency` is that of
    who receives it; where it is not the fund's, `rate` says what the grant was worth on the day it was made.
    """

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("grant", "running")
        COMPLETED = "completed", pgettext_lazy("grant", "paid in full")
        CANCELLED = "cancelled", pgettext_lazy("grant", "cancelled")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="grants", verbose_name=_("fund"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="grants", verbose_name=_("person")
    )
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("participation"),
    )
    purpose = models.CharField(_("purpose"), max_length=300, help_text=_("what it is for; she reads it"))
    amount = amount_field(validators=[MinValueValidator(LEAST)])
    released = amount_field(_("released"), default=Decimal(0), editable=False)
    currency = currency_field(_("currency of who receives it"))
    rate = models.ForeignKey(
        ExchangeRate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exchange rate"),
    )
    committed_on = models.DateField(_("granted on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    reason = models.TextField(_("reason of the cancellation"), blank=True)
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("for the programme staff; neither she nor the finance staff read it"),
    )

    token = token_field()

    objects = GrantQuerySet.as_manager()
    # Not all who read the history may read notes.
    history = HistoricalRecords(excluded_fields=["note", "token"])

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        permissions = [("view_notes", gettext_noop("Can read the programme staff’s notes on grants"))]
        ordering = ["-committed_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_of_something"),
            models.CheckConstraint(
                condition=Q(released__gte=0, released__lte=F("amount")),
                name="grant_released_within",
                violation_error_message=_("Write an amount that is not below what is released already."),
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled") & ~Q(reason="")) | (~Q(state="cancelled") & Q(released=0)),
                name="grant_cancelled_has_reason",
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="grant_currency"),
            models.CheckConstraint(condition=~Q(purpose=""), name="grant_has_purpose"),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.purpose])

    @property
    def committed(self) -> Decimal:
        """What it holds of its fund."""
        return self.amount - self.released

    @property
    def amount_there(self) -> Decimal:
        """The amount in her own currency, by the rate of the day it was made."""
        return rounded(self.amount * (self.rate.rate if self.rate else 1), self.currency)
