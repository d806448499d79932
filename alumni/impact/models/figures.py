"""Figures that others state, each with its source; and reports, frozen as they stood on a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.figures import form_of, percent, plain
from foundation.money import amount_field, check_currency, told
from foundation.people.models import Account, Organisation, is_staff_with


class Indicator(models.TextChoices):
    """What Masar counts itself, from rows; `selectors.national` says how."""

    FEATURES = "features", _("national features delivered")
    FOREIGN = "foreign_features", _("foreign features backed")
    INVESTMENT = "investment", _("local investment generated")
    COPRODUCTIONS = "coproductions", _("co-productions delivered")
    WOMEN = "women_directors", _("women among the directors of national features")
    SELECTIONS = "selections", _("selections by festivals")
    AWARDS = "awards", _("prizes won at festivals")


class StatedFigureQuerySet(models.QuerySet["StatedFigure"]):
    def visible_to(self, user: Any) -> "StatedFigureQuerySet":
        """Staff with the right alone."""
        return self if is_staff_with(user, "impact.view_statedfigure") else self.none()

    def of_years(self, first: int, last: int) -> "StatedFigureQuerySet":
        """Those of one whole year, from the first to the last."""
        year = F("starts_on__year")
        whole = self.filter(starts_on__month=1, starts_on__day=1, ends_on__month=12, ends_on__day=31)
        return whole.filter(ends_on__year=year, starts_on__year__gte=first, starts_on__year__lte=last)


class StatedFigure(models.Model):
    """A figure that a body gives, or that is given of it, as its source prints it; nothing is worked out.

    `period` is what the source says of the time, `starts_on` and `ends_on` are its days as far as they are
    known. `indicator` names what Masar counts of the same kind, to stand beside it.
    """

    class Precision(models.TextChoices):
        EXACTLY = "exactly", _("as stated")
        ABOUT = "about", pgettext_lazy("precision", "about")
        MORE = "more_than", _("more than")
        LESS = "less_than", _("less than")

    class Unit(models.TextChoices):
        PEOPLE = "people", _("people")
        FILMS = "films", _("films")
        FEATURES = "features", _("features")
        PROJECTS = "projects", _("projects")
        PERCENT = "percent", _("per cent")
        MONEY = "money", _("money")
        OTHER = "other", pgettext_lazy("unit", "other")

    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="stated_figures", verbose_name=_("body")
    )
    figure = models.CharField(_("figure"), max_length=300, help_text=_("in the words of the source"))
    indicator = models.CharField(
        _("stands beside"), max_length=20, choices=Indicator, blank=True, help_text=_("what Masar counts")
    )
    value = amount_field(_("value"), validators=[MinValueValidator(Decimal(0))])
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.EXACTLY)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[check_currency], help_text=_("of money alone")
    )
    period = models.CharField(
        _("period"), max_length=100, blank=True, help_text=_("in words: since 2018, a year; empty if unknown")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, help_text=_("title, and who published it"))
    url = models.URLField(_("link"), max_length=500, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    entered_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = StatedFigureQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        permissions = [
            ("export_statedfigure", "Can export stated figures"),
            ("see_figures", gettext_noop("Can see the national figures")),
        ]
        ordering = ["body__name", "figure", "-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "figure", "period", "source"], name="stated_figure_once"),
            models.CheckConstraint(
                condition=~Q(figure="") & ~Q(source=""),
                name="stated_figure_has_source",
                violation_error_message=_("Say what the figure counts, and where it stands."),
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="stated_figure_value"),
            models.CheckConstraint(
                condition=Q(unit="money") & ~Q(currency="") | ~Q(unit="money") & Q(currency=""),
                name="stated_figure_currency",
                violation_error_message=_("Money has a currency, such as MAD; nothing else has one."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="stated_figure_days",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.told}"

    def clean(self) -> None:
        self.tell_period()  # before it is asked whether the figure is there already

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tell_period()
        super().save(*args, **kwargs)

    def tell_period(self) -> None:
        """In figures, where the source has no words for it."""
        self.period = self.period or period_of(self.starts_on, self.ends_on)

    @property
    def year(self) -> int | None:
        """The year it is of, where it is of a whole one."""
        if not (self.starts_on and self.ends_on and self.starts_on.year == self.ends_on.year):
            return None
        whole = (self.starts_on.month, self.starts_on.day, self.ends_on.month, self.ends_on.day)
        return self.starts_on.year if whole == (1, 1, 12, 31) else None

    @property
    def told(self) -> str:
        """“more than 165 000 000,00 USD”, “about 100 people”, “30 %”."""
        if self.unit == self.Unit.MONEY:
            return self._qualified(told(self.value, self.currency))
        if self.unit == self.Unit.PERCENT:
            return self._qualified(percent(self.value))
        count = number_format(plain(self.value), force_grouping=True)
        counted = COUNTED.get(self.unit)
        return self._qualified(counted % {"form": form_of(self.value), "count": count} if counted else count)

    def _qualified(self, amount: str) -> str:
        if self.precision == self.Precision.EXACTLY:
            return amount
        sentences = {
            self.Precision.ABOUT: gettext("about %(amount)s"),
            self.Precision.MORE: gettext("more than %(amount)s"),
            self.Precision.LESS: gettext("less than %(amount)s"),
        }
        return sentences[self.Precision(self.precision)] % {"amount": amount}


# What a figure of a unit is told as; of what is counted otherwise the number stands alone.
COUNTED = {
    StatedFigure.Unit.PEOPLE: ngettext_lazy("%(count)s person", "%(count)s people", "form"),
    StatedFigure.Unit.FILMS: ngettext_lazy("%(count)s film", "%(count)s films", "form"),
    StatedFigure.Unit.FEATURES: ngettext_lazy("%(count)s feature", "%(count)s features", "form"),
    StatedFigure.Unit.PROJECTS: ngettext_lazy("%(count)s project", "%(count)s projects", "form"),
}


def period_of(starts_on: date | None, ends_on: date | None) -> str:
    """The days in figures, where no source has words for them: “2025”, or “2018-01-01 …”; '' of none."""
    if not (starts_on or ends_on):
        return ""
    found = StatedFigure(starts_on=starts_on, ends_on=ends_on).year
    return str(found or f"{starts_on or '…'} – {ends_on or '…'}")


class FrozenReportQuerySet(models.QuerySet["FrozenReport"]):
    def visible_to(self, user: Any) -> "FrozenReportQuerySet":
        """Staff with the right alone."""
        return self if is_staff_with(user, "impact.view_frozenreport") else self.none()


class FrozenReport(models.Model):
    """The national figures as they stood when a report was frozen, with their definitions.

    `content` holds all that the report says (`selectors.national.Table.as_json`); it is never changed:
    `frozen` has the database refuse it. Who froze it may be forgotten, and nobody else put in her place.
    """

    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("as of"))
    content = models.JSONField(_("content"))
    frozen_at = models.DateTimeField(_("frozen"))
    frozen_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("frozen by")
    )
    token = models.UUIDField(unique=True, editable=False)

    objects = FrozenReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering = ["-frozen_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="frozen_report_has_a_title")]

    def __str__(self) -> str:
        return self.title
