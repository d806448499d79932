"""Who is not asked for a while, who was called, and the two lists that are read from check-ins."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alumni.checkins.models.asking import CheckIn
from foundation.people.models import Person, is_staff_with
from residencies.programmes.models import Edition


class PauseQuerySet(models.QuerySet["Pause"]):
    def visible_to(self, user: Any) -> "PauseQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "checkins.view_pause"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def running(self, on: date) -> "PauseQuerySet":
        """Those that hold on a day; one that is over stays as a row until the next word."""
        return self.filter(Q(until=None) | Q(until__gt=on))


class Pause(models.Model):
    """A person is not asked until a day, or never again. Her latest word replaces the one before it.

    `pausing.pause_checkins` writes it and `pausing.resume_checkins` takes it away.
    """

    STAYS_BY = "lasts_until"  # of two that a merge brings together

    class Source(models.TextChoices):
        MAIL = "mail", _("herself, by the link in a mail")
        PORTAL = "portal", _("herself, on her page")
        STAFF = "staff", _("by staff")
        CALL = "call", _("herself, when she was called")

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="pause", verbose_name=_("person")
    )
    since = models.DateField(_("not asked since"))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("asked again from this day on; empty: stopped")
    )
    source = models.CharField(_("by whom"), max_length=10, choices=Source)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PauseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="pause_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}"

    @property
    def lasts_until(self) -> date:
        return self.until or date.max


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: Any) -> "ContactQuerySet":
        """Staff with the right alone: what is noted of a call is not written for her."""
        allowed = is_staff_with(user, "checkins.view_contact")
        return self if allowed else self.none()


class Contact(models.Model):
    """One time somebody of the staff tried to reach a person, and what came of it.

    `contacting.record_contact` writes it. For a check-in the last word counts.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("phone")
        WHATSAPP = "whatsapp", "WhatsApp"
        EMAIL = "email", _("e-mail")
        IN_PERSON = "in_person", _("in person")
        OTHER = "other", pgettext_lazy("way to reach someone", "other")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached")
        NO_ANSWER = "no_answer", pgettext_lazy("a call", "no answer")
        WRONG_NUMBER = "wrong_number", _("wrong number")
        CALL_BACK = "call_back", _("call back")
        ASKED_NOT_TO = "asked_not_to", _("asked not to be asked")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("person")
    )
    checkin = models.ForeignKey(
        CheckIn,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("check-in"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("on"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    call_back_on = models.DateField(_("call back on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = ContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("with a person", "contact")
        verbose_name_plural = pgettext_lazy("with a person", "contacts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="call_back", call_back_on__isnull=False)
                | (~Q(outcome="call_back") & Q(call_back_on=None)),
                name="contact_call_back_has_day",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="contact_person"),
            models.Index(fields=["checkin", "-at"], name="contact_checkin"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_outcome_display()}"


class Call(CheckIn):
    """A check-in as a line of the list of people to call: see `calling.to_call`."""

    class Meta:
        proxy = True
        verbose_name = _("person to call")
        verbose_name_plural = _("people to call")
        ordering = ["ask_on", "pk"]

    def __str__(self) -> str:
        return str(self.person)


class Cohort(Edition):
    """An edition as a line of the response rates: see `rates.with_rates`."""

    class Meta:
        proxy = True
        verbose_name = _("response rate")
        verbose_name_plural = _("response rates")
        ordering = ["-starts_on", "programme", "pk"]
