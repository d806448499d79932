from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation import sealing
from foundation.people.models import is_staff_with


class SecretField(sealing.SealedTextField):
    """Sealed under `HOOKS_KEYS`."""

    ring: ClassVar[sealing.Ring] = sealing.Ring("HOOKS_KEYS")


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def visible_to(self, user: Any) -> "EndpointQuerySet":
        """Staff with the right; nobody else knows of them."""
        return self if is_staff_with(user, "hooks.view_endpoint") else self.none()


class Endpoint(models.Model):
    """An address of another system that is told of events. `services` makes and changes it.

    Paused, it keeps what waits for it, and what comes meanwhile.
    """

    url = models.CharField(
        _("address"), max_length=500, help_text=_("https:// and a name that is known in the internet")
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    events = models.JSONField(_("events"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    paused_because = models.CharField(_("paused because"), max_length=300, blank=True)
    # What its receiver knows us by. The older one is good as well until its end.
    secret = SecretField(editable=False)
    older_secret = SecretField(null=True, editable=False)
    older_until = models.DateTimeField(_("the older secret ends"), null=True, editable=False)
    # While it does not answer at all nothing is tried, so that one silent receiver costs no time.
    rests_until = models.DateTimeField(_("not tried before"), null=True, editable=False)
    faults = models.PositiveSmallIntegerField(_("faults in a row"), default=0, editable=False)
    made_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("registered by"),
        editable=False,
    )
    history = HistoricalRecords(excluded_fields=["secret", "older_secret", "rests_until", "faults"])

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(older_secret__isnull=True, older_until__isnull=True)
                | Q(older_secret__isnull=False, older_until__isnull=False),
                name="endpoint_older_secret_ends",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, paused_because="") | Q(is_active=False),
                name="endpoint_paused_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.url


class Event(models.Model):
    """What was announced, once for each key, in the words every endpoint gets: `services.announce`."""

    uid = models.CharField("ID", max_length=40, unique=True)
    key = models.CharField(_("key"), max_length=150, unique=True)
    kind = models.CharField(pgettext_lazy("webhook", "event"), max_length=50)
    subject = models.BigIntegerField(_("number of the row"))
    body = models.TextField(_("what is sent"))
    at = models.DateTimeField(_("on"))

    class Meta:
        verbose_name = pgettext_lazy("webhook", "event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["at"], name="event_at")]  # read by services.forget

    def __str__(self) -> str:
        return self.uid

    @property
    def kind_name(self) -> str:
        known = settings.HOOK_EVENTS.get(self.kind)
        return str(known["name"]) if known else self.kind


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, user: Any) -> "DeliveryQuerySet":
        """Staff with the right, but what a room keeps from one of them."""
        if not is_staff_with(user, "hooks.view_delivery"):
            return self.none()
        rows = self
        for kept in settings.HOOKS_KEPT_FROM:
            rows = rows.exclude(import_string(kept)(user))
        return rows

    def given_up(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.GIVEN_UP)


class Delivery(models.Model):
    """One event on its way to one endpoint. `services.announce` makes it, `delivery.py` moves it on."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given_up", _("given up")

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=pgettext_lazy("webhook", "event"),
    )
    endpoint = models.ForeignKey(
        Endpoint,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("webhook endpoint"),
        db_index=False,
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    tries_until = models.DateTimeField(_("tried until"))
    lease_until = models.DateTimeField(null=True, editable=False)
    fence = models.BigIntegerField(default=0, editable=False)
    code = models.PositiveSmallIntegerField(_("answer"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered"), null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="delivery_once"),
            # Never two at once to one receiver: whoever sends holds the only place.
            models.UniqueConstraint(
                fields=["endpoint"], condition=Q(state="sending"), name="delivery_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until=None)),
                name="delivery_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at=None)),
                name="delivery_delivered_has_time",
            ),
        ]
        indexes = [
            # Read by claims.claim: what waits, by endpoint, the oldest first.
            models.Index(fields=["endpoint", "id"], condition=Q(state="waiting"), name="delivery_waiting"),
            # Read by claims.claim_left, and by claim: is somebody at it?
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="delivery_leased"),
            # Read by the list of an endpoint, and by the one of today's page.
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
            models.Index(fields=["-id"], condition=Q(state="given_up"), name="delivery_given_up"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"


class Attempt(models.Model):
    """One try, with what the receiver answered: of its words the first ones, for whoever mends it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries", db_index=False)
    fence = models.BigIntegerField(editable=False)
    number = models.PositiveSmallIntegerField(_("try"))
    at = models.DateTimeField(_("on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Delivery.State)
    code = models.PositiveSmallIntegerField(_("answer"), null=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("webhook attempt")
        verbose_name_plural = _("webhook attempts")
        ordering = ["delivery", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "fence"], name="hook_attempt_once_a_claim")
        ]

    def __str__(self) -> str:
        return f"{self.delivery} #{self.number}"
