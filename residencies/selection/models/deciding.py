from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.figures import PlainField
from foundation.people.models import Account, is_staff_with
from foundation.translated import in_language
from residencies.calls.models import Application, Call
from residencies.selection.models.juries import Juror
from residencies.selection.models.reading import kept_from_room


def may_decide(user: Any) -> bool:
    """Staff who sit in the selection room."""
    return is_staff_with(user, "selection.decide")


def sees_room(user: Any) -> bool:
    """Staff who decide, or may look on."""
    return may_decide(user) or is_staff_with(user, "selection.view_deliberation")


class DeliberationQuerySet(models.QuerySet["Deliberation"]):
    def visible_to(self, user: Any) -> "DeliberationQuerySet":
        return self if sees_room(user) else self.none()


class Deliberation(models.Model):
    """The meeting that chooses among the applications of a call in one of its steps.

    What it decides is held in `Decision` until it is released: to all, or to nobody. The first of two
    steps chooses the shortlist; the last one chooses who is selected and who waits.
    """

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="deliberations", verbose_name=_("call")
    )
    step = models.PositiveSmallIntegerField(
        _("step"), default=1, choices=[(1, _("first step")), (2, _("second step"))]
    )
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    held_at = models.DateTimeField(_("meets on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    present = models.ManyToManyField(Juror, blank=True, related_name="+", verbose_name=_("jurors present"))
    also_present = models.TextField(
        _("also present"), blank=True, help_text=_("names of staff and guests, one on each line")
    )
    chooses_by_calibrated = models.BooleanField(
        _("by calibrated scores"),
        default=True,
        help_text=_("otherwise the proposal goes by the raw scores"),
    )
    answer_by = models.DateTimeField(
        _("to be answered by"),
        null=True,
        blank=True,
        help_text=_("until when those selected accept or decline"),
    )
    offer_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=5,
        validators=[MinValueValidator(1)],
        help_text=_("of whoever is called from the waiting list"),
    )
    version = models.PositiveIntegerField(default=0, editable=False)  # counts what was decided
    released_at = models.DateTimeField(
        pgettext_lazy("decisions", "released"), null=True, blank=True, editable=False
    )
    released_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = DeliberationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")
        ordering = ["-held_at", "pk"]
        permissions = [
            ("decide", gettext_noop("Can decide about applications")),
            ("release", gettext_noop("Can release decisions")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "step"],
                name="deliberation_unique",
                violation_error_message=_("This step has its deliberation already."),
            ),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="deliberation_step"),
            models.CheckConstraint(condition=Q(places__gte=1), name="deliberation_places"),
        ]

    def __str__(self) -> str:
        return str(self.call)

    @property
    def is_last(self) -> bool:
        """Whether it says who is selected; else it makes the shortlist of the first of two steps."""
        return self.step == self.call.steps

    @property
    def chosen_as(self) -> str:
        return Decision.Outcome.SELECTED if self.is_last else Decision.Outcome.SHORTLISTED

    @property
    def outcomes(self) -> list[str]:
        """What may be decided in it."""
        waits = [Decision.Outcome.WAITING] if self.is_last else []
        return [self.chosen_as, *waits, Decision.Outcome.DECLINED]


class ChoiceRule(models.Model):
    """A rule about who may be chosen together, as data: `stating` makes a rule of the choice of it.

    `values` are those of the dimension that it is about; `least` and `most` are numbers of applications,
    percentages of those whose value is known (share), or an amount of money (budget). The fact it goes by
    is the answer to `question`; without one, what is on record of the person who leads the application.
    """

    class Kind(models.TextChoices):
        QUOTA = "quota", _("at least or at most so many of a group")
        SHARE = "share", _("at least or at most a share of a group")
        EACH = "each", _("at least or at most so many of each")
        BUDGET = "budget", _("at most so much money")

    class Dimension(models.TextChoices):
        GENDER = "gender", _("gender")
        TRACK = "track", _("track")
        COUNTRY = "country", _("country")
        FIRST_FILM = "first_film", _("first film")
        ANSWER = "answer", _("an answer")

    deliberation = models.ForeignKey(
        Deliberation, on_delete=models.CASCADE, related_name="rules", verbose_name=_("deliberation")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    dimension = models.CharField(pgettext_lazy("rule", "of"), max_length=10, choices=Dimension, blank=True)
    question = models.SlugField(
        _("question"), blank=True, help_text=_("code of the question whose answer it goes by")
    )
    values = models.JSONField(_("values"), default=list, blank=True)
    least = PlainField(
        _("at least"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    most = PlainField(
        _("at most"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    is_used = models.BooleanField(_("in use"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule of the choice")
        verbose_name_plural = _("rules of the choice")
        ordering = ["deliberation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliberation"],
                condition=Q(kind="budget"),
                name="choice_rule_one_budget",
                violation_error_message=_("There is a budget already."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="share") | Q(most=None) | Q(most__lte=100),
                name="choice_rule_share",
                violation_error_message=_("A share is a percentage: at most 100."),
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=False) | Q(most__isnull=False),
                name="choice_rule_has_a_bound",
                violation_error_message=_("Say at least how many, or at most."),
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most")),
                name="choice_rule_bounds",
                violation_error_message=_("The least is more than the most."),
            ),
            models.CheckConstraint(
                condition=Q(kind="budget", dimension="", least=None) | (~Q(kind="budget") & ~Q(dimension="")),
                name="choice_rule_dimension",
                violation_error_message=_("Say of what. A budget has a most alone."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Prize(models.Model):
    """What a deliberation may give beside the places: an amount, a service …"""

    deliberation = models.ForeignKey(
        Deliberation, on_delete=models.CASCADE, related_name="prizes", verbose_name=_("deliberation")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["deliberation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_fr="", name_ar="", name_en=""),
                name="prize_has_a_name",
                violation_error_message=_("Name it in one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="prize_amount_has_currency",
                violation_error_message=_("An amount has a currency, such as MAD or EUR."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """Those who may look into the room see it, without what is kept from each."""
        return self.without(kept_from_room(user)) if sees_room(user) else self.none()

    def without(self, unseen: Any) -> "DecisionQuerySet":
        """Without those about `unseen` applications; each with its `seen_rank`, the place on the waiting list
        among those that are left: a gap would tell of the others.
        """
        strand = Coalesce(F("application__track"), 0)
        ahead = Decision.objects.filter(
            deliberation=OuterRef("deliberation"), application__in=unseen, rank__lt=OuterRef("rank")
        )
        ahead = ahead.annotate(strand=strand).filter(strand=OuterRef("strand")).order_by()
        count = ahead.values("deliberation").annotate(count=Count("pk")).values("count")
        rows = self.exclude(application__in=unseen).annotate(strand=strand)
        return rows.annotate(seen_rank=F("rank") - Coalesce(Subquery(count), 0))

    def released(self) -> "DecisionQuerySet":
        """Those that were told: what was held of who is out of the running since is told to nobody."""
        rows = self.filter(deliberation__released_at__isnull=False)
        return rows.exclude(application__state__in=Application.OUT)


class Decision(models.Model):
    """What was decided about one application: held, and known to nobody outside, until the release."""

    class Outcome(models.TextChoices):
        SHORTLISTED = "shortlisted", pgettext_lazy("decision", "shortlisted")
        SELECTED = "selected", pgettext_lazy("decision", "selected")
        WAITING = "waiting", pgettext_lazy("decision", "waiting list")
        DECLINED = "declined", pgettext_lazy("decision", "declined")

    deliberation = models.ForeignKey(
        Deliberation, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("deliberation")
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("application")
    )
    outcome = models.CharField(_("decision"), max_length=11, choices=Outcome)
    rank = models.PositiveSmallIntegerField(
        _("place on the waiting list"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("for the minutes"))
    comment = models.TextField(
        _("comment for the applicant"), blank=True, help_text=_("stands in her letter; empty: none")
    )
    prizes = models.ManyToManyField(Prize, blank=True, related_name="decisions", verbose_name=_("prizes"))
    decided_at = models.DateTimeField(_("decided"))
    version = models.PositiveIntegerField(default=0, editable=False)  # the deliberation's as it was decided

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["deliberation", "outcome", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "application"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["shortlisted", "selected", "waiting", "declined"]),
                name="decision_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", rank__isnull=False) | (~Q(outcome="waiting") & Q(rank=None)),
                name="decision_waiting_has_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_outcome_display()}"
