"""The file of a member: badge, way, hotel; and apart from it, for fewer eyes, her papers and her per diem."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.money import amount_field, currency_field, is_payable
from foundation.people.models import check_time_zone, is_staff_with
from residencies.delegations.models.delegations import Delegation
from residencies.programmes.models import Participation


class OfMember(models.QuerySet[Any]):
    """Rows of a file: `to_person` leads from them to whose it is."""

    to_person = "member__participation__person"

    def visible_to(self, user: Any) -> Any:
        """Staff with the right see all; anyone else her own."""
        meta = self.model._meta
        if is_staff_with(user, f"{meta.app_label}.view_{meta.model_name}"):
            return self
        return (
            self.filter(**{f"{self.to_person}__account": user.pk}) if user.is_authenticated else self.none()
        )


class MemberQuerySet(OfMember):
    to_person = "participation__person"

    def going(self) -> "MemberQuerySet":
        return self.exclude(participation__state__in=Participation.LEFT)

    def gone(self) -> "MemberQuerySet":
        """Who has left, and nobody came in her place."""
        return self.filter(participation__state__in=Participation.LEFT, participation__replaced_by=None)

    def owing(self) -> "MemberQuerySet":
        """Who went, or goes, and has not reported."""
        return self.going().filter(reported_at=None)


class Member(models.Model):
    """One who travels with a delegation. `services.open_files` makes it for each participation."""

    class Badge(models.TextChoices):
        PROFESSIONAL = "professional", _("professional")
        EXHIBITOR = "exhibitor", _("exhibitor")
        GUEST = "guest", pgettext_lazy("badge", "guest")
        PRESS = "press", _("press")
        NONE = "none", _("none needed")

    class BadgeState(models.TextChoices):
        OPEN = "open", _("to be asked for")
        REQUESTED = "requested", _("asked for")
        ISSUED = "issued", _("issued")

    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, related_name="members", verbose_name=_("delegation")
    )
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="trip", verbose_name=_("participation")
    )
    badge = models.CharField(_("badge"), max_length=12, choices=Badge, default=Badge.PROFESSIONAL)
    badge_state = models.CharField(_("state"), max_length=10, choices=BadgeState, default=BadgeState.OPEN)
    badge_number = models.CharField(_("badge number"), max_length=50, blank=True)
    hotel = models.CharField(_("hotel"), max_length=200, blank=True)
    hotel_address = models.CharField(_("address"), max_length=300, blank=True)
    hotel_reference = models.CharField(_("booking reference"), max_length=50, blank=True)
    brief = models.TextField(_("brief for her"), blank=True)
    met = models.TextField(_("whom she met"), blank=True)
    follows = models.TextField(_("what follows"), blank=True)
    reported_at = models.DateTimeField(_("reported on"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member of a delegation")
        verbose_name_plural = _("members of delegations")
        ordering = ["delegation", "participation__person__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(badge_state="issued") | ~Q(badge_number=""),
                name="member_issued_badge_has_number",
                violation_error_message=_("A badge that is issued has a number."),
            ),
            models.CheckConstraint(
                condition=Q(reported_at=None) | ~Q(met=""), name="member_report_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.participation)

    @property
    def person(self) -> Any:
        return self.participation.person

    @property
    def goes(self) -> bool:
        return self.participation.state not in Participation.LEFT


def _zone_field(label: Any) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=50, default="Africa/Casablanca", validators=[check_time_zone])


class Leg(models.Model):
    """One stretch of her way, by the clocks of the places where it begins and ends."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="legs", verbose_name=_("member of a delegation")
    )
    from_place = models.CharField(_("from"), max_length=100)
    departs_on = models.DateField(_("departs on"))
    departs_at = models.TimeField(_("at"))
    departs_zone = _zone_field(_("time zone there"))
    to_place = models.CharField(_("to"), max_length=100)
    arrives_on = models.DateField(_("arrives on"))
    arrives_at = models.TimeField(_("at"))
    arrives_zone = _zone_field(_("time zone there"))
    carrier = models.CharField(_("carrier and number"), max_length=100)
    reference = models.CharField(_("booking reference"), max_length=50, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)  # tells calendars that it has changed

    objects = OfMember.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("leg of a journey")
        verbose_name_plural = _("legs of journeys")
        ordering = ["member", "departs_on", "departs_at", "pk"]
        indexes = [models.Index(fields=["departs_on"], name="leg_departs_on")]

    def __str__(self) -> str:
        return f"{self.from_place} → {self.to_place}"

    def clean(self) -> None:
        days = (self.departs_on, self.departs_at, self.arrives_on, self.arrives_at)
        try:
            is_backwards = None not in days and self.arrives <= self.departs
        except (KeyError, ValueError):  # a zone there is not: told beside it
            return
        if is_backwards:
            raise ValidationError({"arrives_on": _("It arrives before it departs, by the clocks there.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            self.revision += 1
        super().save(*args, **kwargs)

    @property
    def departs(self) -> datetime:
        return _instant(self.departs_on, self.departs_at, self.departs_zone)

    @property
    def arrives(self) -> datetime:
        return _instant(self.arrives_on, self.arrives_at, self.arrives_zone)


def _instant(on: date, at: time, zone: str) -> datetime:
    return datetime.combine(on, at, ZoneInfo(zone))


class Papers(models.Model):
    """Passport, visa and insurance: hers, and of those staff who have the right for it.

    What a visa has come to its days tell. `services.record_refusal` alone writes the day of a refusal.
    """

    class Visa(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("visa", "not known")
        YES = "yes", pgettext_lazy("visa", "needed")
        NO = "no", pgettext_lazy("visa", "not needed")

    class Stage(models.TextChoices):
        OPEN = "open", pgettext_lazy("visa", "no appointment")
        APPOINTMENT = "appointment", pgettext_lazy("visa", "appointment made")
        APPLIED = "applied", pgettext_lazy("visa", "applied for")
        GRANTED = "granted", pgettext_lazy("visa", "granted")
        REFUSED = "refused", pgettext_lazy("visa", "refused")

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="papers", verbose_name=_("member of a delegation")
    )
    passport_number = models.CharField(_("passport number"), max_length=30, blank=True)
    passport_until = models.DateField(_("passport valid until"), null=True, blank=True)
    visa = models.CharField(_("visa"), max_length=3, choices=Visa, blank=True)
    appointment_on = models.DateField(_("appointment for the visa"), null=True, blank=True)
    applied_on = models.DateField(_("visa applied for on"), null=True, blank=True)
    granted_from = models.DateField(_("visa valid from"), null=True, blank=True)
    granted_until = models.DateField(_("visa valid until"), null=True, blank=True)
    refused_on = models.DateField(_("visa refused on"), null=True, blank=True, editable=False)
    insurer = models.CharField(_("insurer"), max_length=100, blank=True)
    policy = models.CharField(_("policy number"), max_length=50, blank=True)
    insured_until = models.DateField(_("insured until"), null=True, blank=True)
    health = models.TextField(
        _("in an emergency"), blank=True, help_text=_("allergies, medicines, whom to call")
    )

    objects = OfMember.as_manager()
    history = HistoricalRecords(excluded_fields=["passport_number", "health"])

    class Meta:
        verbose_name = _("papers")
        verbose_name_plural = _("papers")
        ordering = ["member"]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_from=None, granted_until=None)
                | Q(granted_from__isnull=False, granted_until__gte=F("granted_from")),
                name="papers_visa_from_until",
                violation_error_message=_("A visa that is granted has its first and its last day."),
            ),
            models.CheckConstraint(
                condition=Q(refused_on=None) | Q(granted_from=None),
                name="papers_visa_granted_or_refused",
                violation_error_message=_(
                    "A visa is granted or refused: leave the days of the other one empty."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)

    @property
    def stage(self) -> "Papers.Stage":
        found = (
            (self.refused_on, self.Stage.REFUSED),
            (self.granted_until, self.Stage.GRANTED),
            (self.applied_on, self.Stage.APPLIED),
            (self.appointment_on, self.Stage.APPOINTMENT),
        )
        return next((stage for day, stage in found if day), self.Stage.OPEN)


class PerDiem(models.Model):
    """What she is given for each day of it."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="per_diem", verbose_name=_("member of a delegation")
    )
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])
    rate = amount_field(_("for each day"))
    currency = currency_field()
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    reference = models.CharField(_("payment reference"), max_length=100, blank=True)

    objects = OfMember.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("per diem")
        verbose_name_plural = _("per diems")
        ordering = ["member"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gt=0, rate__gt=0),
                name="per_diem_of_something",
                violation_error_message=_("Write a number of days and a daily rate above zero."),
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None, reference="") | (Q(paid_on__isnull=False) & ~Q(reference="")),
                name="per_diem_paid_has_reference",
                violation_error_message=_("What is paid has its day and its reference."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)

    def clean(self) -> None:
        if self.rate is not None and self.currency and not is_payable(self.rate, self.currency):
            raise ValidationError({"rate": _("Type an amount above zero, with the places its currency has.")})

    @property
    def amount(self) -> Decimal:
        return self.days * self.rate
