"""An industry event: its days in slots, its tables in areas, and how far the areas lie from each other."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models import Award, FestivalEdition
from foundation.people.models import Account, check_time_zone, is_staff_with
from foundation.translated import in_language
from residencies.programmes.models import Edition

MOST_TRAVEL = 240  # minutes
MOST_IN_A_ROW = 20


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        """Staff with the right see all; anyone else those in which she is a guest or sits for a project."""
        if is_staff_with(user, "industry.view_event"):
            return self
        if not user.is_authenticated:
            return self.none()
        # By name: guests and projects stand on events. Each apart: together they are every guest of an event
        # beside every seat.
        ways = (
            {"guests__person__account": user.pk, "guests__is_active": True},
            {"projects__seats__person__account": user.pk, "projects__is_active": True},
        )
        guest, seated = (Event.objects.filter(**way).order_by().values("pk") for way in ways)
        return self.filter(Q(pk__in=guest) | Q(pk__in=seated))


class OfEvent(models.QuerySet[Any]):
    """Rows of an event's set-up: staff with the right see them, and those who take part in the event."""

    def visible_to(self, user: Any) -> Any:
        meta = self.model._meta
        if is_staff_with(user, f"{meta.app_label}.view_{meta.model_name}"):
            return self
        return self.filter(event__in=Event.objects.visible_to(user).order_by().values("pk"))


class Event(models.Model):
    """Days on which projects and guests meet one to one. `services.scheduling` alone sets its state.

    The schedule is provisional until it is released: then agendas are mailed once, and every later change
    leaves a `Notice` for whoever has to be told.
    """

    class Fault(models.TextChoices):
        """Why no schedule can be made; read in the reader's own language."""

        RELEASED = "released", _("The schedule is released. Move, add or cancel single meetings now.")
        NO_SLOTS = "no_slots", _("Lay out the slots first.")
        NO_TABLES = "no_tables", _("Name the tables first.")
        NO_WISHES = "no_wishes", _("Nobody has wished for a meeting yet.")
        PINNED = "pinned", _("Pinned meetings break a rule. Move or unpin those that are marked.")
        CHANGED = "changed", _("Wishes or days changed while the schedule was made. Make it again.")

    class State(models.TextChoices):
        PLANNING = "planning", pgettext_lazy("industry event", "collecting wishes")
        PROVISIONAL = "provisional", pgettext_lazy("industry event", "provisional schedule")
        RELEASED = "released", pgettext_lazy("industry event", "schedule released")

    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Africa/Casablanca",
        validators=[check_time_zone],
        help_text=_("in which its times are typed and told"),
    )
    place = models.CharField(_("place"), max_length=300, blank=True)
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="industry_events",
        verbose_name=_("edition"),
        help_text=_("the run of a programme it belongs to"),
    )
    festival_edition = models.ForeignKey(
        FestivalEdition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="industry_events",
        verbose_name=_("festival edition"),
        help_text=_("whose market or lab it is; its prizes are recorded there"),
    )
    wishes_until = models.DateTimeField(
        _("wishes until"), null=True, blank=True, help_text=_("empty: until the schedule is released")
    )
    most_in_a_row = models.PositiveSmallIntegerField(
        _("meetings in a row at most"),
        null=True,
        blank=True,
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_IN_A_ROW)],
        help_text=_("then a slot of rest; empty: any number"),
    )
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.PLANNING, editable=False)
    # A schedule was asked for, and a worker makes it; why the last one was not made.
    asked_at = models.DateTimeField(null=True, editable=False)
    asked_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    fault = models.CharField(max_length=12, choices=Fault, blank=True, editable=False)
    scheduled_at = models.DateTimeField(_("scheduled on"), null=True, editable=False)
    # What the last run of the solver met, greedy and the bound beside it: `scheduling.measures`.
    measures = models.JSONField(default=dict, blank=True, editable=False)
    released_at = models.DateTimeField(_("released on"), null=True, editable=False)
    released_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("released by"),
    )
    batches = models.PositiveIntegerField(default=0, editable=False)  # of changes that were told
    prizes = models.ManyToManyField(
        Award, blank=True, editable=False, related_name="+", verbose_name=_("prizes")
    )

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["measures", "asked_at", "asked_by", "fault"])

    class Meta:
        verbose_name = _("industry event")
        verbose_name_plural = _("industry events")
        permissions = [
            ("export_event", "Can export the schedule of an industry event"),
            ("release_event", gettext_noop("Can release the schedule of an industry event")),
        ]
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_fr=""), name="event_has_a_name"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="event_dates",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(most_in_a_row=None) | Q(most_in_a_row__gte=1),
                name="event_most_in_a_row",
                violation_error_message=_("Write 1 meeting or more in a row, or leave it empty."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planning", "provisional"], released_at=None)
                | Q(state="released", released_at__isnull=False),
                name="event_released_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_released(self) -> bool:
        return self.state == self.State.RELEASED

    def takes_wishes(self, now: Any) -> bool:
        """Whether guests and projects may still say whom they want to meet, and when they can."""
        return not self.is_released and (self.wishes_until is None or now < self.wishes_until)


class Area(models.Model):
    """A part of the place: a room, a floor, another building."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="areas", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=100)

    objects = OfEvent.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("industry event", "area")
        verbose_name_plural = pgettext_lazy("industry event", "areas")
        ordering = ["event", "name"]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="area_unique")]

    def __str__(self) -> str:
        return self.name


class Travel(models.Model):
    """Minutes on foot between two areas, either way. Two areas without a row lie beside each other."""

    one = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+", verbose_name=_("from"))
    other = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+", verbose_name=_("to"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MaxValueValidator(MOST_TRAVEL)])

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("way between two areas")
        verbose_name_plural = _("ways between areas")
        ordering = ["one", "other"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="travel_unique"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="travel_once_for_both_ways",
                violation_error_message=_("A way leads between two areas, and is named once."),
            ),
            models.CheckConstraint(condition=Q(minutes__lte=MOST_TRAVEL), name="travel_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"


class Table(models.Model):
    """Where one meeting at a time takes place."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables", verbose_name=_("event"))
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tables",
        verbose_name=pgettext_lazy("industry event", "area"),
    )
    name = models.CharField(_("name"), max_length=50)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = OfEvent.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("industry event", "table")
        verbose_name_plural = pgettext_lazy("industry event", "tables")
        ordering = ["event", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="table_unique")]

    def __str__(self) -> str:
        return f"{self.name} ({self.area})" if self.area else self.name


class SlotQuerySet(OfEvent):
    def open(self) -> "SlotQuerySet":
        """Those in which meetings may be."""
        return self.filter(blocked="")


class Slot(models.Model):
    """A piece of a day, at instants that are told in the event's zone. In a blocked one nobody meets."""

    class Blocked(models.TextChoices):
        BREAK = "break", pgettext_lazy("slot", "break")
        MEAL = "meal", pgettext_lazy("slot", "meal")
        PRAYER = "prayer", pgettext_lazy("slot", "prayer")
        OTHER = "other", pgettext_lazy("slot", "other")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots", verbose_name=_("event"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    blocked = models.CharField(
        _("no meetings"),
        max_length=6,
        choices=Blocked,
        blank=True,
        help_text=_("empty: meetings may be here"),
    )
    label = models.CharField(_("label"), max_length=100, blank=True, help_text=_("such as “iftar”"))

    objects = SlotQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("industry event", "slot")
        verbose_name_plural = pgettext_lazy("industry event", "slots")
        ordering = ["event", "starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["event", "starts_at"], name="slot_unique"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="slot_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(blocked__in=["", "break", "meal", "prayer", "other"]), name="slot_blocked"
            ),
        ]

    def __str__(self) -> str:
        start, end = (timezone.localtime(at, self.event.zone) for at in (self.starts_at, self.ends_at))
        return f"{date_format(start, 'SHORT_DATE_FORMAT')} {start:%H:%M}–{end:%H:%M}"

    def clean(self) -> None:
        if self.blocked and self.pk and self.meetings.planned().exists():
            raise ValidationError({"blocked": _("Somebody meets in this slot. Move those meetings first.")})

    @property
    def day(self) -> date:
        """In the event's zone."""
        return timezone.localtime(self.starts_at, self.event.zone).date()
