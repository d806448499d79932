from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.translated import in_language
from residencies.programmes.models import Track


class Form(models.Model):
    """What a call asks. Once a call with it has opened it is frozen: a copy of it is edited instead.

    `frozen_at` is set by `services.freeze_forms` and by the first application; from then on the
    database refuses every change of its sections, questions and choices: see `frozen`.
    """

    slug = models.SlugField(_("code"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("application form")
        verbose_name_plural = _("application forms")
        ordering = ["slug", "-version"]
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="form_unique")]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"


class Section(models.Model):
    """Questions under one heading, all of them asked in one step: with the concept, or with the full file."""

    class Step(models.IntegerChoices):
        FIRST = 1, _("first step")
        SECOND = 2, _("second step")

    form = models.ForeignKey(
        Form,
        on_delete=models.CASCADE,
        related_name="sections",
        verbose_name=pgettext_lazy("of questions", "form"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    step = models.PositiveSmallIntegerField(_("step"), choices=Step, default=Step.FIRST)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["form", "step", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="form_section_step"),
        ]

    def __str__(self) -> str:
        return in_language(self, "title") or str(self.position)


class Question(models.Model):
    """One question of a form. Its kind says how it is asked and what counts as an answer: see `kinds`.

    With a condition it is asked only if an earlier question of the form has, or has not, one of
    `condition_values`. Without tracks it is asked in all of them.
    """

    class Kind(models.TextChoices):
        SHORT = "short", _("a line of text")
        LONG = "long", _("a text")
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("any of several")
        YES_NO = "yes_no", _("yes or no")
        CONSENT = "consent", _("an agreement: yes, or it cannot be sent")
        NUMBER = "number", _("a number")
        DATE = "date", _("a day")
        LINK = "link", _("a link")
        COUNTRY = "country", _("a country")
        COUNTRIES = "countries", _("countries")
        STAGE = "stage", _("stage of the project")
        FILE = "file", _("a document")

    class Condition(models.TextChoices):
        HAS = "has", _("only if the answer is one of these")
        HAS_NOT = "has_not", _("only if the answer is none of these")

    form = models.ForeignKey(
        Form,
        on_delete=models.CASCADE,
        related_name="questions",
        editable=False,
        verbose_name=pgettext_lazy("of questions", "form"),
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="questions", verbose_name=_("section")
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("within its section"))
    key = models.SlugField(
        _("code"), help_text=_("the same in every version: rules and exports name it by this")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text_fr = models.CharField(_("text in French"), max_length=300, blank=True)
    text_ar = models.CharField(_("text in Arabic"), max_length=300, blank=True)
    text_en = models.CharField(_("text in English"), max_length=300, blank=True)
    help_fr = models.TextField(_("help in French"), blank=True)
    help_ar = models.TextField(_("help in Arabic"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    tracks = models.ManyToManyField(
        Track,
        blank=True,
        related_name="+",
        verbose_name=_("tracks"),
        help_text=_("asked in these alone; empty: in all"),
    )
    is_required = models.BooleanField(_("required"), default=True)
    required_from = models.DateTimeField(
        _("required from"), null=True, blank=True, help_text=_("empty: at all times")
    )
    frozen_from = models.DateTimeField(
        _("frozen from"), null=True, blank=True, help_text=_("its answer is not changed after that")
    )
    identifies = models.BooleanField(
        _("tells who applies"), default=False, help_text=_("hidden from readers of a blind call")
    )
    is_title = models.BooleanField(
        _("title of the project"), default=False, help_text=_("lists name the application by its answer")
    )
    minimum = models.BigIntegerField(_("at least"), null=True, blank=True)
    maximum = models.BigIntegerField(_("at most"), null=True, blank=True)
    unit_fr = models.CharField(_("unit in French"), max_length=50, blank=True)
    unit_ar = models.CharField(_("unit in Arabic"), max_length=50, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=50, blank=True)
    max_words = models.PositiveSmallIntegerField(
        _("words at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    accepts = models.JSONField(_("types of file"), default=list, blank=True)
    max_megabytes = models.PositiveSmallIntegerField(
        _("megabytes at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    max_files = models.PositiveSmallIntegerField(
        _("files at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    condition_on = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("depends on"),
    )
    condition = models.CharField(_("condition"), max_length=7, choices=Condition, blank=True)
    condition_values = models.JSONField(_("answers it depends on"), default=list, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["form", "section__step", "section__position", "section", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="form_question_unique"),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(is_title=True),
                name="form_question_one_title",
                violation_error_message=_("One question of a form asks for the title."),
            ),
            models.CheckConstraint(
                condition=Q(is_title=False) | Q(kind="short"),
                name="form_question_title_is_short",
                violation_error_message=_("A title is a line of text."),
            ),
            models.CheckConstraint(
                condition=Q(condition="", condition_on=None)
                | (~Q(condition="") & Q(condition_on__isnull=False) & ~Q(condition_on=F("id"))),
                name="form_question_condition_whole",
                violation_error_message=_(
                    "Choose a condition and another, earlier question it looks at; or neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(minimum__lte=F("maximum")),
                name="form_question_bounds",
                violation_error_message=_("The least is more than the most."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "text") or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.form_id = self.section.form_id
        super().save(*args, **kwargs)

    @property
    def step(self) -> int:
        return self.section.step


class Option(models.Model):
    """A choice offered by a question."""

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
        ordering = ["question", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "value"], name="form_option_unique")]

    def __str__(self) -> str:
        return in_language(self, "text") or self.value
