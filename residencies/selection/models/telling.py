from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from residencies.selection.models.deciding import Decision


class OfferQuerySet(models.QuerySet["Offer"]):
    def holding(self) -> "OfferQuerySet":
        """Those that hold a place: accepted, or still to be answered."""
        return self.filter(state__in=[Offer.State.OPEN, Offer.State.ACCEPTED])

    def overdue(self, now: Any) -> "OfferQuerySet":
        return self.filter(state=Offer.State.OPEN, answer_by__lte=now)


class Offer(models.Model):
    """A place that is offered to who was selected, or called from the waiting list, until a date.

    Accepting makes the participations of all who apply together. A place that is declined, or not
    answered for, goes to the next of the waiting list.
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
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why she declined"))
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords()

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
                condition=Q(state__in=["accepted", "declined"], answered_at__isnull=False)
                | (~Q(state__in=["accepted", "declined"]) & Q(answered_at=None)),
                name="offer_answer_has_time",
            ),
        ]
        indexes = [
            # Read by what reminds of an answer and by what ends an offer.
            models.Index(fields=["answer_by"], condition=Q(state="open"), name="offer_open"),
        ]

    def __str__(self) -> str:
        return f"{self.decision.application.number}: {self.get_state_display()}"
