"""What a project rests on that is somebody else's, and until when it may: options and their extensions."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models.dossier import DossierDocument
from foundation.films.models.works import Work
from foundation.money import amount_field, check_currency, told
from foundation.people.models import is_staff_with
from foundation.translated import listed

NOT_LESS = MinValueValidator(0)


class RightsOptionQuerySet(models.QuerySet["RightsOption"]):
    def visible_to(self, user: Any) -> "RightsOptionQuerySet":
        """Staff with the right, and those who lead the work."""
        if is_staff_with(user, "films.view_rightsoption"):
            return self
        return self.filter(work__in=Work.objects.led_by(user).order_by().values("pk"))

    def with_expiry(self) -> "RightsOptionQuerySet":
        """Annotated with `expires_on`: its last day with all extensions that were taken."""
        taken = OptionExtension.objects.filter(option=OuterRef("pk"), taken_on__isnull=False)
        last = taken.order_by("-until").values("until")[:1]
        return self.annotate(expires_on=Coalesce(Subquery(last), F("ends_on")))

    def running_out(self) -> "RightsOptionQuerySet":
        """Those with a last day that matters: not bought, needed, of a work that is not finished."""
        open_ = self.filter(is_needed=True, bought_on=None, ends_on__isnull=False)
        return open_.exclude(work__stage__in=Work.FINISHED).with_expiry()


class RightsOption(models.Model):
    """A right that a project needs: optioned until a day, bought, or still to be had (without any day)."""

    class Kind(models.TextChoices):
        BOOK = "book", _("novel, short story")
        PLAY = "play", _("play")
        ARTICLE = "article", _("article, report")
        SCRIPT = "script", _("script")
        LIFE = "life", _("life story")
        MUSIC = "music", _("music")
        FORMAT = "format", _("format")
        ARCHIVE = "archive", _("archive footage")
        OTHER = "other", pgettext_lazy("right", "other")

    class Standing(models.TextChoices):
        MISSING = "missing", pgettext_lazy("right", "still to be had")
        COMING = "coming", pgettext_lazy("right", "begins later")
        RUNNING = "running", pgettext_lazy("right", "optioned")
        EXPIRED = "expired", pgettext_lazy("right", "expired")
        BOUGHT = "bought", pgettext_lazy("right", "bought")
        REVERTED = "reverted", pgettext_lazy("right", "gone back to its holder")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="options", verbose_name=_("work"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("what"), max_length=300, help_text=_("the book, the song, whose life"))
    holder = models.CharField(_("holder"), max_length=300, help_text=_("who gives the right"))
    is_needed = models.BooleanField(
        _("needed"), default=True, help_text=_("without it the film cannot be made")
    )
    starts_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("empty: it is still to be had")
    )
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("without extensions"))
    price = amount_field(_("price"), null=True, blank=True, validators=[NOT_LESS])
    purchase_price = amount_field(_("purchase price"), null=True, blank=True, validators=[NOT_LESS])
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[check_currency])
    is_deductible = models.BooleanField(
        _("deductible"),
        default=False,
        help_text=_("what is paid for the option counts as part of the purchase"),
    )
    bought_on = models.DateField(_("bought on"), null=True, blank=True)
    reverts_on = models.DateField(
        _("reverts on"), null=True, blank=True, help_text=_("unless the film is shot by then")
    )
    reversion = models.CharField(_("reversion"), max_length=300, blank=True, help_text=_("as the paper says"))
    scope = models.TextField(_("scope"), blank=True, help_text=_("for which media, countries, remakes …"))
    paper = models.ForeignKey(
        DossierDocument,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="options",
        verbose_name=_("paper"),
        help_text=_("the contract in the dossier"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = RightsOptionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("option of rights")
        verbose_name_plural = _("options of rights")
        ordering = ["work", "kind", "title", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="rights_option_days",
                violation_error_message=_("An option has a first and a last day, in this order, or neither."),
            ),
            models.CheckConstraint(
                condition=(Q(price=None) | Q(price__gte=0))
                & (Q(purchase_price=None) | Q(purchase_price__gte=0))
                & (Q(price=None, purchase_price=None) | ~Q(currency="")),
                name="rights_option_money",
                violation_error_message=_("An amount has a currency, such as MAD or EUR."),
            ),
            models.CheckConstraint(
                condition=Q(reverts_on=None) | Q(bought_on__isnull=False, reverts_on__gt=F("bought_on")),
                name="rights_option_reversion",
                violation_error_message=_("What was bought may revert, on a later day."),
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(holder=""), name="rights_option_of_somebody"),
            models.UniqueConstraint(
                fields=["work", "kind", "title", "holder", "starts_on"],
                condition=Q(starts_on__isnull=False),
                name="rights_option_once",
                violation_error_message=_(
                    "These rights from this first day are recorded already: change that record."
                ),
            ),
            models.UniqueConstraint(
                fields=["work", "kind", "title", "holder"],
                condition=Q(starts_on__isnull=True),
                name="rights_missing_once",
                violation_error_message=_(
                    "These rights are recorded without a first day already: say from when these hold."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()})"

    def clean(self) -> None:
        if self.paper and self.paper.work_id != self.work_id:
            raise ValidationError({"paper": _("Choose a document of this project.")})

    @property
    def told_price(self) -> str:
        return told(self.price, self.currency) if self.price is not None else ""

    @property
    def told_purchase(self) -> str:
        return told(self.purchase_price, self.currency) if self.purchase_price is not None else ""

    def standing(self, on: date) -> "RightsOption.Standing":
        """On a day; of a row `with_expiry`."""
        if self.bought_on and self.bought_on <= on:
            is_back = self.reverts_on and self.reverts_on <= on and not self._is_shot()
            return self.Standing.REVERTED if is_back else self.Standing.BOUGHT
        if self.starts_on is None:
            return self.Standing.MISSING
        if on < self.starts_on:
            return self.Standing.COMING
        return self.Standing.EXPIRED if on > self.expires_on else self.Standing.RUNNING  # type: ignore[attr-defined]

    def _is_shot(self) -> bool:
        stages = list(Work.Stage)
        known = self.work.stage in stages
        return known and stages.index(Work.Stage(self.work.stage)) >= stages.index(Work.Stage.POST_PRODUCTION)


class OptionExtension(models.Model):
    """An extension that the paper allows; it counts from the day it was taken."""

    option = models.ForeignKey(
        RightsOption, on_delete=models.CASCADE, related_name="extensions", verbose_name=_("option of rights")
    )
    until = models.DateField(_("until"))
    price = amount_field(
        _("price"), null=True, blank=True, validators=[NOT_LESS], help_text=_("in the option’s currency")
    )
    taken_on = models.DateField(
        _("taken on"), null=True, blank=True, help_text=_("empty: possible, and not taken yet")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("extension of an option")
        verbose_name_plural = _("extensions of an option")
        ordering = ["option", "until"]
        constraints = [
            models.UniqueConstraint(fields=["option", "until"], name="option_extension_once"),
            models.CheckConstraint(
                condition=(Q(price=None) | Q(price__gte=0))
                & (Q(taken_on=None) | Q(taken_on__lte=F("until"))),
                name="option_extension_sound",
                violation_error_message=_("An extension is taken before it ends."),
            ),
        ]

    def __str__(self) -> str:
        return listed([self.option, self.until])

    @property
    def told_price(self) -> str:
        return told(self.price, self.option.currency) if self.price is not None else ""
