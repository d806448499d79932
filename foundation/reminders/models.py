from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.mail.models import Message
from foundation.people.models import Person, is_staff_with
from foundation.reminders import faults
from foundation.reminders.anchors import Anchor, UnknownAnchor, anchor_named
from foundation.reminders.faults import LANGUAGES
from foundation.translated import listed

LONGEST = 3650  # days


class RuleQuerySet(models.QuerySet["Rule"]):
    def visible_to(self, user: Any) -> "RuleQuerySet":
        """Staff with the right; nobody else has a page of it."""
        allowed = is_staff_with(user, "reminders.view_rule")
        return self if allowed else self.none()


def _written(language: str, yes: bool = True) -> Q:
    empty = Q(**{f"subject_{language}": "", f"body_{language}": ""})
    full = ~Q(**{f"subject_{language}": ""}) & ~Q(**{f"body_{language}": ""})
    return full if yes else empty


class Rule(models.Model):
    """A reminder as data: so many days before or after which day, to whom, in which words.

    `services.save_rule` and `switch_rule` change it, and let its occurrences follow at once.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    is_active = models.BooleanField(_("active"), default=False, editable=False)
    active_since = models.DateField(
        _("active since"), null=True, blank=True, editable=False, help_text=_("nothing due before it is sent")
    )
    anchor = models.CharField(_("hangs on"), max_length=50)
    offset_days = models.SmallIntegerField(
        _("days"),
        default=0,
        validators=[MinValueValidator(-LONGEST), MaxValueValidator(LONGEST)],
        help_text=_("-3 is three days before it, 0 the day itself, 3 three days after"),
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("again every"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("days; empty for once"),
    )
    repeat_until_days = models.PositiveSmallIntegerField(
        _("for as long as"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST)],
        help_text=_("days after the first; empty until it is done"),
    )
    expires_days = models.PositiveSmallIntegerField(
        _("worthless after"),
        default=7,
        validators=[MaxValueValidator(365)],
        help_text=_("days; what could not leave until then is not sent. A reminder of a day ends with it"),
    )
    again_days = models.PositiveSmallIntegerField(
        _("sent again if its day moves by"),
        default=7,
        help_text=_("days or more to later, after it was sent; 0 for never"),
    )
    opens = models.TimeField(_("not before"), default=time(9), help_text=_("the clock where she lives"))
    closes = models.TimeField(_("not after"), default=time(17))
    on_weekends = models.BooleanField(_("on Saturdays and Sundays as well"), default=False)
    on_holidays = models.BooleanField(
        _("on public holidays as well"), default=False, help_text=_("those of the country she lives in")
    )
    audience = models.JSONField(_("audience"), default=dict, blank=True)
    stream = models.CharField(
        _("stream"),
        max_length=20,
        choices=Message.Stream,
        default=Message.Stream.SUBSCRIBED,
        help_text=_("transactional: what she cannot do without; she cannot unsubscribe from it"),
    )
    is_exempt = models.BooleanField(
        _("outside the weekly budget"),
        default=False,
        help_text=_("for what the law or a contract asks for: neither counted nor held back"),
    )
    subject_fr = models.CharField(_("subject in French"), max_length=200, blank=True)
    body_fr = models.TextField(_("text in French"), blank=True)
    button_fr = models.CharField(_("button in French"), max_length=60, blank=True)
    subject_ar = models.CharField(_("subject in Arabic"), max_length=200, blank=True)
    body_ar = models.TextField(_("text in Arabic"), blank=True)
    button_ar = models.CharField(_("button in Arabic"), max_length=60, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    button_en = models.CharField(_("button in English"), max_length=60, blank=True)

    objects = RuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="rule_hours",
                violation_error_message=_("Choose a latest hour that is after the earliest."),
            ),
            models.CheckConstraint(
                condition=Q(repeat_days=None, repeat_until_days=None)
                | Q(repeat_days__gt=0) & (Q(repeat_until_days=None) | Q(repeat_until_days__gt=0)),
                name="rule_repeats",
                violation_error_message=_(
                    "Write how often it comes again where you say for how long; both in days, from 1."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(active_since__isnull=False), name="rule_active_has_day"
            ),
            *[
                models.CheckConstraint(
                    condition=_written(code) | _written(code, False),
                    name=f"rule_text_{code}",
                    violation_error_message=_(
                        "Write the subject and the text in a language, or leave both empty."
                    ),
                )
                for code in LANGUAGES
            ],
            *[
                models.CheckConstraint(
                    condition=Q(**{f"button_{code}": ""}) | _written(code),
                    name=f"rule_button_{code}",
                    violation_error_message=_(
                        "Where a language has a button, write its subject and its text as well."
                    ),
                )
                for code in LANGUAGES
            ],
            models.CheckConstraint(
                condition=_written("fr") | _written("ar") | _written("en"),
                name="rule_has_a_text",
                violation_error_message=_("Write the subject and the text in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def gives(self) -> Anchor:
        """Its anchor. Raises UnknownAnchor where no room gives it any more."""
        return anchor_named(self.anchor)

    @property
    def when(self) -> str:
        days = abs(self.offset_days)
        if not days:
            return gettext("on the day")
        before = ngettext("%(days)d day before", "%(days)d days before", days)
        after = ngettext("%(days)d day after", "%(days)d days after", days)
        return (before if self.offset_days < 0 else after) % {"days": days}

    def language_for(self, wanted: str) -> str:
        """Hers if the rule is written in it, else the first that is: subject and text are of one language."""
        return next(code for code in (wanted, *LANGUAGES) if getattr(self, f"subject_{code}", ""))

    def clean(self) -> None:
        try:
            anchor = self.gives
        except UnknownAnchor:
            raise ValidationError({"anchor": _("Choose what it hangs on.")}) from None
        if wrong := faults.of_rule(self, anchor):
            raise ValidationError(wrong)
        anchor.check_audience(self.audience)


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, user: Any) -> "OccurrenceQuerySet":
        """Staff with the right, but what a room keeps from one of them; nobody else has a page of it."""
        if not is_staff_with(user, "reminders.view_occurrence"):
            return self.none()
        rows = self
        for kept in settings.REMINDERS_KEPT_FROM:
            rows = rows.exclude(import_string(kept)(user))
        return rows

    def planned(self) -> "OccurrenceQuerySet":
        return self.filter(state=Occurrence.State.PLANNED)

    def unsent(self) -> "OccurrenceQuerySet":
        """Planned, or in the outbox and not on its way yet."""
        waiting = [Message.State.QUEUED, Message.State.CANCELLED]
        queued = Q(state=Occurrence.State.QUEUED, message__state__in=waiting)
        return self.filter(Q(state=Occurrence.State.PLANNED) | queued)


class Occurrence(models.Model):
    """One reminder to one person about one row, the n-th time: planned, then a mail, or a reason why not.

    `services.evaluate_rule` plans, moves and calls off; `queueing.queue_due` writes the mail.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        QUEUED = "queued", _("in the outbox")
        SKIPPED = "skipped", _("skipped")
        CANCELLED = "cancelled", _("cancelled")

    class Reason(models.TextChoices):
        BUDGET = "budget", _("she had enough mail this week")
        NO_ADDRESS = "no_address", _("she has no e-mail address")
        GONE = "gone", _("its cause is gone")
        OFF = "off", _("the rule is off")
        OPTED_OUT = "opted_out", _("she wants no such mail")
        MOVED = "moved", _("its day has moved")
        LATER = "later", _("a later one is due")
        TOO_LATE = "too_late", _("too late")

    HELD = (Reason.BUDGET, Reason.NO_ADDRESS)

    rule = models.ForeignKey(
        Rule, on_delete=models.PROTECT, related_name="occurrences", verbose_name=_("rule")
    )
    object_id = models.PositiveBigIntegerField(
        _("number of the row"), help_text=_("of what the rule hangs on")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("person")
    )
    sequence = models.PositiveSmallIntegerField(_("repetition"), default=0, help_text=_("0 is the first"))
    take = models.PositiveSmallIntegerField(
        default=0, editable=False
    )  # 1 and more: its mail was called back, or its day moved far after it was sent
    # `rule:<rule>:<row>:<person>:<sequence>`, and the take: also the key of its mail. A text and not
    # its columns, so that two records of one person can be merged when both were reminded.
    key = models.CharField(_("key"), max_length=100, editable=False)
    anchor_on = models.DateField(
        _("about"), help_text=_("the day it hangs on, as it was when this was written")
    )
    due_on = models.DateField(_("due on"), help_text=_("by the calendar where she lives"))
    expires_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    queued_at = models.DateTimeField(_("written"), null=True, blank=True)
    message = models.OneToOneField(
        Message,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reminder",
        verbose_name=_("message"),
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="occurrence_once"),
            models.CheckConstraint(
                condition=Q(state="planned", reason__in=["", "budget", "no_address"])
                | Q(state="queued", reason="")
                | Q(state__in=["skipped", "cancelled"]) & ~Q(reason=""),
                name="occurrence_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", queued_at__isnull=False)
                | Q(state="planned", queued_at=None, message=None)
                | Q(state__in=["skipped", "cancelled"]),
                name="occurrence_queued_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["rule", "object_id", "person"], name="occurrence_of"),
            # Read by queueing.queue_due every minute: the few that wait, not the many that went.
            models.Index(fields=["due_on", "id"], condition=Q(state="planned"), name="occurrence_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {listed([self.person, date_format(self.due_on)])}"

    def make_key(self) -> str:
        parts = [
            self.rule_id,
            self.object_id,
            self.person_id,
            self.sequence,
            *([self.take] if self.take else []),
        ]
        return ":".join(["rule", *map(str, parts)])
