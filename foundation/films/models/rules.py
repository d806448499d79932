"""Rules of co-production and of rebates, each with its days and source: texts change, sources differ."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.films.models.financing import LEAST, percent_field
from foundation.money import amount_field, check_currency, currency_field
from foundation.people.models import is_staff_with


class DatedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees financing plans."""
        return self if is_staff_with(user, "films.view_financingplan") else self.none()

    def in_force(self, on: date) -> Self:
        """A rule whose first or last day is not known holds until another is."""
        began = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.filter(began, Q(valid_to=None) | Q(valid_to__gte=on))


class DatedRule(models.Model):
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, help_text=_("the text, or who says so"))
    reviewed_by = models.CharField(
        _("read in the text by"), max_length=100, blank=True, help_text=_("empty: nobody has, yet")
    )
    note = models.TextField(_("note"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def dated(name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            name=f"{name}_days",
            violation_error_message=_("The last day lies before the first."),
        ),
        models.CheckConstraint(condition=~Q(source="") & ~Q(name=""), name=f"{name}_has_source"),
    ]


class CoproductionRule(DatedRule):
    """What a treaty or a fund asks of the shares of those who produce together."""

    class Form(models.TextChoices):
        BILATERAL = "bilateral", _("bilateral: two co-producers")
        MULTILATERAL = "multilateral", _("multilateral: three or more")

    form = models.CharField(_("form"), max_length=12, choices=Form)
    parties = CountryField(
        _("parties"), multiple=True, blank=True, max_length=746, help_text=_("empty: whatever the country")
    )
    most = percent_field(_("a share is at most, in %"), null=True, blank=True)
    least = percent_field(_("a share is at least, in %"), null=True, blank=True)
    outside_most = percent_field(
        _("all from countries that are no party together at most, in %"), null=True, blank=True
    )
    confirmed_least = percent_field(
        _("confirmed of each country’s part at least, in %"), null=True, blank=True
    )
    budget_above = amount_field(
        _("for budgets above"), null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    budget_currency = models.CharField(
        _("currency of this budget"), max_length=3, blank=True, validators=[check_currency]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule of co-production")
        verbose_name_plural = _("rules of co-production")
        ordering = ["name", "form", "-valid_from", "pk"]
        constraints = [
            *dated("coproduction_rule"),
            models.CheckConstraint(
                condition=Q(most__isnull=False)
                | Q(least__isnull=False)
                | Q(outside_most__isnull=False)
                | Q(confirmed_least__isnull=False),
                name="coproduction_rule_says_something",
                violation_error_message=_("A rule sets at least one limit."),
            ),
            models.CheckConstraint(
                condition=Q(most=None) | Q(least=None) | Q(most__gte=F("least")),
                name="coproduction_rule_limits",
                violation_error_message=_("The most is less than the least."),
            ),
            models.CheckConstraint(
                condition=Q(budget_above=None, budget_currency="")
                | Q(budget_above__isnull=False) & ~Q(budget_currency=""),
                name="coproduction_rule_budget",
                violation_error_message=_("An amount has a currency, such as MAD or EUR."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_form_display()})"


class RebateRule(DatedRule):
    """How much of what is spent in a country comes back. Where sources differ, each is a rule."""

    country = CountryField(_("country"))
    percent = percent_field(_("rate in %"))
    currency = currency_field()
    floor = amount_field(_("least spend"), null=True, blank=True, validators=[LEAST])
    floor_days = models.PositiveSmallIntegerField(_("least days"), null=True, blank=True)
    cap = amount_field(_("cap"), null=True, blank=True, validators=[LEAST], help_text=_("empty: none"))
    envelope = amount_field(
        _("envelope of a year"),
        null=True,
        blank=True,
        validators=[LEAST],
        help_text=_("for all films together; empty: none"),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule of a rebate")
        verbose_name_plural = _("rules of rebates")
        ordering = ["country", "name", "-valid_from", "pk"]
        constraints = [
            *dated("rebate_rule"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100) & ~Q(currency="") & ~Q(country=""),
                name="rebate_rule_rate",
                violation_error_message=_(
                    "Write a percentage above 0 and up to 100, the currency and the country."
                ),
            ),
        ]
