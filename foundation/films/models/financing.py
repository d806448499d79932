"""How a project is to be paid for: its plan on a day, who produces it, and line by line the money."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField, percent, plain
from foundation.films.models.works import FilmCountries, Work
from foundation.money import amount_field, currency_field, told
from foundation.people.models import Organisation, is_staff_with
from foundation.translated import listed

LEAST = MinValueValidator(Decimal("0.001"))


def percent_field(label: Any, **how: Any) -> "models.DecimalField[Any, Any]":
    """Three places, so that the parts of a third add to 100."""
    within = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
    return PlainField(label, max_digits=6, decimal_places=3, validators=within, **how)


class FinancingPlanQuerySet(models.QuerySet["FinancingPlan"]):
    def visible_to(self, user: Any) -> "FinancingPlanQuerySet":
        """Staff with the right alone: who gives how much is told in confidence."""
        return self if is_staff_with(user, "films.view_financingplan") else self.none()

    def read_by(self, user: Any) -> "FinancingPlanQuerySet":
        """Those whose figures she may read on the page of a project: those of the works she leads as well.
        Notes, evidence and rates are not among them.
        """
        if is_staff_with(user, "films.view_financingplan"):
            return self
        return self.filter(work__in=Work.objects.led_by(user).order_by().values("pk"))

    def newest(self, on: date) -> "FinancingPlanQuerySet":
        """Of each work that of the latest day that has come."""
        come = FinancingPlan.objects.filter(work=OuterRef("work"), dated_on__lte=on).order_by("-dated_on")
        return self.filter(pk=Subquery(come.values("pk")[:1]))


class FinancingPlan(models.Model):
    """What a project costs and where the money comes from, as it stood on a day.

    A later day has a plan of its own, made by `services.renew_plan`. What of it is secured is never kept:
    `standing` derives it from the lines.
    """

    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="financing_plans", verbose_name=_("work")
    )
    dated_on = models.DateField(_("day of the plan"))
    budget = amount_field(_("budget"), validators=[LEAST])
    currency = currency_field()
    note = models.TextField(_("note"), blank=True)

    objects = FinancingPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("financing plan")
        verbose_name_plural = _("financing plans")
        permissions = [("export_financingplan", "Can take out financing plans")]
        ordering = ["work", "-dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "dated_on"], name="financing_plan_of_day"),
            models.CheckConstraint(condition=Q(budget__gt=0), name="financing_plan_budget"),
            models.CheckConstraint(condition=~Q(currency=""), name="financing_plan_currency"),
        ]

    def __str__(self) -> str:
        return listed([self.work, date_format(self.dated_on)])


class PlanRate(models.Model):
    """A rate that a contract fixes for this plan alone: one unit of a currency in the plan's own, from which
    day, and where it stands. Without one the plan is reckoned with what was published (`foundation.rates`).
    """

    plan = models.ForeignKey(
        FinancingPlan, on_delete=models.CASCADE, related_name="rates", verbose_name=_("financing plan")
    )
    currency = currency_field()
    rate = PlainField(
        _("rate"),
        max_digits=15,
        decimal_places=8,
        help_text=_("units of the plan’s currency for one of this"),
    )
    on = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=200, help_text=_("the contract that fixes it"))

    class Meta:
        verbose_name = _("rate fixed for a plan")
        verbose_name_plural = _("rates fixed for a plan")
        ordering = ["plan", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "currency"], name="plan_rate_unique"),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="plan_rate_positive",
                violation_error_message=_("A rate is more than nothing."),
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(currency=""), name="plan_rate_has_source"),
        ]

    def __str__(self) -> str:
        return (
            f"1 {self.currency} = {number_format(plain(self.rate))} ({date_format(self.on)}, {self.source})"
        )


class Coproducer(models.Model):
    """A company's share in a project. The shares of a plan add to 100; the majority stands first."""

    plan = models.ForeignKey(
        FinancingPlan, on_delete=models.CASCADE, related_name="coproducers", verbose_name=_("financing plan")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="coproductions", verbose_name=_("company")
    )
    country = CountryField(_("country"))
    percent = percent_field(_("share in %"))

    class Meta:
        verbose_name = _("co-producer")
        verbose_name_plural = _("co-producers")
        ordering = ["plan", "-percent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="coproducer_once"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100),
                name="coproducer_percent",
                violation_error_message=_("A share is more than nothing, and at most 100."),
            ),
            models.CheckConstraint(condition=~Q(country=""), name="coproducer_country"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({percent(self.percent)})"


class FinancingLine(models.Model):
    """Money from one source, or hoped for, with the paper it stands on.

    `amount` is the least it will be; `amount_to` the most, where the paper gives a range. None: not known.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", pgettext_lazy("financing", "grant")
        ADVANCE = "advance", _("advance on receipts, soft loan")
        BROADCASTER = "broadcaster", _("broadcaster, pre-sale")
        GUARANTEE = "guarantee", _("minimum guarantee")
        COPRODUCER = "coproducer", _("co-producer’s money")
        EQUITY = "equity", _("private equity")
        OWN = "own", _("producer’s own money")
        IN_KIND = "in_kind", _("in kind")
        DEFERRAL = "deferral", _("deferred fees")
        REBATE = "rebate", _("rebate, tax credit")
        PRIZE = "prize", _("prize")

    class Paper(models.TextChoices):
        """What it stands on, the weakest first."""

        REFUSED = "refused", pgettext_lazy("financing", "refused")
        PLANNED = "planned", pgettext_lazy("financing", "planned")
        INTEREST = "interest", _("letter of interest")
        INTENT = "intent", _("letter of intent")
        MEMO = "memo", _("deal memo")
        CONTRACT = "contract", _("contract")
        RECEIVED = "received", pgettext_lazy("financing", "received")

    FIRM = (Paper.MEMO, Paper.CONTRACT, Paper.RECEIVED)

    plan = models.ForeignKey(
        FinancingPlan, on_delete=models.CASCADE, related_name="lines", verbose_name=_("financing plan")
    )
    source = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="financing_lines",
        verbose_name=_("source"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = CountryField(_("country"), blank=True, countries=FilmCountries)
    amount = amount_field(validators=[LEAST], null=True, blank=True, help_text=_("of a range, the lowest"))
    amount_to = amount_field(_("up to"), validators=[LEAST], null=True, blank=True)
    currency = currency_field()
    rate = PlainField(
        _("rate"),
        max_digits=15,
        decimal_places=8,
        null=True,
        blank=True,
        help_text=_("where the paper fixes one; else that of the plan, or the published one"),
    )
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    paper = models.CharField(_("paper"), max_length=10, choices=Paper, default=Paper.PLANNED)
    signed_on = models.DateField(_("dated"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("as the paper says; a letter of intent that does not is valid for six months"),
    )
    evidence = models.CharField(
        _("evidence"),
        max_length=300,
        blank=True,
        help_text=_("the bank’s letter for own money, the line of the budget for deferred fees"),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("line of a financing plan")
        verbose_name_plural = _("lines of a financing plan")
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="financing_line_amount",
                violation_error_message=_("Write an amount above zero, or leave it empty."),
            ),
            models.CheckConstraint(
                condition=Q(amount_to__isnull=True)
                | Q(amount__isnull=False, amount_to__gt=F("amount")) & ~Q(paper="received"),
                name="financing_line_range",
                violation_error_message=_(
                    "A range goes from its lowest amount up; what was received is one amount."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(paper__in=["memo", "contract", "received"]) | Q(amount__isnull=False),
                name="financing_line_firm_amount",
                violation_error_message=_("A deal memo, a contract and what was received have an amount."),
            ),
            models.CheckConstraint(
                condition=Q(rate=None, rate_on=None, rate_source="")
                | Q(rate__gt=0, rate_on__isnull=False) & ~Q(rate_source=""),
                name="financing_line_rate",
                violation_error_message=_("A rate has its day and its source."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(signed_on=None) | Q(valid_until__gte=F("signed_on")),
                name="financing_line_valid",
                violation_error_message=_("The paper ends before its day."),
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="financing_line_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.source or self.get_kind_display()}: {self.told_amount}"

    @property
    def told_amount(self) -> str:
        """“100 000,00 EUR”, “100 000,00–150 000,00 EUR”, or “—” where it is not known."""
        if self.amount is None:
            return "—"
        most = f"–{told(self.amount_to, self.currency)}" if self.amount_to else ""
        return f"{told(self.amount, self.currency)}{most}"


class PlannedSpend(models.Model):
    """What is to be spent in a country if the shoot goes so, of which part a rebate may be asked.

    Amounts are in the plan's currency.
    """

    plan = models.ForeignKey(
        FinancingPlan, on_delete=models.CASCADE, related_name="spends", verbose_name=_("financing plan")
    )
    name = models.CharField(_("scenario"), max_length=100, help_text=_("as budgeted, careful …"))
    country = CountryField(_("country"))
    eligible = amount_field(_("eligible spend"), validators=[LEAST])
    ineligible = amount_field(
        _("spend that is not eligible"), validators=[MinValueValidator(Decimal(0))], default=Decimal(0)
    )
    days = models.PositiveSmallIntegerField(
        _("days"), null=True, blank=True, help_text=_("of work there; empty if not known")
    )

    class Meta:
        verbose_name = _("planned spend")
        verbose_name_plural = _("planned spends")
        ordering = ["plan", "country", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "country", "name"], name="planned_spend_unique"),
            models.CheckConstraint(
                condition=Q(eligible__gt=0, ineligible__gte=0) & ~Q(country=""), name="planned_spend_amounts"
            ),
        ]

    def __str__(self) -> str:
        return listed([self.name, self.country.name])
