"""What a work is called, language by language, and which countries made how much of it."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from foundation.figures import percent
from foundation.films.models.financing import percent_field
from foundation.films.models.works import FilmCountries, Work

LANGUAGE = RegexValidator(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?\Z", _("Write it like ar, ar-Latn or zgh-Tfng."))


class WorkTitle(models.Model):
    """Another title of a work: in a language and script, at a festival, or while it was made."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original title")
        TRANSLATED = "translated", _("translated title")
        FESTIVAL = "festival", _("title at a festival")
        WORKING = "working", _("working title")
        OTHER = "other", _("other title")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="titles", verbose_name=_("work"))
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(
        _("language"),
        max_length=11,
        blank=True,
        validators=[LANGUAGE],
        help_text=_("with its script where it is not the usual one: ar-Latn, zgh-Tfng"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TRANSLATED)

    class Meta:
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        ordering = ["work", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "title", "language", "kind"], name="work_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="work_title_is_something"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Work.objects.get(pk=self.work_id).keep_keys()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        Work.objects.get(pk=self.work_id).keep_keys()
        return gone


class CountryShare(models.Model):
    """The part of a country in a work, as it was made. They add to 100; the majority stands first."""

    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="country_shares", verbose_name=_("work")
    )
    country = CountryField(_("country"), countries=FilmCountries)
    percent = percent_field(_("share in %"))

    class Meta:
        verbose_name = _("share of a country")
        verbose_name_plural = _("shares of countries")
        ordering = ["work", "-percent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "country"], name="country_share_once"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100) & ~Q(country=""),
                name="country_share_percent",
                violation_error_message=_("A share is more than nothing, and at most 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country.name} ({percent(self.percent)})"
