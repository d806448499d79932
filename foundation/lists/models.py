"""What is kept of the lists of the desk: those that left the house as files, and views that staff saved."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_NAME, LONGEST_QUERY = 60, 2000


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: Any) -> "ExportQuerySet":
        """Staff with the right alone."""
        allowed = user.is_active and user.is_staff and user.has_perm("lists.view_export")
        return self if allowed else self.none()


class Export(models.Model):
    """A list that somebody took out as a file: written by `services.note_export`, never changed."""

    table = models.CharField(_("list"), max_length=100, help_text=_("as in “people.person”"))
    filters = models.TextField(_("filters"), blank=True)
    form = models.CharField(_("file"), max_length=10)
    count = models.PositiveIntegerField(_("rows"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("on"))

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("list taken out")
        verbose_name_plural = _("lists taken out")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="export_at")]

    def __str__(self) -> str:
        return f"{self.table} ({self.count})"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """One's own, and those that colleagues share."""
        if not (user.is_active and user.is_staff):
            return self.none()
        return self.filter(Q(owner=user.pk) | Q(is_shared=True))


class SavedView(models.Model):
    """Search, filters and order of a list under a name: the query of its address, as the list reads it."""

    table = models.CharField(_("list"), max_length=100)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.TextField(_("filters"), blank=True, max_length=LONGEST_QUERY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.UniqueConstraint(fields=["table", "owner", "name"], name="saved_view_unique"),
        ]

    def __str__(self) -> str:
        return self.name
