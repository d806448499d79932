import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.translated import listed
from residencies.calls.models.applying import Application
from residencies.calls.models.asking import Question


class OfApplicationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "OfApplicationQuerySet":
        """What hangs on an application is seen by whoever sees that."""
        return self.filter(application__in=Application.objects.visible_to(user))


class Answer(models.Model):
    """What was answered to one question: `value` as its kind keeps it, or `unfit`.

    `unfit` is what was typed and is no answer yet, such as a text that is too long: it is kept so that
    nothing typed is lost, and the application cannot be sent with it.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="answers", verbose_name=_("application")
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    value = models.JSONField(_("answer"), null=True, blank=True)
    unfit = models.JSONField(_("no answer yet"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)  # the application's as it was saved
    saved_at = models.DateTimeField(_("saved"))

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["application", "question"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="application_answer_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, unfit__isnull=False)
                | Q(value__isnull=False, unfit__isnull=True),
                name="application_answer_fit_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}"


class Addendum(models.Model):
    """What was added to an application after it was sent in; that itself stays as it was."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="addenda", verbose_name=_("application")
    )
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("on"))

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("addition")
        verbose_name_plural = _("additions")
        ordering = ["application", "at", "pk"]

    def __str__(self) -> str:
        return listed([self.application.number, date_format(timezone.localtime(self.at))])


def private_path(row: "Attachment", _name: str) -> str:
    """Where a file is kept: nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"applications/{row.application.call_id}/{secrets.token_urlsafe(24)}"


class Attachment(models.Model):
    """A file that was sent in: the answer to a question, or part of an addition.

    `services.attach_file` alone makes it. `name` is what the applicant called it, to be shown and no more.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("application")
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("question"),
    )
    addendum = models.ForeignKey(
        Addendum,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("addition"),
    )
    file = models.FileField(_("file"), upload_to=private_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    content_type = models.CharField(_("content type"), max_length=100)
    uploaded_at = models.DateTimeField(_("uploaded"))

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["application", "uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, addendum=None) | Q(question=None, addendum__isnull=False),
                name="application_file_belongs",
            ),
        ]

    def __str__(self) -> str:
        return self.name
