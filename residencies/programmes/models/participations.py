"""Who takes part in an edition, and how it stands with her."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models import Work
from foundation.people.models import Organisation, Person, is_staff_with
from foundation.translated import listed
from residencies.programmes.models.programmes import Edition, Track


class OfParticipationQuerySet(models.QuerySet[Any]):
    """Rows that hang on a participation."""

    def visible_to(self, user: Any) -> Any:
        """Staff with the right see all; anyone else what is her own."""
        meta = self.model._meta
        if is_staff_with(user, f"{meta.app_label}.view_{meta.model_name}"):
            return self
        return self.filter(participation__person__account=user.pk) if user.is_authenticated else self.none()


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: Any) -> "ParticipationQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "programmes.view_participation"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def completed(self) -> "ParticipationQuerySet":
        return self.filter(state=Participation.State.COMPLETED)

    def running(self) -> "ParticipationQuerySet":
        """Who takes part and has not completed."""
        return self.filter(state__in=Participation.RUNNING)

    def without_partner(self) -> "ParticipationQuerySet":
        """Still in it, with one who shared their work gone and nobody in her place."""
        gone = Participation.objects.filter(
            edition=models.OuterRef("edition"),
            work=models.OuterRef("work"),
            state__in=Participation.LEFT,
            replaced_by=None,
        )
        return self.filter(state__in=[Participation.State.INVITED, *Participation.RUNNING]).filter(
            models.Exists(gone)
        )

    def left_open(self, on: date) -> "ParticipationQuerySet":
        """Still running although their edition has ended."""
        return self.running().filter(edition__ends_on__lt=on)


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

    class Cause(models.TextChoices):
        """Why she left, to be counted."""

        WORK = "work", pgettext_lazy("cause", "work")
        MONEY = "money", pgettext_lazy("cause", "money")
        HEALTH = "health", pgettext_lazy("cause", "health")
        FAMILY = "family", pgettext_lazy("cause", "family")
        MOVED = "moved", pgettext_lazy("cause", "moved away")
        VISA = "visa", pgettext_lazy("cause", "visa or travel")
        PROJECT = "project", pgettext_lazy("cause", "her project came to an end")
        EXPECTATIONS = "expectations", pgettext_lazy("cause", "not what she expected")
        ELSEWHERE = "elsewhere", pgettext_lazy("cause", "another programme")
        ABSENT = "absent", pgettext_lazy("cause", "absent too often")
        CONDUCT = "conduct", pgettext_lazy("cause", "conduct")
        OTHER = "other", pgettext_lazy("cause", "other")

    RUNNING = (State.CONFIRMED, State.ATTENDING)
    LEFT = (State.DECLINED, State.WITHDRAWN, State.DISMISSED)
    UNDISPUTED = ["cause", "reason", "completed_on", "replaces"]  # in a merge: no page changes them

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
    funder = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funded_participations",
        verbose_name=_("funder"),
        help_text=_("who pays for her place"),
    )
    cause = models.CharField(_("cause"), max_length=12, choices=Cause, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why she left, declined or was dismissed"))
    replaces = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("in the place of"),
    )
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
            models.CheckConstraint(
                condition=Q(cause="") | Q(state__in=["declined", "withdrawn", "dismissed"]),
                name="participation_cause_of_leaving",
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
        return listed([self.person, self.edition])

    def clean(self) -> None:
        if self.track and self.edition_id and self.track.programme_id != self.edition.programme_id:
            raise ValidationError({"track": _("Choose a track of this edition’s programme.")})


class Absence(models.Model):
    """A leave: she is away and comes back, and takes part all the while. See `services.begin_absence`."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="absences", verbose_name=_("participation")
    )
    away_from = models.DateField(_("away from"))
    back_on = models.DateField(_("back on"), null=True, blank=True, help_text=_("empty: not known yet"))
    reason = models.TextField(_("reason"), blank=True)
    history = HistoricalRecords()

    objects = OfParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-away_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gt=models.F("away_from")), name="absence_days"
            ),
            models.UniqueConstraint(
                fields=["participation"], condition=Q(back_on=None), name="absence_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.participation)
