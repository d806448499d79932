"""What currencies are worth in each other, day by day: grants, financing plans and figures read it here."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField, plain
from foundation.money import currency_field
from foundation.people.models import is_staff_with
from foundation.translated import listed


class ExchangeRateQuerySet(models.QuerySet["ExchangeRate"]):
    def visible_to(self, user: Any) -> "ExchangeRateQuerySet":
        """Staff with the right; a grantee reads the rate in her own grant."""
        return self if is_staff_with(user, "rates.view_exchangerate") else self.none()


class ExchangeRate(models.Model):
    """What one unit of `base` was worth in `quote` on a day, and who says so."""

    base = currency_field(_("from currency"))
    quote = currency_field(_("to currency"))
    on = models.DateField(_("day"))
    rate = PlainField(
        _("rate"),
        max_digits=15,
        decimal_places=8,
        help_text=_("units of the second currency for one of the first"),
    )
    source = models.CharField(_("source"), max_length=200, help_text=_("the bank that published it"))

    objects = ExchangeRateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-on", "base", "quote"]
        constraints = [
            models.UniqueConstraint(fields=["base", "quote", "on"], name="exchange_rate_of_day"),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="exchange_rate_positive",
                violation_error_message=_("A rate is more than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(base=F("quote")),
                name="exchange_rate_of_two",
                violation_error_message=_("A rate is between two currencies."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="exchange_rate_has_source"),
        ]

    def __str__(self) -> str:
        rate = number_format(plain(self.rate))
        return f"1 {self.base} = {rate} {self.quote} ({listed((date_format(self.on), self.source))})"
