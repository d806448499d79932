"""What is offered: workshops, their sessions, who speaks in them and what is handed out."""

import secrets
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, check_time_zone, is_staff_with
from foundation.translated import in_language
from residencies.programmes.models import Edition, Participation


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, user: Any) -> "WorkshopQuerySet":
        """Staff with the right see all; others what is open to them, what they speak in or have asked for."""
        if is_staff_with(user, "workshops.view_workshop"):
            return self
        person = getattr(user, "person", None) if user.is_authenticated else None
        return self.known_to(person) if person else self.none()

    def known_to(self, person: Person) -> "WorkshopQuerySet":
        hers = Q(sessions__registrations__person=person) | Q(sessions__speakers__person=person)
        known = Workshop.objects.filter(hers).order_by().values("pk")
        open_ones = Workshop.objects.open_to(person).order_by().values("pk")
        return self.filter(Q(pk__in=open_ones) | Q(pk__in=known))

    def open_to(self, person: Person) -> "WorkshopQuerySet":
        """Published ones in which she may ask for a place: open to all, or to those of an edition of hers."""
        editions = Participation.objects.running().filter(person=person).order_by().values("edition")
        audience = Q(audience=Workshop.Audience.ALL) | Q(edition__in=editions)
        return self.filter(audience, is_published=True)


class Workshop(models.Model):
    """One subject, taught in one or several sessions; a place is asked for by session."""

    class Audience(models.TextChoices):
        ALL = "all", _("everyone")
        PARTICIPANTS = "participants", _("participants of the edition")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="workshops", verbose_name=_("edition")
    )
    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    about_fr = models.TextField(_("description in French"), blank=True)
    about_ar = models.TextField(_("description in Arabic"), blank=True)
    about_en = models.TextField(_("description in English"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True, help_text=_("spoken in it"))
    audience = models.CharField(_("open to"), max_length=12, choices=Audience, default=Audience.PARTICIPANTS)
    is_published = models.BooleanField(
        pgettext_lazy("workshop", "published"),
        default=False,
        help_text=_("before that nobody outside the staff finds it"),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to answer"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
        help_text=_("of whoever is called from the waiting list; less when the session is near"),
    )

    objects = WorkshopQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["name_fr", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_fr=""), name="workshop_has_a_name"),
            models.CheckConstraint(
                condition=Q(audience__in=["all", "participants"]), name="workshop_audience"
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, offer_hours__lte=720), name="workshop_offer_hours"
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")

    @property
    def about(self) -> str:
        return in_language(self, "about")


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Any) -> "SessionQuerySet":
        """Those of the workshops that are; of one that is not open to her, hers alone."""
        if is_staff_with(user, "workshops.view_session"):
            return self
        person = getattr(user, "person", None) if user.is_authenticated else None
        return self.known_to(person) if person else self.none()

    def known_to(self, person: Person) -> "SessionQuerySet":
        hers = Q(registrations__person=person) | Q(speakers__person=person)
        known = Session.objects.filter(hers).order_by().values("pk")
        open_ones = Workshop.objects.open_to(person).order_by().values("pk")
        return self.filter(Q(workshop__in=open_ones) | Q(pk__in=known))

    def public(self) -> "SessionQuerySet":
        """Those of published workshops that are open to everyone: they may be read without a login."""
        return self.filter(workshop__audience=Workshop.Audience.ALL, workshop__is_published=True)

    def planned(self) -> "SessionQuerySet":
        return self.filter(state=Session.State.PLANNED)

    def led_by(self, user: Any) -> "SessionQuerySet":
        """Those whose attendance an account notes: staff with the right, or who speaks in it."""
        if is_staff_with(user, "workshops.add_attendance"):
            return self
        speaks = Speaker.objects.filter(person__account=user.pk).order_by().values("session")
        return self.filter(pk__in=speaks) if user.is_authenticated else self.none()

    def without_speaker(self, now: datetime) -> "SessionQuerySet":
        """Planned ones to come that nobody is named to lead."""
        return self.planned().filter(starts_at__gt=now, speakers=None)


class Session(models.Model):
    """One meeting of a workshop, at instants that are told in its zone.

    `services` alone change it once it is made: who is registered is told, and `revision` counts up for
    calendars (iCalendar's SEQUENCE). `held` counts the places that are taken or offered; the database lets
    it never be more than there are.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("session", "planned")
        CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")

    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("workshop")
    )
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Africa/Casablanca",
        validators=[check_time_zone],
        help_text=_("in which its times are typed and told"),
    )
    place = models.CharField(_("place"), max_length=300, blank=True)
    online_url = models.URLField(
        _("online link"), blank=True, help_text=_("shown to those who have a place, and to nobody else")
    )
    capacity = models.PositiveIntegerField(
        _("capacity"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("empty: any number"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED, editable=False)
    reason = models.TextField(
        _("reason"), blank=True, editable=False, help_text=_("why it was cancelled, as it is told")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    held = models.PositiveIntegerField(_("places taken"), default=0, editable=False)

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["held"])

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="session_has_places",
                violation_error_message=_("Write 1 place or more, or leave it empty."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(held__lte=F("capacity")),
                name="session_not_over_capacity",
                violation_error_message=_("More places are taken than that."),
            ),
            models.CheckConstraint(condition=Q(state__in=["planned", "cancelled"]), name="session_state"),
        ]
        indexes = [models.Index(fields=["starts_at"], condition=Q(state="planned"), name="session_planned")]

    def __str__(self) -> str:
        title = in_language(self, "title")
        return f"{self.workshop}: {title}" if title else str(self.workshop)

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def free(self) -> int | None:
        """Places nobody holds; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.held, 0)

    def keep_count(self) -> None:
        """Write down how many places are held; the session is locked."""
        self.held = self.registrations.holding().count()
        Session.objects.filter(pk=self.pk).update(held=self.held)

    def is_open(self, now: datetime) -> bool:
        """Whether a place can still be asked for."""
        return self.state == self.State.PLANNED and now < self.starts_at


class Speaker(models.Model):
    """Somebody who leads a session, in her part."""

    class Role(models.TextChoices):
        TRAINER = "trainer", _("trainer")
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        INTERPRETER = "interpreter", _("interpreter")

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="speakers", verbose_name=_("session")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("part"), max_length=11, choices=Role, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="speaker_unique"),
            models.CheckConstraint(
                condition=Q(role__in=["trainer", "speaker", "moderator", "interpreter"]), name="speaker_role"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


def material_path(row: "Material", _name: str) -> str:
    """Nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"workshops/{row.session_id}/{secrets.token_urlsafe(24)}"


class Material(models.Model):
    """Something for those who have a place: a file that was checked, or a link."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="materials", verbose_name=_("session")
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), blank=True)
    file = models.FileField(_("file"), upload_to=material_path, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    content_type = models.CharField(_("content type"), max_length=100, blank=True, editable=False)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["session", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", file__gt="") | Q(url__gt="", file=""),
                name="material_file_or_link",
                violation_error_message=_("Give a file or a link."),
            )
        ]

    def __str__(self) -> str:
        return self.title
