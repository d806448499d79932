from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField
from foundation.people.models import Person, is_staff_with
from foundation.translated import in_language
from residencies.calls.models import Call
from residencies.programmes.models import Track


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
    weight = PlainField(
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

    STAYS_BY = "how_far"  # of two that a merge brings together

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

    @property
    def how_far(self) -> int:
        """The seat she sits in before one she may still take, and either before one that is over."""
        order = [self.State.REMOVED, self.State.DECLINED, self.State.INVITED, self.State.ACCEPTED]
        return order.index(self.State(self.state))
