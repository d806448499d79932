from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models import Work
from foundation.people.models import Organisation, Person, is_staff_with
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


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: Any) -> "ParticipationQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "programmes.view_participation"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def completed(self) -> "ParticipationQuerySet":
        return self.filter(state=Participation.State.COMPLETED)

    def left_open(self, on: date) -> "ParticipationQuerySet":
        """Still running although their edition has ended."""
        running = [Participation.State.CONFIRMED, Participation.State.ATTENDING]
        return self.filter(state__in=running, edition__ends_on__lt=on)


class Participation(models.Model):
    """A person in an edition. Only `services.change_state` and its verbs set the state."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        CONFIRMED = "confirmed", pgettext_lazy("participation", "confirmed")
        ATTENDING = "attending", _("attending")
        COMPLETED = "completed", pgettext_lazy("participation", "completed")
        DECLINED = "declined", pgettext_lazy("participation", "declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DISMISSED = "dismissed", _("dismissed")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("edition"),
        db_index=False,  # the first column of `participation_of_edition`
    )
    track = models.ForeignKey(
        Track,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("track"),
    )
    work = models.ForeignKey(
        Work,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("project"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why she left, declined or was dismissed"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    certificate = models.CharField(
        _("certificate"), max_length=20, null=True, blank=True, unique=True, editable=False
    )

    objects = ParticipationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        permissions = [("export_participation", "Can export participations")]
        ordering = ["edition", "person", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "edition"], name="participation_unique"),
            models.CheckConstraint(
                condition=Q(state="completed", completed_on__isnull=False, certificate__isnull=False)
                | (~Q(state="completed") & Q(completed_on=None)),
                name="participation_completed_has_date",
            ),
        ]
        indexes = [
            # Read by whoever asks who completed lately.
            models.Index(
                fields=["completed_on"],
                condition=Q(state="completed"),
                name="participation_completed",
            ),
            # Holds all that the planning of check-ins reads of a participation.
            models.Index(fields=["edition", "completed_on", "person", "id"], name="participation_of_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.edition}"

    def clean(self) -> None:
        if self.track and self.edition_id and self.track.programme_id != self.edition.programme_id:
            raise ValidationError({"track": _("Choose a track of this edition’s programme.")})
