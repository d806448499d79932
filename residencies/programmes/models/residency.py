"""Where participants live while an edition runs, and what they need for it."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from residencies.programmes.models.participations import OfParticipationQuerySet, Participation
from residencies.programmes.models.programmes import Edition


class Room(models.Model):
    """A room that an edition has, with its beds, which are counted from 1."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="rooms", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=100)
    beds = models.PositiveSmallIntegerField(_("beds"), default=1, validators=[MinValueValidator(1)])
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("floor, steps, bathroom …"))

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["edition", "name"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="room_unique"),
            models.CheckConstraint(condition=Q(beds__gte=1), name="room_has_a_bed"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        used = self.stays.aggregate(last=Max("bed"))["last"] if self.pk else None
        if used and self.beds is not None and self.beds < used:
            raise ValidationError({"beds": _("Somebody has bed %(bed)d here.") % {"bed": used}})


class Stay(models.Model):
    """Some nights of a participant in a house of the edition. `services.arrange_stay` gives her a bed."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="stays", verbose_name=_("participation")
    )
    arrives_on = models.DateField(_("arrives on"))
    leaves_on = models.DateField(_("leaves on"))
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, blank=True, related_name="stays", verbose_name=_("room")
    )
    bed = models.PositiveSmallIntegerField(_("bed"), null=True, blank=True, editable=False)
    history = HistoricalRecords()

    objects = OfParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        ordering = ["arrives_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(leaves_on__gt=F("arrives_on")), name="stay_has_a_night"),
            models.CheckConstraint(
                condition=Q(room=None, bed=None) | Q(room__isnull=False, bed__gte=1), name="stay_bed_of_room"
            ),
        ]
        indexes = [models.Index(fields=["room", "bed", "arrives_on"], name="stay_of_bed")]

    def __str__(self) -> str:
        return str(self.participation)


class Needs(models.Model):
    """What she needs to come and to feel well: hers alone, and of those staff who have the right for it."""

    STAYS_BY = "saved_at"  # of two that a merge brings together

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="needs", verbose_name=_("participation")
    )
    travel = models.TextField(_("travel"), blank=True)
    dietary = models.TextField(_("food"), blank=True)
    access = models.TextField(_("access"), blank=True)
    saved_at = models.DateTimeField(_("saved"))

    objects = OfParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs")
        verbose_name_plural = _("needs")
        ordering = ["participation"]

    def __str__(self) -> str:
        return str(self.participation)
