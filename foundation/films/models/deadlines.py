"""Until when a section takes submissions, and what it asks of what is submitted."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from foundation.films.models.festivals import Section
from foundation.films.models.works import Work
from foundation.money import amount_field, currency_field
from foundation.people.models import check_time_zone
from foundation.translated import listed


class Entry(models.Model):
    """What a section asks of a work, or of its director. What is left empty is not asked."""

    class Features(models.TextChoices):
        FIRST = "first", _("a first feature")
        SECOND = "second", _("a first or second feature")

    section = models.OneToOneField(
        Section, on_delete=models.CASCADE, related_name="entry", verbose_name=_("section")
    )
    url = models.URLField(_("where to submit"), blank=True)
    kinds = models.JSONField(_("kinds of works"), default=list, blank=True)
    stages = models.JSONField(_("stages"), default=list, blank=True)
    minutes_min = models.PositiveSmallIntegerField(_("minutes at least"), null=True, blank=True)
    minutes_max = models.PositiveSmallIntegerField(_("minutes at most"), null=True, blank=True)
    completed_months = models.PositiveSmallIntegerField(
        _("months since completion at most"), null=True, blank=True
    )
    features = models.CharField(_("features"), max_length=6, choices=Features, blank=True)
    director_countries = CountryField(_("where a director lives"), multiple=True, blank=True, max_length=746)

    class Meta:
        verbose_name = _("entry rules of a section")
        verbose_name_plural = _("entry rules of sections")
        ordering = ["section"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_min=None) | Q(minutes_max=None) | Q(minutes_max__gte=F("minutes_min")),
                name="entry_minutes",
                violation_error_message=_("The most minutes are fewer than the least."),
            )
        ]

    def __str__(self) -> str:
        return str(self.section)

    def clean(self) -> None:
        for name, known in (("kinds", Work.Kind.values), ("stages", Work.Stage.values)):
            said = getattr(self, name)
            if not isinstance(said, list) or not set(map(str, said)) <= set(known):
                raise ValidationError({name: _("Choose from the list.")})


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def visible_to(self, user: Any) -> "DeadlineQuerySet":
        """A public fact: everyone with a login sees them all."""
        return self if user.is_authenticated else self.none()

    def coming(self, now: datetime) -> "DeadlineQuerySet":
        return self.filter(closes_at__gt=now)


class Deadline(models.Model):
    """The instant until which a section takes submissions; an early and a late one have fees of their own."""

    class Kind(models.TextChoices):
        EARLY = "early", pgettext_lazy("deadline", "early")
        REGULAR = "regular", pgettext_lazy("deadline", "regular")
        LATE = "late", pgettext_lazy("deadline", "late")

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="deadlines", verbose_name=_("section")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.REGULAR)
    closes_at = models.DateTimeField(_("closes"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Europe/Paris",
        validators=[check_time_zone],
        help_text=_("by whose clock the section tells it"),
    )
    fee = amount_field(_("fee"), null=True, blank=True)
    currency = currency_field(blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)  # tells calendars that it has changed

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["closes_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "kind"], name="deadline_unique"),
            models.CheckConstraint(
                condition=Q(fee=None, currency="") | (Q(fee__gte=0) & ~Q(currency="")),
                name="deadline_fee_and_currency",
                violation_error_message=_("A fee is not below zero, and has a currency such as EUR."),
            ),
        ]
        indexes = [models.Index(fields=["closes_at", "id"], name="deadline_closes_at")]

    def __str__(self) -> str:
        return listed([self.section, self.get_kind_display()])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            self.revision += 1
        super().save(*args, **kwargs)
