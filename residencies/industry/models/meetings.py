"""Meetings, what came of them, and what has to be told or done afterwards."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Account, Person, is_staff_with
from foundation.translated import listed
from residencies.industry.models.events import Event, Slot, Table
from residencies.industry.models.parties import Guest, OfParty, Project, Side


class MeetingQuerySet(OfParty):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Staff with the right see all; anyone else her own, once the schedule is released."""
        if is_staff_with(user, "industry.view_meeting"):
            return self
        return self.of_account(user).filter(event__state=Event.State.RELEASED)

    def planned(self) -> "MeetingQuerySet":
        return self.filter(state=Meeting.State.PLANNED)

    def kept(self) -> "MeetingQuerySet":
        """Those that stay when the schedule is made anew: what is pinned, and what somebody wrote on, which
        would go with its meeting.
        """
        written = [Exists(rows.filter(meeting=OuterRef("pk"))) for rows in (Note.objects, FollowUp.objects)]
        return self.planned().filter(Q(*written, ~Q(outcome=""), is_pinned=True, _connector=Q.OR))

    def with_all(self) -> "MeetingQuerySet":
        """With what is shown of a meeting, in one query."""
        return self.select_related(
            "event", "slot__event", "table__area", "project__work", "guest__person", "guest__organisation"
        )


class Meeting(models.Model):
    """A project and a guest at a table in a slot. The services alone set what is planned.

    No party and no table is twice in a slot: the database holds that. The other hard rules are those of
    `checking`.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "planned")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    class Outcome(models.TextChoices):
        """From nothing to a contract. A letter of interest commits to nothing; one of intent does."""

        MISSED = "missed", _("did not take place")
        NO_INTEREST = "no_interest", _("no interest")
        FOLLOW_UP = "follow_up", _("to be followed up")
        INTEREST = "interest", _("letter of interest")
        INTENT = "intent", _("letter of intent")
        CONTRACT = "contract", _("contract")

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("event")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=pgettext_lazy("industry event", "project"),
    )
    guest = models.ForeignKey(
        Guest,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=pgettext_lazy("industry event", "guest"),
    )
    slot = models.ForeignKey(
        Slot,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=pgettext_lazy("industry event", "slot"),
    )
    table = models.ForeignKey(
        Table,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=pgettext_lazy("industry event", "table"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED, editable=False)
    is_pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("stays where it is when the schedule is made anew")
    )
    is_interpreted = models.BooleanField(
        _("with an interpreter"), default=False, help_text=_("one is booked for this meeting")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)  # iCalendar's SEQUENCE
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome, blank=True)
    outcome_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("outcome recorded by"),
    )
    outcome_at = models.DateTimeField(_("outcome recorded on"), null=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("industry event", "meeting")
        verbose_name_plural = pgettext_lazy("industry event", "meetings")
        ordering = ["slot__starts_at", "table__position", "pk"]
        constraints = [
            *[
                models.UniqueConstraint(
                    fields=fields, condition=Q(state="planned"), name=f"meeting_{'_'.join(fields)}_once"
                )
                for fields in (
                    ["table", "slot"],
                    ["project", "slot"],
                    ["guest", "slot"],
                    ["project", "guest"],
                )
            ],
            models.CheckConstraint(condition=Q(state__in=["planned", "cancelled"]), name="meeting_state"),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["", "missed", "no_interest", "follow_up", "interest", "intent", "contract"]
                ),
                name="meeting_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at=None) | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="meeting_outcome_at_an_instant",
            ),
        ]
        indexes = [models.Index(fields=["event", "state"], name="meeting_of_event")]

    def __str__(self) -> str:
        return f"{self.project} – {self.guest}"

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED


class OfMeeting(models.QuerySet[Any]):
    """Rows of one side of a meeting."""

    def of_side(self, user: Any) -> Any:
        if not user.is_authenticated:
            return self.none()
        projects = Project.objects.of_account(user).order_by().values("pk")
        guests = Guest.objects.of_account(user).order_by().values("pk")
        return self.filter(
            Q(side=Side.PROJECT, meeting__project__in=projects)
            | Q(side=Side.GUEST, meeting__guest__in=guests)
        )


class NoteQuerySet(OfMeeting):
    def visible_to(self, user: Any) -> "NoteQuerySet":
        """Her own side's alone; the staff's own to staff with the right. Nobody reads another side's."""
        hers = self.of_side(user)
        return hers | self.filter(side="") if is_staff_with(user, "industry.view_note") else hers


class Note(models.Model):
    """What a side keeps of a meeting for itself; of the staff where `side` is empty."""

    is_confidential = True

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="notes", verbose_name=_("meeting")
    )
    side = models.CharField(_("side"), max_length=7, choices=Side, blank=True)
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("on"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a meeting")
        verbose_name_plural = _("notes of meetings")
        ordering = ["meeting", "side"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "side"], name="meeting_note_of_side"),
            models.CheckConstraint(condition=Q(side__in=["", "project", "guest"]), name="meeting_note_side"),
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class FollowUpQuerySet(OfMeeting):
    def visible_to(self, user: Any) -> "FollowUpQuerySet":
        """Staff with the right see all; anyone else those of her side, and what she is to do."""
        if is_staff_with(user, "industry.view_followup"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.of_side(user) | self.filter(owner__account=user.pk)

    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_at=None)


class FollowUp(models.Model):
    """What somebody does after a meeting, and by when."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="follow_ups", verbose_name=_("meeting")
    )
    side = models.CharField(
        _("side"), max_length=7, choices=Side, blank=True, help_text=_("empty: the staff")
    )
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("who does it")
    )
    what = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("done on"), null=True, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="follow_up_of_something"),
            models.CheckConstraint(condition=Q(side__in=["", "project", "guest"]), name="follow_up_side"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="follow_up_open")]

    def __str__(self) -> str:
        return self.what


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """Staff with the right."""
        return self if is_staff_with(user, "industry.view_notice") else self.none()

    def untold(self) -> "NoticeQuerySet":
        return self.filter(batch=None)


class Notice(models.Model):
    """A person who has to be told of a change made after the release; `batch` is that of the mail."""

    STAYS_BY = "at"  # of two that a merge brings together

    class Change(models.TextChoices):
        ADDED = "added", pgettext_lazy("meeting", "added")
        MOVED = "moved", pgettext_lazy("meeting", "moved")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="notices", verbose_name=_("meeting")
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    change = models.CharField(_("change"), max_length=9, choices=Change)
    was_slot = models.ForeignKey(
        Slot, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("slot before")
    )
    was_table = models.ForeignKey(
        Table, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("table before")
    )
    at = models.DateTimeField(_("changed on"))
    batch = models.PositiveIntegerField(_("told with"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to be told")
        verbose_name_plural = _("changes to be told")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(batch=None), name="notice_untold_once"
            ),
            models.CheckConstraint(
                condition=Q(change__in=["added", "moved", "cancelled"]), name="notice_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {listed([self.meeting, self.get_change_display()])}"
