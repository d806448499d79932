from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import is_staff_with
from residencies.calls.models import Application, Call
from residencies.selection.models.deciding import Decision, Deliberation
from residencies.selection.models.reading import kept_from_room


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: Any) -> "OfferQuerySet":
        """Staff with the right see all but those they are recused from; an applicant, and who signed with
        her, those made to them.
        """
        if is_staff_with(user, "selection.view_offer"):
            return self.exclude(decision__application__in=kept_from_room(user))
        return self.filter(decision__application__in=Application.objects.of_account(user))

    def led_by(self, user: Any) -> "OfferQuerySet":
        """Those that someone answers: for herself, or for all whom she leads."""
        return self.filter(decision__application__person__account=user.pk)

    def holding(self) -> "OfferQuerySet":
        """Those that hold a place: accepted, or still to be answered."""
        return self.filter(state__in=[Offer.State.OPEN, Offer.State.ACCEPTED])

    def overdue(self, now: datetime) -> "OfferQuerySet":
        return self.filter(state=Offer.State.OPEN, answer_by__lte=now)

    def to_remind(self, now: datetime) -> "OfferQuerySet":
        return self.filter(state=Offer.State.OPEN, remind_at__lte=now, answer_by__gt=now)

    def gone(self, now: datetime) -> "OfferQuerySet":
        """That hold a place for an application which no longer stands, or has lost a member for good."""
        standing = Application.objects.standing()
        whole = standing.exclude(pk__in=standing.lacking_member(now).values("pk"))
        return self.holding().exclude(decision__application__in=whole.values("pk"))


class Offer(models.Model):
    """A place that is offered to who was selected, or called from the waiting list, until a date.

    `services.release_decisions` and `services.settle_places` make it. Accepting makes the participations
    of all who apply together. A place that is declined, not answered for or taken back goes to the next of
    the waiting list.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("offer", "to be answered")
        ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
        DECLINED = "declined", pgettext_lazy("offer", "declined")
        LAPSED = "lapsed", pgettext_lazy("offer", "not answered in time")
        TAKEN_BACK = "taken_back", pgettext_lazy("offer", "taken back")

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="offers", verbose_name=_("decision")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(_("made"))
    answer_by = models.DateTimeField(_("to be answered by"))
    # The next instant from which a reminder is due; it leaves at a decent hour of hers.
    remind_at = models.DateTimeField(_("reminder from"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why she declined"))
    note = models.TextField(
        _("note of staff"), blank=True, help_text=_("why it was offered out of turn, or taken back")
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["remind_at"])

    class Meta:
        verbose_name = _("offer of a place")
        verbose_name_plural = _("offers of places")
        ordering = ["-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state__in=["open", "accepted"]), name="offer_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "declined", "lapsed", "taken_back"]),
                name="offer_state",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | Q(state__in=["accepted", "declined"], answered_at__isnull=False)
                | Q(state="lapsed", answered_at=None)
                | Q(state="taken_back"),
                name="offer_answer_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back") | ~Q(note=""), name="offer_taken_back_has_reason"
            ),
        ]
        indexes = [
            # Read by what ends an offer, and by what reminds of an answer.
            models.Index(fields=["answer_by"], condition=Q(state="open"), name="offer_open"),
            models.Index(
                fields=["remind_at"], condition=Q(state="open", remind_at__isnull=False), name="offer_remind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision.application.number}: {self.get_state_display()}"

    def is_answerable(self, now: datetime) -> bool:
        return self.state == self.State.OPEN and now < self.answer_by


class Release(Deliberation):
    """A deliberation as those see it who tell applicants what it decided, and fill its places."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("release of decisions")
        verbose_name_plural = _("releases of decisions")


class CallFigures(Call):
    """A call as numbers: who applied, and who came how far."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("figures of a call")
        verbose_name_plural = _("figures of calls")
