from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.people.models import Account
from residencies.selection.models.deciding import Deliberation, sees_room


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: Any) -> "MinutesQuerySet":
        """The row; what of its content she may read, `selectors.minutes.readable_to` says."""
        return self if sees_room(user) else self.none()


class Minutes(models.Model):
    """The minutes of a deliberation as they were closed, and after them its numbered amendments.

    `content` holds who was there, who was recused from what, each decision with its reason, the rules and
    what they cost; and all that the other columns say. `sha256` is that of the hash of the minutes before
    and of `content` as canonical JSON, so that a change of any is found. A row is never changed: `frozen`
    has the database refuse it.
    """

    deliberation = models.ForeignKey(
        Deliberation, on_delete=models.PROTECT, related_name="minutes", verbose_name=_("deliberation")
    )
    number = models.PositiveSmallIntegerField(_("number"))  # 1: the minutes; from 2 on: amendments
    reason = models.TextField(_("reason"), blank=True, help_text=_("why they were amended"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("closed by")
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("plural", "minutes")
        ordering = ["deliberation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "number"], name="minutes_once"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="amendment_has_reason",
                violation_error_message=_("Say why the minutes are amended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliberation}: {self.number}"

    @property
    def amendment_number(self) -> int:
        """1 for the first amendment."""
        return self.number - 1
