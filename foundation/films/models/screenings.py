"""Where a work was shown, or is to be: what premieres are claims about."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.films.models.festivals import Selection
from foundation.films.models.works import FilmCountries, Work, credited_to, seen_by
from foundation.people.models import is_staff_with
from foundation.translated import listed


class ScreeningQuerySet(models.QuerySet["Screening"]):
    def visible_to(self, user: Any) -> "ScreeningQuerySet":
        """Staff with the right see all; others what has been shown of the works they see, and what is
        planned of their own.
        """
        if is_staff_with(user, "films.view_screening"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(is_planned=False) & seen_by(user, "work__") | Q(work__in=credited_to(user)))


class Screening(models.Model):
    """A showing of a work that was, or is planned. One at a festival may name its selection, and then stands
    for it. Without a country nobody knows where it was; online without one it was everywhere.
    """

    class Kind(models.TextChoices):
        FESTIVAL = "festival", _("festival")
        CINEMA = "cinema", _("cinema, preview")
        BROADCAST = "broadcast", _("television")
        ONLINE = "online", _("online")
        MARKET = "market", _("market screening")
        IN_PROGRESS = "in_progress", _("work in progress")
        PRIVATE = "private", _("private screening")

    CLOSED = (Kind.MARKET, Kind.IN_PROGRESS, Kind.PRIVATE)

    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="screenings", verbose_name=_("work")
    )
    selection = models.OneToOneField(
        Selection,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="screening",
        verbose_name=_("selection"),
        help_text=_("that it belongs to"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    on = models.DateField(_("on"), null=True, blank=True)
    country = CountryField(_("country"), blank=True, countries=FilmCountries)
    place = models.CharField(_("place"), max_length=200, blank=True)
    is_planned = models.BooleanField(_("planned"), default=False, help_text=_("it has not taken place"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = ScreeningQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["work", "on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "kind", "on", "country", "place"], name="screening_once"),
            models.UniqueConstraint(
                fields=["work", "kind", "country", "place"],
                condition=Q(on=None),
                name="screening_without_day_once",
                violation_error_message=_(
                    "This screening is recorded without a day already: say on which day this one is."
                ),
            ),
        ]

    def __str__(self) -> str:
        day = date_format(self.on) if self.on else ""
        facts = (self.place or self.get_kind_display(), self.country.name, day)
        return listed(str(fact) for fact in facts if fact)
