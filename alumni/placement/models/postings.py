"""Work that a production has to give: a posting, and how many hold a place of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.films.models import Role, Work
from foundation.money import amount_field, currency_field
from foundation.people.models import Organisation, check_time_zone, is_staff_with
from foundation.translated import LANGUAGES

# Spoken on sets here. No code is part of another: they are found in a text of codes with commas.
SPOKEN = [(code, LANGUAGES[code]) for code in ("ar", "zgh", "fr", "en", "es")]
MOST_PLACES = 50
# What makes a posting that nobody has confirmed yet the same as another.
SAME = ("contact_email", "role", "title", "production", "starts_on", "ends_on")


def check_languages(codes: str) -> None:
    known = dict(SPOKEN)
    if wrong := [code for code in codes.split(",") if codes and code not in known]:
        raise ValidationError(_("“%(code)s” is not a language of this list."), params={"code": wrong[0]})


def languages_field(**how: Any) -> "models.CharField[str, str]":
    """Codes with commas: "ar,fr"."""
    return models.CharField(_("languages"), max_length=40, blank=True, validators=[check_languages], **how)


def languages_of(codes: str) -> list[str]:
    return [code for code in codes.split(",") if code]


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: Any) -> "PostingQuerySet":
        """Staff with the right see all that are confirmed; alumnae those that are open, and what was offered
        to them. What a stranger has not confirmed nobody sees.
        """
        confirmed = self.exclude(state=Posting.State.UNCONFIRMED)
        if is_staff_with(user, "placement.view_posting"):
            return confirmed
        if not user.is_authenticated:
            return self.none()
        offers: Any = Posting.offers.rel.related_model.objects
        hers = offers.told().filter(person__account=user.pk).order_by().values("posting")
        shown = Q(pk__in=hers)
        person = getattr(user, "person", None)
        if person is not None and person.participations.completed().exists():
            shown |= Q(state=Posting.State.OPEN, closes_at__gt=timezone.now())
        return confirmed.filter(shown)

    def open(self, now: datetime) -> "PostingQuerySet":
        return self.filter(state=Posting.State.OPEN, closes_at__gt=now)

    def over(self, now: datetime) -> "PostingQuerySet":
        """Still open although they have closed."""
        return self.filter(state=Posting.State.OPEN, closes_at__lte=now)

    def forgotten(self, before: datetime) -> "PostingQuerySet":
        return self.filter(state=Posting.State.UNCONFIRMED, asked_at__lt=before)


class Posting(models.Model):
    """Places in one role on a production, for some days. `services` alone set its state.

    `held` counts the places that were accepted: the database lets it never be more than there are. Whom to
    write to at the production, and what is paid, are for staff, and for whom a place is offered to.
    """

    NAMED = ("work", "organisation", "role")  # what its name and its role are read from
    link_version = 1  # a link to it lasts as long as it is not forgotten

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", pgettext_lazy("posting", "not confirmed by mail")
        DRAFT = "draft", pgettext_lazy("posting", "draft")
        OPEN = "open", pgettext_lazy("posting", "open")
        FILLED = "filled", pgettext_lazy("posting", "filled")
        CLOSED = "closed", pgettext_lazy("posting", "closed")
        CANCELLED = "cancelled", pgettext_lazy("posting", "cancelled")

    class Grade(models.TextChoices):
        TRAINEE = "trainee", _("trainee")
        ASSISTANT = "assistant", _("assistant")
        HEAD = "head", _("head of department")

    work = models.ForeignKey(
        Work,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("work"),
        help_text=_("the record of the film: the credit will stand on it"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("organisation"),
    )
    title = models.CharField(_("title of the film"), max_length=300, blank=True)
    production = models.CharField(_("production company"), max_length=200, blank=True)
    contact_name = models.CharField(_("contact at the production"), max_length=200)
    contact_email = models.EmailField(_("her or his address"))  # in small letters
    contact_language = models.CharField(
        _("language of the mails"), max_length=2, choices=settings.LANGUAGES, default="fr"
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="postings", verbose_name=_("role"))
    grade = models.CharField(_("grade"), max_length=10, choices=Grade, default=Grade.ASSISTANT)
    places = models.PositiveSmallIntegerField(
        _("places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    held = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    city = models.CharField(_("city"), max_length=100)
    country = CountryField(_("country"), default="MA")
    languages = languages_field(help_text=_("that who works there has to speak"))
    is_paid = models.BooleanField(_("paid"), null=True, blank=True)
    pay_amount = amount_field(_("pay"), null=True, blank=True, validators=[MinValueValidator(0)])
    pay_currency = currency_field(blank=True)
    pay_words = models.CharField(
        _("pay in words"), max_length=200, blank=True, help_text=_("a week, meals, travel …")
    )
    text = models.TextField(_("what the work is"), blank=True, max_length=4000)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.DRAFT, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Africa/Casablanca", validators=[check_time_zone]
    )
    asked_at = models.DateTimeField(
        _("asked on"), null=True, blank=True, editable=False, help_text=_("by the production itself")
    )

    objects = PostingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["held"])

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        permissions = [("export_posting", "Can export postings")]
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held__lte=F("places"), places__gte=1),
                name="posting_not_over_places",
                violation_error_message=_("More places are taken than that."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="posting_days",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(work__isnull=False)
                | Q(organisation__isnull=False)
                | ~Q(title="")
                | ~Q(production=""),
                name="posting_of_somebody",
                violation_error_message=_("Say which film or which production it is for."),
            ),
            models.CheckConstraint(
                condition=Q(pay_amount=None) | (Q(pay_amount__gte=0) & ~Q(pay_currency="")),
                name="posting_pay_has_currency",
                violation_error_message=_("Say in which currency."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "filled", "closed"]) | Q(closes_at__isnull=False),
                name="posting_open_has_an_end",
                violation_error_message=_("Say until when people may answer."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "draft", "open", "filled", "closed", "cancelled"]),
                name="posting_state",
            ),
            models.UniqueConstraint(
                fields=SAME,
                condition=Q(state="unconfirmed"),
                name="posting_unconfirmed_once",
                violation_error_message=_(
                    "This posting waits to be confirmed already: confirm it by the link in the mail."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(state="open"), name="posting_open"),
            models.Index(fields=["contact_email", "asked_at"], name="posting_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.role}"

    @property
    def name(self) -> str:
        """Of what it is for."""
        return str(self.work or self.title or self.organisation or self.production)

    @property
    def house(self) -> str:
        return str(self.organisation or self.production)

    @property
    def department(self) -> str:
        return self.role.department

    @property
    def free(self) -> int:
        return self.places - self.held

    def keep_count(self) -> None:
        """Write down how many places are taken; the posting is locked, and the database judges."""
        self.held = self.offers.placed().count()
        Posting.objects.filter(pk=self.pk).update(held=self.held)

    @property
    def asked_languages(self) -> list[str]:
        return languages_of(self.languages)

    def is_open(self, now: datetime) -> bool:
        return self.state == self.State.OPEN and self.closes_at is not None and now < self.closes_at
