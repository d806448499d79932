from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from foundation.links import Link
from foundation.people.models import Person, is_staff_with

DAYS = 30  # within which a request is answered
LINK_HOURS = 24
LINKS = Link("privacy.request")


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: Any) -> "RequestQuerySet":
        """Staff with the right see those that are theirs to answer, or answered; anyone else her own."""
        if is_staff_with(user, "privacy.view_request"):
            return self.exclude(state=Request.State.ASKED)
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def waiting(self) -> "RequestQuerySet":
        """What staff have to answer, what is due first at its head."""
        return self.filter(state=Request.State.OPEN).order_by("due_on", "pk")


class Request(models.Model):
    """She asks for a copy of what is held on her, or to be erased. `services.requests` moves it on."""

    class Kind(models.TextChoices):
        COPY = "copy", pgettext_lazy("request about her data", "a copy of what is held")
        ERASURE = "erasure", pgettext_lazy("request about her data", "to be erased")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request about her data", "asked, to be confirmed by mail")
        OPEN = "open", pgettext_lazy("request about her data", "to be answered")
        APPROVED = "approved", pgettext_lazy("request about her data", "approved, about to be carried out")
        DONE = "done", pgettext_lazy("request about her data", "done")
        REFUSED = "refused", pgettext_lazy("request about her data", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("request about her data", "withdrawn")

    LIVE = (State.ASKED, State.OPEN, State.APPROVED)
    STAYS_BY = "how_far"  # of two that a merge brings together

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    is_written = models.BooleanField(
        _("in writing"), default=False, help_text=_("by letter, mail or word of mouth; staff noted it")
    )
    asked_at = models.DateTimeField(_("asked on"))
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    due_on = models.DateField(_("to be answered by"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("noted by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    done_at = models.DateTimeField(_("carried out on"), null=True, blank=True)
    link_version = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about one’s data")
        verbose_name_plural = _("requests about one’s data")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ("view", "change")
        permissions = [
            ("answer_request", gettext_noop("Can answer requests about one's data, and see what is held"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=["asked", "open", "approved"]),
                name="privacy_request_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="privacy_refused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | ~Q(state="done") & Q(done_at=None),
                name="privacy_done_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="privacy_request_due"),
            models.Index(fields=["-asked_at", "-id"], name="privacy_request_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    @property
    def how_far(self) -> tuple[int, int]:
        """The further on the more, then the one that is due earlier."""
        return list(self.State).index(self.State(self.state)), -self.due_on.toordinal()

    @property
    def token(self) -> str:
        return LINKS.token(self)

    def is_link_fresh(self, now: datetime) -> bool:
        return now < self.asked_at + timedelta(hours=LINK_HOURS)


class LostFile(models.Model):
    """A stored file whose row is gone for good: deleted once that is certain, tried until it is gone."""

    model = models.CharField(max_length=100)
    field = models.CharField(max_length=100)
    name = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("file about to be deleted")
        verbose_name_plural = _("files about to be deleted")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.model}.{self.field} {self.pk}"


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: Any) -> "ReadingQuerySet":
        """Staff with the right alone; a person learns how many there are of her."""
        return self if is_staff_with(user, "privacy.view_reading") else self.none()


class Reading(models.Model):
    """Somebody who works here opened what is sensitive of a person. Requests for help keep their own."""

    class What(models.TextChoices):
        FILE = "file", pgettext_lazy("what was read", "file of an application")
        SECOND_CONTACT = "contact", pgettext_lazy("what was read", "second contacts")
        COPY = "copy", pgettext_lazy("what was read", "what is held on her")
        PREVIEW = "preview", pgettext_lazy("what was read", "preview of an erasure")
        MAIL = "mail", pgettext_lazy("what was read", "body of a mail")

    class Face(models.TextChoices):
        DESK = "desk", pgettext_lazy("where it was read", "at the desk")
        API = "api", pgettext_lazy("where it was read", "through the API")
        PAGE = "page", pgettext_lazy("where it was read", "on a page")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("reader"),
    )  # fmt: skip
    what = models.CharField(_("what"), max_length=10, choices=What)
    number = models.PositiveBigIntegerField(_("number"), help_text=_("of the record"))
    face = models.CharField(_("where"), max_length=5, choices=Face)
    at = models.DateTimeField(_("on"))

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of sensitive data")
        verbose_name_plural = _("readings of sensitive data")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["-at", "-id"], name="privacy_reading_newest")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.number}"


class Rule(models.Model):
    """How long a category of data is kept; what goes is said in `rules.py`. Off until staff switch it on."""

    NAMES = {
        "applications": _("applications declined or withdrawn: all but figures"),
        "drafts": _("drafts of applications that were never sent"),
        "mails": _("words of mails that have left"),
        "support": _("requests for help that are closed"),
        "logins": _("sessions that are over"),
        "readings": _("records of who read what is sensitive"),
        "desk": _("log of the desk"),
    }

    code = models.SlugField(_("code"), unique=True, editable=False)
    months = models.PositiveSmallIntegerField(
        _("kept for (months)"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    is_on = models.BooleanField(_("switched on"), default=False)
    last_run_at = models.DateTimeField(_("last applied"), null=True, blank=True, editable=False)
    last_count = models.PositiveIntegerField(_("rows removed then"), default=0, editable=False)

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["code"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=600), name="retention_months_in_range"
            )
        ]

    def __str__(self) -> str:
        return str(self.NAMES.get(self.code, self.code))
