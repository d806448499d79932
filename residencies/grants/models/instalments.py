"""The parts in which a grant is paid."""

from datetime import date
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.money import amount_field
from foundation.people.models import Account, is_staff_with
from foundation.rates.models import ExchangeRate
from residencies.grants.models.funds import token_field
from residencies.grants.models.granting import LEAST, Grant, OfGrantee
from residencies.grants.models.papers import Document, Report


class InstalmentQuerySet(OfGrantee):
    def visible_to(self, user: Any) -> "InstalmentQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "grants.view_instalment"):
            return self
        return self.hers(user)

    def standing(self) -> "InstalmentQuerySet":
        """Paid, or still to be paid."""
        return self.exclude(state__in=Instalment.GONE)

    def unpaid(self) -> "InstalmentQuerySet":
        return self.filter(state__in=Instalment.OPEN)

    def late(self, on: date) -> "InstalmentQuerySet":
        return self.unpaid().filter(due_on__lt=on)

    def with_blocked(self, on: date) -> "InstalmentQuerySet":
        """Annotates `is_blocked`: a report of its grant is overdue."""
        return self.annotate(is_blocked=Exists(Report.objects.overdue(on).filter(grant=OuterRef("grant"))))

    def waiting_for(self, user: Any) -> "InstalmentQuerySet":
        """What this account may approve or pay next: never twice herself, and nothing of her own."""
        wanted = Q(pk__in=[])
        if is_staff_with(user, "grants.approve_instalment"):
            wanted |= Q(state=Instalment.State.REQUESTED)
        if is_staff_with(user, "grants.clear_instalment"):
            wanted |= Q(state=Instalment.State.APPROVED) & ~Q(first_by=user.pk)
        if is_staff_with(user, "grants.pay_instalment"):
            wanted |= Q(state=Instalment.State.CLEARED)
        return self.filter(wanted).not_hers(user)


class Instalment(models.Model):
    """A part of a grant, in the fund's currency. `services.paying` alone sets its state.

    Two people approve it, the second with the finance right, before it is paid. `received` is what reached
    her, in her own currency, by the `rate` of the day.
    """

    class Condition(models.TextChoices):
        NONE = "none", pgettext_lazy("instalment", "none")
        REPORT = "report", _("report accepted")
        MILESTONE = "milestone", _("milestone reached")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("instalment", "planned")
        REQUESTED = "requested", pgettext_lazy("instalment", "requested")
        APPROVED = "approved", pgettext_lazy("instalment", "approved once")
        CLEARED = "cleared", pgettext_lazy("instalment", "approved twice")
        PAID = "paid", pgettext_lazy("instalment", "paid")
        REFUSED = "refused", pgettext_lazy("instalment", "refused")
        CANCELLED = "cancelled", pgettext_lazy("instalment", "cancelled")

    OPEN = (State.PLANNED, State.REQUESTED, State.APPROVED, State.CLEARED)
    GONE = (State.REFUSED, State.CANCELLED)

    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="instalments", verbose_name=_("grant"), db_index=False
    )
    number = models.PositiveSmallIntegerField(_("number"))
    amount = amount_field(validators=[MinValueValidator(LEAST)])
    due_on = models.DateField(_("due on"))
    condition = models.CharField(_("condition"), max_length=10, choices=Condition, default=Condition.NONE)
    report = models.ForeignKey(
        Report,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instalments",
        verbose_name=pgettext_lazy("grant", "report"),
    )
    milestone = models.CharField(
        _("milestone"), max_length=200, blank=True, help_text=_("what has to be there; she reads it")
    )
    milestone_on = models.DateField(_("reached on"), null=True, blank=True)
    milestone_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("seen by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    requested_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested on"), null=True)
    first_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    first_at = models.DateTimeField(_("approved on"), null=True)
    second_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by (finance)"),
    )
    second_at = models.DateTimeField(_("approved on (finance)"), null=True)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("why it was refused or cancelled; for the staff")
    )
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("payment recorded by")
    )
    reference = models.CharField(_("payment reference"), max_length=100, blank=True)
    rate = models.ForeignKey(
        ExchangeRate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exchange rate"),
    )
    received = amount_field(_("received"), null=True, blank=True)
    receipt = models.OneToOneField(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instalment",
        verbose_name=_("receipt"),
    )

    token = token_field(unique=False)  # several are planned with one press

    objects = InstalmentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        permissions = [
            ("approve_instalment", gettext_noop("Can approve instalments first")),
            ("clear_instalment", gettext_noop("Can approve instalments for finance")),
            ("pay_instalment", gettext_noop("Can record the payment of instalments")),
        ]
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="instalment_unique"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_of_something"),
            models.CheckConstraint(
                condition=Q(condition="report", report__isnull=False, milestone="", milestone_on=None)
                | (Q(condition="milestone", report=None) & ~Q(milestone=""))
                | Q(condition="none", report=None, milestone="", milestone_on=None),
                name="instalment_condition",
            ),
            models.CheckConstraint(
                condition=Q(first_by=None) | Q(second_by=None) | ~Q(first_by=F("second_by")),
                name="instalment_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "requested"], first_by=None, second_by=None)
                | Q(state="approved", first_by__isnull=False, second_by=None)
                | Q(state__in=["cleared", "paid"], first_by__isnull=False, second_by__isnull=False)
                | Q(state__in=["refused", "cancelled"]),
                name="instalment_approvals",
            ),
            models.CheckConstraint(
                condition=(Q(state="paid", paid_on__isnull=False, received__gt=0) & ~Q(reference=""))
                | (~Q(state="paid") & Q(paid_on=None, reference="", received=None, rate=None, receipt=None)),
                name="instalment_paid",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "cancelled"]) | ~Q(reason=""),
                name="instalment_gone_has_reason",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="instalment_reference_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=["planned", "requested", "approved", "cleared"]),
                name="instalment_unpaid",
            ),
        ]

    def __str__(self) -> str:
        return _("instalment %(number)d, %(grant)s") % {"number": self.number, "grant": self.grant}

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def condition_text(self) -> str:
        """The condition in words: “milestone: shooting script”."""
        if self.condition == self.Condition.MILESTONE:
            return self.milestone
        return str(self.report.get_kind_display()) if self.report else str(self.get_condition_display())
