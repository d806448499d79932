from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from simple_history.models import HistoricalRecords

from foundation.people.models import is_staff_with
from residencies.calls.models import Application, Member
from residencies.selection.models.juries import Criterion, Juror


def kept_from_room(user: Any) -> models.QuerySet[Any, int]:
    """Numbers of the applications of which `user` is to find nothing in the rooms of calls and selection:
    as a juror she is recused from them, or she applies with them herself, alone or with others.

    It holds wherever applications are seen, for `settings.APPLICATIONS_KEPT_FROM` names it: a juror may
    work at the staff's desk as well, and whoever works there may apply. Her own pages are hers all the same.
    """
    rows = Application.objects.order_by()
    if user is None or not user.is_authenticated:
        return rows.none().values_list("pk", flat=True)
    recused = Conflict.objects.recused().filter(juror__person__account=user.pk).order_by()
    signed = Member.objects.filter(person__account=user.pk).order_by()
    # Three short walks along an index; with OR it would be the whole table, for each page of the desk.
    kept = rows.filter(person__account=user.pk).values("pk")
    kept = kept.union(recused.values("application"), signed.values("application"), all=True)
    return rows.filter(pk__in=kept).values_list("pk", flat=True)


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def recused(self) -> "ConflictQuerySet":
        return self.filter(state=Conflict.State.RECUSED)

    def suspected(self) -> "ConflictQuerySet":
        return self.filter(state=Conflict.State.SUSPECTED)

    def visible_to(self, user: Any) -> "ConflictQuerySet":
        """Staff with the right, but of nothing they are recused from or apply with; nobody else."""
        if not is_staff_with(user, "selection.view_conflict"):
            return self.none()
        return self.exclude(application__in=kept_from_room(user))


class Conflict(models.Model):
    """Why a juror may not read an application, or what staff should look at before she does.

    Declared by her, or detected from what is on record. `recused` keeps all of the application from her;
    a `suspected` one is only flagged to staff, who recuse her or clear it.
    """

    class Kind(models.TextChoices):
        DECLARED = "declared", _("declared by her")
        SELF = "self", _("her own application")
        COMPANY = "company", _("same company")
        CREDIT = "credit", _("a shared credit")
        MENTOR = "mentor", _("mentor of an applicant")
        FAMILY_NAME = "family", _("same family name")
        STAFF = "staff", _("said by staff")

    class State(models.TextChoices):
        SUSPECTED = "suspected", _("to be looked at")
        RECUSED = "recused", _("recused")
        CLEARED = "cleared", _("cleared")

    juror = models.ForeignKey(
        Juror, on_delete=models.CASCADE, related_name="conflicts", verbose_name=_("juror")
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="conflicts", verbose_name=_("application")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    state = models.CharField(_("state"), max_length=9, choices=State)
    detail = models.TextField(
        _("detail"), blank=True, help_text=_("the company, the film … or what she declared")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("why it was cleared, or she was recused"))
    at = models.DateTimeField(_("on"))

    objects = ConflictQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["juror", "application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "application", "kind"], name="conflict_once"),
            models.CheckConstraint(
                condition=Q(state__in=["suspected", "recused", "cleared"]), name="conflict_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["application", "juror"], condition=Q(state="recused"), name="conflict_recused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror}: {self.get_kind_display()}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def readable(self) -> "AssignmentQuerySet":
        """Without what a recused juror may not read, nor what was withdrawn or found ineligible."""
        recused = Conflict.objects.filter(
            juror=models.OuterRef("juror"), application=models.OuterRef("application"), state="recused"
        )
        return self.filter(~models.Exists(recused), application__in=Application.objects.standing())

    def of_account(self, user: Any) -> "AssignmentQuerySet":
        """What a juror finds: hers, while her jury reads or has read."""
        seats = Juror.objects.sitting().of_account(user).filter(jury__opened_at__isnull=False)
        return self.readable().filter(juror__in=seats).exclude(application__in=kept_from_room(user))

    def open(self) -> "AssignmentQuerySet":
        """Of which nothing is handed in."""
        return self.filter(Q(review=None) | Q(review__submitted_at=None))

    def handed_in(self) -> "AssignmentQuerySet":
        """The readings that count: handed in by who still sits in the jury, and never across a recusal."""
        return self.readable().of_sitting().filter(review__submitted_at__isnull=False)

    def of_sitting(self) -> "AssignmentQuerySet":
        return self.filter(juror__state=Juror.State.ACCEPTED)

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """Staff with the right see those of all, a juror hers; nobody those of what she is recused from, or
        applies with.
        """
        if is_staff_with(user, "selection.view_assignment"):
            return self.readable().exclude(application__in=kept_from_room(user))
        return self.of_account(user)


class Assignment(models.Model):
    """An application that a juror is to read."""

    juror = models.ForeignKey(
        Juror, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("juror")
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("application")
    )
    made_at = models.DateTimeField(_("assigned"))

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["juror", "application"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="assignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.juror}: {self.application.number}"

    @property
    def stage(self) -> str:
        """How far its juror is: to_read, draft or handed_in."""
        review = getattr(self, "review", None)
        if review is None:
            return "to_read"
        return "handed_in" if review.submitted_at else "draft"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """A juror sees her own; those of the others in her jury once it has closed. Staff with the right
        see what is handed in, but of a jury in which they sit no more than its other jurors, and nothing of
        what they apply with.
        """
        seats = Juror.objects.sitting().of_account(user)
        seen = Q(assignment__in=Assignment.objects.of_account(user))
        closed = seats.filter(jury__closed_at__isnull=False).values("jury")
        others = Q(submitted_at__isnull=False, assignment__in=Assignment.objects.readable())
        seen |= others & Q(assignment__juror__jury__in=closed)
        if is_staff_with(user, "selection.view_review"):
            seen |= others & ~Q(assignment__juror__jury__in=seats.values("jury"))
        return self.filter(seen).exclude(assignment__application__in=kept_from_room(user))


class Review(models.Model):
    """What a juror thinks of an application: a draft that saves itself, until she hands it in.

    `notes` are hers and the jury's; `comment` is written for the applicant, who is told it if the
    deliberation decides so.
    """

    STAYS_BY = "saved_at"  # of two that a merge brings together

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="review", verbose_name=_("assignment")
    )
    notes = models.TextField(_("notes"), blank=True)
    comment = models.TextField(_("comment for the applicant"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)  # counts what was saved
    # Name of a field or code of a criterion -> `version` as it was last changed: tabs are told apart by it.
    stamps = models.JSONField(default=dict, editable=False)
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "stamps", "saved_at"])

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["assignment"]
        permissions = [
            ("export_review", "Can export reviews"),
            ("export_review_notes", gettext_noop("Can export the notes of reviews")),
        ]

    def __str__(self) -> str:
        return str(self.assignment)


class Mark(models.Model):
    """A juror's mark for one criterion; without a value the criterion does not apply."""

    GOES_WITH = "review"

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="marks", verbose_name=_("review")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="marks", verbose_name=_("criterion")
    )
    value = models.SmallIntegerField(_("mark"), null=True, blank=True)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["review", "criterion"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
