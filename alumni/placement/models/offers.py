"""What is offered to an alumna, what she says, and what becomes of it."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alumni.placement.models.postings import Posting
from foundation.films.models import Credit
from foundation.people.models import Person, is_staff_with
from foundation.translated import listed


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: Any) -> "OfferQuerySet":
        """Staff with the right see all; an alumna those that were told to her."""
        if is_staff_with(user, "placement.view_offer"):
            return self
        return self.told().filter(person__account=user.pk) if user.is_authenticated else self.none()

    def told(self) -> "OfferQuerySet":
        """Those of which she knows."""
        return self.filter(sent_at__isnull=False)

    def active(self) -> "OfferQuerySet":
        return self.filter(state__in=Offer.ACTIVE)

    def answerable(self, now: datetime) -> "OfferQuerySet":
        return self.filter(state__in=Offer.OPEN, answer_by__gt=now)

    def in_line(self) -> "OfferQuerySet":
        return self.filter(state=Offer.State.WAITING).order_by("position", "pk")

    def overdue(self, now: datetime) -> "OfferQuerySet":
        return self.filter(state__in=Offer.OPEN, answer_by__lte=now)

    def placed(self) -> "OfferQuerySet":
        """Those who have, or had, the work."""
        return self.filter(state__in=Offer.PLACED)

    def meeting(self, first: date, last: date) -> "OfferQuerySet":
        """Those whose work shares a day with these."""
        return self.filter(posting__starts_on__lte=last, posting__ends_on__gte=first)

    def to_confirm(self, today: date) -> "OfferQuerySet":
        """Accepted, and the last day of the work is past."""
        return self.filter(state=Offer.State.ACCEPTED, posting__ends_on__lt=today)


class Offer(models.Model):
    """A posting offered to a person. It waits its turn, is sent, and she answers; `services` set its state.

    `shares_phone` and `word` are what she lets the production have beside her name and address, and it has
    nothing before she accepts.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("offer of work", "waits its turn")
        SENT = "sent", pgettext_lazy("offer of work", "sent")
        INTERESTED = "interested", pgettext_lazy("offer of work", "interested")
        ACCEPTED = "accepted", pgettext_lazy("offer of work", "accepted")
        DONE = "done", pgettext_lazy("offer of work", "work done")
        DECLINED = "declined", pgettext_lazy("offer of work", "declined")
        LAPSED = "lapsed", pgettext_lazy("offer of work", "not answered in time")
        WITHDRAWN = "withdrawn", pgettext_lazy("offer of work", "she has withdrawn")
        TAKEN_BACK = "taken_back", pgettext_lazy("offer of work", "taken back")
        ENDED = "ended", pgettext_lazy("offer of work", "given to others")

    OPEN = [State.SENT, State.INTERESTED]
    PLACED = [State.ACCEPTED, State.DONE]
    ACTIVE = [State.WAITING, *OPEN, *PLACED]
    STAYS_BY = "how_far"  # of two that a merge brings together

    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="offers", verbose_name=_("posting")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="work_offers", verbose_name=_("person")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    days = models.PositiveSmallIntegerField(_("days to answer"))
    made_at = models.DateTimeField(_("made on"))
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    shares_phone = models.BooleanField(_("the production may have her phone number"), default=False)
    word = models.TextField(_("her word to the production"), blank=True)
    credit = models.OneToOneField(
        Credit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("credit")
    )
    is_credit_ours = models.BooleanField(default=False, editable=False)
    asked_end_at = models.DateTimeField(_("asked whether it was done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
        help_text=_("empty: by the production itself"),
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["word"])

    class Meta:
        verbose_name = _("offer of work")
        verbose_name_plural = _("offers of work")
        permissions = [("export_offer", "Can export offers of work")]
        ordering = ["posting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "person"],
                condition=Q(state__in=["waiting", "sent", "interested", "accepted", "done"]),
                name="work_offer_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("waiting", "sent", "interested", "accepted", "done", "declined", "lapsed"),
                        *("withdrawn", "taken_back", "ended"),
                    ]
                ),
                name="work_offer_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken_back", "ended"])
                | Q(sent_at__isnull=False, answer_by__isnull=False),
                name="work_offer_sent_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "done"], accepted_at__isnull=False)
                | Q(state__in=["withdrawn", "taken_back"])
                | (~Q(state__in=["accepted", "done"]) & Q(accepted_at=None)),
                name="work_offer_accepted_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by"], condition=Q(state__in=["sent", "interested"]), name="work_offer_open"
            ),
            models.Index(fields=["posting"], condition=Q(state="waiting"), name="work_offer_waiting"),
            models.Index(fields=["posting"], condition=Q(state="accepted"), name="work_offer_running"),
            models.Index(fields=["person", "accepted_at"], name="work_offer_person"),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.posting])

    @property
    def how_far(self) -> tuple[int, bool]:
        """The further on the more, and with her credit before without."""
        return list(self.State).index(self.State(self.state)), self.credit_id is not None

    def is_answerable(self, now: datetime) -> bool:
        return self.state in self.OPEN and self.answer_by is not None and now < self.answer_by
