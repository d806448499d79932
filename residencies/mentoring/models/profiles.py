from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from residencies.programmes.models import Track

MOST_MENTEES = 20  # that a mentor may take, whoever says so
MOST_AWAY = 30  # absences she may name
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Side(models.TextChoices):
    """Who of the two it is."""

    MENTOR = "mentor", _("mentor")
    MENTEE = "mentee", _("mentee")


def check_languages(codes: Any) -> None:
    if not isinstance(codes, list) or not codes or not set(codes) <= set(LANGUAGES):
        raise ValidationError(_("Choose one language at least."))


class MentorProfileQuerySet(models.QuerySet["MentorProfile"]):
    def visible_to(self, user: Any) -> "MentorProfileQuerySet":
        """Staff with the right see all; a mentor her own."""
        return self if is_staff_with(user, "mentoring.view_mentorprofile") else self.of_account(user)

    def of_account(self, user: Any) -> "MentorProfileQuerySet":
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def free_on(self, day: date) -> "MentorProfileQuerySet":
        """Those who take mentees, and are not away on that day."""
        away = Unavailability.objects.filter(starts_on__lte=day, ends_on__gte=day)
        return self.filter(is_open=True).exclude(pk__in=away.values("mentor"))


class MentorProfile(models.Model):
    """What a person offers as a mentor."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="mentor_profile", verbose_name=_("person")
    )
    fields = models.ManyToManyField(
        Track,
        blank=True,
        related_name="+",
        verbose_name=_("fields"),
        help_text=_("a track stands for its craft in every programme"),
    )
    languages = models.JSONField(
        _("languages"), default=list, validators=[check_languages], help_text=_("in which she can mentor")
    )
    capacity = models.PositiveSmallIntegerField(
        _("mentees at most"),
        default=2,
        validators=[MaxValueValidator(MOST_MENTEES)],
        help_text=format_lazy(_("at the same time, over all editions; {most} at most"), most=MOST_MENTEES),
    )
    is_open = models.BooleanField(_("takes mentees"), default=True)
    note = models.TextField(_("note"), blank=True, help_text=_("for the staff alone"))

    objects = MentorProfileQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__lte=MOST_MENTEES), name="mentor_capacity_has_a_limit"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Unavailability(models.Model):
    """Days on which a mentor is away, both included: she gets nobody new then."""

    mentor = models.ForeignKey(
        MentorProfile, on_delete=models.CASCADE, related_name="unavailabilities", verbose_name=_("mentor")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        verbose_name = _("unavailability")
        verbose_name_plural = _("unavailabilities")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "starts_on", "ends_on"], name="mentor_unavailability_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="mentor_unavailability_dates",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.starts_on)} – {date_format(self.ends_on)}"


class VetoQuerySet(models.QuerySet["Veto"]):
    def visible_to(self, user: Any) -> "VetoQuerySet":
        """Staff with the right alone. What she said herself `selectors.vetoes_of` tells her."""
        return self if is_staff_with(user, "mentoring.view_veto") else self.none()


class Veto(models.Model):
    """These two are never a pair. The other never learns of it."""

    STAYS_BY = "at"  # of two that a merge brings together

    mentor = models.ForeignKey(
        MentorProfile, on_delete=models.CASCADE, related_name="vetoes", verbose_name=_("mentor")
    )
    mentee = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("mentee"))
    said_by = models.CharField(_("said by"), max_length=6, choices=Side)
    reason = models.TextField(_("reason"), blank=True, help_text=_("read by the staff alone"))
    at = models.DateTimeField(_("said"))

    objects = VetoQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        ordering = ["mentor", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "mentee", "said_by"], name="veto_once"),
            models.CheckConstraint(condition=Q(said_by__in=["mentor", "mentee"]), name="veto_side"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} ✕ {self.mentee}"
