from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models import Role
from foundation.people.models import check_time_zone, is_staff_with
from foundation.translated import in_language
from residencies.calls.models.asking import Form
from residencies.programmes.models import Edition, Track


def kept_from(user: Any) -> list[models.QuerySet[Any, Any]]:
    """Numbers of the applications of which rooms above let this reader find nothing, as queries."""
    return [import_string(name)(user) for name in settings.APPLICATIONS_KEPT_FROM]


def all_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def check_languages(codes: Any) -> None:
    if not codes or not isinstance(codes, list) or set(codes) - set(all_languages()):
        raise ValidationError(_("Choose at least one of the languages."))


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: Any) -> "CallQuerySet":
        """Staff with the right see all; everybody else what is announced."""
        if is_staff_with(user, "calls.view_call"):
            return self
        return self.announced()

    def announced(self) -> "CallQuerySet":
        return self.filter(published_at__isnull=False)

    def in_state(self, state: str, now: datetime) -> "CallQuerySet":
        """As `Call.state_at` tells it of one."""
        if state == Call.State.DRAFT:
            return self.filter(published_at=None)
        span = {
            Call.State.ANNOUNCED: Q(opens_at__gt=now),
            Call.State.OPEN: Q(opens_at__lte=now, ends_at__gt=now),
            Call.State.CLOSED: Q(opens_at__lte=now, ends_at__lte=now),
        }[Call.State(state)]
        return self.announced().filter(span)

    def open(self, now: datetime) -> "CallQuerySet":
        """Those that take applications, in their minutes of grace as well."""
        return self.in_state(Call.State.OPEN, now)

    def opened(self, now: datetime) -> "CallQuerySet":
        return self.announced().filter(opens_at__lte=now)

    def counted(self, user: Any = None) -> "CallQuerySet":
        """With how many applications were `begun`, `submitted` and `withdrawn`: of a sealed call, this is all
        that may be known. What was withdrawn counts as begun, not as submitted; what is kept from `user`
        is not counted.
        """
        seen = Q(applications__isnull=False)
        for kept in kept_from(user) if user else []:
            seen &= ~Q(applications__in=kept)
        withdrawn = seen & Q(applications__state="withdrawn")
        sent = seen & Q(applications__submitted_at__isnull=False) & ~Q(applications__state="withdrawn")
        return self.annotate(
            begun=Count("applications", filter=seen),
            submitted=Count("applications", filter=sent),
            withdrawn=Count("applications", filter=withdrawn),
        )

    def sealed(self, now: datetime) -> "CallQuerySet":
        """Those whose applications nobody reads yet."""
        return self.filter(is_sealed=True, ends_at__gt=now)


class Call(models.Model):
    """An invitation to apply for an edition, from one instant to another.

    Whether it is open follows from its instants and the clock (`state`), never from something typed.
    With two steps, those who are invited to the second send their full file until `second_closes_at`.
    """

    class Applies(models.TextChoices):
        ONE = "one", _("one person")
        PAIR = "pair", _("a pair")
        TEAM = "team", _("a team")

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="calls", verbose_name=_("edition")
    )
    slug = models.SlugField(_("code"), unique=True, help_text=_("stands in the page’s address"))
    form = models.ForeignKey(
        Form,
        on_delete=models.PROTECT,
        related_name="calls",
        verbose_name=pgettext_lazy("of questions", "form"),
    )
    tracks = models.ManyToManyField(
        Track,
        blank=True,
        related_name="+",
        verbose_name=_("tracks"),
        help_text=_("that can be applied for; empty: the programme is not applied for by track"),
    )
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    text_ar = models.TextField(_("text in Arabic"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    contact = models.EmailField(_("address for questions"), blank=True)
    languages = models.JSONField(
        _("languages of applications"), default=all_languages, validators=[check_languages]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Africa/Casablanca", validators=[check_time_zone]
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"),
        default=15,
        validators=[MaxValueValidator(1440)],
        help_text=_("what arrives so late still counts"),
    )
    # closes_at and the grace, kept by `save`: what is open or sealed is found by an index.
    ends_at = models.DateTimeField(_("last instant"), editable=False)
    steps = models.PositiveSmallIntegerField(
        _("steps"), default=1, choices=[(1, _("one")), (2, _("two: a concept, then the full file"))]
    )
    second_opens_at = models.DateTimeField(_("second step opens"), null=True, blank=True)
    second_closes_at = models.DateTimeField(_("second step closes"), null=True, blank=True)
    addendum_until = models.DateTimeField(
        _("additions until"),
        null=True,
        blank=True,
        help_text=_("what may be added to an application that was sent; empty: nothing"),
    )
    applies = models.CharField(_("who applies"), max_length=4, choices=Applies, default=Applies.ONE)
    least_members = models.PositiveSmallIntegerField(
        _("members at least"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    most_members = models.PositiveSmallIntegerField(
        _("members at most"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    replacement_days = models.PositiveSmallIntegerField(
        _("days to replace a member"),
        default=10,
        help_text=_("after one has withdrawn"),
    )
    most_applications = models.PositiveSmallIntegerField(
        _("applications of one person at most"), default=1, validators=[MinValueValidator(1)]
    )
    needs_code = models.BooleanField(
        _("by invitation"), default=False, help_text=_("it takes an invitation code to apply")
    )
    is_sealed = models.BooleanField(
        _("sealed"), default=True, help_text=_("nobody reads an application before the call is closed")
    )
    is_blind = models.BooleanField(_("blind"), default=False, help_text=_("readers do not learn who applies"))
    published_at = models.DateTimeField(_("announced"), null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["ends_at"])

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")) & Q(ends_at__gte=F("closes_at")),
                name="call_instants",
                violation_error_message=_("A call closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(steps=1, second_opens_at=None, second_closes_at=None)
                | Q(
                    steps=2,
                    second_opens_at__isnull=False,
                    second_closes_at__isnull=False,
                    second_opens_at__gte=F("closes_at"),
                    second_closes_at__gt=F("second_opens_at"),
                ),
                name="call_second_step",
                violation_error_message=_(
                    "A second step opens after the first has closed, and closes after that. A call in one "
                    "step has no instants of a second."
                ),
            ),
            models.CheckConstraint(
                condition=Q(addendum_until=None) | Q(addendum_until__gt=F("closes_at")),
                name="call_addendum",
                violation_error_message=_("Additions are possible after the call has closed."),
            ),
            models.CheckConstraint(
                condition=Q(applies="one", most_members=1, least_members=1)
                | Q(applies="pair", least_members=2, most_members=2)
                | Q(applies="team", least_members__lte=F("most_members"), most_members__gt=1),
                name="call_members",
                violation_error_message=_(
                    "One person is one member, a pair is two; a team has at least as many as it must and at "
                    "most as many as it may."
                ),
            ),
        ]
        indexes = [
            # Read by the list of calls and by the seal.
            models.Index(fields=["ends_at"], condition=Q(published_at__isnull=False), name="call_ends"),
        ]

    def __str__(self) -> str:
        return in_language(self, "title") or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ends_at = self.closes_at + timedelta(minutes=self.grace_minutes)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "ends_at"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        # Constraints are judged before `save`, and name it.
        if self.closes_at and self.grace_minutes is not None:
            self.ends_at = self.closes_at + timedelta(minutes=self.grace_minutes)

    def state_at(self, now: datetime) -> str:
        if self.published_at is None:
            return self.State.DRAFT
        if now < self.opens_at:
            return self.State.ANNOUNCED
        return self.State.OPEN if now < self.ends_at else self.State.CLOSED

    def is_open(self, now: datetime) -> bool:
        return self.state_at(now) == self.State.OPEN

    def is_second_step_open(self, now: datetime) -> bool:
        """With the same minutes of grace as the first."""
        if self.published_at is None or self.second_opens_at is None or self.second_closes_at is None:
            return False
        grace = timedelta(minutes=self.grace_minutes)
        return self.second_opens_at <= now < self.second_closes_at + grace

    def is_sealed_at(self, now: datetime) -> bool:
        return self.is_sealed and now < self.ends_at

    @property
    def state(self) -> str:
        return self.state_at(timezone.now())

    @property
    def has_members(self) -> bool:
        return self.applies != self.Applies.ONE


class Seat(models.Model):
    """A role that a pair or a team has to fill, so many times: a director, a producer …"""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="seats", verbose_name=_("call"))
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))
    least = models.PositiveSmallIntegerField(_("at least"), default=1)
    most = models.PositiveSmallIntegerField(_("at most"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("role of a member")
        verbose_name_plural = _("roles of members")
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "role"], name="call_seat_unique"),
            models.CheckConstraint(
                condition=Q(least__lte=F("most")),
                name="call_seat_bounds",
                violation_error_message=_("The least is more than the most."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.least}–{self.most}"


class InvitationCode(models.Model):
    """What opens a call to those who were given it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="codes", verbose_name=_("call"))
    code = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("given to"), max_length=200, blank=True)
    most_uses = models.PositiveIntegerField(
        _("applications at most"), null=True, blank=True, help_text=_("empty: any number")
    )
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation code")
        verbose_name_plural = _("invitation codes")
        ordering = ["call", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "code"], name="call_code_unique")]

    def __str__(self) -> str:
        return self.label or self.code


class EligibilityRule(models.Model):
    """A condition for applying, as data; `rules` has a class for each kind, which reads `values`.

    The fact it judges is the answer to one of the questions named in `sources` by their codes; without
    any, it is what is recorded of the person, or the track that is applied for.
    """

    class Kind(models.TextChoices):
        AGE = "age", _("age")
        FILM = "film", _("first, second … film")
        COUNTRY = "country", _("nationality or residence")
        PROJECT_COUNTRY = "project", _("country of the project")
        STAGE = "stage", _("stage of the project")
        MINUTES = "minutes", _("running time")
        GENDER = "gender", _("gender")
        TRACK = "track", _("track")
        ANSWER = "answer", _("an answer")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rules", verbose_name=_("call"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    values = models.JSONField(_("values"), default=dict, blank=True)
    sources = models.JSONField(
        _("questions"), default=list, blank=True, help_text=_("codes of questions; one that fits is enough")
    )
    text_fr = models.TextField(_("explanation in French"), blank=True)
    text_ar = models.TextField(_("explanation in Arabic"), blank=True)
    text_en = models.TextField(_("explanation in English"), blank=True)
    is_strict = models.BooleanField(
        _("cannot be sent against it"),
        default=True,
        help_text=_("otherwise it is told, and staff decide"),
    )

    class Meta:
        verbose_name = _("rule of eligibility")
        verbose_name_plural = _("rules of eligibility")
        ordering = ["call", "position", "pk"]

    def __str__(self) -> str:
        return in_language(self, "text") or self.get_kind_display()
