"""What is asked of those who were there, and what they say; it does not say who they are."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.translated import in_language
from residencies.workshops.models.offering import Session, Workshop


class FeedbackQuestion(models.Model):
    """One more question that a workshop asks in its feedback, beside the marks; nobody has to answer it."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("a mark from 1 to 5")
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", _("a text")

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="questions", verbose_name=_("workshop")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.SCALE)
    text_fr = models.CharField(_("question in French"), max_length=300)
    text_ar = models.CharField(_("question in Arabic"), max_length=300, blank=True)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question of the feedback")
        verbose_name_plural = _("questions of the feedback")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["scale", "yes_no", "text"]), name="feedback_question_kind"
            ),
            models.CheckConstraint(condition=~Q(text_fr=""), name="feedback_question_has_a_text"),
        ]

    def __str__(self) -> str:
        return in_language(self, "text")

    @property
    def key(self) -> str:
        """Its name on the page."""
        return f"question_{self.pk}"


def _mark(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(5)])


class Feedback(models.Model):
    """What one of those who were there says. It does not say who: neither a person nor an instant is kept."""

    MARKS = ["overall", "useful", "clear"]

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("session")
    )
    overall = _mark(_("overall"))
    useful = _mark(_("useful for her work"))
    clear = _mark(_("clear"))
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["session", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    overall__gte=1, overall__lte=5, useful__gte=1, useful__lte=5, clear__gte=1, clear__lte=5
                ),
                name="feedback_marks",
            )
        ]

    def __str__(self) -> str:
        return str(self.session)


class FeedbackAnswer(models.Model):
    """What one voice answers to one of the workshop's own questions, as its kind keeps it."""

    feedback = models.ForeignKey(
        Feedback, on_delete=models.CASCADE, related_name="answers", verbose_name=_("feedback")
    )
    # What was asked stays, as long as somebody has answered it.
    question = models.ForeignKey(
        FeedbackQuestion, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    value = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("answer of a feedback")
        verbose_name_plural = _("answers of feedback")
        ordering = ["feedback", "question"]
        constraints = [models.UniqueConstraint(fields=["feedback", "question"], name="feedback_answer_once")]

    def __str__(self) -> str:
        return str(self.question)
