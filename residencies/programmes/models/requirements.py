"""What completing an edition takes, and what each participant has done of it."""

import secrets
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField
from foundation.people.models import is_staff_with
from foundation.translated import in_language
from residencies.programmes.models.participations import OfParticipationQuerySet, Participation
from residencies.programmes.models.programmes import Edition, Track


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def visible_to(self, user: Any) -> "RequirementQuerySet":
        """Staff with the right see all; anyone else those of the editions she is in."""
        if is_staff_with(user, "programmes.view_requirement"):
            return self
        if not user.is_authenticated:
            return self.none()
        hers = Participation.objects.filter(person__account=user.pk)
        return self.filter(edition__in=hers.values("edition"))


class Requirement(models.Model):
    """Something that everyone in an edition, or in one of its tracks, does before she completes."""

    class Kind(models.TextChoices):
        SESSIONS = "sessions", _("sessions attended")
        DELIVERABLE = "deliverable", _("deliverable handed in")
        MENTORING = "mentoring", _("hours of mentoring")
        SIGN_OFF = "sign_off", _("sign-off")
        YEAR = "year", _("year passed")
        CREDITS = "credits", _("credits earned")

    ONCE = (Kind.DELIVERABLE, Kind.SIGN_OFF, Kind.YEAR)  # done or not, whatever the amount

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="requirements", verbose_name=_("edition")
    )
    track = models.ForeignKey(
        Track,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("track"),
        help_text=_("empty: of everyone"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.SlugField(_("code"))
    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    amount = PlainField(
        _("how much"),
        max_digits=6,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("sessions, hours or credits; 1 where it is done or not"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    history = HistoricalRecords()

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="requirement_unique"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="requirement_amount"),
            models.CheckConstraint(
                condition=Q(amount=1) | ~Q(kind__in=["deliverable", "sign_off", "year"]),
                name="requirement_once_is_one",
                violation_error_message=_("Of this kind there is one: leave the amount at 1."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")

    def clean(self) -> None:
        if self.track and self.edition_id and self.track.programme_id != self.edition.programme_id:
            raise ValidationError({"track": _("Choose a track of this edition’s programme.")})

    @property
    def is_once(self) -> bool:
        return self.kind in self.ONCE

    def concerns(self, row: Participation) -> bool:
        return self.edition_id == row.edition_id and self.track_id in (None, row.track_id)


class Fulfilment(models.Model):
    """What staff have recorded of a requirement: a sign-off, a year, credits, hours kept elsewhere, or that
    it is waived. `services.record_fulfilment` and `waive_requirement` write it.
    """

    STAYS_BY = "at"  # of two that a merge brings together

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="fulfilments", verbose_name=_("participation")
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="fulfilments", verbose_name=_("requirement")
    )
    amount = PlainField(_("how much"), max_digits=6, decimal_places=2, default=Decimal(0))
    is_waived = models.BooleanField(_("waived"), default=False)
    word = models.TextField(_("word"), blank=True)
    at = models.DateTimeField(_("recorded on"))
    history = HistoricalRecords()

    objects = OfParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("fulfilment")
        verbose_name_plural = _("fulfilments")
        ordering = ["participation", "requirement"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "requirement"], name="fulfilment_unique"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fulfilment_amount"),
            models.CheckConstraint(
                condition=Q(is_waived=False) | ~Q(word=""), name="fulfilment_waived_has_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.requirement}"


def private_path(row: "Deliverable") -> str:
    """Where a file is kept: nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"deliverables/{row.participation.edition_id}/{secrets.token_urlsafe(24)}"


class Deliverable(models.Model):
    """What a participant has handed in for a requirement: a file, or a link to one.

    `services.hand_in` makes it, `accept_deliverable` and `return_deliverable` decide on it.
    """

    class State(models.TextChoices):
        HANDED_IN = "handed_in", _("handed in")
        ACCEPTED = "accepted", pgettext_lazy("deliverable", "accepted")
        RETURNED = "returned", _("sent back")

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="deliverables", verbose_name=_("participation")
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="deliverables", verbose_name=_("requirement")
    )
    file = models.FileField(_("file"), upload_to="deliverables", max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    content_type = models.CharField(_("content type"), max_length=100, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    remark = models.TextField(_("remark"), blank=True, help_text=_("of the participant"))
    handed_in_at = models.DateTimeField(_("handed in"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.HANDED_IN)
    word = models.TextField(_("your word"), blank=True, help_text=_("the participant reads it"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    history = HistoricalRecords()

    objects = OfParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file="") ^ Q(link=""), name="deliverable_is_file_or_link"),
            models.CheckConstraint(
                condition=Q(state="handed_in", decided_at=None)
                | (~Q(state="handed_in") & Q(decided_at__isnull=False)),
                name="deliverable_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(word=""), name="deliverable_returned_has_word"
            ),
            models.UniqueConstraint(
                fields=["participation", "requirement"],
                condition=Q(state="handed_in"),
                name="deliverable_one_waits",
            ),
            models.UniqueConstraint(
                fields=["participation", "requirement"],
                condition=Q(state="accepted"),
                name="deliverable_one_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation.person}: {self.requirement}"
