"""What is handed in: reports that are due, and files."""

import secrets
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Account, is_staff_with
from foundation.translated import listed
from residencies.grants.models.funds import token_field
from residencies.grants.models.granting import Grant, OfGrantee


def private_path(row: "Document", _name: str) -> str:
    """Where a file is kept: nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"grants/{row.grant_id}/{secrets.token_urlsafe(24)}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """A report's file to whoever sees the report, a receipt to whoever sees the payment."""
        kinds = Q(pk__in=[])
        if is_staff_with(user, "grants.view_report"):
            kinds |= Q(report__isnull=False)
        if is_staff_with(user, "grants.view_instalment"):
            kinds |= Q(instalment__isnull=False)
        hers = Q(grant__person__account=user.pk) if user.is_authenticated else Q(pk__in=[])
        return self.filter(kinds | hers)


class Document(models.Model):
    """A private file: a report, or the receipt of a payment. `filing.store` alone makes it.

    `name` is what its sender called it, to be shown and no more.
    """

    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="documents", verbose_name=_("grant")
    )
    file = models.FileField(_("file"), upload_to=private_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    content_type = models.CharField(_("content type"), max_length=100)
    uploaded_at = models.DateTimeField(_("uploaded"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["grant", "uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name


class OwedQuerySet(OfGrantee):
    def visible_to(self, user: Any) -> "OwedQuerySet":
        """Staff with the right see all; anyone else her own."""
        if is_staff_with(user, "grants.view_report"):
            return self
        return self.hers(user)

    def waiting(self) -> "OwedQuerySet":
        """Not handed in, of a grant that was not cancelled."""
        return self.filter(handed_in_at=None).exclude(grant__state=Grant.State.CANCELLED)

    def overdue(self, on: date) -> "OwedQuerySet":
        return self.waiting().filter(due_on__lt=on)

    def to_read(self) -> "OwedQuerySet":
        """Handed in, and not accepted yet."""
        return self.filter(handed_in_at__isnull=False, accepted_at=None)


class Report(models.Model):
    """What a grantee owes by a day: a text or a file. While one is overdue nothing more is paid."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("interim report")
        FINANCIAL = "financial", _("financial report")
        FINAL = "final", _("final report")

    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="reports", verbose_name=_("grant")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.INTERIM)
    due_on = models.DateField(_("due on"))
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    document = models.OneToOneField(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        verbose_name=_("file"),
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    missing = models.TextField(
        _("what is missing"), blank=True, help_text=_("told to her when it is sent back")
    )

    token = token_field()

    objects = OwedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        verbose_name = pgettext_lazy("grant", "report")
        verbose_name_plural = pgettext_lazy("grant", "reports")
        ordering = ["grant", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | ~Q(text="") | Q(document__isnull=False),
                name="report_says_something",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, handed_in_at__isnull=False),
                name="report_accepted_by_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(handed_in_at=None), name="report_waiting"),
        ]

    def __str__(self) -> str:
        return listed([self.get_kind_display(), self.grant])

    def is_overdue(self, on: date) -> bool:
        """Of a grant that was not cancelled."""
        return self.handed_in_at is None and self.due_on < on
