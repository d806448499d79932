"""What staff write to a list of participants."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.mail.models import Message
from foundation.people.models import is_staff_with

LANGUAGES = ("fr", "ar", "en")


class CircularQuerySet(models.QuerySet["Circular"]):
    def visible_to(self, user: Any) -> "CircularQuerySet":
        return self if is_staff_with(user, "programmes.view_circular") else self.none()


class Circular(models.Model):
    """One text that was sent to many, in up to three languages. `services.send_circular` makes it."""

    token = models.UUIDField(unique=True, editable=False)  # of the page it was sent from: it is sent once
    stream = models.CharField(_("stream"), max_length=20, choices=Message.Stream)
    subject_fr = models.CharField(_("subject in French"), max_length=150, blank=True)
    subject_ar = models.CharField(_("subject in Arabic"), max_length=150, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=150, blank=True)
    body_fr = models.TextField(_("text in French"), blank=True)
    body_ar = models.TextField(_("text in Arabic"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    reached = models.PositiveIntegerField(_("written to"))
    left_out = models.PositiveIntegerField(_("left out"))

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(subject_fr="") & ~Q(body_fr=""))
                | (~Q(subject_ar="") & ~Q(body_ar=""))
                | (~Q(subject_en="") & ~Q(body_en="")),
                name="circular_has_words",
            )
        ]

    def __str__(self) -> str:
        return self.subject_fr or self.subject_ar or self.subject_en

    def languages(self) -> list[str]:
        """Those it is written in."""
        return [code for code in LANGUAGES if getattr(self, f"subject_{code}")]

    def language_for(self, language: str) -> str:
        """`language` if it is written in it, else the first that it is."""
        written = self.languages()
        return language if language in written else written[0]
