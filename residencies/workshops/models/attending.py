"""Who asks for a place, who was there, and what is said of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Account, Person, is_staff_with
from foundation.translated import listed
from residencies.workshops.models.offering import Session


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "workshops.view_registration"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=Registration.ACTIVE)

    def holding(self) -> "RegistrationQuerySet":
        """Those that hold a place: registered, or offered one."""
        return self.filter(state__in=Registration.HOLDING)

    def registered(self) -> "RegistrationQuerySet":
        return self.filter(state=Registration.State.REGISTERED)

    def in_line(self) -> "RegistrationQuerySet":
        """Who waits, by the time of asking."""
        return self.filter(state=Registration.State.WAITING).order_by("asked_at", "pk")

    def overdue(self, now: datetime) -> "RegistrationQuerySet":
        return self.filter(state=Registration.State.OFFERED, answer_by__lte=now)

    def running_out(self, until: datetime) -> "RegistrationQuerySet":
        """Offers that end before an instant if they are not answered."""
        return self.filter(state=Registration.State.OFFERED, answer_by__lt=until)


class Registration(models.Model):
    """One asking of a person for a place in a session, and what came of it. `services` alone set the state.

    Whoever asks again after it has ended gets another row, at the end of the line.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("registration", "registered")
        WAITING = "waiting", pgettext_lazy("registration", "on the waiting list")
        OFFERED = "offered", pgettext_lazy("registration", "offered a place")
        LAPSED = "lapsed", pgettext_lazy("registration", "not answered in time")
        CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")
        ENDED = "ended", pgettext_lazy("registration", "got no place")

    HOLDING = [State.REGISTERED, State.OFFERED]
    ACTIVE = [*HOLDING, State.WAITING]
    STAYS_BY = "how_far"  # of two that a merge brings together

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("session")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="workshop_registrations", verbose_name=_("person")
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    asked_at = models.DateTimeField(_("asked on"))
    offered_at = models.DateTimeField(_("offered on"), null=True, blank=True)
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it was cancelled"))
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    # Given by staff to somebody it is not open to: leaving the edition does not take it from her.
    is_guest = models.BooleanField(_("guest"), default=False, editable=False)

    objects = RegistrationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["session", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(state__in=["registered", "waiting", "offered"]),
                name="registration_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["registered", "waiting", "offered", "lapsed", "cancelled", "ended"]),
                name="registration_state",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_at__isnull=False, answer_by__isnull=False)
                | (~Q(state="offered") & (Q(answer_by=None) | Q(offered_at__isnull=False))),
                name="registration_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["registered", "waiting", "offered"], ended_at=None)
                | Q(state__in=["lapsed", "cancelled", "ended"], ended_at__isnull=False),
                name="registration_end_has_time",
            ),
        ]
        indexes = [
            # Read by what ends an offer.
            models.Index(fields=["answer_by"], condition=Q(state="offered"), name="registration_offered"),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.session])

    @property
    def how_far(self) -> tuple[int, bool, float]:
        """A place before an offer before a place in line; a guest's, that nothing takes from her, before
        another; who asked earlier before who asked later.
        """
        order = [self.State.WAITING, self.State.OFFERED, self.State.REGISTERED]
        return order.index(self.State(self.state)), self.is_guest, -self.asked_at.timestamp()

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE

    def is_answerable(self, now: datetime) -> bool:
        """Whether it is an offer that can still be accepted."""
        return self.state == self.State.OFFERED and self.answer_by is not None and now < self.answer_by


class PlaceRequest(models.Model):
    """A place that somebody without a login asks for, until she confirms it by the link in her mail.

    Who she is is taken up into the people's records then, and no sooner, and is not kept here any longer.
    `services.asking` alone writes it; it has no history, and is gone after a week.
    """

    link_version = 1  # a link to it lasts as long as it is open

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="requests", verbose_name=_("session")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)  # in small letters
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked on"))
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("registration"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("request for a place")
        verbose_name_plural = _("requests for places")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "email"], condition=Q(registration=None), name="place_request_once"
            ),
            models.CheckConstraint(
                condition=Q(registration=None, name__gt="", email__gt="")
                | Q(registration__isnull=False, name="", email=""),
                name="place_request_keeps_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["email", "asked_at"], name="place_request_email"),
            models.Index(fields=["asked_at"], name="place_request_asked_at"),
        ]

    def __str__(self) -> str:
        return str(self.session)


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: Any) -> "AttendanceQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "workshops.view_attendance"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()


class Attendance(models.Model):
    """That a person was in a session: who noted it, when and how."""

    class Way(models.TextChoices):
        LIST = "list", _("ticked on the list")
        QR = "qr", _("by her QR code")
        SELF = "self", _("by herself, online")

    STAYS_BY = "how_sure"  # of two that a merge brings together

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("session")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="workshop_attendances", verbose_name=_("person")
    )
    way = models.CharField(_("noted"), max_length=4, choices=Way)
    noted_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noted by"),
    )
    noted_at = models.DateTimeField(_("noted on"))
    gave_feedback = models.BooleanField(_("gave feedback"), default=False, editable=False)

    objects = AttendanceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["gave_feedback"])

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "person", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="attendance_unique"),
            models.CheckConstraint(condition=Q(way__in=["list", "qr", "self"]), name="attendance_way"),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.session])

    @property
    def how_sure(self) -> tuple[bool, datetime]:
        """What was noted last; but who has given feedback gives none again."""
        return self.gave_feedback, self.noted_at

    def may_tell(self, session: Session, now: datetime) -> bool:
        """Whether she, who was there, may give feedback: once it is over, and once."""
        return now >= session.ends_at and not self.gave_feedback


class CalendarFeed(models.Model):
    """The secret address of a person's calendar; it ends when `link_version` counts up."""

    STAYS_BY = "is_open"  # of two that a merge brings together; an address that has ended stays so

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="calendar_feed", verbose_name=_("person")
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_open(self) -> bool:
        """Nobody reads it where its person has no login."""
        return self.person.account_id is not None
