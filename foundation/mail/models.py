from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, StrIndex, Substr, Upper
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from foundation.translated import listed


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Staff with the right see the outbox, but what a room keeps from one of them; nobody else has a
        page of it.
        """
        if not is_staff_with(user, "mail.view_message"):
            return self.none()
        rows = self
        for kept in settings.MAIL_KEPT_FROM:
            rows = rows.exclude(import_string(kept)(user))
        return rows


class Message(models.Model):
    """One mail to one mailbox, written in the transaction of its cause.

    `services.enqueue` makes it, `delivery.py` moves it on; after it has left, `reports.py` notes that
    it came back. Nothing else sets its state.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        BOUNCED = "bounced", _("came back")
        COMPLAINED = "complained", _("complaint")
        FAILED = "failed", _("refused")
        DEAD = "dead", _("given up")
        SUPPRESSED = "suppressed", _("suppressed")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("too late")

    OPEN = (State.QUEUED, State.SENDING)
    LEFT = (State.SENT, State.BOUNCED, State.COMPLAINED)  # a server took it, whatever came after
    RETRIABLE = (State.FAILED, State.DEAD, State.BOUNCED)

    class Stream(models.TextChoices):
        TRANSACTIONAL = "transactional", _("transactional")
        SUBSCRIBED = "subscribed", _("subscribed")

    dedupe_key = models.CharField(_("key"), max_length=150)
    message_id = models.CharField("Message-ID", max_length=200)
    kind = models.CharField(_("kind"), max_length=50)
    stream = models.CharField(_("stream"), max_length=20, choices=Stream)
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("person"),
    )
    to_addr = models.EmailField(pgettext_lazy("recipient", "to"))
    to_domain = models.GeneratedField(
        expression=Lower(Substr("to_addr", StrIndex("to_addr", Value("@")) + 1)),
        output_field=models.CharField(_("domain"), max_length=254),
        db_persist=True,
    )
    language = models.CharField(_("language"), max_length=2)
    # Numbers of rows, never personal text; `secret` is the one exception (a login code) and is
    # emptied when the message settles.
    context = models.JSONField(default=dict)
    secret = models.CharField(max_length=200, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField("HTML", blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=5, help_text=_("0 goes first"))
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    expires_at = models.DateTimeField(_("worthless after"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(null=True, editable=False)
    fence = models.BigIntegerField(default=0, editable=False)
    # The moment its domain has room for it, where it had to wait for that: see `pacing`.
    slot_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Not `unique=True`, which gives texts a second index, and each try writes all of them anew.
            models.UniqueConstraint(fields=["dedupe_key"], name="message_once"),
            models.UniqueConstraint(fields=["message_id"], name="message_own_id"),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until=None)),
                name="message_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "bounced", "complained"], sent_at__isnull=False)
                | (~Q(state__in=["sent", "bounced", "complained"]) & Q(sent_at=None)),
                name="message_sent_has_time",
            ),
        ]
        indexes = [
            # Read by claims.claim: the two open states and nothing of the millions of closed rows.
            models.Index(
                fields=["priority", "not_before", "id"],
                condition=Q(state__in=["queued", "sending"]),
                name="message_open",
            ),
            # Read by claims.claim_left: messages whose sender may have died.
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="message_leased"),
            # Read by delivery.next_due and by whoever asks how long mail has waited.
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="message_due"),
            # Read by the outbox page and the board: the newest, and what was written since a day.
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            # Read by the search of the desk: `to_addr__iexact`.
            models.Index(Upper("to_addr"), name="message_address"),
            # Read by the board's dead letters, which are few.
            models.Index(
                fields=["-created_at"], condition=Q(state__in=["failed", "dead"]), name="message_refused"
            ),
        ]

    def __str__(self) -> str:
        return self.dedupe_key

    @property
    def kind_name(self) -> str:
        return str(settings.MAIL_KIND_NAMES.get(self.kind, self.kind))


class Attempt(models.Model):
    """One try to deliver a message, with what the server said."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries", db_index=False)
    # Of the claim it was made under. A sent one of the message's own fence says that it was sent; the
    # message's row follows within a second.
    fence = models.BigIntegerField(null=True, editable=False)
    number = models.PositiveSmallIntegerField(_("try"))
    at = models.DateTimeField(_("on"))
    outcome = models.CharField(_("outcome"), max_length=12)
    code = models.PositiveSmallIntegerField(_("code"), null=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")
        ordering = ["message", "number"]
        constraints = [models.UniqueConstraint(fields=["message", "fence"], name="attempt_once_a_claim")]
        indexes = [models.Index(fields=["at"], name="attempt_at")]  # read by figures.tries_since

    def __str__(self) -> str:
        return f"{self.message} #{self.number}"


class BounceQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> "BounceQuerySet":
        """Staff with the right see what came back; nobody else has a page of it."""
        allowed = is_staff_with(user, "mail.view_report")
        return self if allowed else self.none()

    def soft_trouble(self, now: datetime) -> "BounceQuerySet":
        """Mails of ours that failed of late, to addresses that may be alive."""
        lately = self.filter(severity=Report.Severity.SOFT, at__gt=now - Report.WINDOW)
        return lately.filter(message__isnull=False)


class Report(models.Model):
    """What came back about one address: a bounce, a complaint, an automatic reply.

    `reports.take_in_report` makes it, once for each key. It has a message where it proves that it is
    about one of ours, and an effect only then.
    """

    class Kind(models.TextChoices):
        BOUNCE = "bounce", _("came back")
        COMPLAINT = "complaint", _("complaint")
        AUTO_REPLY = "auto_reply", _("automatic reply")
        DELAYED = "delayed", _("delayed")
        DELIVERED = "delivered", _("delivered")
        OTHER = "other", _("other mail")

    class Severity(models.TextChoices):
        HARD = "hard", _("the address is dead")
        SOFT = "soft", _("not this time")

    WINDOW = timedelta(days=14)  # a full mailbox is emptied in that time, or given up

    key = models.CharField(max_length=64, unique=True, editable=False)
    message = models.ForeignKey(
        Message,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("message"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    severity = models.CharField(_("severity"), max_length=4, choices=Severity, blank=True)
    address_hash = models.CharField(max_length=64, blank=True)
    status = models.CharField(_("code"), max_length=12, blank=True)
    # Without addresses: it stays when the person it may be about is erased.
    diagnostic = models.CharField(_("what the server said"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=50)
    at = models.DateTimeField(_("taken in"), default=timezone.now)

    objects = BounceQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("what came back")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="bounce", severity__in=["hard", "soft"])
                | (~Q(kind="bounce") & Q(severity="")),
                name="report_severity_of_bounces",
            ),
        ]
        indexes = [
            # Read by soft_trouble: how often an address failed of late.
            models.Index(
                fields=["address_hash", "at"], condition=Q(severity="soft"), name="report_soft_by_address"
            ),
        ]

    def __str__(self) -> str:
        return ": ".join(filter(None, [self.get_kind_display(), self.get_severity_display()]))


class Suppression(models.Model):
    """An address that gets no more mail of a stream: she unsubscribed, or the address is dead."""

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", _("address refused")
        COMPLAINED = "complained", _("complaint")
        STAFF = "staff", _("by staff")

    address_hash = models.CharField(max_length=64)
    stream = models.CharField(_("stream"), max_length=20, choices=Message.Stream)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    since = models.DateTimeField(_("since"), default=timezone.now)
    # Gone with the person it names; the suppression stays.
    evidence = models.ForeignKey(
        Report,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suppressions",
        verbose_name=_("evidence"),
    )
    history = HistoricalRecords(
        verbose_name=_("suppression made or lifted"), verbose_name_plural=_("suppressions made and lifted")
    )

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        constraints = [models.UniqueConstraint(fields=["address_hash", "stream"], name="suppression_unique")]

    def __str__(self) -> str:
        return f"{self.get_stream_display()}: {self.get_reason_display()}"


class Pace(models.Model):
    """When a recipient domain has room for its next message; see `pacing`."""

    domain = models.CharField(_("domain"), max_length=253, unique=True)
    free_at = models.DateTimeField(_("free from"))

    class Meta:
        verbose_name = _("pace of a domain")
        verbose_name_plural = _("paces of domains")

    def __str__(self) -> str:
        return self.domain


class Postman(models.Model):
    """The one row of the delivery: paused or not, and when it last looked at the outbox."""

    paused = models.BooleanField(_("paused"), default=False)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paused by"),
    )
    pause_reason = models.CharField(_("paused because"), max_length=300, blank=True)
    looked_at = models.DateTimeField(_("last look"), null=True, blank=True)
    # While the server is down nothing is claimed, so no message uses up its attempts.
    closed_until = models.DateTimeField(_("server not tried before"), null=True, blank=True)
    faults = models.PositiveSmallIntegerField(_("faults in a row"), default=0)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("delivery")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="postman_once")]

    def __str__(self) -> str:
        return str(_("delivery"))


class WordingQuerySet(models.QuerySet["Wording"]):
    def visible_to(self, user: Any) -> "WordingQuerySet":
        """Staff with the right; nobody else has a page of them."""
        allowed = is_staff_with(user, "mail.view_wording")
        return self if allowed else self.none()


class Wording(models.Model):
    """One version of what staff wrote for a kind of mail in a language. An empty part is the built-in text.

    `wordings.save_wording` makes it; a version is never changed, and what was rendered with it stays.
    """

    PARTS = ("subject", "preview", "headline", "before", "after")

    kind = models.CharField(_("kind"), max_length=50)
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    version = models.PositiveIntegerField(_("version"))
    is_current = models.BooleanField(_("in use"), default=True)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    preview = models.CharField(
        _("preview line"), max_length=150, blank=True, help_text=_("shown beside the subject in her inbox")
    )
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    before = models.TextField(
        _("before the question and the button"),
        validators=[MaxLengthValidator(3000)],
        blank=True,
        help_text=_("an empty line begins a new paragraph"),
    )
    after = models.TextField(
        _("after the button"),
        validators=[MaxLengthValidator(3000)],
        blank=True,
        help_text=_("an empty line begins a new paragraph"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("on"), default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")
        ordering = ["kind", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "version"], name="wording_version"),
            models.UniqueConstraint(
                fields=["kind", "language"], condition=Q(is_current=True), name="wording_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return listed([self.kind_name, self.get_language_display(), self.version])

    @property
    def kind_name(self) -> str:
        return str(settings.MAIL_KIND_NAMES.get(self.kind, self.kind))

    @property
    def texts(self) -> dict[str, str]:
        return {part: getattr(self, part) for part in self.PARTS}
