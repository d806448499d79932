"""What a funder is told of the people it paid for: what was asked for, and what was frozen of it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Account, Organisation, is_staff_with
from foundation.translated import in_language
from residencies.programmes.models import Edition


class By(models.TextChoices):
    """How the graduates of a table are divided."""

    NONE = "none", pgettext_lazy("divided", "not at all")
    PROGRAMME = "programme", _("by programme")
    EDITION = "edition", _("by edition")
    TRACK = "track", _("by track")
    YEAR = "year", _("by year of completion")


class FunderReportQuerySet(models.QuerySet["FunderReport"]):
    def visible_to(self, user: Any) -> "FunderReportQuerySet":
        """Staff with the right alone: a funder sees what was frozen and shared."""
        return self if is_staff_with(user, "impact.view_funderreport") else self.none()


class FunderReport(models.Model):
    """What a funder is to be told: of whom, in which period, which indicators, in which words.

    Its figures are counted each time somebody looks; `services.issue_report` freezes them.
    """

    funder = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reports_to_it", verbose_name=_("funder")
    )
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    starts_on = models.DateField(_("completed from"))
    ends_on = models.DateField(_("completed until"))
    editions = models.ManyToManyField(
        Edition,
        blank=True,
        related_name="+",
        verbose_name=_("editions"),
        help_text=_("empty: all editions that were completed in the period"),
    )
    own_places = models.BooleanField(
        _("its places alone"), default=False, help_text=_("graduates whose place this funder pays for")
    )
    # One way in each report: two could be solved for who is in both.
    by = models.CharField(_("divided"), max_length=10, choices=By, default=By.EDITION)
    indicators = models.JSONField(_("indicators"), default=list)
    intro_fr = models.TextField(_("introduction in French"), max_length=4000, blank=True)
    intro_ar = models.TextField(_("introduction in Arabic"), max_length=4000, blank=True)
    intro_en = models.TextField(_("introduction in English"), max_length=4000, blank=True)
    stories = models.ManyToManyField(
        "impact.Story",
        blank=True,
        related_name="reports",
        limit_choices_to={"state": "agreed"},
        verbose_name=_("stories"),
        help_text=_("those their authors have agreed to; they stand after the figures"),
    )

    objects = FunderReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report to a funder")
        verbose_name_plural = _("reports to funders")
        ordering = ["-ends_on", "funder__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="funder_report_days",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(condition=~Q(title_fr=""), name="funder_report_has_a_title"),
        ]

    def __str__(self) -> str:
        return str(in_language(self, "title"))

    def clean(self) -> None:
        if not self.indicators:
            raise ValidationError({"indicators": _("Choose at least one indicator.")})


class IssuedReportQuerySet(models.QuerySet["IssuedReport"]):
    def visible_to(self, user: Any) -> "IssuedReportQuerySet":
        """Staff with the right; whoever holds its link reads it by `shared`."""
        return self if is_staff_with(user, "impact.view_issuedreport") else self.none()

    def shared(self, today: date) -> "IssuedReportQuerySet":
        """Those whose link opens: made, not ended, and not past its last day."""
        return self.filter(shared_until__gte=today)


class IssuedReport(models.Model):
    """A report as it was frozen. The database refuses to change what it says: `frozen`.

    Which stories it told stands beside it, in `ToldStory`: they go when an alumna takes her word back.
    `content` is what its readers are told, with small groups hidden, in all languages, and `trace` the rows
    each figure was counted from, for the staff alone: both as `selectors.reports.counted` makes them. The
    link to its page ends with the day `shared_until`, or when `link_version` counts up.
    """

    report = models.ForeignKey(
        FunderReport,
        on_delete=models.PROTECT,
        related_name="issues",
        verbose_name=pgettext_lazy("funder", "report"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    on = models.DateField(_("as of"))
    content = models.JSONField(_("content"))
    trace = models.JSONField(_("rows"))
    frozen_at = models.DateTimeField(_("frozen"))
    frozen_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("frozen by")
    )
    token = models.UUIDField(unique=True, editable=False)
    shared_at = models.DateTimeField(_("link made"), null=True, blank=True, editable=False)
    shared_until = models.DateField(_("link opens until"), null=True, blank=True, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = IssuedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        ordering = ["-frozen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="issued_report_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="issued_report_number"),
            models.CheckConstraint(
                condition=Q(shared_at=None, shared_until=None)
                | Q(shared_at__isnull=False, shared_until__isnull=False),
                name="issued_report_link_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.number})"
