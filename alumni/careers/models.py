import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.films.models import Deadline, Work
from foundation.people.models import Account, Person, is_staff_with


def said_path(row: "Change", _name: str) -> str:
    """Where a file is kept: nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"said/{row.person_id}/{secrets.token_urlsafe(24)}"


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: Any) -> "ChangeQuerySet":
        """Staff with the right see all; anyone else what she said herself."""
        if is_staff_with(user, "careers.view_change"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def waiting(self) -> "ChangeQuerySet":
        return self.filter(state=Change.State.PROPOSED)


class Change(models.Model):
    """Something a person says has changed; `services.accept_change` makes it so, with staff's word.

    `before` and `after` hold the same keys: {"stage"} | {"title", "role", "year"} |
    {"title", "festival", "section", "year"} | {"title", "festival", "prize", "year"} |
    {"city", "country", "occupation"}.

    `link` is a page that shows a credit, a selection or a prize to be right, `file` a paper that does.
    """

    class Kind(models.TextChoices):
        STAGE = "stage", _("stage of a work")
        CREDIT = "credit", _("new credit")
        SELECTION = "selection", _("new selection")
        AWARD = "award", _("new prize")
        FACTS = "facts", _("facts about her")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waiting for staff")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="changes", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    work = models.ForeignKey(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("work"),
    )
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"))
    link = models.URLField(_("evidence: a link"), max_length=500, blank=True)
    file = models.FileField(_("evidence: a file"), upload_to=said_path, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    content_type = models.CharField(_("content type"), max_length=100, blank=True)
    source = models.CharField(_("source"), max_length=100, unique=True, help_text=_("checkin:42:stage"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    said_at = models.DateTimeField(_("said on"))
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = ChangeQuerySet.as_manager()
    # Of a file its name is told, not where it is kept.
    history = HistoricalRecords(excluded_fields=["file", "size", "sha256", "content_type"])

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_at=None)
                | (~models.Q(state="proposed") & models.Q(decided_at__isnull=False)),
                name="change_decided_has_time",
            )
        ]
        indexes = [models.Index(fields=["state", "-said_at"], name="change_state")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class Opening(Deadline):
    """A deadline to come as a line of the list of those who of ours could go: see `selectors.openings`."""

    class Meta:
        proxy = True
        verbose_name = _("deadline to come")
        verbose_name_plural = _("deadlines to come")
        ordering = ["closes_at", "pk"]


class OpeningFeed(models.Model):
    """The secret address of an account's calendar of deadlines; it ends when `link_version` counts up."""

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="opening_feed", verbose_name=_("account")
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("feed of deadlines")
        verbose_name_plural = _("feeds of deadlines")

    def __str__(self) -> str:
        return str(self.account)
