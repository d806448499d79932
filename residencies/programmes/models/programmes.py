"""What the foundation runs: programmes, their tracks, and each run of one with its places."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.films.models import Award
from foundation.people.models import Organisation
from foundation.translated import in_language


class Programme(models.Model):
    """What the foundation runs year after year; each run is an `Edition`."""

    class Kind(models.TextChoices):
        RESIDENCY = "residency", _("residency")
        TRAINING = "training", _("training programme")
        WORKSHOPS = "workshops", _("workshop series")
        BACHELOR = "bachelor", _("bachelor")
        MASTER = "master", _("master")
        PLATFORM = "platform", _("industry platform")
        DELEGATION = "delegation", _("delegation")

    slug = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return in_language(self, "name")


class Track(models.Model):
    """A craft taught in a programme: directing, screenwriting, sound …"""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="tracks", verbose_name=_("programme")
    )
    slug = models.SlugField(_("code"))
    name_fr = models.CharField(_("name in French"), max_length=100)
    name_ar = models.CharField(_("name in Arabic"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["programme", "slug"]
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="track_unique")]

    def __str__(self) -> str:
        return in_language(self, "name")


class Edition(models.Model):
    """One run of a programme, with its dates and its places."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="editions", verbose_name=_("programme")
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("the year, or the year and a number"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    prizes = models.ManyToManyField(
        Award, blank=True, editable=False, related_name="+", verbose_name=_("prizes")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on", "programme", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="edition_unique"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="edition_dates",
                violation_error_message=_("Choose a last day that is not before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.name}"


class Places(models.Model):
    """How many an edition takes in one of its programme's tracks."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="places", verbose_name=_("edition")
    )
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="+", verbose_name=_("track"))
    capacity = models.PositiveSmallIntegerField(_("capacity"))

    class Meta:
        verbose_name = _("places")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(fields=["edition", "track"], name="places_unique")]

    def __str__(self) -> str:
        return f"{self.track}: {self.capacity}"
