from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.constraints import RowOfTable
from foundation.people.models import Person, is_staff_with
from foundation.translated import in_language, listed
from residencies.programmes.models import Participation, Programme


class Questionnaire(models.Model):
    """The questions of a check-in. A version that was sent is not changed: a new one follows it."""

    slug = models.SlugField(_("code"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["slug", "-version"]
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="questionnaire_unique")]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"


class Question(models.Model):
    """One question. Its kind says how it is asked and what its answer moves: see `kinds`.

    With a condition it is asked only if an earlier question of the same questionnaire has, or has
    not, one of `condition_values`; `questions.shown` reads it.
    """

    class Kind(models.TextChoices):
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("any of several")
        YES_NO = "yes_no", _("yes or no")
        SCALE = "scale", _("from 1 to 5")
        NUMBER = "number", _("a number")
        DATE = "date", _("a day")
        TEXT = "text", _("text")
        STAGE = "stage", _("stage of her project")
        CREDIT = "credit", _("a new credit")
        SELECTION = "selection", _("a new selection")
        AWARD = "award", _("a prize")
        FACTS = "facts", _("where she lives and what she does")

    class Prefill(models.TextChoices):
        OFF = "off", _("does not show it")
        SHOW = "show", _("shows it")
        CHOOSE = "choose", _("shows it, chosen: “still true?”")

    class Condition(models.TextChoices):
        HAS = "has", _("only if the answer is one of these")
        HAS_NOT = "has_not", _("only if the answer is none of these")

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=_("questionnaire"),
    )
    key = models.SlugField(_("code"), help_text=_("the same in every version: results are added up by it"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"))
    in_mail = models.BooleanField(
        _("answered in the mail"),
        default=False,
        help_text=_("its choices stand in the mail, for one tap"),
    )
    is_required = models.BooleanField(
        _("required"), default=False, help_text=_("nothing is sent without an answer to it")
    )
    prefill = models.CharField(
        _("what she said last time"), max_length=6, choices=Prefill, default=Prefill.OFF
    )
    text_fr = models.CharField(_("text in French"), max_length=300, blank=True)
    text_ar = models.CharField(_("text in Arabic"), max_length=300, blank=True)
    text_en = models.CharField(_("text in English"), max_length=300, blank=True)
    minimum = models.BigIntegerField(_("at least"), null=True, blank=True)
    maximum = models.BigIntegerField(_("at most"), null=True, blank=True)
    unit_fr = models.CharField(_("unit in French"), max_length=50, blank=True)
    unit_ar = models.CharField(_("unit in Arabic"), max_length=50, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=50, blank=True)
    condition_on = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("depends on"),
    )
    # Where that question stands: `save` keeps it, and the schema that it is true and comes before `position`.
    condition_position = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    condition = models.CharField(_("condition"), max_length=7, choices=Condition, blank=True)
    condition_values = models.JSONField(_("answers it depends on"), default=list, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["questionnaire", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="question_unique"),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(in_mail=True),
                name="question_one_in_mail",
                violation_error_message=_("Another question stands in the mail: take it out there first."),
            ),
            models.CheckConstraint(
                condition=Q(in_mail=False) | Q(kind__in=["choice", "yes_no", "scale"]),
                name="question_in_mail_is_tapped",
                violation_error_message=_("One tap answers a choice, a yes or no, or a scale only."),
            ),
            models.CheckConstraint(
                condition=Q(condition="", condition_on=None, condition_position=None)
                | (
                    ~Q(condition="")
                    & Q(condition_on__isnull=False, condition_position__isnull=False)
                    & Q(condition_position__lt=F("position"))
                ),
                name="question_condition_whole",
                violation_error_message=_(
                    "Choose a condition and an earlier question it looks at; or neither."
                ),
            ),
            models.UniqueConstraint(fields=["questionnaire", "id", "position"], name="question_place"),
            RowOfTable(
                fields=("questionnaire", "condition_on", "condition_position"),
                names=("questionnaire", "id", "position"),
                name="question_condition_is_earlier",
                violation_error_message=_("Choose an earlier question of this questionnaire."),
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(minimum__lte=F("maximum")),
                name="question_bounds",
                violation_error_message=_("The least is more than the most."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "text") or self.key

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """With where the question stands that it depends on, and telling those that depend on it."""
        on = Question.objects.filter(pk=self.condition_on_id)
        self.condition_position = on.values_list("position", flat=True).first()
        super().save(*args, **kwargs)
        followers = Question.objects.filter(condition_on=self.pk)
        followers.exclude(condition_position=self.position).update(condition_position=self.position)


class Option(models.Model):
    """A choice offered by a question, or the word at an end (1 or 5) of its scale."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="options", verbose_name=_("question")
    )
    value = models.SlugField(_("code"))
    position = models.PositiveSmallIntegerField(_("position"))
    text_fr = models.CharField(_("text in French"), max_length=200, blank=True)
    text_ar = models.CharField(_("text in Arabic"), max_length=200, blank=True)
    text_en = models.CharField(_("text in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["question", "position"]
        constraints = [models.UniqueConstraint(fields=["question", "value"], name="option_unique")]

    def __str__(self) -> str:
        return in_language(self, "text") or self.value


def days_of(text: str) -> list[int]:
    """Days as staff write them ("7, 21"), in order; raises ValidationError for what is none."""
    parts = text.replace("،", ",").replace(";", ",").split(",")
    written = [part.strip() for part in parts if part.strip()]
    if not all(part.isdecimal() and 1 <= int(part) <= 365 for part in written):
        raise ValidationError(_("Write days from 1 to 365 with commas between them, like 7, 21."))
    return sorted({int(part) for part in written})


class Plan(models.Model):
    """When check-ins are due after completion, for one programme or, without one, for all others."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    programme = models.OneToOneField(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="checkin_plan",
        verbose_name=_("programme"),
        help_text=_("empty: every programme without a plan of its own"),
    )
    repeat_months = models.PositiveSmallIntegerField(
        _("then every"),
        default=12,
        validators=[MaxValueValidator(120)],
        help_text=_("months after the last step; 0 for never"),
    )
    gap_days = models.PositiveSmallIntegerField(
        _("days between two check-ins"),
        default=60,
        help_text=_("nobody is asked twice within them"),
    )
    open_days = models.PositiveSmallIntegerField(
        _("days to answer"), default=60, validators=[MinValueValidator(1)]
    )
    reminders = models.CharField(
        _("reminders after"),
        max_length=50,
        default="7, 21",
        blank=True,
        validators=[days_of],
        help_text=_("days after asking, like 7, 21; empty for none. Holds for check-ins planned from now on"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("check-in plan")
        verbose_name_plural = _("check-in plans")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"],
                condition=Q(programme=None, is_active=True),
                name="plan_one_for_all",
                violation_error_message=_(
                    "Another active plan is for all programmes: end that one, or choose a programme."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        try:
            days = days_of(self.reminders)
        except ValidationError:
            return  # said at the field already
        if days and self.open_days and days[-1] >= self.open_days:
            raise ValidationError(
                {"reminders": _("The last reminder has to go out before the days to answer are over.")}
            )
        self.reminders = ", ".join(str(day) for day in days)


class Step(models.Model):
    """One of a plan's check-ins: so many months after completion, with these questions."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps", verbose_name=_("plan"))
    months = models.PositiveSmallIntegerField(
        _("months after completion"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="+", verbose_name=_("questionnaire")
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["plan", "months"]
        constraints = [models.UniqueConstraint(fields=["plan", "months"], name="step_unique")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.months}"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: Any) -> "CheckInQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "checkins.view_checkin"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def unpaused(self, on: date) -> "CheckInQuerySet":
        """Without those of people who have paused or stopped being asked."""
        held = Q(person__pause__isnull=False) & (
            Q(person__pause__until=None) | Q(person__pause__until__gt=on)
        )
        return self.exclude(held)

    def unanswered(self) -> "CheckInQuerySet":
        return self.filter(state__in=[CheckIn.State.PLANNED, CheckIn.State.ASKED])


class CheckIn(models.Model):
    """One time of asking one person how she is getting on.

    `plan_checkins` inserts it, `queue_due_checkins` asks, `queue_reminders` asks again, and
    `answer_checkin` closes it.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        SILENT = "silent", _("no answer")
        CANCELLED = "cancelled", _("cancelled")

    STAYS_BY = "how_far"  # of two that a merge brings together

    # Both are the first column of an index below, which serves for one of their own.
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="checkins",
        verbose_name=_("person"),
        db_index=False,
    )
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="checkins",
        verbose_name=_("participation"),
        db_index=False,
    )
    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        related_name="checkins",
        verbose_name=_("questionnaire"),
    )
    months = models.PositiveSmallIntegerField(_("months after completion"))
    due_on = models.DateField(_("due on"), help_text=_("completion plus the months"))
    ask_on = models.DateField(_("ask on"), help_text=_("the due day, or the day it was found late"))
    open_days = models.PositiveSmallIntegerField(_("days to answer"), default=60)
    reminders = models.CharField(_("reminders after"), max_length=50, default="7, 21", blank=True)
    # Kept by the services, so that what is due is found by an index and not by reckoning each row.
    remind_on = models.DateField(_("next reminder"), null=True, blank=True, editable=False)
    call_at = models.DateTimeField(_("to be called from"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = CheckInQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-ask_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "months"], name="checkin_once"),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False)
                | (~Q(state="answered") & Q(answered_at=None)),
                name="checkin_answered_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | Q(asked_at__isnull=False, closes_at__isnull=False),
                name="checkin_asked_has_times",
            ),
        ]
        indexes = [
            # Read by planning, and by whoever asks for a person's newest.
            models.Index(fields=["person", "due_on"], name="checkin_of_person"),
            # Read every minute by services.queue_due_checkins, .close_silent_checkins and .queue_reminders:
            # the few that are due.
            models.Index(fields=["ask_on", "id"], condition=Q(state="planned"), name="checkin_planned"),
            models.Index(fields=["closes_at"], condition=Q(state="asked"), name="checkin_asked"),
            models.Index(fields=["remind_on", "id"], condition=Q(state="asked"), name="checkin_to_remind"),
            # Read by calling.to_call, oldest first.
            models.Index(
                fields=["ask_on", "id"],
                condition=Q(state__in=["planned", "asked", "silent"]),
                name="checkin_unheard",
            ),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.due_on])

    @property
    def how_far(self) -> int:
        """What she has answered before what she was asked, and either before what she was not."""
        order = ["cancelled", "planned", "silent", "asked", "answered"]
        return order.index(self.state)


class Answer(models.Model):
    """What she answered to one question; changed as often as she likes until the check-in closes.

    `value` is {kind: answer}, or the keys of a `careers.Change`: see `kinds`.
    """

    GOES_WITH = "checkin"

    checkin = models.ForeignKey(
        CheckIn, on_delete=models.CASCADE, related_name="answers", verbose_name=_("check-in")
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    value = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["checkin", "question__position"]
        constraints = [models.UniqueConstraint(fields=["checkin", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question}"
