from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Person
from foundation.translated import in_language
from residencies.calls.models import Application, Call
from residencies.programmes.models import Track


def is_staff_with(user: Any, right: str) -> bool:
    return bool(user.is_active and user.is_staff and user.has_perm(right))


def recused_from(user: Any) -> models.QuerySet[Any, int]:
    """Numbers of the applications of which `user` is to find nothing: a juror is recused from them.

    It holds wherever applications are seen, for `settings.APPLICATIONS_KEPT_FROM` names it: a juror may
    work at the staff's desk as well.
    """
    rows = Conflict.objects.recused()
    if not user.is_authenticated:
        return rows.none().values_list("application", flat=True)
    return rows.filter(juror__person__account=user.pk).values_list("application", flat=True)


class JuryQuerySet(models.QuerySet["Jury"]):
    def visible_to(self, user: Any) -> "JuryQuerySet":
        """Staff with the right see all; a juror those in which she sits."""
        if is_staff_with(user, "selection.view_jury"):
            return self
        seats = Juror.objects.sitting().of_account(user)
        return self.filter(pk__in=seats.values("jury"), opened_at__isnull=False)


class Jury(models.Model):
    """Who reads the applications of a call in one of its steps: all of them, or those of one strand.

    Jurors find what is theirs from `opened_at` on, and change what they have written until `closed_at`.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="juries", verbose_name=_("call"))
    track = models.ForeignKey(
        Track,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("track"),
        help_text=_("empty: the applications of all tracks that have no jury of their own"),
    )
    step = models.PositiveSmallIntegerField(
        _("step"), default=1, choices=[(1, _("first step")), (2, _("second step"))]
    )
    readers = models.PositiveSmallIntegerField(
        _("readers of each application"), default=2, validators=[MinValueValidator(1)]
    )
    due_at = models.DateTimeField(_("to be read by"))
    opened_at = models.DateTimeField(_("reading began"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("reading closed"), null=True, blank=True, editable=False)

    objects = JuryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("jury")
        verbose_name_plural = _("juries")
        ordering = ["-due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "track", "step"],
                name="jury_unique",
                violation_error_message=_("There is a jury for this track and step already."),
            ),
            models.UniqueConstraint(
                fields=["call", "step"],
                condition=Q(track=None),
                name="jury_of_all_tracks_unique",
                violation_error_message=_("There is a jury for all tracks in this step already."),
            ),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="jury_step"),
            models.CheckConstraint(condition=Q(readers__gte=1), name="jury_readers"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="jury_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.track}" if self.track_id else str(self.call)

    @property
    def is_reading(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Criterion(models.Model):
    """What a jury judges, on a scale of whole numbers; it counts by its weight among the jury's criteria."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("jury"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    code = models.SlugField(_("code"))
    name_fr = models.CharField(_("name in French"), max_length=100, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    help_fr = models.TextField(_("help in French"), blank=True)
    help_ar = models.TextField(_("help in Arabic"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    low = models.SmallIntegerField(_("lowest mark"), default=0)
    high = models.SmallIntegerField(_("highest mark"), default=10)
    may_be_left = models.BooleanField(
        _("may not apply"), default=False, help_text=_("a juror may say that it does not apply")
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["jury", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["jury", "code"], name="criterion_unique"),
            models.CheckConstraint(
                condition=Q(low__lt=F("high")),
                name="criterion_scale",
                violation_error_message=_("The highest mark is above the lowest."),
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="criterion_weight"),
            models.CheckConstraint(
                condition=~Q(name_fr="", name_ar="", name_en=""),
                name="criterion_has_a_name",
                violation_error_message=_("Name it in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")


class JurorQuerySet(models.QuerySet["Juror"]):
    def sitting(self) -> "JurorQuerySet":
        """Those who have said yes and were not removed since."""
        return self.filter(state=Juror.State.ACCEPTED)

    def called(self) -> "JurorQuerySet":
        """Those who sit, or may still say yes."""
        return self.filter(state__in=[Juror.State.INVITED, Juror.State.ACCEPTED])

    def of_account(self, user: Any) -> "JurorQuerySet":
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> "JurorQuerySet":
        """Staff with the right see all; a juror her own seats."""
        return self if is_staff_with(user, "selection.view_juror") else self.sitting().of_account(user)


class Juror(models.Model):
    """A seat in a jury. She is invited, and sits in it once she has accepted."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("juror", "invited")
        ACCEPTED = "accepted", pgettext_lazy("juror", "accepted")
        DECLINED = "declined", pgettext_lazy("juror", "declined")
        REMOVED = "removed", pgettext_lazy("juror", "removed")

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="jurors", verbose_name=_("jury"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="jury_seats", verbose_name=_("person")
    )
    is_chair = models.BooleanField(_("chair"), default=False)
    capacity = models.PositiveSmallIntegerField(
        _("readings at most"), null=True, blank=True, help_text=_("empty: any number")
    )
    languages = models.JSONField(
        _("reads"), default=list, blank=True, help_text=_("languages; empty: all of the call")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.INVITED)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why she declined or was removed"))
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = JurorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        ordering = ["jury", "-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jury", "person"],
                name="juror_once",
                violation_error_message=_("She sits in this jury already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "accepted", "declined", "removed"]), name="juror_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "removed"]) | Q(answered_at__isnull=False),
                name="juror_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def recused(self) -> "ConflictQuerySet":
        return self.filter(state=Conflict.State.RECUSED)

    def suspected(self) -> "ConflictQuerySet":
        return self.filter(state=Conflict.State.SUSPECTED)

    def visible_to(self, user: Any) -> "ConflictQuerySet":
        """Staff with the right, but of nothing from which they are recused themselves; nobody else."""
        if not is_staff_with(user, "selection.view_conflict"):
            return self.none()
        return self.exclude(application__in=recused_from(user))


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
        return self.readable().filter(juror__in=seats).exclude(application__in=recused_from(user))

    def open(self) -> "AssignmentQuerySet":
        """Of which nothing is handed in."""
        return self.filter(Q(review=None) | Q(review__submitted_at=None))

    def handed_in(self) -> "AssignmentQuerySet":
        """The readings that count: handed in by who still sits in the jury, and never across a recusal."""
        return self.readable().of_sitting().filter(review__submitted_at__isnull=False)

    def of_sitting(self) -> "AssignmentQuerySet":
        return self.filter(juror__state=Juror.State.ACCEPTED)

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """Staff with the right see those of all, a juror hers; nobody those she is recused from."""
        if is_staff_with(user, "selection.view_assignment"):
            return self.readable().exclude(application__in=recused_from(user))
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
        see what is handed in, but of a jury in which they sit no more than its other jurors.
        """
        seats = Juror.objects.sitting().of_account(user)
        seen = Q(assignment__in=Assignment.objects.of_account(user))
        closed = seats.filter(jury__closed_at__isnull=False).values("jury")
        others = Q(submitted_at__isnull=False, assignment__in=Assignment.objects.readable())
        seen |= others & Q(assignment__juror__jury__in=closed)
        if is_staff_with(user, "selection.view_review"):
            seen |= others & ~Q(assignment__juror__jury__in=seats.values("jury"))
        return self.filter(seen).exclude(assignment__application__in=recused_from(user))


class Review(models.Model):
    """What a juror thinks of an application: a draft that saves itself, until she hands it in.

    `notes` are hers and the jury's; `comment` is written for the applicant, who is told it if the
    deliberation decides so.
    """

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

    def __str__(self) -> str:
        return str(self.assignment)


class Mark(models.Model):
    """A juror's mark for one criterion; without a value the criterion does not apply."""

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
