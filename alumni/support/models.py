"""Requests for help and what hangs on them; who sees which is `visible_to`, and no right of a superuser.

None of these tables keeps a history or stands in the desk's log: there it could be read.
"""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import NestedObjects
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from simple_history.models import HistoricalRecords

from alumni.support import closeness
from alumni.support.sealing import SealedStorage, SealedTextField
from foundation.people.models import Account, Person, is_staff_with
from foundation.people.names import fold
from foundation.translated import listed

LONGEST = 10_000  # letters of a message


class Kind(models.TextChoices):
    LEGAL = "legal", _("legal advice")
    GUIDANCE = "guidance", _("strategic guidance")
    FINANCE = "finance", _("money and funding")
    CONTACT = "contact", _("a contact")
    WELLBEING = "wellbeing", _("wellbeing")
    HARASSMENT = "harassment", _("report of harassment")


class Urgency(models.TextChoices):
    URGENT = "urgent", _("urgent")
    SOON = "soon", _("soon")
    CALM = "calm", pgettext_lazy("urgency", "it can wait")


DAYS = {Urgency.URGENT: 1, Urgency.SOON: 3, Urgency.CALM: 7}  # working days until the first answer
OPEN_KINDS = [kind for kind in Kind if kind != Kind.HARASSMENT]  # whose rights are given by role
ANSWERS = [
    gettext_noop("Can answer requests: legal"),
    gettext_noop("Can answer requests: guidance"),
    gettext_noop("Can answer requests: finance"),
    gettext_noop("Can answer requests: contact"),
    gettext_noop("Can answer requests: wellbeing"),
]


def _given(user: Any) -> frozenset[str]:
    """The rights of this room that an account of the staff was given, itself or by its groups.

    `has_perm` would say yes to a superuser, who has none of them for being one. Read once for an account
    that is in hand, as Django does with its own.
    """
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return frozenset()
    if not hasattr(user, "_given_for_support"):
        rights = Permission.objects.filter(content_type__app_label="support")
        given = rights.filter(Q(user=user.pk) | Q(group__user=user.pk))
        user._given_for_support = frozenset(given.values_list("codename", flat=True))
    return user._given_for_support


def holds(user: Any, right: str) -> bool:
    """Whether an account of the staff was given a right of this room."""
    return right in _given(user)


def kinds_of(user: Any) -> list[str]:
    """The kinds whose requests an account answers by right. Reports of harassment are none of them."""
    return [kind.value for kind in OPEN_KINDS if holds(user, f"answer_{kind.value}")]


def in_silence(collector: Any, field: Any, rows: Any, using: str) -> None:
    """CASCADE that is not told: the desk's page about a deletion lists and counts what goes with a row."""
    if not isinstance(collector, NestedObjects):
        models.CASCADE(collector, field, rows, using)


class HarassmentReader(models.Model):
    """One of the two who read reports of harassment, and nobody else does. `name_reader` alone writes it."""

    place = models.PositiveSmallIntegerField(_("place"), choices=[(1, "1"), (2, "2")], unique=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("account")
    )
    named_at = models.DateTimeField(_("named on"))
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("named by"),
    )  # fmt: skip

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reader of reports of harassment")
        verbose_name_plural = _("readers of reports of harassment")
        ordering = ["place"]
        default_permissions = ("view",)
        permissions = [("name_readers", gettext_noop("Can name the two who read reports of harassment"))]
        constraints = [models.CheckConstraint(condition=Q(place__in=[1, 2]), name="two_readers")]

    def __str__(self) -> str:
        return self.account.get_full_name()


class AdviserQuerySet(models.QuerySet["Adviser"]):
    def visible_to(self, user: Any) -> "AdviserQuerySet":
        """Staff with the right alone."""
        return self if is_staff_with(user, "support.view_adviser") else self.none()


class Adviser(models.Model):
    """Who answers requests that are given to her; she needs no right at the desk."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="adviser", verbose_name=_("account")
    )
    kinds = models.JSONField(_("kinds"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    capacity = models.PositiveSmallIntegerField(_("open requests at most"), default=5)
    is_active = models.BooleanField(_("takes requests"), default=True)
    acts_for = SealedTextField(
        _("acts for"),
        blank=True,
        help_text=_("people and organisations, one a line; for conflicts of interest"),
    )

    objects = AdviserQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["acts_for"])

    class Meta:
        verbose_name = _("adviser")
        verbose_name_plural = _("advisers")
        ordering = ["pk"]
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.account.get_full_name()


def names_near(accounts: Collection[int]) -> closeness.Near:
    """Of each of these accounts, the names she is close to: by what is on record, or as an adviser says."""
    near = closeness.by_account(accounts)
    advisers = Adviser.objects.filter(account__in=accounts).values_list("account", "acts_for")
    for number, acts_for in advisers:
        near[number] |= closeness.named(acts_for)
    return near


class RequestQuerySet(models.QuerySet["SupportRequest"]):
    def hers(self, user: Any) -> "RequestQuerySet":
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> "RequestQuerySet":
        """Her own; what she advises on; what she holds the right for; reports she is named to read. But of
        others' nothing that is about somebody she is close to.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        given = self._advised(user) | self._reported(user) | Q(kind__in=kinds_of(user))
        return self.filter(Q(person__account=user.pk) | Q(pk__in=self._free(user, given)))

    def to_advise(self, user: Any) -> "RequestQuerySet":
        """What was given to her, and the reports she is named to read."""
        return self.filter(pk__in=self._free(user, self._advised(user) | self._reported(user)))

    def held_by(self, user: Any) -> "RequestQuerySet":
        """What she holds the right for: the desk's list. No report of harassment is in it."""
        return self.filter(pk__in=self._free(user, Q(kind__in=kinds_of(user))))

    def _free(self, user: Any, given: Q) -> "RequestQuerySet":
        """Numbers of those she answers and is not close to. The other side is sealed, so it is read here."""
        rows = SupportRequest.objects.order_by().filter(given)
        rows = rows.exclude(recusals__account=user.pk)
        near = names_near([user.pk])[user.pk]
        sides = rows.values_list("pk", "parties") if near else []
        close = [number for number, parties in sides if parties and near & closeness.named(parties)]
        return rows.exclude(pk__in=close).values("pk")

    def _advised(self, user: Any) -> Q:
        return Q(adviser__account=user.pk, adviser__is_active=True) & ~Q(kind=Kind.HARASSMENT)

    def _reported(self, user: Any) -> Q:
        if not HarassmentReader.objects.filter(account=user.pk).exists():
            return Q(pk__in=[])
        return Q(kind=Kind.HARASSMENT) & (Q(kept_from=None) | ~Q(kept_from=user.pk))

    def open(self) -> "RequestQuerySet":
        return self.exclude(state=SupportRequest.State.CLOSED)

    def late(self, now: datetime) -> "RequestQuerySet":
        """Without a first answer on the day it was due."""
        return self.open().filter(first_answered_at=None, due_at__lt=now)


class SupportRequest(models.Model):
    """What somebody asks help for. Its words are its messages; `services` alone writes it."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("support", "new")
        ASSIGNED = "assigned", pgettext_lazy("support", "with an adviser")
        ANSWERED = "answered", pgettext_lazy("support", "answered")
        WAITING = "waiting", pgettext_lazy("support", "waits for an answer")
        CLOSED = "closed", pgettext_lazy("support", "closed")

    class Helped(models.TextChoices):
        YES = "yes", pgettext_lazy("it helped", "yes")
        PARTLY = "partly", pgettext_lazy("it helped", "partly")
        NO = "no", pgettext_lazy("it helped", "no")

    person = models.ForeignKey(Person, on_delete=in_silence, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    urgency = models.CharField(_("urgency"), max_length=6, choices=Urgency, default=Urgency.SOON)
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    parties = SealedTextField(_("the other side"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("first answer due"))
    first_answered_at = models.DateTimeField(_("first answer"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last step"))
    adviser = models.ForeignKey(
        Adviser, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("adviser")
    )
    assigned_at = models.DateTimeField(_("given on"), null=True, blank=True)
    assigned_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    late_told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    helped = models.CharField(_("did it help?"), max_length=6, choices=Helped, blank=True)
    kept_from = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    token = models.UUIDField(null=True, editable=False)

    objects = RequestQuerySet.as_manager()
    is_confidential = True  # a merge moves it and says nothing

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()
        permissions = [(f"answer_{kind.value}", told) for kind, told in zip(OPEN_KINDS, ANSWERS, strict=True)]
        constraints = [
            models.UniqueConstraint(fields=["person", "token"], name="support_asked_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="support_kind"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="support_urgency"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
                name="support_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "assigned", "closed"])
                | Q(state__in=["answered", "waiting"], first_answered_at__isnull=False),
                name="support_answered_has_time",
            ),
            models.CheckConstraint(
                condition=Q(helped="") | Q(helped__in=["yes", "partly", "no"], state="closed"),
                name="support_helped_when_closed",
            ),
            models.CheckConstraint(
                condition=~Q(kind="harassment") | Q(adviser=None), name="support_report_has_no_adviser"
            ),
            models.CheckConstraint(
                condition=Q(kept_from=None) | Q(kind="harassment"), name="support_kept_from_reports"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(first_answered_at=None), name="support_due"),
            models.Index(fields=["kind", "-asked_at"], name="support_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"  # says nothing: a text of ours may be shown anywhere

    @property
    def is_report(self) -> bool:
        return bool(self.kind == Kind.HARASSMENT)

    def is_late(self, now: datetime) -> bool:
        return self.first_answered_at is None and self.state != self.State.CLOSED and self.due_at < now


class Recusal(models.Model):
    """Somebody who would answer has said that she is close to one of them: she finds the request no more."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="recusals")
    account = models.ForeignKey(Account, on_delete=in_silence, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("recusal from a request")
        verbose_name_plural = _("recusals from requests")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["request", "account"], name="support_recused_once")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Message(models.Model):
    """One message of a thread: hers, or of somebody who answers. It is never changed."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    is_hers = models.BooleanField()
    text = SealedTextField(_("text"), blank=True)
    at = models.DateTimeField(_("on"))
    token = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("message of a request")
        verbose_name_plural = _("messages of requests")
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["request", "token"], name="support_said_once")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def sealed_path(row: "SealedFile", _name: str) -> str:
    """Nothing of it can be guessed, nor tells what is inside or whose it is."""
    return f"support/{date.today().year}/{secrets.token_urlsafe(24)}"  # noqa: DTZ011 - a folder's name


class SealedFile(models.Model):
    """A file of a message, sealed. `name` is what its sender called it, to be shown and no more."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to=sealed_path, storage=SealedStorage(), max_length=200)
    name = SealedTextField()
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Reading(models.Model):
    """Who opened which thread, and when: all but she herself. While it is fresh the thread stays open."""

    FRESH = timedelta(hours=1)

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of a request")
        verbose_name_plural = _("readings of requests")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class PrecedentQuerySet(models.QuerySet["Precedent"]):
    def visible_to(self, user: Any) -> "PrecedentQuerySet":
        """Staff with the right alone."""
        return self if is_staff_with(user, "support.view_precedent") else self.none()

    def search(self, text: str) -> "PrecedentQuerySet":
        """Those that hold each word, in any spelling of its letters."""
        rows = self
        for word in fold(text).split()[:10]:
            rows = rows.filter(search_key__contains=word)
        return rows


class Precedent(models.Model):
    """A question and its answer, told so that nobody is known by it. From which request is kept nowhere."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=[(kind.value, kind.label) for kind in OPEN_KINDS]
    )
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    question = models.TextField(_("question"), max_length=LONGEST)
    answer = models.TextField(_("answer"), max_length=LONGEST)
    written_on = models.DateField(_("written on"))
    search_key = models.TextField(editable=False)

    objects = PrecedentQuerySet.as_manager()

    class Meta:
        verbose_name = _("precedent")
        verbose_name_plural = _("precedents")
        ordering = ["-written_on", "-pk"]
        default_permissions = ("view", "add", "delete")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OPEN_KINDS), name="precedent_of_no_report"),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(answer=""), name="precedent_says_something"
            ),
        ]

    def __str__(self) -> str:
        return listed([self.get_kind_display(), self.written_on.year])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(f"{self.question} {self.answer}")
        super().save(*args, **kwargs)


def mail_kept_from(user: Any) -> Q:
    """No page of the outbox tells that somebody has a message of this room."""
    return Q(kind="support_message")
