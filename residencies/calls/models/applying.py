from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from residencies.calls.models.calls import Call, InvitationCode, kept_from
from residencies.programmes.models import Track


def is_reader(user: Any) -> bool:
    """Staff who may read applications."""
    return is_staff_with(user, "calls.view_application")


def free_ordinal(taken: Collection[int]) -> int:
    """The lowest number from 1 on that is not taken."""
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Staff with the right see what was sent in, of calls that are not sealed; anyone else her own.

        What a room above keeps from a reader is not there for her.
        """
        if is_reader(user):
            return self.sent().unsealed(timezone.now()).not_kept_from(user)
        return self.of_account(user)

    def of_account(self, user: Any) -> "ApplicationQuerySet":
        """Those that someone has begun or signed."""
        if not user.is_authenticated:
            return self.none()
        signed = Application.objects.filter(
            members__person__account=user.pk, members__signed_at__isnull=False, members__withdrawn_at=None
        )
        return self.filter(Q(person__account=user.pk) | Q(pk__in=signed.order_by().values("pk")))

    def held_by(self, user: Any) -> "ApplicationQuerySet":
        """Those that she leads and fills in by her login: what its address has begun. What was begun with
        another address goes on by the link in its mail, and by nothing else.
        """
        if not user.is_authenticated or not user.email:
            return self.none()
        return self.filter(person__account=user.pk, email__iexact=user.email)

    def not_kept_from(self, user: Any) -> "ApplicationQuerySet":
        """Without those that `settings.APPLICATIONS_KEPT_FROM` keeps from this reader."""
        rows = self
        for kept in kept_from(user):
            rows = rows.exclude(pk__in=kept)
        return rows

    def sent(self) -> "ApplicationQuerySet":
        return self.filter(submitted_at__isnull=False)

    def unsealed(self, now: datetime) -> "ApplicationQuerySet":
        """Of calls whose applications may be read: a sealed one shows nothing before it has closed."""
        return self.filter(Q(call__is_sealed=False) | Q(call__ends_at__lte=now))

    def standing(self) -> "ApplicationQuerySet":
        """Sent in, and neither withdrawn, ineligible nor incomplete: what a jury may be given."""
        return self.sent().exclude(state__in=[Application.State.WITHDRAWN, *Application.OUT])

    def standing_in(self, step: int) -> "ApplicationQuerySet":
        """Those standing that are in this step and have sent it in."""
        rows = self.standing().filter(step=step)
        return rows.filter(second_submitted_at__isnull=False) if step == 2 else rows

    def being_read(self) -> "ApplicationQuerySet":
        """Given to a jury, or decided about."""
        state = Application.State
        read = [state.REVIEW, state.SHORTLISTED, state.SELECTED, state.WAITING, state.DECLINED]
        return self.filter(state__in=read)

    def told_late(self, now: datetime) -> "ApplicationQuerySet":
        """Whose applicant was told that it was late, and may send it now."""
        first = Q(state=Application.State.DRAFT, call__opens_at__lte=now, call__ends_at__gt=now)
        second = Q(
            state=Application.State.SHORTLISTED,
            second_submitted_at=None,
            call__second_opens_at__lte=now,
            call__second_closes_at__gt=now,
        )
        return self.filter(first | second, told_at__isnull=False, call__published_at__isnull=False)

    def lacking_member(self, now: datetime) -> "ApplicationQuerySet":
        """Whose time to replace a member is over; replacing one ends it."""
        return self.standing().filter(replace_by__lte=now)


class Application(models.Model):
    """One application to a call, from its first saved answer to the decision about it.

    `services.begin_application` makes it; its state is set by the services of this room alone
    (`submit`, `withdraw`, `move_application` …). Until it is sent in, nobody but the applicant reads it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("application", "draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
        ELIGIBLE = "eligible", pgettext_lazy("application", "eligible")
        INELIGIBLE = "ineligible", pgettext_lazy("application", "ineligible")
        INCOMPLETE = "incomplete", pgettext_lazy("application", "incomplete")
        REVIEW = "review", pgettext_lazy("application", "under review")
        SHORTLISTED = "shortlisted", pgettext_lazy("application", "shortlisted")
        SELECTED = "selected", pgettext_lazy("application", "selected")
        WAITING = "waiting", pgettext_lazy("application", "waiting list")
        DECLINED = "declined", pgettext_lazy("application", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")

    # What people have found of an application that no jury reads.
    OUT = (State.INELIGIBLE, State.INCOMPLETE)

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("person"),
    )
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("track")
    )
    code = models.ForeignKey(
        InvitationCode,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("invitation code"),
    )
    ordinal = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)], editable=False
    )  # first, second … of the same address
    title = models.CharField(_("title of the project"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.DRAFT)
    step = models.PositiveSmallIntegerField(_("step"), default=1)
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("why it is ineligible or incomplete, which staff alone read; or why it was withdrawn"),
    )
    begun_at = models.DateTimeField(_("begun"))
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("sent in"), null=True, blank=True)
    second_submitted_at = models.DateTimeField(_("full file sent in"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    # When something was first sent by the link in her mail: the one given to whoever began it ends then.
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(_("outcome told"), null=True, blank=True, editable=False)
    replace_by = models.DateTimeField(_("member to be replaced by"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)  # counts what was saved
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = ApplicationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "saved_at", "told_at", "claimed_at"])

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        permissions = [("export_application", "Can export applications")]
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "call",
                Upper("email"),  # as `email__iexact` asks
                "ordinal",
                condition=~Q(state="withdrawn"),
                name="application_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("draft", "submitted", "eligible", "ineligible", "incomplete", "review"),
                        *("shortlisted", "selected", "waiting", "declined", "withdrawn"),
                    ]
                ),
                name="application_state",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None)
                | Q(state="withdrawn")
                | (~Q(state__in=["draft", "withdrawn"]) & Q(submitted_at__isnull=False)),
                name="application_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="application_withdrawn_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ineligible", "incomplete"]) | ~Q(reason=""),
                name="application_ineligible_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(step=1, second_submitted_at=None) | Q(step=2, submitted_at__isnull=False),
                name="application_step",
            ),
            models.CheckConstraint(
                # A draft, and a shortlist without its full file, are told that they came too late.
                condition=Q(told_at=None)
                | Q(
                    state__in=[
                        *("selected", "waiting", "declined", "ineligible", "incomplete"),
                        *("withdrawn", "draft", "shortlisted"),
                    ]
                ),
                name="application_told",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "submitted_at"], name="application_call"),
            # Read by the people's windows that are over: `lacking_member`.
            models.Index(
                fields=["replace_by"], condition=Q(replace_by__isnull=False), name="application_replace"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_told_no(self) -> bool:
        """Whether its applicant knows that it does not go on."""
        return self.told_at is not None and self.state in (*self.OUT, self.State.DECLINED)

    @property
    def is_sent(self) -> bool:
        """Whether the step it stands in was sent in."""
        return (self.submitted_at if self.step == 1 else self.second_submitted_at) is not None
