"""Who answers for what waits at the desk, and what colleagues have set themselves and each other to do."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models import Work
from foundation.people.models import Account, Person, is_staff_with
from foundation.translated import listed
from residencies.programmes.models import Edition, Programme


class Waiting(models.TextChoices):
    """The kinds of what waits at the desk for a colleague: each is a card, and lines of today's page."""

    CHANGES = "changes", _("Proposed changes")
    DUPLICATES = "duplicates", _("Possible duplicates")
    CONFLICTS = "conflicts", _("Conflicts of interest to be looked at")
    ENDED = "ended", _("Editions that have ended")
    TALK = "talk", _("Wants to talk to somebody")
    SILENT = "silent", _("Silent pairs")
    CALL = "call", _("People to call")
    MAIL = "mail", _("Mail refused or given up")
    SPEAKER = "speaker", _("Sessions without a speaker")
    PLACES = "places", _("Offers of places running out")
    PAYMENTS = "payments", _("Payments that wait for you")
    INSTALMENTS = "instalments", _("Late instalments")
    OWED = "owed", _("Reports on grants overdue")
    REPORTS = "reports", _("Reports on grants to be read")
    POSTINGS = "postings", _("Postings to be approved")
    DONE = "done", _("Was the work done?")
    WORK = "work", _("Offers of work running out")
    WEBHOOKS = "webhooks", _("Webhooks given up")
    PRIVACY = "privacy", _("Requests about one’s data")
    TASKS = "tasks", _("Tasks")


# What an account has to hold to see, and so to answer for, what waits.
RIGHTS = {
    Waiting.CHANGES: "careers.view_change",
    Waiting.DUPLICATES: "people.view_duplicate",
    Waiting.CONFLICTS: "selection.view_conflict",
    Waiting.ENDED: "programmes.view_participation",
    Waiting.TALK: "mentoring.view_pulse",
    Waiting.SILENT: "mentoring.view_mentorship",
    Waiting.CALL: "checkins.view_checkin",
    Waiting.MAIL: "mail.view_message",
    Waiting.SPEAKER: "workshops.view_session",
    Waiting.PLACES: "workshops.view_registration",
    Waiting.PAYMENTS: "grants.view_instalment",
    Waiting.INSTALMENTS: "grants.view_instalment",
    Waiting.OWED: "grants.view_report",
    Waiting.REPORTS: "grants.view_report",
    Waiting.POSTINGS: "placement.view_posting",
    Waiting.DONE: "placement.view_offer",
    Waiting.WORK: "placement.view_offer",
    Waiting.WEBHOOKS: "hooks.view_delivery",
    Waiting.PRIVACY: "privacy.view_request",
    Waiting.TASKS: "desk.view_task",
}
# Those that belong to an edition, by the path to it.
EDITIONS = {
    Waiting.ENDED: "edition",
    Waiting.TALK: "mentorship__participation__edition",
    Waiting.SILENT: "participation__edition",
    Waiting.CALL: "participation__edition",
    Waiting.SPEAKER: "workshop__edition",
    Waiting.PLACES: "session__workshop__edition",
    Waiting.PAYMENTS: "grant__participation__edition",
    Waiting.INSTALMENTS: "grant__participation__edition",
    Waiting.OWED: "grant__participation__edition",
    Waiting.REPORTS: "grant__participation__edition",
}
# A task has an owner of its own.
GIVEN = [(kind.value, kind.label) for kind in Waiting if kind != Waiting.TASKS]


def of_staff(path: str = "") -> Q:
    """A condition: an account that opens the desk, at `path`, such as "account"."""
    start = f"{path}__" if path else ""
    return Q(**{f"{start}is_active": True, f"{start}is_staff": True})


def may_answer_for(account: Account, kind: str) -> bool:
    return is_staff_with(account, RIGHTS[Waiting(kind)])


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def visible_to(self, user: Any) -> "ResponsibilityQuerySet":
        """Staff with the right alone."""
        return self if is_staff_with(user, "desk.view_responsibility") else self.none()


class Responsibility(models.Model):
    """Which colleague answers for a kind of what waits: in an edition, in a programme, or everywhere.

    The narrowest counts. Who has taken a single row (`Taking`) goes before all of them.
    """

    kind = models.CharField(_("what waits"), max_length=12, choices=GIVEN)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("in this programme alone"),
    )  # fmt: skip
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("in this edition alone"),
    )  # fmt: skip
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who answers")
    )

    objects = ResponsibilityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["kind", "programme", "edition", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _name in GIVEN]), name="responsibility_kind"
            ),
            models.CheckConstraint(
                condition=Q(programme=None) | Q(edition=None),
                name="responsibility_of_one",
                violation_error_message=_("Choose a programme or an edition, not both."),
            ),
            models.CheckConstraint(
                condition=Q(programme=None, edition=None) | Q(kind__in=list(EDITIONS)),
                name="responsibility_by_edition",
                violation_error_message=_("This does not belong to an edition: choose neither."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(programme=None, edition=None),
                name="responsibility_once",
                violation_error_message=_(
                    "Somebody is responsible for this already: choose a programme or an edition."
                ),
            ),
            models.UniqueConstraint(fields=["kind", "programme"], name="responsibility_once_a_programme"),
            models.UniqueConstraint(fields=["kind", "edition"], name="responsibility_once_an_edition"),
        ]

    def __str__(self) -> str:
        where = self.edition or self.programme
        return listed([self.get_kind_display(), where]) if where else str(self.get_kind_display())

    def clean(self) -> None:
        if self.account_id and self.kind in Waiting and not may_answer_for(self.account, self.kind):
            raise ValidationError({"account": _("This colleague may not see what waits there.")})


class Taking(models.Model):
    """One row that waits, and the colleague who has taken it or got it from another. The last word counts.

    `services.hand_over` alone writes it. It stays when the row does not wait any more: if it waits again,
    it is hers again.
    """

    kind = models.CharField(max_length=12, choices=GIVEN)
    row = models.PositiveBigIntegerField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # fmt: skip
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "row"], name="taking_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _name in GIVEN]), name="taking_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.row}"


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: Any) -> "TaskQuerySet":
        """Staff with the right; of what is to be done about herself, a colleague finds what she owns."""
        if not is_staff_with(user, "desk.view_task"):
            return self.none()
        hers = Q(person__account=user.pk) & ~Q(owner=user.pk)
        return self.exclude(pk__in=Task.objects.filter(hers).values("pk"))

    def open(self) -> "TaskQuerySet":
        return self.filter(done_at=None)

    def due(self, today: date) -> "TaskQuerySet":
        """To be done today or before, or on no day in particular."""
        return self.open().filter(Q(due_on=None) | Q(due_on__lte=today))


class Task(models.Model):
    """Something that a colleague is to do, about a person, a work or an edition, or about none of them.

    `services` alone write it: whoever is given it by another is told by mail.
    """

    title = models.CharField(_("what is to be done"), max_length=300)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks",
        verbose_name=_("about whom"),
    )  # fmt: skip
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("work"),
    )  # fmt: skip
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("edition"),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks",
        verbose_name=pgettext_lazy("of a task", "owner"), help_text=_("empty: nobody’s yet"),
    )  # fmt: skip
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("written down"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("written down by"),
    )  # fmt: skip
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("done by"),
    )  # fmt: skip
    given = models.PositiveIntegerField(default=0, editable=False)  # counts its owners: each is told once

    objects = TaskQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["given"])

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="task_says_what"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by=None), name="task_done_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_at=None), name="task_open_of_owner"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        return " · ".join(str(one) for one in (self.person, self.work, self.edition) if one)


class Habits(models.Model):
    """How a colleague wants her desk. Without a row it is as it comes. `services.keep_habits` writes it."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tasks_by_mail = models.BooleanField(_("Write to me when a colleague gives me a task"), default=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.account)
